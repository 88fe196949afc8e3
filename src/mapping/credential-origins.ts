/** A credential is bound to its origin: which of the servers get those of the API. */
import { at, type Config } from "../config/config.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Api, Operation } from "../openapi/api.js";
import type { BaseUrl } from "../project/project.js";
import type { BaseUrls } from "./base-urls.js";
import { operationKey } from "./operation-key.js";

/** What decides which origins are trusted. */
interface Context {
  readonly api: Api;
  readonly operations: readonly Operation[];
  readonly config: Config;
  readonly diagnostics: Diagnostics;
}

/**
 * Marks the servers that get no credentials: those of another origin than the API's, unless the config names it in
 * `upstream.credentialOrigins`. Each is reported if an operation that goes there wants one.
 */
export function bindCredentials(baseUrls: BaseUrls, context: Context): BaseUrls {
  const [standard, ...others] = baseUrls.all;
  const { credentialOrigins: named } = context.config.upstream;
  const own = ownOrigins(baseUrls, context);
  const bound = others.map((baseUrl): BaseUrl => {
    const origin = originOf(baseUrl.url);
    const wanting = wantingOperations(baseUrl, baseUrls, context);
    const isWanted = wanting.length > 0 || context.config.http.forwardHeaders.size > 0;
    if (origin === undefined || !isWanted || isTrusted(origin, own)) return baseUrl;
    const credentials = named.includes(origin);
    if (!credentials) report(origin, wanting, context);
    return { ...baseUrl, credentials };
  });
  reportIdle(named, bound, context);
  return { ...baseUrls, all: [standard, ...bound] };
}

/** The origins of the API: the config's, else those that the document names for all operations, else the first in use. */
function ownOrigins({ all, keyOf }: BaseUrls, { api, config, operations }: Context): string[] {
  const [standard, ...others] = all;
  const ofDocument = config.server.baseUrl === undefined ? api.servers.map(({ url }) => url) : [];
  const origins = [standard.url, ...ofDocument].flatMap((url) => originOf(url) ?? []);
  const usesStandard = operations.some((operation) => keyOf(operation) === undefined);
  return origins.length > 0 || usesStandard
    ? origins
    : others.slice(0, 1).flatMap(({ url }) => originOf(url) ?? []);
}

/** An origin of the API, or the same host over https instead of http. */
function isTrusted(origin: string, own: readonly string[]): boolean {
  return own.some((each) => each === origin || each.replace(/^http:/, "https:") === origin);
}

function originOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).origin;
}

/** The operations that go there and take credentials. */
function wantingOperations({ key }: BaseUrl, baseUrls: BaseUrls, { operations }: Context): Operation[] {
  const takesCredentials = ({ security }: Operation): boolean => security.some((set) => set.length > 0);
  return operations.filter((operation) => baseUrls.keyOf(operation) === key && takesCredentials(operation));
}

function report(origin: string, wanting: readonly Operation[], { diagnostics }: Context): void {
  const [first] = wanting;
  if (first === undefined) return;
  const values = { origin, operations: wanting.map(operationKey) };
  diagnostics.report("server-without-credentials", values, { place: first.place });
}

function reportIdle(named: readonly string[], bound: readonly BaseUrl[], context: Context): void {
  const used = bound.flatMap(({ url, credentials }) => (credentials === true ? originOf(url) : []));
  for (const [index, origin] of named.entries()) {
    if (used.includes(origin)) continue;
    const place = at(context.config, "upstream", "credentialOrigins", String(index));
    context.diagnostics.report("credential-origin-idle", { origin }, place);
  }
}
