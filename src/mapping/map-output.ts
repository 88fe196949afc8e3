/**
 * The output schema of a tool, where one helps: the JSON object of its successful answers, if it is small. A client
 * compiles every output schema inside `listTools()` and rejects an answer that does not fit, so only the shape is kept:
 * real APIs leave out required fields and add enum values, and the runtime takes a null for a field left out.
 */
import type { Operation } from "../openapi/api.js";
import { mapSubschemas, typesOf, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import { essence } from "./map-body.js";
import { plainSchema } from "./plain-schema.js";
import type { Schemas } from "./schemas.js";

const maxBytes = 2048;

/** Deeper than any output schema of that size. */
const maxLevels = 100;

/** The output schema of an operation, `undefined` where it has none worth sending. */
export function mapOutput(operation: Operation, schemas: Schemas): JsonSchemaObject | undefined {
  const successes = operation.responses.filter(
    ({ status }) => /^2/.test(status) && status !== "204" && status !== "205",
  );
  const [first, ...others] = successes.map(({ content }) => content);
  const media = first?.length === 1 ? first[0] : undefined;
  if (media === undefined || others.length > 0 || !/^application\/(.*\+)?json$/.test(essence(media.name)))
    return undefined;
  const root = schemas.resolve(media.schema);
  if (typeof root === "boolean" || !isObjectSchema(root)) return undefined;
  const schema = inlined(media.schema, schemas, new Set(), { bytes: 4 * maxBytes, levels: maxLevels });
  if (schema === undefined || typeof schema === "boolean") return undefined;
  const { type: _type, ...loose } = loosened(schema);
  const output = plainSchema({ type: "object", ...loose });
  return Buffer.byteLength(JSON.stringify(output)) <= maxBytes ? output : undefined;
}

function isObjectSchema(schema: JsonSchemaObject): boolean {
  return (
    typesOf(schema)?.includes("object") === true && schema.anyOf === undefined && schema.oneOf === undefined
  );
}

/** The schema without references; `undefined` when it is recursive or grows too big for an output schema anyway. */
function inlined(
  schema: JsonSchema,
  schemas: Schemas,
  path: ReadonlySet<string>,
  budget: { bytes: number; levels: number },
): JsonSchema | undefined {
  if (typeof schema === "boolean") return schema;
  budget.bytes -= Object.keys(schema).join().length + (schema.description?.length ?? 0) + 4;
  if (budget.bytes < 0 || budget.levels === 0) return undefined;
  const { $ref, ...siblings } = schema;
  if ($ref !== undefined && path.has($ref)) return undefined;
  const target = $ref === undefined ? schema : schemas.resolve({ ...siblings, $ref });
  if (typeof target === "boolean") return target;
  const inside = $ref === undefined ? path : new Set([...path, $ref]);
  let whole = true;
  budget.levels -= 1;
  const result = mapSubschemas(target, (each) => {
    const below = whole ? inlined(each, schemas, inside, budget) : undefined;
    whole &&= below !== undefined;
    return below ?? true;
  });
  budget.levels += 1;
  return whole ? result : undefined;
}

const shape = new Set([
  "additionalProperties",
  "allOf",
  "anyOf",
  "description",
  "items",
  "oneOf",
  "prefixItems",
  "properties",
  "title",
  "type",
]);

function loosened(schema: JsonSchemaObject): JsonSchemaObject {
  const kept = Object.fromEntries(Object.entries(schema).filter(([keyword]) => shape.has(keyword)));
  const properties = Object.entries(schema.properties ?? {}).filter(([, each]) => !isWriteOnly(each));
  const below = mapSubschemas(
    { ...kept, ...(schema.properties === undefined ? {} : { properties: Object.fromEntries(properties) }) },
    (each) => (typeof each === "boolean" ? true : loosened(each)),
  );
  const { oneOf, anyOf, ...rest } = below;
  const union = anyOf ?? oneOf;
  const types = typesOf(schema);
  return withoutIdleParts({
    ...rest,
    ...(types === undefined ? {} : { type: widened(types) }),
    ...(union === undefined ? {} : { anyOf: union }),
  });
}

/** What is left of `allOf` once nothing but shapes is kept may be one part, which needs no list. */
function withoutIdleParts(schema: JsonSchemaObject): JsonSchemaObject {
  const { allOf, ...rest } = schema;
  const parts = allOf?.filter((part) => typeof part !== "boolean" && Object.keys(part).length > 0);
  const [only, another] = (parts ?? []) as JsonSchemaObject[];
  if (only === undefined) return rest;
  const isAlone = Object.keys(rest).every((keyword) => keyword === "description" || keyword === "title");
  return another === undefined && isAlone ? { ...only, ...rest } : { ...rest, allOf: parts };
}

/** An integer that grows a fraction is still an answer. */
function widened(types: readonly string[]): string[] {
  return [...new Set(types.map((type) => (type === "integer" ? "number" : type)))];
}

function isWriteOnly(schema: JsonSchema): boolean {
  return typeof schema !== "boolean" && schema.writeOnly === true;
}
