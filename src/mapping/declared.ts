/** Whether the document's types name everything in a value that its schemas allow. */
import { isSchema, typesOf, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import { isObject, own, type Json } from "../json/json.js";

/** Schemas can refer to each other in circles. */
const deepest = 50;

/**
 * Whether the types of a complete schema name every property in a value. TypeScript takes no object literal with a
 * property that its type does not name, though the schema allows it. `false` in doubt.
 */
export function isDeclared(value: Json, schema: JsonSchemaObject): boolean {
  return declares(schema, value, schema["$defs"], 0);
}

function declares(schema: JsonSchema, value: Json, definitions: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (typeof schema === "boolean" || depth > deepest) return schema === true;
  const below = (each: JsonSchema, part: Json): boolean => declares(each, part, definitions, depth + 1);
  if (schema.$ref !== undefined) {
    const target = isObject(definitions) && own(definitions, schema.$ref.slice("#/$defs/".length));
    return isSchema(target) && below(target, value);
  }
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return branches.some((branch) => below(branch, value));
  if (schema.allOf !== undefined) return false;
  const { properties, additionalProperties, items = true, prefixItems } = schema;
  // An alternative may be about something else.
  if (typesOf(schema)?.includes(isObject(value) ? "object" : "array") === false) return false;
  if (!isObject(value)) return value.every((item) => below(prefixItems === undefined && items, item));
  // An object of which nothing is named may have anything, in its type too.
  const rest = additionalProperties ?? properties === undefined;
  return Object.entries(value).every(([key, part]) => {
    const named = Object.hasOwn(properties ?? {}, key) ? properties?.[key] : rest;
    return named !== undefined && named !== false && below(named, part);
  });
}
