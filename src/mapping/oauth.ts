/** The credentials that come from an authorization server: where it is, and what it is asked for. */
import type { Grant, OAuth2Options, OAuth2Variables } from "../../templates/runtime/oauth/options.js";
import type { Config } from "../config/config.js";
import type { CredentialConfig } from "../config/credentials.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SecurityScheme } from "../openapi/api.js";
import type { BaseUrl } from "../project/project.js";
import type { EnvironmentNames } from "./environment.js";
import { TokenUrls } from "./token-urls.js";

/** A scheme whose tokens an authorization server issues. */
export type TokenScheme = Extract<SecurityScheme, { type: "oauth2" | "openIdConnect" }>;

/** What a scheme is mapped with. */
export interface OAuthContext {
  readonly config: Config;
  readonly environment: EnvironmentNames;
  readonly baseUrls: readonly BaseUrl[];
  readonly diagnostics: Diagnostics;
  /** The scopes that the exposed operations ask for, by scheme. */
  readonly scopes: ReadonlyMap<string, readonly string[]>;
}

/** An authorization server, and the hosts that it has besides the API's. */
export interface MappedOAuth {
  readonly options: OAuth2Options;
  readonly hosts: readonly string[];
}

/** How tokens of a scheme are had; nothing where only a person can have them. */
export function mapOAuth(name: string, scheme: TokenScheme, context: OAuthContext): MappedOAuth | undefined {
  const said = context.config.upstream.credentials.get(name) ?? {};
  const grants = grantsOf(scheme, said);
  if (grants.length === 0) return undefined;
  const urls = new TokenUrls(name, context);
  const found =
    said.tokenUrl === undefined ? urlsOf(scheme, urls) : { tokenUrl: urls.ofConfig(said.tokenUrl) };
  // What a refreshed token allows was granted once.
  const scopes = said.scopes ?? (grants.includes("client_credentials") ? context.scopes.get(name) : []) ?? [];
  const { audience, resource, clientAuthentication } = said;
  const options: OAuth2Options = {
    grants,
    ...found,
    ...(scopes.length === 0 ? {} : { scopes }),
    ...(clientAuthentication === undefined ? {} : { clientAuthentication }),
    ...withoutGaps({ audience, resource }),
    variables: variablesOf(name, grants, said.source === "file", context.environment),
  };
  return { options, hosts: urls.hosts };
}

/** A client can have tokens by itself where the document or the config says so, and refresh those that a person has had. */
function grantsOf(scheme: TokenScheme, { tokenUrl }: CredentialConfig): Grant[] {
  const isOpenId = scheme.type === "openIdConnect";
  const isClient = isOpenId || scheme.clientCredentials !== undefined || tokenUrl !== undefined;
  const isPerson = isOpenId || scheme.authorizationCode !== undefined;
  return [
    ...(isPerson ? ["refresh_token" as const] : []),
    ...(isClient ? ["client_credentials" as const] : []),
  ];
}

function urlsOf(
  scheme: TokenScheme,
  urls: TokenUrls,
): Pick<OAuth2Options, "tokenUrl" | "refreshUrl" | "discoveryUrl"> {
  if (scheme.type === "openIdConnect")
    return withoutGaps({ discoveryUrl: urls.ofDocument(scheme.discoveryUrl, { isTokenUrl: false }) });
  const { clientCredentials, authorizationCode } = scheme;
  const refreshUrl = urls.ofDocument(authorizationCode?.refreshUrl ?? authorizationCode?.tokenUrl);
  if (clientCredentials === undefined) return withoutGaps({ tokenUrl: refreshUrl });
  const tokenUrl = urls.ofDocument(clientCredentials.tokenUrl);
  return withoutGaps({ tokenUrl, refreshUrl: refreshUrl === tokenUrl ? undefined : refreshUrl });
}

/** The variables; files are variables of their own, which name them. */
function variablesOf(
  name: string,
  grants: readonly Grant[],
  files: boolean,
  environment: EnvironmentNames,
): OAuth2Variables {
  const variable = (suffix: string): string => environment.variable(name, suffix);
  const fileOf = (secret: string): string | undefined =>
    files ? environment.fileVariable(secret) : undefined;
  const [clientId, clientSecret, token] = [
    variable("CLIENT_ID"),
    variable("CLIENT_SECRET"),
    variable("TOKEN"),
  ];
  const refreshToken = grants.includes("refresh_token") ? variable("REFRESH_TOKEN") : undefined;
  return {
    clientId,
    clientSecret,
    ...withoutGaps({
      clientSecretFile: fileOf(clientSecret),
      refreshToken,
      refreshTokenFile: refreshToken === undefined ? undefined : fileOf(refreshToken),
    }),
    token,
    ...withoutGaps({ tokenFile: fileOf(token) }),
    scopes: variable("SCOPES"),
    tokenUrl: variable("TOKEN_URL"),
  };
}

/** An object without the keys that have no value. */
function withoutGaps<Key extends string, Value>(
  object: Readonly<Record<Key, Value | undefined>>,
): { [key in Key]?: Value } {
  const entries = Object.entries<Value | undefined>(object).filter(([, value]) => value !== undefined);
  // `fromEntries` knows neither the keys nor that the gaps are gone.
  return Object.fromEntries(entries) as { [key in Key]?: Value };
}
