/** Server Objects (OpenAPI 3.2 section 4.6), and Swagger 2.0's `schemes`, `host` and `basePath`. */
import type { Server } from "./api.js";
import type { ParseContext } from "./context.js";
import type { SpecNode } from "./node.js";

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
  const written = node.text("url")?.trim() || "/";
  const description = node.text("description");
  const variables = new Map(node.get("variables")?.entries() ?? []);
  const url = written.replace(
    /\{([^{}]*)\}/g,
    (whole, name: string) => defaultOf(variables.get(name)) ?? whole,
  );
  // A variable without a value would become part of the address.
  const resolved = /\{[^{}]*\}/.test(url) ? { written } : server(node, url, written);
  return { ...resolved, ...(description === undefined ? {} : { description }) };
}

function defaultOf(variable: SpecNode | undefined): string | undefined {
  return (
    variable?.text("default") ??
    variable
      ?.get("enum")
      ?.items()
      .map(({ value }) => value)
      .find((value) => typeof value === "string")
  );
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

/** A relative URL resolves against the document's own when that is an http one (section 4.6.1). */
function server(node: SpecNode, url: string, written = url): Server {
  const base = /^https?:/.test(node.file.url) ? node.file.url : undefined;
  if (!URL.canParse(url, base)) return { written };
  const resolved = new URL(url, base);
  if (resolved.protocol !== "https:" && resolved.protocol !== "http:") return { written };
  // A credential in a document is nobody's; sent or committed, it would be everybody's.
  if (resolved.username !== "" || resolved.password !== "") return { written };
  resolved.hash = "";
  resolved.search = "";
  return { url: resolved.href.replace(/\/+$/, ""), written };
}
