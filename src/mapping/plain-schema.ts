/**
 * Schemas as every client reads them: a type is one word, a list says what it holds, a schema is an object, properties
 * have plain names. Some clients refuse a tool, or every tool, over `type: ["string", "null"]` or an array without
 * `items`. The meaning stays, but for properties that no client could name.
 */
import { isObject } from "../json/json.js";
import {
  asObject,
  mapSubschemas,
  typesOf,
  type JsonSchema,
  type JsonSchemaObject,
} from "../json/json-schema.js";

/** A schema, and every schema below it, in that form. `$ref`s are kept. */
export function plainSchema(schema: JsonSchemaObject): JsonSchemaObject;
export function plainSchema(schema: JsonSchema): JsonSchema;
export function plainSchema(schema: JsonSchema): JsonSchema {
  if (typeof schema === "boolean") return schema;
  // The official SDK's client refuses a whole list over `properties: { a: true }`.
  const below = mapSubschemas(schema, (each, keyword) =>
    keyword === "additionalProperties" ? plainSchema(each) : asObject(plainSchema(each)),
  );
  return withOneType(withItems(withLegalKeys(below)));
}

/** What clients accept as the name of a property; some refuse every tool over one that has a dot. */
const legalKey = /^[A-Za-z0-9_-]{1,64}$/;

/** Properties of an object inside an argument keep their wire name, so one that clients refuse is only described. */
function withLegalKeys(schema: JsonSchemaObject): JsonSchemaObject {
  const entries = Object.entries(schema.properties ?? {});
  const legal = entries.filter(([key]) => legalKey.test(key));
  if (legal.length === entries.length) return schema;
  const others = entries.filter(([key]) => !legalKey.test(key)).map(([key]) => JSON.stringify(key));
  const { additionalProperties, ...rest } = schema;
  const description = [schema.description, `Takes ${others.join(", ")} as well.`].filter(
    (text) => text !== undefined,
  );
  return {
    ...rest,
    description: description.join(" "),
    properties: Object.fromEntries(legal),
    ...(additionalProperties === undefined || additionalProperties === false ? {} : { additionalProperties }),
  };
}

function withItems(schema: JsonSchemaObject): JsonSchemaObject {
  const holdsItems = typesOf(schema)?.includes("array") === true;
  return holdsItems && schema.items === undefined && schema["prefixItems"] === undefined
    ? { ...schema, items: {} }
    : schema;
}

/** What describes a value rather than constraining it stays outside of the alternatives. */
const describing = new Set(["default", "deprecated", "description", "title"]);

/** Keywords that only say something about values of one type; a keyword that is not named here goes with every type. */
const constrains: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    array: ["contains", "items", "maxContains", "maxItems", "minContains", "minItems", "prefixItems", "unevaluatedItems", "uniqueItems"],
    number: ["exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum", "multipleOf"],
    object: [
      "additionalProperties", "dependentRequired", "dependentSchemas", "maxProperties", "minProperties", "patternProperties",
      "properties", "propertyNames", "required", "unevaluatedProperties",
    ],
    string: ["contentEncoding", "contentMediaType", "maxLength", "minLength", "pattern"],
  }).flatMap(([type, keywords]) => keywords.map((keyword) => [keyword, type === "number" ? ["integer", "number"] : [type]] as const)),
); // prettier-ignore

/** A list of types as alternatives, each with the keywords that speak about it (JSON Schema 2020-12 validation 6.1.1). */
function withOneType(schema: JsonSchemaObject): JsonSchemaObject {
  const types = typesOf(schema);
  if (types === undefined || typeof schema.type === "string") return schema;
  const { type: _type, ...rest } = schema;
  if (types.length === 1) return { ...rest, type: types[0] ?? "null" };
  const outside = Object.entries(rest).filter(([keyword]) => describing.has(keyword) || isApplied(keyword));
  const inside = Object.entries(rest).filter(([keyword]) => !describing.has(keyword) && !isApplied(keyword));
  const alternatives = types.map((type) => alternative(type, inside)).filter((each) => each !== undefined);
  const described = Object.fromEntries(outside);
  const [only] = alternatives;
  if (only === undefined) return { ...described, not: {} };
  if (alternatives.length === 1) return { ...described, ...only };
  const union = { anyOf: alternatives };
  return rest.anyOf === undefined
    ? { ...described, ...union }
    : { ...described, allOf: [...(rest.allOf ?? []), union] };
}

/** Keywords that hold for the value whatever its type stay where they are. */
function isApplied(keyword: string): boolean {
  return ["$ref", "allOf", "anyOf", "else", "if", "not", "oneOf", "then"].includes(keyword);
}

/** One type with its keywords; `undefined` when none of the values of `enum` or `const` is of it. */
function alternative(
  type: string,
  keywords: readonly (readonly [string, unknown])[],
): JsonSchemaObject | undefined {
  const kept = keywords.filter(
    ([keyword]) => (constrains.get(keyword)?.includes(type) ?? keyword !== "format") || type !== "null",
  );
  const schema: JsonSchemaObject = { type, ...Object.fromEntries(kept) };
  if (schema.enum !== undefined) {
    const values = schema.enum.filter((value) => isOfType(value, type));
    if (values.length === 0) return undefined;
    return type === "null" ? { type } : { ...schema, enum: values };
  }
  return "const" in schema && !isOfType(schema.const, type) ? undefined : schema;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
