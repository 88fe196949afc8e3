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
  keyOf(operation: Operation): string | undefined;
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
  if (url === undefined)
    diagnostics.report("no-base-url", { variable: standard.variable, written: root?.written ?? "/" });
  const others = otherServers(operations, root);
  const keys = uniqueNames(
    [...others].map((written) => ({ item: written, names: keysFor(written) })),
    ["default"],
  );
  const extra = [...others].map((server): BaseUrl => {
    const key = keys.get(server) ?? server;
    return { key, variable: environment.variable(`${key} base url`, "BASE_URL"), url: server };
  });
  return {
    all: [standard, ...extra],
    keyOf: (operation) => {
      const own = operation.servers[0]?.url;
      return own === undefined || own === root?.url ? undefined : keys.get(own);
    },
  };
}

function otherServers(operations: readonly Operation[], root: Server | undefined): Set<string> {
  const urls = operations.map(({ servers }) => servers[0]?.url).filter((url) => url !== undefined);
  return new Set(urls.filter((url) => url !== root?.url));
}

function keysFor(url: string): string[] {
  const { hostname, host, pathname } = new URL(url);
  const nice = [hostname.split(".")[0] ?? "", hostname, host + pathname].map(camelCase);
  return [...nice.filter((name) => /^[a-z]/.test(name)), `server${shortHash(url)}`];
}
