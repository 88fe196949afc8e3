/** Which credentials the tools need, and which tools need which. */
import type { SecretSource } from "../../templates/runtime/secrets.js";
import { at, type Config } from "../config/config.js";
import { oauthKeys, type CredentialConfig } from "../config/credentials.js";
import { suggestionFor } from "../diagnostics/did-you-mean.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Api, Operation, Security, SecurityScheme } from "../openapi/api.js";
import type { BaseUrl, Credential } from "../project/project.js";
import type { EnvironmentNames } from "./environment.js";
import { mapOAuth, type OAuthContext } from "./oauth.js";

/** What credentials are mapped with. */
export interface CredentialContext {
  readonly config: Config;
  readonly environment: EnvironmentNames;
  readonly baseUrls: readonly BaseUrl[];
  readonly diagnostics: Diagnostics;
}

/** The credentials of the exposed operations, by name: in which order a document defines its schemes says nothing. */
export function mapCredentials(
  api: Api,
  operations: readonly Operation[],
  context: CredentialContext,
): Credential[] {
  const { config, diagnostics } = context;
  const scopes = scopesOf(operations);
  reportUnknown(config, [...scopes.keys()], diagnostics);
  for (const name of scopes.keys()) {
    const scheme = api.securitySchemes.get(name);
    const isOwn = config.upstream.credentials.get(name)?.source === "extension";
    if (scheme === undefined) diagnostics.report("undefined-security-scheme", { name });
    else if (scheme.type === "unsupported" && !isOwn) {
      diagnostics.report("unsupported-security-scheme", { name, reason: scheme.reason });
    }
  }
  const schemes = [...api.securitySchemes].sort(([one], [other]) => (one < other ? -1 : 1));
  return schemes.flatMap(([name, scheme]) =>
    scopes.has(name) ? (credential(name, scheme, { ...context, scopes }) ?? []) : [],
  );
}

/** The schemes that operations need, each with all scopes that one of them asks for, in order. */
function scopesOf(operations: readonly Operation[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const { scheme, scopes } of operations.flatMap(({ security }) => security.flat())) {
    found.set(scheme, new Set([...(found.get(scheme) ?? []), ...scopes]));
  }
  return new Map([...found].map(([scheme, scopes]) => [scheme, [...scopes].sort()]));
}

function reportUnknown(config: Config, known: readonly string[], diagnostics: Diagnostics): void {
  for (const name of config.upstream.credentials.keys()) {
    if (known.includes(name)) continue;
    const values = { name, known, ...suggestionFor(name, known) };
    diagnostics.report("credential-of-nothing", values, at(config, "upstream", "credentials", name));
  }
}

function credential(name: string, scheme: SecurityScheme, context: OAuthContext): Credential | undefined {
  const said = context.config.upstream.credentials.get(name) ?? {};
  reportUnfit(name, scheme, said, context);
  const secret = (suffix: string): SecretSource => secretOf(name, suffix, said, context.environment);
  const named = about(name, scheme);
  if (said.source === "extension") return { ...named, kind: "custom" };
  switch (scheme.type) {
    case "apiKey":
      return { ...named, kind: "apiKey", in: scheme.in, name: scheme.name, ...secret("KEY") };
    case "bearer":
      return { ...named, kind: "bearer", ...secret("TOKEN") };
    case "oauth2":
    case "openIdConnect": {
      const mapped = said.source === "header" ? undefined : mapOAuth(name, scheme, context);
      return mapped === undefined
        ? { ...named, kind: "bearer", ...secret("TOKEN") }
        : { ...named, kind: "oauth2", ...mapped };
    }
    case "basic": {
      const username = context.environment.variable(`${name} username`, "USERNAME");
      const { variable, file } = secretOf(`${name} password`, "PASSWORD", said, context.environment);
      const passwordFile = file === undefined ? {} : { passwordFile: file };
      return { ...named, kind: "basic", username, password: variable, ...passwordFile };
    }
    case "http":
      return { ...named, kind: "authorization", httpScheme: scheme.scheme, ...secret("CREDENTIAL") };
    case "unsupported":
      return undefined;
  }
}

function secretOf(
  name: string,
  suffix: string,
  { source, header }: CredentialConfig,
  environment: EnvironmentNames,
): SecretSource {
  const variable = environment.variable(name, suffix);
  return {
    variable,
    ...(source === "file" ? { file: environment.fileVariable(variable) } : {}),
    ...(source === "header" && header !== undefined ? { header: header.toLowerCase() } : {}),
  };
}

/** What the config says that the scheme has no use for. */
function reportUnfit(
  scheme: string,
  { type }: SecurityScheme,
  said: CredentialConfig,
  { config, diagnostics }: CredentialContext,
): void {
  const report = (key: keyof CredentialConfig, reason: string, fix: string): void => {
    const place = at(config, "upstream", "credentials", scheme, key);
    diagnostics.report("credential-setting-unfit", { scheme, key, reason, fix }, place);
  };
  const { source = "environment" } = said;
  if (source === "header" && type === "basic")
    report(
      "source",
      "user name and password are two values",
      "Use `http.forwardHeaders: { X-Name: Authorization }`.",
    );
  const hasTokens =
    (type === "oauth2" || type === "openIdConnect") && ["environment", "file"].includes(source);
  for (const key of oauthKeys) {
    if (hasTokens || said[key] === undefined) continue;
    const reason = "it has no tokens from an authorization server";
    report(key, reason, "Remove it, or let the source be `environment` or `file` of an oauth2 scheme.");
  }
}

function about(scheme: string, security: SecurityScheme): Pick<Credential, "scheme" | "description"> {
  const description = "description" in security ? security.description : undefined;
  return description === undefined ? { scheme } : { scheme, description };
}

/**
 * What of a requirement credentials can fulfil: the sets of which every scheme has one, an empty set among them, for it
 * means anonymous. Where there is none, what the sets have besides the schemes that nothing can be sent for.
 */
export function supported(
  security: Security,
  credentials: readonly Credential[],
): readonly (readonly string[])[] {
  const known = new Set(credentials.map(({ scheme }) => scheme));
  const named = security.map((set) => set.map(({ scheme }) => scheme));
  const whole = named.filter((set) => set.every((name) => known.has(name)));
  const parts = named.map((set) => set.filter((name) => known.has(name))).filter((set) => set.length > 0);
  const sets = whole.length > 0 ? whole : parts;
  if (sets.every((set) => set.length === 0)) return [];
  return sets.filter((set, index) => sets.findIndex((other) => sameSet(set, other)) === index);
}

/** Whether two requirements ask for the same. */
export function sameSecurity(
  one: readonly (readonly string[])[],
  other: readonly (readonly string[])[],
): boolean {
  return one.length === other.length && one.every((set, index) => sameSet(set, other[index] ?? []));
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
