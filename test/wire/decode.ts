/**
 * A decoder of requests, written from the OpenAPI specification (3.2, sections 4.12 "Parameter Object" and 4.15
 * "Encoding Object") and the RFCs it names. It judges what templates/runtime/wire encodes and shares no code with it.
 */

export type Kind = "primitive" | "array" | "object";
export type Decoded = string | string[] | Record<string, string>;
export type Nested = string | Nested[] | { [name: string]: Nested };

/** How a parameter is described in the document; defaults are not filled in here. */
export interface Description {
  name: string;
  style: string;
  explode: boolean;
  kind: Kind;
}

export interface Part {
  name: string;
  filename?: string;
  contentType?: string;
  content: Uint8Array;
}

/** RFC 3986 section 2.1; a stray percent sign, a character that is not legal in a URL or broken UTF-8 is an error. */
export function percentDecode(text: string): string {
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x25) {
      const digits = text.slice(index + 1, index + 3);
      if (!/^[0-9A-Fa-f]{2}$/.test(digits)) throw new Error(`stray "%" in ${text}`);
      bytes.push(Number.parseInt(digits, 16));
      index += 2;
    } else {
      if (code <= 0x20 || code >= 0x7f || '"<>\\^`{|}'.includes(text.charAt(index))) {
        throw new Error(`${JSON.stringify(text.charAt(index))} is not legal in a URL: ${text}`);
      }
      bytes.push(code);
    }
  }
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

type Unescape = (text: string) => string;
const asIs: Unescape = (text) => text;

