/**
 * Schema Objects of every version, as JSON Schema 2020-12 (OpenAPI 3.1 section 4.8.24; 3.0.4 section 4.7.24; Swagger 2.0
 * Schema, Parameter and Items Objects). Only keywords that JSON Schema knows are carried: no `x-*`, `xml`, examples,
 * discriminators or external documentation.
 */
import type { JsonSchema, JsonSchemaObject } from "../json/json-schema.js";
import { holding, isPlainKeyword } from "../json/json-schema.js";
import type { SchemaId } from "./api.js";
import type { Version } from "./context.js";
import { isObject, own, type Json } from "../json/json.js";
import { refOf, type Reader, type SpecNode } from "./node.js";

/** Reads schemas, and every schema that their references reach. */
export class SchemaParser {
  readonly #schemas = new Map<SchemaId, JsonSchema>();
  readonly #waiting: SpecNode[] = [];

  constructor(
    private readonly reader: Reader,
    private readonly version: Version,
  ) {}

  /** Every schema a reference has reached so far. */
  get reached(): ReadonlyMap<SchemaId, JsonSchema> {
    return this.#schemas;
  }

  /**
   * A schema, its references replaced by schema ids; what they lead to is in `reached` afterwards.
   * @throws {BrokenReference} when it, or a schema it reaches, has a reference that leads nowhere
   */
  parse(node: SpecNode): JsonSchema {
    const schema = this.#schema(node);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      this.#schemas.set(next.id, this.#schema(next));
    }
    return schema;
  }

  #schema(node: SpecNode): JsonSchema {
    if (typeof node.value === "boolean") return node.value;
    if (!isObject(node.value)) return true;
    const ref = refOf(node);
    if (ref === undefined) return this.#object(node);
    const reference = { $ref: this.#reference(node, ref) };
    return { ...reference, ...this.#siblings(node) };
  }

  #reference(node: SpecNode, ref: string): SchemaId {
    const target = this.reader.resolve(node, ref);
    this.reader.follow(target);
    if (!this.#schemas.has(target.id)) {
      this.#schemas.set(target.id, true);
      this.#waiting.push(target);
    }
    return target.id;
  }

  /** Beside a `$ref`, 3.1 allows any keyword; before, only what describes is worth keeping, the rest is ignored by the specification. */
  #siblings(node: SpecNode): JsonSchemaObject {
    const siblings = this.#object(node);
    if (this.version === "3.1" || this.version === "3.2") return siblings;
    return siblings.description === undefined ? {} : { description: siblings.description };
  }

  #object(node: SpecNode): JsonSchemaObject {
    const entries = node.entries().flatMap(([keyword, below]) => this.#keyword(keyword, below));
    return this.#modernised(Object.fromEntries(entries), node);
  }

  #keyword(keyword: string, node: SpecNode): [string, unknown][] {
    switch (holding(keyword)) {
      case "schema":
        return this.#single(keyword, node);
      case "list":
        return Array.isArray(node.value) ? [[keyword, node.items().map((each) => this.#schema(each))]] : [];
      case "map":
        return isObject(node.value)
          ? [[keyword, Object.fromEntries(node.entries().map(([key, each]) => [key, this.#schema(each)]))]]
          : [];
      case undefined:
        return isPlainKeyword(keyword) && isWellFormed(keyword, node.value) ? [[keyword, node.value]] : [];
    }
  }

  /** Before 2020-12, `items` could be a list, one schema for each place. */
  #single(keyword: string, node: SpecNode): [string, unknown][] {
    if (keyword === "items" && Array.isArray(node.value)) {
      return [["prefixItems", node.items().map((each) => this.#schema(each))]];
    }
    return isObject(node.value) || typeof node.value === "boolean" ? [[keyword, this.#schema(node)]] : [];
  }

  #modernised(schema: JsonSchemaObject, node: SpecNode): JsonSchemaObject {
    let modern = withExclusiveBounds(schema);
    if (modern.type === "file") modern = { ...modern, type: "string", format: "binary" };
    return node.isTrue("nullable") || node.isTrue("x-nullable") ? nullable(modern) : modern;
  }
}

/** The types whose wrong shape would make a JSON Schema validator refuse the whole schema. */
const shapes: ReadonlyMap<string, (value: Json) => boolean> = new Map<string, (value: Json) => boolean>([
  ["required", isStrings],
  ["type", (value) => isType(value) || (Array.isArray(value) && value.length > 0 && value.every(isType))],
  ["enum", (value) => Array.isArray(value) && value.length > 0],
  ["description", isText],
  ["title", isText],
  ["format", isText],
  ["pattern", isText],
  ["contentEncoding", isText],
  ["contentMediaType", isText],
  ...["maximum", "minimum"].map((keyword) => [keyword, isNumber] as const),
  ...["exclusiveMaximum", "exclusiveMinimum"].map(
    (keyword) => [keyword, (value: Json) => isNumber(value) || typeof value === "boolean"] as const,
  ),
  ["multipleOf", (value) => typeof value === "number" && value > 0],
  ...[
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
  ].map(
    (keyword) =>
      [keyword, (value: Json) => typeof value === "number" && Number.isInteger(value) && value >= 0] as const,
  ),
  ...["deprecated", "readOnly", "uniqueItems", "writeOnly"].map(
    (keyword) => [keyword, (value: Json) => typeof value === "boolean"] as const,
  ),
  ["dependentRequired", (value) => isObject(value) && Object.values(value).every(isStrings)],
]);

function isWellFormed(keyword: string, value: Json): boolean {
  return shapes.get(keyword)?.(value) ?? true;
}

const types: ReadonlySet<Json> = new Set([
  "array",
  "boolean",
  "file",
  "integer",
  "null",
  "number",
  "object",
  "string",
]);

function isType(value: Json): boolean {
  return types.has(value);
}

function isText(value: Json): boolean {
  return typeof value === "string";
}

function isNumber(value: Json): boolean {
  return typeof value === "number";
}

function isStrings(value: Json): boolean {
  return Array.isArray(value) && value.every(isText) && new Set(value).size === value.length;
}

/** Draft 4 (Swagger 2.0, OpenAPI 3.0) marks a bound as exclusive with a boolean; 2020-12 gives the bound itself. */
function withExclusiveBounds(schema: JsonSchemaObject): JsonSchemaObject {
  return exclusive(exclusive(schema, "minimum", "exclusiveMinimum"), "maximum", "exclusiveMaximum");
}

function exclusive(schema: JsonSchemaObject, bound: string, marker: string): JsonSchemaObject {
  const marked = schema[marker];
  if (typeof marked !== "boolean") return schema;
  const { [marker]: _marker, [bound]: value, ...rest } = schema;
  if (value === undefined) return rest;
  return marked ? { ...rest, [marker]: value } : { ...rest, [bound]: value };
}

/** OpenAPI 3.0 `nullable` (3.0.4 section 4.7.24.2): null besides what the schema says, in `enum` too. */
function nullable(schema: JsonSchemaObject): JsonSchemaObject {
  if (schema.type === undefined)
    return schema.$ref === undefined && !isComposed(schema) ? schema : withNull(schema);
  const types = typeof schema.type === "string" ? [schema.type] : schema.type;
  const allowed = types.includes("null") ? types : [...types, "null"];
  if (isComposed(schema)) return withNull(schema);
  const values =
    schema.enum === undefined || schema.enum.includes(null) ? schema.enum : [...schema.enum, null];
  return { ...schema, type: allowed, ...(values === undefined ? {} : { enum: values }) };
}

function isComposed(schema: JsonSchemaObject): boolean {
  return ["allOf", "anyOf", "oneOf"].some(
    (keyword) => own(schema as { [key: string]: Json }, keyword) !== undefined,
  );
}

function withNull(schema: JsonSchemaObject): JsonSchemaObject {
  const { description, title, readOnly, writeOnly, deprecated, default: standard, ...rest } = schema;
  const about = Object.entries({ title, description, readOnly, writeOnly, deprecated, default: standard });
  return {
    ...Object.fromEntries(about.filter(([, value]) => value !== undefined)),
    anyOf: [rest, { type: "null" }],
  };
}
