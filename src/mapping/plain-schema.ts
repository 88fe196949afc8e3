/**
 * Schemas as every client reads them, meaning the same: a type is one word, a list says what it holds. Some clients
 * refuse a tool, or every tool, over `type: ["string", "null"]` or an array without `items`.
 */
import { isObject } from "../json/json.js";
import { mapSubschemas, typesOf, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";

/** A schema, and every schema below it, in that form. `$ref`s are kept. */
export function plainSchema(schema: JsonSchema): JsonSchema {
  if (typeof schema === "boolean") return schema;
  const below = mapSubschemas(schema, (each) => plainSchema(each));
  return withOneType(withItems(below));
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
  const union = { anyOf: alternatives };
  return rest.anyOf === undefined
    ? { ...Object.fromEntries(outside), ...union }
    : { ...Object.fromEntries(outside), allOf: [...(rest.allOf ?? []), union] };
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
