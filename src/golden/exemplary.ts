/** A tool's input schema as openapi-sampler should see it: with examples where it has no idea, without what takes it long. */
import { mapSubschemas, typesOf, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";

/** "mcpgen" in base64, wherever bytes are asked for. */
const file = "bWNwZ2Vu";

/** More than this of anything is no example for people to read. */
const maxItems = 100;
const maxLength = 10_000;

/** The schema to sample from; a sample may break bounds that are left out here, and then it is no sample of the tool. */
export function exemplary(schema: JsonSchemaObject): JsonSchemaObject {
  const whole = withExamples(withPairs(schema));
  const definitions = Object.entries((schema["$defs"] ?? {}) as Record<string, JsonSchema>);
  if (definitions.length === 0) return whole;
  return { ...whole, $defs: Object.fromEntries(definitions.map(([name, each]) => [name, inside(each)])) };
}

function inside(schema: JsonSchema): JsonSchema {
  return typeof schema === "boolean" ? schema : withExamples(schema);
}

/** A list of one does not show how the items are joined, so arguments that are lists get two. */
function withPairs(schema: JsonSchemaObject): JsonSchemaObject {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, each]) => [name, isPlainList(each) ? { ...each, minItems: 2 } : each] as const,
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}

function isPlainList(schema: JsonSchema): schema is JsonSchemaObject {
  if (typeof schema === "boolean" || schema.type !== "array" || schema.uniqueItems === true) return false;
  const { minItems = 0, maxItems = 2 } = schema as { minItems?: number; maxItems?: number };
  return minItems < 2 && maxItems >= 2 && schema.prefixItems === undefined;
}

function withExamples(written: JsonSchemaObject): JsonSchemaObject {
  const schema = withReferenceApart(written);
  const below = mapSubschemas(withoutExcess(schema), inside);
  if (below["contentEncoding"] === "base64") return { ...below, examples: [file] };
  // openapi-sampler gives null for a schema that allows everything, which cannot travel in a path.
  const saysNothing = Object.keys(below).every((keyword) => keyword === "description" || keyword === "title");
  return saysNothing ? { ...below, examples: ["anything"] } : below;
}

/** openapi-sampler does not look at what stands beside a `$ref`. */
function withReferenceApart(schema: JsonSchemaObject): JsonSchemaObject {
  const { $ref, ...beside } = schema;
  return $ref === undefined || beside.properties === undefined ? schema : { allOf: [{ $ref }, beside] };
}

function withoutExcess(schema: JsonSchemaObject): JsonSchemaObject {
  const { minItems = 0, minLength = 0, pattern, format = "", ...rest } = schema as Bounds & JsonSchemaObject;
  return {
    ...rest,
    ...(format === "" ? {} : { format }),
    ...(minItems === 0 || minItems > maxItems ? {} : { minItems }),
    // For dates it is always wrong, and openapi-sampler would say so on stderr.
    ...(minLength === 0 || minLength > maxLength || /date|time/.test(format) ? {} : { minLength }),
    ...(pattern === undefined || isExcessive(pattern) ? {} : { pattern }),
  };
}

interface Bounds {
  readonly minItems?: number;
  readonly minLength?: number;
}

/** Whether a text for the pattern would be long: its repetitions, were they all inside each other. */
export function isExcessive(pattern: string): boolean {
  if (pattern.length > 1000) return true;
  const repetitions = [...pattern.matchAll(/\{(\d+)/g)].map(([, count]) => Math.max(1, Number(count)));
  return repetitions.reduce((product, count) => product * count, 1) > maxLength;
}

/**
 * Whether a sample has few enough parts to be made at all: openapi-sampler goes into every property down to its depth,
 * which in a hundred properties of a hundred properties each is for ever.
 */
export function isModest(root: JsonSchemaObject, depth: number, skipNonRequired: boolean): boolean {
  const definitions = (root["$defs"] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const open = new Set<string>();
  let parts = 20_000;
  const visit = (schema: JsonSchema | undefined, levels: number): void => {
    parts -= 1;
    if (schema === undefined || typeof schema === "boolean" || levels < 0 || parts < 0) return;
    if (schema.$ref === undefined) {
      for (const [each, below] of sampled(schema, skipNonRequired)) visit(each, levels - below);
    } else if (!open.has(schema.$ref)) {
      open.add(schema.$ref);
      visit(definitions[schema.$ref.slice("#/$defs/".length)], levels);
      open.delete(schema.$ref);
    }
  };
  visit(root, depth);
  return parts >= 0;
}

/** The schemas that openapi-sampler looks into for a sample of this one, and how many levels deeper each is. */
function* sampled(
  schema: JsonSchemaObject,
  skipNonRequired: boolean,
): Generator<readonly [schema: JsonSchema | undefined, levels: number]> {
  const required = new Set(schema.required);
  for (const [name, each] of Object.entries(schema.properties ?? {})) {
    if (!skipNonRequired || required.has(name)) yield [each, 1];
  }
  const { minItems = 1 } = schema as Bounds;
  const isList = typesOf(schema)?.[0] === "array";
  for (let item = 0; isList && item < minItems; item += 1) yield [schema.items, 1];
  for (const each of schema.allOf ?? []) yield [each, 0];
  yield [schema.anyOf?.[0], 0];
  yield [schema.oneOf?.[0], 0];
  if (typeof schema.additionalProperties === "object")
    yield* [1, 2].map(() => [schema.additionalProperties, 1] as const);
}
