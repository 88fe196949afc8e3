/** The parts of a request line. */
import type { Operation } from "../../../src/openapi/api.js";

/** Documents tell operations of one path apart by what stands behind `#` or `?`; neither is a part of the path. */
export function pathOf({ path }: Operation): string {
  const [plainPath = ""] = path.split(/[?#]/, 1);
  // What a URL cannot hold travels percent-encoded (RFC 3986 section 2.1); the names in braces do not travel.
  return plainPath.replace(/\{[^{}]*\}|[^\x21-\x7e]+|[<>"^`|\\]/g, (part) =>
    part.startsWith("{") ? part : encodeURIComponent(part),
  );
}

/** Path and query of a target. */
export function splitTarget(target: string): [path: string, query: string] {
  const at = target.indexOf("?");
  return at < 0 ? [target, ""] : [target.slice(0, at), target.slice(at + 1)];
}
