/** Schemas of one side without their indirections: `$ref`s followed, `allOf` put together where that changes nothing. */
import { isDeepStrictEqual } from "node:util";
import { asObject, isSchema, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import { isObject } from "../json/json.js";

/** Keywords that describe, and of which the one that stands nearest counts. */
export const describing: readonly string[] = [
  "title",
  "description",
  "default",
  "deprecated",
  "readOnly",
  "writeOnly",
];

/** Keywords that speak of what their neighbours say, so that they cannot move to another schema. */
const bound = [
  "additionalProperties",
  "patternProperties",
  "unevaluatedProperties",
  "unevaluatedItems",
  "if",
];

/** The schemas below one root. Each schema has one plain form, so that circles are found. */
export class PlainSchemas {
  readonly definitions: ReadonlyMap<string, JsonSchema>;
  readonly #root: JsonSchemaObject;
  readonly #plain = new Map<JsonSchemaObject, JsonSchemaObject>();
  readonly #running = new Set<JsonSchemaObject>();

  /** @param root with its `$defs` */
  constructor(root: JsonSchemaObject) {
    this.#root = root;
    const definitions = root["$defs"];
    const entries: [string, unknown][] = isObject(definitions) ? Object.entries(definitions) : [];
    this.definitions = new Map(entries.flatMap(([name, each]) => (isSchema(each) ? [[name, each]] : [])));
  }

  /** The plain form of a schema of this side. */
  of(schema: JsonSchema): JsonSchemaObject {
    const object = asObject(schema);
    const known = this.#plain.get(object);
    if (known !== undefined) return known;
    // A schema that consists of itself says nothing more.
    if (this.#running.has(object)) return object;
    this.#running.add(object);
    const plain = this.#joined(this.#resolved(object));
    this.#running.delete(object);
    this.#plain.set(object, plain);
    return plain;
  }

  #resolved(schema: JsonSchemaObject): JsonSchemaObject {
    if (schema.$ref === undefined) return schema;
    const { $ref, ...rest } = schema;
    const target = this.#target($ref);
    if (target === undefined) return schema;
    const plain = this.of(target);
    if (Object.keys(rest).length === 0) return plain;
    const isSaid = Object.keys(rest).every((keyword) => describing.includes(keyword));
    return isSaid ? { ...plain, ...rest } : { ...rest, allOf: [...(rest.allOf ?? []), plain] };
  }

  #target(reference: string): JsonSchema | undefined {
    if (reference === "#") return this.#root;
    return this.definitions.get(reference.replace(/^#\/\$defs\//, ""));
  }

  #joined(schema: JsonSchemaObject): JsonSchemaObject {
    if (schema.allOf === undefined) return schema;
    const { allOf, ...own } = schema;
    let joined: JsonSchemaObject | undefined = own;
    for (const part of allOf) joined = joined && together(joined, this.of(part));
    return joined ?? schema;
  }
}

/** One schema for what both ask for; `undefined` where that takes two. */
function together(one: JsonSchemaObject, other: JsonSchemaObject): JsonSchemaObject | undefined {
  if ([one, other].some((schema) => bound.some((keyword) => keyword in schema))) {
    const isFree = [one, other].some((schema) =>
      Object.keys(schema).every((each) => describing.includes(each)),
    );
    if (!isFree) return undefined;
  }
  const joined = new Map(Object.entries(one));
  for (const [keyword, value] of Object.entries(other)) {
    const known = joined.get(keyword);
    if (!joined.has(keyword)) joined.set(keyword, value);
    else if (keyword === "required") joined.set(keyword, [...new Set([known, value].flat())]);
    else if (keyword === "properties") joined.set(keyword, bothProperties(one, other));
    else if (!describing.includes(keyword) && !isDeepStrictEqual(known, value)) return undefined;
  }
  return Object.fromEntries(joined);
}

function bothProperties(one: JsonSchemaObject, other: JsonSchemaObject): JsonSchemaObject["properties"] {
  const joined = new Map(Object.entries(one.properties ?? {}));
  for (const [name, schema] of Object.entries(other.properties ?? {})) {
    const known = joined.get(name);
    joined.set(
      name,
      known === undefined || isDeepStrictEqual(known, schema) ? schema : { allOf: [known, schema] },
    );
  }
  return Object.fromEntries(joined);
}

/** The names of definitions that are the same on both sides, with all that they lead to. */
export function unchangedDefinitions(one: PlainSchemas, other: PlainSchemas): ReadonlySet<string> {
  const names = [...one.definitions.keys()].filter((name) =>
    isDeepStrictEqual(one.definitions.get(name), other.definitions.get(name)),
  );
  const unchanged = new Set(names);
  let before: number;
  do {
    before = unchanged.size;
    for (const name of unchanged) {
      const schema = one.definitions.get(name);
      if (schema === undefined || !leadsOnlyTo(schema, unchanged)) unchanged.delete(name);
    }
  } while (unchanged.size < before);
  return unchanged;
}

/** Whether every `$ref` below a value is to one of these definitions. */
export function leadsOnlyTo(value: unknown, definitions: ReadonlySet<string>): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, each]) =>
    key === "$ref" && typeof each === "string"
      ? definitions.has(each.replace(/^#\/\$defs\//, ""))
      : leadsOnlyTo(each, definitions),
  );
}
