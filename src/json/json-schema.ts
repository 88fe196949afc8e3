/**
 * JSON Schema 2020-12, as far as mcpgen needs to know it: which keywords there are, and under which of them other
 * schemas stand. Everything that walks schemas goes through here.
 */
import { isObject } from "./json.js";

/** A schema. `$ref` holds whatever the owner of the schema uses to name others: a `SchemaId` in `Api`, a `#/$defs/…` in `Project`. */
export type JsonSchema = boolean | JsonSchemaObject;

/** A schema object. Keywords that mcpgen reads are typed, the others are carried. */
export interface JsonSchemaObject {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema;
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly deprecated?: boolean;
  /** No keyword of JSON Schema; only `Api` has it, never what a client is shown. */
  readonly xml?: Xml;
  readonly [keyword: string]: unknown;
}

/** What a value becomes in XML, where the document says it (OpenAPI 3.2 section "XML Object"). */
export interface Xml {
  readonly nodeType?: "element" | "attribute" | "text" | "cdata" | "none";
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
}

type Holding = "schema" | "list" | "map";

/** The keywords under which schemas stand (JSON Schema 2020-12 core section 10, applicators; validation vocabulary left out). */
const applicators: ReadonlyMap<string, Holding> = new Map<string, Holding>([
  ["additionalProperties", "schema"],
  ["contains", "schema"],
  ["else", "schema"],
  ["if", "schema"],
  ["items", "schema"],
  ["not", "schema"],
  ["propertyNames", "schema"],
  ["then", "schema"],
  ["unevaluatedItems", "schema"],
  ["unevaluatedProperties", "schema"],
  ["allOf", "list"],
  ["anyOf", "list"],
  ["oneOf", "list"],
  ["prefixItems", "list"],
  ["dependentSchemas", "map"],
  ["patternProperties", "map"],
  ["properties", "map"],
]);

/** The keywords that take no schema and constrain or describe a value. */
const plainKeywords: ReadonlySet<string> = new Set([
  "const", "contentEncoding", "contentMediaType", "default", "dependentRequired", "deprecated", "description", "enum",
  "exclusiveMaximum", "exclusiveMinimum", "format", "maxContains", "maximum", "maxItems", "maxLength", "maxProperties",
  "minContains", "minimum", "minItems", "minLength", "minProperties", "multipleOf", "pattern", "readOnly", "required",
  "title", "type", "uniqueItems", "writeOnly",
]); // prettier-ignore

/** How schemas stand under a keyword; `undefined` where none do. */
export function holding(keyword: string): Holding | undefined {
  return applicators.get(keyword);
}

/** Whether a keyword is one that mcpgen carries and that holds no schema. */
export function isPlainKeyword(keyword: string): boolean {
  return plainKeywords.has(keyword);
}

/** A schema with each schema directly below it replaced; the order of keywords is kept. */
export function mapSubschemas(
  schema: JsonSchemaObject,
  replace: (schema: JsonSchema, keyword: string, key?: string) => JsonSchema,
): JsonSchemaObject {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, mapUnder(keyword, value, replace)]),
  );
}

function mapUnder(
  keyword: string,
  value: unknown,
  replace: (schema: JsonSchema, keyword: string, key?: string) => JsonSchema,
): unknown {
  switch (holding(keyword)) {
    case "schema":
      return isSchema(value) ? replace(value, keyword) : value;
    case "list":
      return Array.isArray(value)
        ? value.map((each: unknown) => (isSchema(each) ? replace(each, keyword) : each))
        : value;
    case "map":
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([key, each]) => [
              key,
              isSchema(each) ? replace(each, keyword, key) : each,
            ]),
          )
        : value;
    case undefined:
      return value;
  }
}

/** Every schema directly below a schema. */
export function* subschemas(schema: JsonSchemaObject): Generator<JsonSchema> {
  for (const [keyword, value] of Object.entries(schema)) {
    const kind = holding(keyword);
    if (kind === "schema" && isSchema(value)) yield value;
    else if (kind === "list" && Array.isArray(value)) yield* value.filter(isSchema);
    else if (kind === "map" && isObject(value)) yield* Object.values<unknown>(value).filter(isSchema);
  }
}

/** A schema and every schema below it, `$ref`s not followed. */
export function* allSchemas(schema: JsonSchema): Generator<JsonSchemaObject> {
  if (typeof schema === "boolean") return;
  yield schema;
  for (const below of subschemas(schema)) yield* allSchemas(below);
}

/** Whether a value can be a schema at all. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "boolean" || isObject(value);
}

/** A schema as an object, which is all that some clients read: `true` allows everything, `false` nothing. */
export function asObject(schema: JsonSchema): JsonSchemaObject {
  if (typeof schema !== "boolean") return schema;
  return schema ? {} : { not: {} };
}

/** The types a schema allows, `undefined` when it does not say. */
export function typesOf(schema: JsonSchemaObject): readonly string[] | undefined {
  if (schema.type === undefined) return undefined;
  return typeof schema.type === "string" ? [schema.type] : schema.type;
}

/** `{ required: […] }` and nothing more than a title: one of several ways in which fields go together. */
export function onlyRequires(schema: JsonSchema): boolean {
  return (
    isObject(schema) && Object.keys(schema).every((keyword) => keyword === "required" || keyword === "title")
  );
}
