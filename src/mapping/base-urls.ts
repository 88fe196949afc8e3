/** The servers of the API, each with the variable that overrides it. */
import type { Config } from "../config/config.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Api, Operation, Server } from "../openapi/api.js";
import type { BaseUrl, Project } from "../project/project.js";
import type { EnvironmentNames } from "./environment.js";
import { uniqueNames } from "./unique-names.js";
import { camelCase, shortHash } from "./words.js";

/** The API's base URLs, and which of them an operation goes to. */
export interface BaseUrls {
  readonly all: Project["baseUrls"];
  /** The key of an operation's base URL, `undefined` for the default. */
  readonly keyOf: (operation: Operation) => string | undefined;
}

/** Takes the first server of the document and of every operation that declares another. */
export function mapBaseUrls(
  api: Api,
  operations: readonly Operation[],
  config: Config,
  environment: EnvironmentNames,
  diagnostics: Diagnostics,
): BaseUrls {
  const root = api.servers[0];
  const url = config.server.baseUrl?.replace(/\/+$/, "") ?? root?.url;
  const standard: BaseUrl = {
    key: "default",
    variable: environment.variable("base url", "BASE_URL"),
    ...(url === undefined ? {} : { url }),
  };
  const usesStandard = operations.some(({ servers }) => placeOf(servers[0]) === placeOf(root));
  if (url === undefined && usesStandard)
    diagnostics.report("no-base-url", { variable: standard.variable, written: root?.written ?? "/" });
  const others = otherServers(operations, root);
  const keys = uniqueNames(
    [...others].map(([place, server]) => ({ item: place, names: keysFor(place, server) })),
    ["default"],
  );
  const extra = [...others].map(([place, server]): BaseUrl => {
    const key = keys.get(place) ?? place;
    const variable = environment.variable(`${key} base url`, "BASE_URL");
    if (server.url === undefined)
      diagnostics.report("no-base-url-of-operations", { variable, written: server.written });
    return { key, variable, ...(server.url === undefined ? {} : { url: server.url }) };
  });
  return { all: [standard, ...extra], keyOf: ({ servers }) => keys.get(placeOf(servers[0])) };
}

/** What tells servers apart: the URL, or what is written where that is no absolute one. */
function placeOf(server: Server | undefined): string {
  return server?.url ?? server?.written ?? "/";
}

/** The servers besides the document's, by place. */
function otherServers(operations: readonly Operation[], root: Server | undefined): Map<string, Server> {
  const servers = operations.flatMap(({ servers: [first] }) => first ?? []);
  const others = servers.filter((server) => placeOf(server) !== placeOf(root));
  return new Map(others.map((server) => [placeOf(server), server]));
}

function keysFor(place: string, { url }: Server): string[] {
  const nice = url === undefined ? [place] : hostNames(new URL(url));
  const names = nice.map(camelCase).filter((name) => /^[a-z]/.test(name));
  return [...names, `server${shortHash(place)}`];
}

function hostNames({ hostname, host, pathname }: URL): string[] {
  return [hostname.split(".")[0] ?? "", hostname, host + pathname];
}
