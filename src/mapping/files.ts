/** Bytes in arguments: they are base64 text for the model (JSON Schema 2020-12 validation section 8.3). */
import type { JsonSchema, JsonSchemaObject } from "../json/json-schema.js";
import type { Schemas } from "./schemas.js";

/** Whether a schema means bytes: `format: binary` (3.0), a media type without a text encoding (3.1), or a list of such. */
export function isFile(written: JsonSchema, schemas: Schemas): boolean {
  const schema = schemas.resolve(written);
  if (typeof schema === "boolean") return false;
  if (schema.format === "binary" || schema["contentEncoding"] === "binary") return true;
  if (schema.type === "array" && schema.items !== undefined) return isFile(schema.items, schemas);
  return (
    schema["contentMediaType"] !== undefined &&
    schema["contentEncoding"] === undefined &&
    schema.type !== "object"
  );
}

/** The argument that stands for bytes, or for a list of them. */
export function fileArgument(written: JsonSchema, schemas: Schemas): JsonSchemaObject {
  const schema = schemas.resolve(written);
  const file = { type: "string", contentEncoding: "base64" };
  const described = typeof written === "boolean" ? undefined : written.description;
  const inner = typeof schema === "boolean" ? undefined : schema.description;
  const description = [described ?? inner, "Base64 of the bytes."]
    .filter((text) => text !== undefined)
    .join(" ");
  if (typeof schema !== "boolean" && schema.type === "array")
    return { type: "array", items: file, description };
  return { ...file, description };
}
