/** What older versions of OpenAPI say in keywords of their own, as JSON Schema 2020-12 says it. */
import { typesOf, type JsonSchemaObject } from "../json/json-schema.js";

/** Draft 4 (Swagger 2.0, OpenAPI 3.0) marks a bound as exclusive with a boolean; 2020-12 gives the bound itself. */
export function withExclusiveBounds(schema: JsonSchemaObject): JsonSchemaObject {
  return exclusive(exclusive(schema, "minimum", "exclusiveMinimum"), "maximum", "exclusiveMaximum");
}

function exclusive(schema: JsonSchemaObject, bound: string, marker: string): JsonSchemaObject {
  const marked = schema[marker];
  if (typeof marked !== "boolean") return schema;
  const { [marker]: _marker, [bound]: value, ...rest } = schema;
  if (value === undefined) return rest;
  return marked ? { ...rest, [marker]: value } : { ...rest, [bound]: value };
}

/** Swagger 2.0 `type: file`. */
export function withBinaryFile(schema: JsonSchemaObject): JsonSchemaObject {
  const types = typesOf(schema);
  if (types?.includes("file") !== true) return schema;
  const others = types.filter((type) => type !== "file" && type !== "string");
  return { ...schema, type: others.length === 0 ? "string" : ["string", ...others], format: "binary" };
}

/**
 * OpenAPI 3.0 `nullable` (3.0.4 section 4.7.24.2): null besides what the schema says, in `enum` too. Beside a `$ref` the
 * specification ignores it, but whoever writes it there means it, and it forbids nothing.
 */
export function nullable(schema: JsonSchemaObject): JsonSchemaObject {
  if (schema.$ref !== undefined || isComposed(schema)) return withNull(schema);
  const { const: value, ...rest } = schema;
  const values = value === undefined ? schema.enum : [value];
  const types = typesOf(schema);
  return {
    ...rest,
    ...(types === undefined ? {} : { type: types.includes("null") ? types : [...types, "null"] }),
    ...(values === undefined ? {} : { enum: values.includes(null) ? values : [...values, null] }),
  };
}

function isComposed(schema: JsonSchemaObject): boolean {
  return [schema.allOf, schema.anyOf, schema.oneOf].some((parts) => parts !== undefined);
}

function withNull(schema: JsonSchemaObject): JsonSchemaObject {
  const { description, title, readOnly, writeOnly, deprecated, default: standard, ...rest } = schema;
  const about = Object.entries({ title, description, readOnly, writeOnly, deprecated, default: standard });
  return {
    ...Object.fromEntries(about.filter(([, value]) => value !== undefined)),
    anyOf: [rest, { type: "null" }],
  };
}

/**
 * OpenAPI 3.0 ignores what stands beside a `$ref`, so documents mark a property in a part of its own:
 * `allOf: [{ $ref }, { readOnly: true }]`. The mark is about the whole (JSON Schema validation section 9.4).
 */
export function withMarksOfParts(schema: JsonSchemaObject): JsonSchemaObject {
  const marks = ["readOnly", "writeOnly"].filter((mark) =>
    schema.allOf?.some((part) => typeof part !== "boolean" && part[mark] === true),
  );
  return { ...schema, ...Object.fromEntries(marks.map((mark) => [mark, true])) };
}
