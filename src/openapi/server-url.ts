/** The URL of a server: its variables filled in, resolved against where the document is (OpenAPI 3.2 section 4.6). */
import type { Server } from "./api.js";

/**
 * A server with its URL, if there is an absolute one, whatever it had before.
 * @param values of its variables, over their defaults
 */
export function withUrl(
  { url: _url, ...template }: Server,
  values: ReadonlyMap<string, string> = new Map(),
): Server {
  const { written, variables, documentUrl } = template;
  const filled = written.replace(
    /\{([^{}]*)\}/g,
    (whole, name: string) => values.get(name) ?? variables?.get(name)?.default ?? whole,
  );
  // A variable without a value would become part of the address.
  const url = /\{[^{}]*\}/.test(filled) ? undefined : absolute(filled, documentUrl);
  return url === undefined ? template : { ...template, url };
}

/** A relative URL resolves against the document's own when that is an http one (section 4.6.1). */
function absolute(url: string, documentUrl: string | undefined): string | undefined {
  if (!URL.canParse(url, documentUrl)) return undefined;
  const resolved = new URL(url, documentUrl);
  if (resolved.protocol !== "https:" && resolved.protocol !== "http:") return undefined;
  // A credential in a document is nobody's; sent or committed, it would be everybody's.
  if (resolved.username !== "" || resolved.password !== "") return undefined;
  resolved.hash = "";
  resolved.search = "";
  return resolved.href.replace(/\/+$/, "");
}
