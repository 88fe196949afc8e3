/** The document's servers with the values that the config has for their variables. */
import { at, type Config } from "../config/config.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Api, Server } from "../openapi/api.js";
import { withUrl } from "../openapi/server-url.js";

/** The API whose servers have the values of `server.variables`; wrong ones are reported. */
export function withServerVariables(api: Api, config: Config, diagnostics: Diagnostics): Api {
  const { variables: values } = config.server;
  if (values === undefined) return api;
  const servers = [...api.servers, ...api.operations.flatMap((operation) => operation.servers)];
  for (const [name, value] of values) check(servers, name, value, config, diagnostics);
  const filled = (server: Server): Server => withUrl(server, values);
  return {
    ...api,
    servers: api.servers.map(filled),
    operations: api.operations.map((operation) => ({ ...operation, servers: operation.servers.map(filled) })),
  };
}

function check(
  servers: readonly Server[],
  name: string,
  value: string,
  config: Config,
  diagnostics: Diagnostics,
): void {
  const place = at(config, "server", "variables", name);
  const found = servers.flatMap(({ variables }) => variables?.get(name) ?? []);
  if (found.length === 0) {
    const known = [...new Set(servers.flatMap(({ variables }) => [...(variables?.keys() ?? [])]))];
    diagnostics.report("server-variable-of-nothing", { name, known }, place);
  } else if (!isPartOfUrl(value)) {
    diagnostics.report("server-variable-unfit", { name, value }, place);
  } else if (!found.some(({ values }) => values.length === 0 || values.includes(value))) {
    const known = [...new Set(found.flatMap(({ values }) => values))];
    diagnostics.report("server-variable-value", { name, value, known }, place);
  }
}

/** Nothing that begins a query or fragment, names a user, leads upwards or is no part of a URL at all (RFC 3986). */
function isPartOfUrl(value: string): boolean {
  const segments = value.split("/");
  return /^[\w.~:/-]+$/.test(value) && !segments.some((segment) => /^\.{1,2}$/.test(segment));
}