/** `k=v` at the first equals sign; no equals sign is an empty value. */
function splitPair(text: string): [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** A list of texts by the kind that the schema tells: separator first, escapes after. */
function decodeList(
  text: string,
  kind: Kind,
  separator: string,
  explode: boolean,
  unescape: Unescape,
): Decoded {
  if (kind === "primitive") return unescape(text);
  const pieces = text.split(separator);
  if (kind === "array") return pieces.map(unescape);
  const pairs = explode
    ? pieces.map(splitPair)
    : Array.from({ length: Math.ceil(pieces.length / 2) }, (_, index): [string, string] => {
        const [name, value] = [pieces[2 * index], pieces[2 * index + 1]];
        if (name === undefined || value === undefined) throw new Error(`a name without a value in ${text}`);
        return [name, value];
      });
  return Object.fromEntries(pairs.map(([name, value]) => [unescape(name), unescape(value)]));
}

/** The expansion of one path parameter: styles simple, label and matrix. */
export function decodePathValue(text: string, { name, style, explode, kind }: Description): Decoded {
  if (style === "simple") return decodeList(text, kind, ",", explode, percentDecode);
  if (style === "label") {
    if (!text.startsWith(".")) throw new Error(`label without a dot: ${text}`);
    return decodeList(text.slice(1), kind, explode ? "." : ",", explode, percentDecode);
  }
  if (style !== "matrix" || !text.startsWith(";")) throw new Error(`not of style ${style}: ${text}`);
  const pairs = text.slice(1).split(";").map(splitPair);
  if (explode && kind === "object") {
    return Object.fromEntries(pairs.map(([key, value]) => [percentDecode(key), percentDecode(value)]));
  }
  if (pairs.some(([key]) => percentDecode(key) !== name)) throw new Error(`not the name ${name}: ${text}`);
  const values = pairs.map(([, value]) => value);
  if (explode && kind === "array") return values.map(percentDecode);
  if (values.length !== 1) throw new Error(`more than one value: ${text}`);
  return decodeList(values[0] ?? "", kind, ",", false, percentDecode);
}

/** The text that stands for each expression of a templated path; every expression is a part of one segment. */
export function matchPath(template: string, path: string): Map<string, string> {
  const expected = template.split("/");
  const actual = path.split("/");
  if (expected.length !== actual.length) throw new Error(`${path} has not the segments of ${template}`);
  const found = new Map<string, string>();
  expected.forEach((segment, index) => {
    const names = [...segment.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
    const literals = segment
      .split(/\{[^{}]*\}/)
      .map((literal) => literal.replace(/[.*+?^$|()[\]\\]/g, "\\$&"));
    const match = new RegExp(`^${literals.join("(.*)")}$`, "s").exec(actual[index] ?? "");
    if (match === null) throw new Error(`${actual[index]} is not ${segment}`);
    names.forEach((name, position) => found.set(name, match[position + 1] ?? ""));
  });
  return found;
}

/** The pairs of a query string or urlencoded body as they travel, still encoded. */
export function rawPairs(text: string): [string, string][] {
  return text === "" ? [] : text.split("&").map(splitPair);
}

/** A query or form parameter: styles form, spaceDelimited, pipeDelimited, tabDelimited. */
export function decodeQueryValue(pairs: [string, string][], description: Description): Decoded | undefined {
  const { name, style, explode, kind } = description;
  if (explode && kind === "object") {
    return Object.fromEntries(pairs.map(([key, value]) => [percentDecode(key), percentDecode(value)]));
  }
  const values = pairs.filter(([key]) => percentDecode(key) === name).map(([, value]) => value);
  if (values.length === 0) return undefined;
  if (explode && kind === "array") return values.map(percentDecode);
  if (values.length > 1) throw new Error(`${name} is given more than once`);
  const [value = ""] = values;
  const separators: Record<string, string> = {
    form: ",",
    spaceDelimited: "%20",
    pipeDelimited: "%7C",
    tabDelimited: "%09",
  };
  return decodeList(value, kind, separators[style] ?? ",", false, percentDecode);
}

/** `name[a][0]=x` pairs as nested objects and arrays; keys 0, 1, 2, ... are an array. */
export function decodeDeepObject(pairs: [string, string][], name: string): Nested {
  type Tree = Map<string, Tree | string>;
  const root: Tree = new Map();
  for (const [rawKey, rawValue] of pairs) {
    const key = percentDecode(rawKey);
    if (!key.startsWith(`${name}[`) || !key.endsWith("]")) continue;
    const path = key.slice(name.length + 1, -1).split("][");
    let node = root;
    path.slice(0, -1).forEach((step) => {
      const next = node.get(step) ?? new Map<string, Tree | string>();
      if (typeof next === "string") throw new Error(`${key} is below a text`);
      node.set(step, next);
      node = next;
    });
    const last = path.at(-1) ?? "";
    if (node.has(last)) throw new Error(`${key} is given twice`);
    node.set(last, percentDecode(rawValue));
  }
  const finish = (node: Tree | string): Nested => {
    if (typeof node === "string") return node;
    const keys = [...node.keys()];
    const isArray = keys.length > 0 && keys.every((key, index) => key === String(index));
    if (isArray) return [...node.values()].map(finish);
    return Object.fromEntries([...node].map(([key, value]) => [key, finish(value)]));
  };
  return finish(root);
}

/** A header parameter (style simple): nothing is percent-encoded. */
export function decodeHeader(text: string, explode: boolean, kind: Kind): Decoded {
  return decodeList(text, kind, ",", explode, asIs);
}

/** A cookie header's parameter, style form (percent-encoded) or cookie (as it is). RFC 6265 section 4.2.1. */
export function decodeCookie(header: string, description: Description): Decoded {
  const { name, style, explode, kind } = description;
  const unescape = style === "cookie" ? asIs : percentDecode;
  const pairs = header.split("; ").map(splitPair);
  if (explode && kind === "object") {
    return Object.fromEntries(pairs.map(([key, value]) => [unescape(key), unescape(value)]));
  }
  const values = pairs.filter(([key]) => unescape(key) === name).map(([, value]) => value);
  if (explode && kind === "array") return values.map(unescape);
  if (values.length !== 1) throw new Error(`${values.length} cookies ${name}`);
  return decodeList(values[0] ?? "", kind, ",", false, unescape);
}

/** The parts of a multipart body (RFC 2046 section 5.1.1, RFC 7578). */
export function decodeMultipart(body: Uint8Array, contentType: string): Part[] {
  const boundary = /;\s*boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) throw new Error(`no boundary in ${contentType}`);
  // latin1 keeps one character per byte, so that texts can be searched and bytes taken back.
  const text = `\r\n${Buffer.from(body).toString("latin1")}`;
  const pieces = text.split(`\r\n--${boundary}`);
  if (pieces[0] !== "" || pieces.at(-1) !== "--\r\n") throw new Error("no delimiter at the beginning or end");
  return pieces.slice(1, -1).map((piece) => {
    const end = piece.indexOf("\r\n\r\n");
    if (!piece.startsWith("\r\n") || end < 0) throw new Error("a part without headers");
    const headers = new Map(
      piece
        .slice(2, end)
        .split("\r\n")
        .map((line): [string, string] => {
          const at = line.indexOf(": ");
          return [
            line.slice(0, at).toLowerCase(),
            Buffer.from(line.slice(at + 2), "latin1").toString("utf8"),
          ];
        }),
    );
    const disposition = headers.get("content-disposition") ?? "";
    const match = /^form-data; name="([^"]*)"(?:; filename="([^"]*)")?$/.exec(disposition);
    if (match === null) throw new Error(`content-disposition: ${disposition}`);
    const unquote = (quoted: string): string =>
      quoted.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
    const type = headers.get("content-type");
    return {
      name: unquote(match[1] ?? ""),
      ...(match[2] === undefined ? {} : { filename: unquote(match[2]) }),
      ...(type === undefined ? {} : { contentType: type }),
      content: Uint8Array.from(Buffer.from(piece.slice(end + 4), "latin1")),
    };
  });
}
