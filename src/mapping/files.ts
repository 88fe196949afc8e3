/** Bytes in arguments: they are base64 text for the model (JSON Schema 2020-12 validation section 8.3). */
import type { JsonSchema, JsonSchemaObject } from "../json/json-schema.js";
import type { Schemas } from "./schemas.js";

/** Whether a schema means bytes: `format: binary` (3.0), a media type without a text encoding (3.1), or a list of such. */
export function isFile(written: JsonSchema, schemas: Schemas): boolean {
  const schema = whatItIs(written, schemas);
  if (typeof schema === "boolean") return false;
  const { items } = schema;
  return isBytes(schema) || (isList(schema) && items !== undefined && isBytes(whatItIs(items, schemas)));
}

/** A schema once references are followed, and the only alternative to null or only part is taken for it. */
function whatItIs(written: JsonSchema, schemas: Schemas, depth = 0): JsonSchema {
  const schema = schemas.resolve(written);
  if (typeof schema === "boolean" || schema.type !== undefined || depth > 20) return schema;
  const all = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((parts) => parts ?? []);
  const [only, ...others] = all.filter((part) => typeof part === "boolean" || part.type !== "null");
  return only === undefined || others.length > 0 ? schema : whatItIs(only, schemas, depth + 1);
}

function isList({ type }: JsonSchemaObject): boolean {
  return [type].flat().includes("array");
}

function isBytes(schema: JsonSchema): boolean {
  if (typeof schema === "boolean") return false;
  if (schema.format === "binary" || schema["contentEncoding"] === "binary") return true;
  return (
    schema["contentMediaType"] !== undefined &&
    schema["contentEncoding"] === undefined &&
    schema.type !== "object" &&
    !isList(schema)
  );
}

/** The argument that stands for bytes, or for a list of them. */
export function fileArgument(written: JsonSchema, schemas: Schemas): JsonSchemaObject {
  const schema = whatItIs(written, schemas);
  const file = { type: "string", contentEncoding: "base64" };
  const described = typeof written === "boolean" ? undefined : written.description;
  const inner = typeof schema === "boolean" ? undefined : schema.description;
  const description = [
    described ?? inner,
    "Base64 of the bytes, or file:<path> in the server's folder of files.",
  ]
    .filter((text) => text !== undefined)
    .join(" ");
  if (typeof schema !== "boolean" && isList(schema)) return { type: "array", items: file, description };
  return { ...file, description };
}
