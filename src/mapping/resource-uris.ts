/**
 * The URIs of resources: the server's name as scheme, then the operation's path, then its query as an expression:
 * `petstore://pets/{petId}{?limit,tags*}` (RFC 3986, RFC 6570). No two fit the same URI, and none depends on the order of
 * the document.
 */
import type { Json } from "../json/json.js";
import type { Resource, SentValue } from "../project/project.js";
import type { MappedResource } from "./map-resource.js";
import { operationKey } from "./operation-key.js";
import { uniqueNames } from "./unique-names.js";
import { longHash, shortHash } from "./words.js";

/** The resources with their URIs. */
export function resourceUris(
  resources: readonly MappedResource[],
  { serverName }: { readonly serverName: string },
): Resource[] {
  const scheme = schemeOf(serverName);
  const shapes = uniqueNames(
    resources.map((resource) => {
      // What is asked of the same place by HEAD is another thing.
      const own = resource.method === "GET" ? scheme : `${scheme}+${resource.method.toLowerCase()}`;
      const hashes = [shortHash, longHash].map((hash) => `${own}+${hash(operationKey(resource))}`);
      const shape = pathOf(resource).replace(/\{[^{}]*\}/g, "{}");
      return { item: resource, names: [own, ...hashes].map((each) => `${each}://${shape}`) };
    }),
  );
  return resources.map((mapped) => {
    const { lists, ...resource } = mapped;
    const [own = scheme] = (shapes.get(mapped) ?? "").split("://", 1);
    const at = (path: string): string => `${own}://${path}`;
    return { ...resource, ...urisOf(resource, at(pathOf(mapped)), at(pathOf(mapped, true)), lists) };
  });
}

/** Schemes that mean something to every client. */
const known: ReadonlySet<string> = new Set(
  "about blob data file ftp git http https javascript mailto urn ws wss".split(" "),
);

/** A scheme made of a server's name (RFC 3986 section 3.1). */
function schemeOf(serverName: string): string {
  const scheme = serverName.toLowerCase().replace(/[^a-z0-9.-]/g, "-");
  return /^[a-z]/.test(scheme) && !known.has(scheme) ? scheme : `api-${scheme}`;
}

/**
 * @param base with the variables of the path
 * @param uri with their defaults
 */
function urisOf(
  { arguments: args }: Pick<Resource, "arguments">,
  base: string,
  uri: string,
  lists: ReadonlySet<string>,
): Pick<Resource, "uri" | "uriTemplate"> {
  const variables = args
    .filter(({ place }) => place !== "path")
    .map(({ name }) => (lists.has(name) ? `${name}*` : name));
  const uriTemplate = variables.length === 0 ? base : `${base}{?${variables.join(",")}}`;
  return {
    ...(args.some(({ required }) => required) ? {} : { uri }),
    ...(args.length === 0 ? {} : { uriTemplate }),
  };
}

/**
 * The path as a template: `pets/{petId}`. What the config fills in stands there already: a constant, or the name of a
 * parameter whose value only the environment knows.
 * @param withDefaults where there are any, instead of variables
 */
function pathOf({ path, sent, wire }: Omit<Resource, "uri">, withDefaults = false): string {
  const inPath = new Map(sent.filter(({ place }) => place === "path").map((each) => [each.wireName, each]));
  const template = path
    .split(/(\{[^{}]+\})/)
    .map((piece) => {
      const value = inPath.get(piece.slice(1, -1));
      return value === undefined || !piece.startsWith("{")
        ? literal(piece)
        : segment(value, wire, withDefaults);
    })
    .join("")
    .replace(/^\//, "");
  return template === "" ? "/" : withAuthority(template);
}

/** `{+path}` keeps slashes, as the operation does where the parameter's reserved characters travel as they are. */
function segment({ wireName, source }: SentValue, wire: Resource["wire"], withDefaults: boolean): string {
  const keepsSlashes = wire?.path?.[wireName]?.allowReserved === true;
  const filledIn = (text: string): string =>
    keepsSlashes ? literal(text) : literal(text).replaceAll("/", "%2F");
  switch (source.kind) {
    case "constant":
      return filledIn(textOf(source.value));
    case "variable":
      return filledIn(wireName);
    case "argument":
      if (withDefaults && source.fallback !== undefined) return filledIn(textOf(source.fallback.value));
      return keepsSlashes ? `{+${source.name}}` : `{${source.name}}`;
  }
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Literal text of a template (RFC 6570 section 2.1), as it stands in a path (RFC 3986 section 3.3). */
function literal(text: string): string {
  return text.replace(/%[0-9A-Fa-f]{2}|[^\w.~:@!$&()*+,;=/-]/gu, (each) =>
    each.length === 3 ? each : percent(each),
  );
}

/** What stands before the first slash is an authority, in which colons and the like mean something (RFC 3986 section 3.2). */
function withAuthority(template: string): string {
  const [authority = "", ...rest] = template.split("/");
  const plain = authority.replace(/\{[^{}]*\}|[:@!$&()*+,;=]/g, (each) =>
    each.startsWith("{") ? each : percent(each),
  );
  return [plain, ...rest].join("/");
}

function percent(character: string): string {
  return Buffer.from(character, "utf8").toString("hex").toUpperCase().replace(/../g, "%$&");
}
