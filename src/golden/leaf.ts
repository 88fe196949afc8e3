/** Strings and numbers made by json-schema-faker from what constrains them. */
import { generateSync } from "json-schema-faker";
import type { JsonSchemaObject } from "../json/json-schema.js";
import { isExcessive } from "./exemplary.js";

/** A value for one schema, the same for the same seed; `undefined` when none was found. */
export function fakedLeaf(type: "string" | "number", schema: JsonSchemaObject, seed: string): unknown {
  try {
    return generateSync(leafSchema(type, schema), { seed: seedOf(seed) });
  } catch {
    return undefined;
  }
}

const leafKeywords = [
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "maximum",
  "minLength",
  "minimum",
  "multipleOf",
  "pattern",
];

type FakedSchema = Parameters<typeof generateSync>[0];

/** Only what constrains one string or number, and never a long one: nothing here may take long. */
function leafSchema(type: "string" | "number", schema: JsonSchemaObject): FakedSchema {
  const kept = Object.fromEntries(
    leafKeywords.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]]),
  );
  const { minLength = 0, maxLength = 64 } = schema as { minLength?: number; maxLength?: number };
  if (minLength > 1000 || isExcessive(schema.pattern ?? "")) return {};
  return type === "number"
    ? { ...kept, type: schema.type === "integer" ? "integer" : "number" }
    : { ...kept, type, maxLength: Math.min(maxLength, Math.max(minLength, 24)) };
}

function seedOf(text: string): number {
  return [...text].reduce(
    (hash, character) => (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0,
    7,
  );
}
