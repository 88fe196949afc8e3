/** Which credentials the tools need, and which tools need which. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Api, Operation, Security, SecurityScheme } from "../openapi/api.js";
import type { Credential } from "../project/project.js";
import type { EnvironmentNames } from "./environment.js";

/** The credentials of the exposed operations, in the order in which the document defines the schemes. */
export function mapCredentials(
  api: Api,
  operations: readonly Operation[],
  environment: EnvironmentNames,
  diagnostics: Diagnostics,
): Credential[] {
  const used = new Set(operations.flatMap(({ security }) => security.flat()));
  for (const name of used) {
    const scheme = api.securitySchemes.get(name);
    if (scheme === undefined) diagnostics.report("undefined-security-scheme", { name });
    else if (scheme.type === "unsupported") {
      diagnostics.report("unsupported-security-scheme", { name, reason: scheme.reason });
    }
  }
  return [...api.securitySchemes].flatMap(([name, scheme]) =>
    used.has(name) ? (credential(name, scheme, environment) ?? []) : [],
  );
}

function credential(
  name: string,
  scheme: SecurityScheme,
  environment: EnvironmentNames,
): Credential | undefined {
  switch (scheme.type) {
    case "apiKey":
      return {
        ...about(name, scheme),
        kind: "apiKey",
        in: scheme.in,
        name: scheme.name,
        variable: environment.variable(name, "KEY"),
      };
    case "bearer":
      return { ...about(name, scheme), kind: "bearer", variable: environment.variable(name, "TOKEN") };
    case "basic":
      return {
        ...about(name, scheme),
        kind: "basic",
        username: environment.variable(`${name} username`, "USERNAME"),
        password: environment.variable(`${name} password`, "PASSWORD"),
      };
    case "http":
      return {
        ...about(name, scheme),
        kind: "authorization",
        httpScheme: scheme.scheme,
        variable: environment.variable(name, "CREDENTIAL"),
      };
    case "unsupported":
      return undefined;
  }
}

function about(
  scheme: string,
  { description }: { description?: string },
): Pick<Credential, "scheme" | "description"> {
  return description === undefined ? { scheme } : { scheme, description };
}

/**
 * What of a requirement credentials can fulfil: the sets of which every scheme has one, an empty set among them, for it
 * means anonymous. Where there is none, what the sets have besides the schemes that nothing can be sent for.
 */
export function supported(security: Security, credentials: readonly Credential[]): Security {
  const known = new Set(credentials.map(({ scheme }) => scheme));
  const whole = security.filter((set) => set.every((name) => known.has(name)));
  const parts = security.map((set) => set.filter((name) => known.has(name))).filter((set) => set.length > 0);
  const sets = whole.length > 0 ? whole : parts;
  if (sets.every((set) => set.length === 0)) return [];
  return sets.filter((set, index) => sets.findIndex((other) => sameSet(set, other)) === index);
}

/** Whether two requirements ask for the same. */
export function sameSecurity(one: Security, other: Security): boolean {
  return one.length === other.length && one.every((set, index) => sameSet(set, other[index] ?? []));
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
