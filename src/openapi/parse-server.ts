/** Server Objects (OpenAPI 3.2 section 4.6), and Swagger 2.0's `schemes`, `host` and `basePath`. */
import type { Server } from "./api.js";
import type { ParseContext } from "./context.js";
import type { SpecNode } from "./node.js";

/** The servers of the document; one without a URL when it names none. */
export function parseRootServers(context: ParseContext): readonly Server[] {
  const root = context.reader.root;
  if (context.version === "2.0") return [swaggerServer(root)];
  return parseServers(root) ?? [server(root, "/")];
}

/** The servers that a document, path item or operation declares itself. */
export function parseServers(owner: SpecNode): readonly Server[] | undefined {
  const servers = owner.get("servers")?.items() ?? [];
  return servers.length === 0 ? undefined : servers.map((node) => parseServer(node));
}

function parseServer(node: SpecNode): Server {
  const written = node.text("url") ?? "/";
  const description = node.text("description");
  const variables = new Map(node.get("variables")?.entries() ?? []);
  const url = written.replace(
    /\{([^{}]*)\}/g,
    (whole, name: string) => defaultOf(variables.get(name)) ?? whole,
  );
  return { ...server(node, url, written), ...(description === undefined ? {} : { description }) };
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

function swaggerServer(root: SpecNode): Server {
  const schemes = (root.get("schemes")?.items() ?? []).map(({ value }) => value);
  const host = root.text("host");
  const path = root.text("basePath") ?? "/";
  if (host === undefined) return server(root, path);
  return server(
    root,
    `${schemes.includes("https") || !schemes.includes("http") ? "https" : "http"}://${host}${path}`,
  );
}

/** A relative URL resolves against the document's own when that is an http one (section 4.6.1). */
function server(node: SpecNode, url: string, written = url): Server {
  const base = /^https?:/.test(node.file.url) ? node.file.url : undefined;
  if (!URL.canParse(url, base)) return { written };
  const resolved = new URL(url, base);
  if (resolved.protocol !== "https:" && resolved.protocol !== "http:") return { written };
  resolved.hash = "";
  resolved.search = "";
  return { url: resolved.href.replace(/\/+$/, ""), written };
}
