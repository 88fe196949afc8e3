/** Parameter Objects (OpenAPI 3.2 section 4.12). */
import type { Place } from "../diagnostics/diagnostic.js";
import type { Parameter, ParameterLocation, ParameterStyle } from "./api.js";
import { Unsupported, type ParseContext } from "./context.js";
import { refOf, type SpecNode } from "./node.js";
import { parseExamples } from "./parse-examples.js";

/** What OpenAPI's styles are called by default in each place (section 4.12.2). */
const defaultStyles: Readonly<Record<ParameterLocation, ParameterStyle>> = {
  path: "simple",
  query: "form",
  header: "simple",
  cookie: "form",
  querystring: "form",
};

const styles: ReadonlyMap<string | undefined, ParameterStyle> = new Map(
  (
    ["simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"] as const
  ).map((style) => [style, style]),
);

/** The `style` of a Parameter or Encoding Object, `undefined` if it is none that OpenAPI knows. */
export function styleOf(node: SpecNode): ParameterStyle | undefined {
  return styles.get(node.text("style"));
}

const collectionFormats: ReadonlyMap<string, { style?: ParameterStyle; explode: boolean }> = new Map([
  ["csv", { explode: false }],
  ["ssv", { style: "spaceDelimited", explode: false }],
  ["tsv", { style: "tabDelimited", explode: false }],
  ["pipes", { style: "pipeDelimited", explode: false }],
  ["multi", { style: "form", explode: true }],
]);

/** Swagger 2.0's `collectionFormat`, by the style and explode that mean the same. */
export function collectionFormatOf(node: SpecNode): { style?: ParameterStyle; explode: boolean } {
  return collectionFormats.get(node.text("collectionFormat") ?? "csv") ?? { explode: false };
}

/** Headers that OpenAPI says are described elsewhere, and those that belong to the connection: never a parameter. */
const reservedHeaders: ReadonlySet<string> = new Set(
  (
    "accept authorization connection content-length content-type cookie expect host keep-alive proxy-authorization " +
    "proxy-connection te trailer transfer-encoding upgrade"
  ).split(" "),
);

/**
 * The parameters of an operation.
 * @param merged its own, and those of its path item that it does not override
 * @throws {Unsupported} a parameter that cannot be sent
 */
export function parseParameters(context: ParseContext, merged: readonly WrittenParameter[]): Parameter[] {
  return merged.flatMap(({ written, node }) => parseParameter(context, written, node) ?? []);
}

/** Where the parameters of an operation are, by place and name. */
export function parameterPlaces(merged: readonly WrittenParameter[]): ReadonlyMap<string, Place> {
  return new Map(merged.map(({ node }) => [`${node.text("in")} ${node.text("name") ?? ""}`, node.place]));
}

/** A parameter where it stands, and what it is once its reference is followed. */
export interface WrittenParameter {
  readonly written: SpecNode;
  readonly node: SpecNode;
}

/**
 * The parameters of several owners; one replaces an earlier one of the same name in the same place.
 * @param owners what may have parameters, each overriding those before it
 */
export function mergedParameters(context: ParseContext, owners: readonly SpecNode[]): WrittenParameter[] {
  const merged = new Map<string, WrittenParameter>();
  for (const written of owners.flatMap((owner) => owner.get("parameters")?.items() ?? [])) {
    const node = context.reader.follow(written);
    const [location, name = ""] = [node.text("in"), node.text("name")];
    // Names of headers are the same in any case (RFC 9110 section 5.1), and there is one body, whatever its name.
    const key = location === "header" ? name.toLowerCase() : location === "body" ? "" : name;
    merged.set(`${location} ${key}`, { written, node });
  }
  return [...merged.values()];
}

function parseParameter(context: ParseContext, written: SpecNode, node: SpecNode): Parameter | undefined {
  const name = node.text("name");
  const location = node.text("in");
  if (location === "body") return undefined;
  if (name === undefined) throw new Unsupported("a parameter has no name");
  if (location === "formData") return undefined;
  if (!isLocation(location))
    throw new Unsupported(`the parameter "${name}" is in "${location ?? "nothing"}"`);
  if (location === "header" && reservedHeaders.has(name.toLowerCase())) return undefined;
  return {
    name,
    in: location,
    required: location === "path" || node.isTrue("required"),
    ...describe(written, node),
    deprecated: node.isTrue("deprecated"),
    ...serialisation(context, node, location),
    ...parseExamples(context, node, schemaOf(context, node)),
  };
}

function describe(written: SpecNode, node: SpecNode): { description?: string } {
  const description =
    (refOf(written) === undefined ? undefined : written.text("description")) ?? node.text("description");
  return description === undefined ? {} : { description };
}

type Serialisation = Pick<Parameter, "schema" | "style" | "explode" | "allowReserved" | "mediaType">;

function serialisation(context: ParseContext, node: SpecNode, location: ParameterLocation): Serialisation {
  if (context.version === "2.0") return collectionSerialisation(context, node, location);
  const style = styleOf(node) ?? defaultStyles[location];
  const explode = node.get("explode")?.value;
  const [mediaType] = node.get("content")?.entries()[0] ?? [];
  const schema = schemaOf(context, node);
  return {
    schema: schema === undefined ? true : context.schemas.parse(schema),
    style,
    explode:
      typeof explode === "boolean"
        ? explode
        : style === "form" || style === "cookie" || style === "deepObject",
    allowReserved: node.isTrue("allowReserved"),
    ...(mediaType === undefined ? {} : { mediaType }),
  };
}

/** The schema of a parameter, or of what its `content` is. */
function schemaOf({ reader }: ParseContext, parameter: SpecNode): SpecNode | undefined {
  const [, content] = parameter.get("content")?.entries()[0] ?? [];
  return content === undefined ? parameter.get("schema") : reader.follow(content).get("schema");
}

/** Swagger 2.0 puts the schema's keywords into the parameter itself. */
function collectionSerialisation(
  context: ParseContext,
  node: SpecNode,
  location: ParameterLocation,
): Serialisation {
  const { style = defaultStyles[location], explode } = collectionFormatOf(node);
  return {
    schema: inlineSchema(context, node),
    style,
    explode,
    allowReserved: false,
  };
}

/** The schema of a Swagger 2.0 parameter, without what describes the parameter rather than its value. */
export function inlineSchema(context: ParseContext, node: SpecNode): Parameter["schema"] {
  // Against the specification, some write a schema as OpenAPI 3 has it.
  const own = node.get("type") === undefined ? node.get("schema") : undefined;
  const schema = context.schemas.parse(own ?? node);
  if (typeof schema === "boolean") return schema;
  const { required: _required, description: _description, ...value } = schema;
  return value;
}

function isLocation(location: string | undefined): location is ParameterLocation {
  return location !== undefined && Object.hasOwn(defaultStyles, location);
}
