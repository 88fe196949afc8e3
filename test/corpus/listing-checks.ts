/** What is wrong with the tools that a server lists, for any client. */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { ToolListing } from "../../templates/runtime/protocol.js";
import { allSchemas, type JsonSchemaObject } from "../../src/json/json-schema.js";

/** Counts of what no client should meet. */
export interface ListingProblems {
  /** Schemas that Ajv (2020-12) does not compile. */
  uncompilable: number;
  /** Names that occur twice, in any case. */
  repeatedNames: number;
  /** Properties whose key is not `^[A-Za-z0-9_-]{1,64}$`. */
  illegalKeys: number;
  danglingRefs: number;
  withoutDescription: number;
  /** Roots that are no plain object, arrays without items, lists of types. */
  unsafeSchemas: number;
}

const legalKey = /^[A-Za-z0-9_-]{1,64}$/;

/** Counts the problems of a `tools/list` answer. */
export function listingProblems(tools: readonly ToolListing[]): ListingProblems {
  const names = tools.map(({ name }) => name.toLowerCase());
  const inputs = tools.map(({ inputSchema }) => inputSchema);
  const outputs = tools.flatMap(({ outputSchema }) => (outputSchema === undefined ? [] : [outputSchema]));
  return {
    uncompilable: [...inputs, ...outputs].filter((schema) => !compiles(schema)).length,
    repeatedNames: names.length - new Set(names).size,
    illegalKeys: sum(inputs.map(illegalKeys)),
    danglingRefs: sum([...inputs, ...outputs].map(danglingRefs)),
    withoutDescription: tools.filter(({ description }) => description.trim() === "").length,
    unsafeSchemas: sum(inputs.map(unsafeParts)),
  };
}

function compiles(schema: JsonSchemaObject): boolean {
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  try {
    ajv.compile(schema);
    return true;
  } catch {
    return false;
  }
}

/** A schema with its definitions. */
function everySchema(root: JsonSchemaObject): JsonSchemaObject[] {
  const definitions = Object.values((root["$defs"] ?? {}) as Record<string, JsonSchemaObject>);
  return [root, ...definitions].flatMap((schema) => [...allSchemas(schema)]);
}

function illegalKeys(root: JsonSchemaObject): number {
  const keys = everySchema(root).flatMap(({ properties }) => Object.keys(properties ?? {}));
  return keys.filter((key) => !legalKey.test(key)).length;
}

function danglingRefs(root: JsonSchemaObject): number {
  const known = new Set(Object.keys(root["$defs"] ?? {}).map((name) => `#/$defs/${name}`));
  return everySchema(root).filter(({ $ref }) => $ref !== undefined && !known.has($ref)).length;
}

function unsafeParts(root: JsonSchemaObject): number {
  const rootIsPlain =
    root.type === "object" &&
    ["allOf", "anyOf", "oneOf", "$ref"].every((keyword) => root[keyword] === undefined);
  const unsafe = everySchema(root).filter(
    ({ type, items, prefixItems }) =>
      Array.isArray(type) || (type === "array" && items === undefined && prefixItems === undefined),
  );
  return (rootIsPlain ? 0 : 1) + unsafe.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
