/** Schemas. */
import { isObject, own, type Json, type JsonObject } from "../../../src/json/json.js";
import * as grammar from "../grammars.js";
import { merge } from "../inputs.js";
import { argument, body, form, prose } from "../view.js";
import { inBody, inSchema, jsonBody, saying, type Back, type Options, type Position } from "./position.js";

const text = { type: "string" };
const object = (properties: Json, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  ...more,
});

const listed = (keyword: string, as?: (text: string) => unknown): Back => ({
  read: (view) => argument(view)[keyword],
  ...(as === undefined ? {} : { as }),
});
const described = saying((view) => argument(view)["description"]);

const schema = (name: string, of: (text: string) => Json, options?: Options): Position =>
  inSchema(`schema ${name}`, of, options);

/** In a schema of components, which the operation refers to. */
const shared = (
  name: string,
  components: (text: string) => Json,
  use: (text: string) => Json,
  options: Options = {},
): Position => {
  const position = inSchema(`shared schema ${name}`, use, options);
  return {
    ...position,
    patch: (each) => {
      const { document = {}, ...others } = position.patch(each);
      return { ...others, document: merge({ components: { schemas: components(each) } }, document) };
    },
  };
};

export const schemaPositions: readonly Position[] = [
  schema("title", (title) => ({ type: "string", title })),
  schema("description", (description) => ({ type: "string", description }), { back: described }),
  schema("enum", (each) => ({ enum: [each, "b"] }), { back: listed("enum", (each) => [each, "b"]) }),
  schema("enum of objects", (each) => ({ enum: [{ [each]: [each] }] }), {
    back: listed("enum", (each) => [{ [each]: [each] }]),
  }),
  schema("const", (each) => ({ const: each }), {
    back: { read: (view) => body(view), as: (each) => ({ field: each }) },
  }),
  schema("const object", (each) => ({ const: { [each]: { [each]: each } } }), {
    back: { read: (view) => body(view), as: (each) => ({ field: { [each]: { [each]: each } } }) },
  }),
  schema("default", (each) => ({ type: "string", default: each }), { back: listed("default") }),
  schema("default object", (each) => ({ type: "object", default: { [each]: each } }), {
    back: listed("default", (each) => ({ [each]: each })),
  }),
  schema("example", (example) => ({ type: "string", example })),
  schema("examples", (each) => ({ type: "string", examples: [each] })),
  schema("pattern", (pattern) => ({ type: "string", pattern }), { grammar: grammar.pattern }),
  schema("format", (format) => ({ type: "string", format })),
  schema("contentMediaType", (each) => ({ type: "string", contentMediaType: each })),
  schema("contentEncoding", (each) => ({ type: "string", contentEncoding: each })),
  schema("$comment", ($comment) => ({ type: "string", $comment })),
  schema("$anchor", ($anchor) => ({ type: "string", $anchor })),
  schema("key of $defs", (each) => object({ a: text }, { $defs: { [each]: { description: each } } })),
  schema("required of what there is not", (each) => object({ a: text }, { required: [each] })),
  schema("key of patternProperties", (each) => object({}, { patternProperties: { [each]: text } }), {
    grammar: grammar.pattern,
  }),
  schema("key of dependentRequired", (each) =>
    object({ a: text }, { dependentRequired: { [each]: [each] } }),
  ),
  schema("key of dependentSchemas", (each) => object({ a: text }, { dependentSchemas: { [each]: text } })),
  schema("propertyNames", (each) => object({}, { propertyNames: { enum: [each] } })),
  schema("keyword that JSON Schema does not know", (each) => ({ type: "string", [`unknown ${each}`]: each })),
  schema("extension", (each) => ({ type: "string", [`x-${each}`]: each, "x-enum-varnames": [each] })),
  schema("external documentation", (each) => ({
    type: "string",
    externalDocs: { url: each, description: each },
  })),
  schema("type", (type) => ({ type }), { grammar: grammar.keyword }),
  schema("nested property name", (each) => object({ [each]: text }, { required: [each] }), {
    back: { has: (view, each) => isListed(argument(view), each) },
  }),
  schema("nested property of a list", (each) => ({
    type: "array",
    items: object({ [each]: { enum: [each] } }),
  })),
  schema("discriminator property", (each) => ({
    oneOf: [
      object({ [each]: { const: "a" } }, { required: [each] }),
      object({ [each]: { const: "b" } }, { required: [each] }),
    ],
    discriminator: { propertyName: each },
  })),
  shared(
    "discriminator mapping key",
    () => ({ MapA: object({ kind: text }), MapB: object({ kind: text }) }),
    (each) => ({
      oneOf: [{ $ref: "#/components/schemas/MapA" }, { $ref: "#/components/schemas/MapB" }],
      discriminator: { propertyName: "kind", mapping: { [each]: "#/components/schemas/MapA", b: "MapB" } },
    }),
  ),
  shared(
    "discriminator mapping value",
    () => ({ MapC: object({ kind: text }), MapD: object({ kind: text }) }),
    (each) => ({
      oneOf: [{ $ref: "#/components/schemas/MapC" }, { $ref: "#/components/schemas/MapD" }],
      discriminator: { propertyName: "kind", mapping: { c: each } },
    }),
  ),
  shared(
    "name",
    (each) => ({ [each]: object({ a: { enum: ["there"] } }) }),
    (each) => ({ $ref: `#/components/schemas/${pointer(each)}` }),
    {
      grammar: grammar.componentKey,
    },
  ),
  shared(
    "texts",
    (each) => ({ Texts: { type: "string", title: each, description: each, enum: [each] } }),
    () => ({
      $ref: "#/components/schemas/Texts",
    }),
  ),

  inBody("property name", (each) => jsonBody({ [each]: { enum: ["there"] } }), {
    back: { read: body, as: (each) => ({ [each]: "there" }) },
  }),
  inBody(
    "property name of a form",
    (each) => jsonBody({ [each]: { enum: ["there"] } }, "application/x-www-form-urlencoded"),
    {
      grammar: grammar.queryName,
      back: { read: (view) => [...form(view)], as: (each) => [[each, "there"]] },
    },
  ),
  inBody(
    "value in a form",
    (each) => jsonBody({ field: { enum: [each] } }, "application/x-www-form-urlencoded"),
    {
      grammar: grammar.queryName,
      back: { read: (view) => form(view).get("field") },
    },
  ),
  inBody("property name of multipart", (each) =>
    jsonBody({ [each]: { enum: ["there"] } }, "multipart/form-data"),
  ),
  inBody("property name of a file", (each) =>
    jsonBody({ [each]: { type: "string", contentMediaType: "image/png" } }, "multipart/form-data"),
  ),
  inBody("property name of XML", (each) => jsonBody({ [each]: { enum: ["there"] } }, "application/xml")),
  inBody("value in XML", (each) => jsonBody({ field: { enum: [each] } }, "application/xml")),
  inBody("XML name, namespace and prefix", (each) =>
    jsonBody(
      { field: { type: "string", xml: { name: each, namespace: each, prefix: each } } },
      "application/xml",
    ),
  ),
  inBody("property that is required", (each) => ({
    content: { "application/json": { schema: object({ [each]: text, other: text }, { required: [each] }) } },
  })),
];

/** Names that clients refuse are told in the description. */
function isListed(schema: JsonObject, name: string): boolean {
  const properties = own(schema, "properties");
  if (isObject(properties) && Object.hasOwn(properties, name)) return true;
  return prose(schema["description"]).includes(prose(JSON.stringify(name)));
}

/** A key as a part of a JSON pointer in a URL's fragment. */
function pointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll(/[%#?]/g, encodeURIComponent);
}
