/** Server Objects (OpenAPI 3.2 section 4.6), and Swagger 2.0's `schemes`, `host` and `basePath`. */
import type { Server, ServerVariable } from "./api.js";
import type { ParseContext } from "./context.js";
import type { SpecNode } from "./node.js";
import { withUrl } from "./server-url.js";

/** The servers of the document; one without a URL when it names none. */
export function parseRootServers(context: ParseContext): readonly Server[] {
  const root = context.reader.root;
  if (context.version === "2.0") return [swaggerServer(root, root)];
  return parseServers(root) ?? [server(root, "/")];
}

/**
 * The servers of an operation that has its own.
 * @param owners its path items and, last, itself: the last that says something counts
 */
export function parseOwnServers(
  { reader, version }: ParseContext,
  owners: readonly SpecNode[],
): readonly Server[] | undefined {
  if (version !== "2.0") return owners.map(parseServers).findLast((servers) => servers !== undefined);
  const operation = owners.at(-1);
  return operation?.get("schemes") === undefined ? undefined : [swaggerServer(reader.root, operation)];
}

function parseServers(owner: SpecNode): readonly Server[] | undefined {
  const servers = owner.get("servers")?.items() ?? [];
  return servers.length === 0 ? undefined : servers.map((node) => parseServer(node));
}

function parseServer(node: SpecNode): Server {
  const description = node.text("description");
  const variables = (node.get("variables")?.entries() ?? []).map(
    ([name, variable]) => [name, parseVariable(variable)] as const,
  );
  const parsed = server(node, node.text("url")?.trim() || "/", new Map(variables));
  return description === undefined ? parsed : { ...parsed, description };
}

function parseVariable(node: SpecNode): ServerVariable {
  const items = node.get("enum")?.items() ?? [];
  const values = items.map(({ value }) => value).filter((value) => typeof value === "string");
  const standard = node.text("default") ?? values[0];
  return { values, ...(standard === undefined ? {} : { default: standard }) };
}

/** Without `schemes`, the scheme is that by which the document was had. */
function swaggerServer(root: SpecNode, withSchemes: SpecNode): Server {
  const schemes = (withSchemes.get("schemes")?.items() ?? []).map(({ value }) => value);
  const host = root.text("host")?.trim() || undefined;
  const path = (root.text("basePath")?.trim() || "/").replace(/^(?!\/)/, "/");
  if (host === undefined) return server(root, path);
  const isPlain = schemes.length === 0 ? root.file.url.startsWith("http:") : schemes.includes("http");
  const scheme = isPlain && !schemes.includes("https") ? "http" : "https";
  return server(root, `${scheme}://${host.replace(/^\w+:\/\//, "")}${path}`);
}

function server(node: SpecNode, written: string, variables?: Server["variables"]): Server {
  const { url } = node.file;
  return withUrl({
    written,
    ...(variables === undefined || variables.size === 0 ? {} : { variables }),
    ...(/^https?:/.test(url) ? { documentUrl: url } : {}),
  });
}
