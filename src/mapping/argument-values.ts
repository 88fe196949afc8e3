/** Values that the config gives, against the schemas of what they are for. */
import { compile } from "../../templates/runtime/ajv.js";
import type { VariableType } from "../../templates/runtime/environment.js";
import { describeErrors } from "../../templates/runtime/schema-errors.js";
import { typesOf } from "../../templates/runtime/schema-types.js";
import type { JsonSchemaObject } from "../json/json-schema.js";
import type { Json } from "../json/json.js";
import type { Schemas } from "./schemas.js";

/** A schema of the request side with the definitions that it reaches. */
export function completed(schema: JsonSchemaObject, schemas: Schemas): JsonSchemaObject {
  const reached = schemas.shared(schemas.reachedBy([schema]));
  if (reached.length === 0) return schema;
  return { ...schema, $defs: Object.fromEntries(reached.map(({ name, schema: each }) => [name, each])) };
}

/** What a complete schema has against a value; nothing if it is one that the runtime cannot compile either. */
export function problemsOf(value: Json, schema: JsonSchemaObject): string[] {
  try {
    const accepts = compile({ ...schema });
    return accepts(value) ? [] : describeErrors(accepts.errors ?? [], "it");
  } catch {
    return [];
  }
}

/** An integer somewhere in a value that JavaScript cannot tell from its neighbours. */
export function inexactInteger(value: Json): number | undefined {
  if (typeof value === "number")
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const part of Object.values<Json>(value)) {
    const found = inexactInteger(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How the text of a variable becomes a value of a complete schema; text where that is one of several ways. */
export function variableType(schema: JsonSchemaObject): VariableType {
  const types = [...typesOf(schema, { ...schema })].filter((type) => type !== "null");
  const are = (...names: readonly string[]): boolean =>
    types.length > 0 && types.every((type) => names.includes(type));
  if (types.includes("string")) return "string";
  if (are("integer")) return "integer";
  if (are("integer", "number")) return "number";
  return are("boolean") ? "boolean" : "json";
}
