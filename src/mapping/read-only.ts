/** Which properties only answers hold (`readOnly`), also where one part of a schema says it about another's. */
import type { JsonSchema, JsonSchemaObject } from "../json/json-schema.js";
import type { Api } from "../openapi/api.js";

/** The keywords whose schemas are about the same value as the one they stand in. */
const parts: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf"]);

/** Whether the schemas under a keyword are parts of the one it stands in. */
export function holdsParts(keyword: string): boolean {
  return parts.has(keyword);
}

/** Looks into the schemas of a document. */
export class ReadOnlyProperties {
  readonly #names = new WeakMap<JsonSchemaObject, ReadonlySet<string>>();

  constructor(private readonly schemas: Api["schemas"]) {}

  /**
   * Whether only answers hold this property. A mark on what a reference leads to counts where the property is not
   * required: the mark is about properties (OpenAPI 3.0.4 section 4.7.24), and leaving out one that is needed would make
   * the call impossible.
   */
  isOne(property: JsonSchema, required: boolean): boolean {
    if (typeof property === "boolean") return false;
    if (property.readOnly === true) return true;
    return !required && this.#isMarked(property);
  }

  /**
   * A schema as a request needs it: without its own read-only properties, and requiring none that any part of the whole
   * has as such.
   * @param whole the schema of which it is a part, or it itself
   */
  without(schema: JsonSchemaObject, whole: JsonSchemaObject): JsonSchemaObject {
    const left = this.#withoutOwn(schema);
    if (left.required === undefined) return left;
    const { required, ...rest } = left;
    const names = this.#namesIn(whole);
    const needed = required.filter((name) => !names.has(name));
    if (needed.length === required.length) return left;
    return needed.length === 0 ? rest : { ...rest, required: needed };
  }

  #withoutOwn(schema: JsonSchemaObject): JsonSchemaObject {
    const own = new Set(this.#ownNames(schema));
    if (own.size === 0) return schema;
    const kept = Object.entries(schema.properties ?? {}).filter(([name]) => !own.has(name));
    return { ...schema, properties: Object.fromEntries(kept) };
  }

  /** The names of the read-only properties that a schema or any part of it has. */
  #namesIn(schema: JsonSchemaObject): ReadonlySet<string> {
    const known = this.#names.get(schema);
    if (known !== undefined) return known;
    const names = new Set([...this.#partsOf(schema)].flatMap((part) => this.#ownNames(part)));
    this.#names.set(schema, names);
    return names;
  }

  #ownNames({ properties = {}, required }: JsonSchemaObject): string[] {
    const needed = new Set(required);
    return Object.entries(properties)
      .filter(([name, property]) => this.isOne(property, needed.has(name)))
      .map(([name]) => name);
  }

  /** Whether a schema, what its reference leads to or a part of it has the mark. */
  #isMarked(schema: JsonSchemaObject): boolean {
    const isShared = (keyword: string): boolean => keyword === "allOf";
    return [...this.#partsOf(schema, isShared)].some(({ readOnly }) => readOnly === true);
  }

  /** The schema, what its reference leads to, and their parts, each once. */
  *#partsOf(schema: JsonSchemaObject, isPart = holdsParts): Generator<JsonSchemaObject> {
    const looked = new Set<JsonSchema>();
    const waiting: JsonSchema[] = [schema];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (typeof next === "boolean" || looked.has(next)) continue;
      yield next;
      looked.add(next);
      if (next.$ref !== undefined) waiting.push(this.schemas.get(next.$ref) ?? true);
      for (const keyword of parts) {
        if (isPart(keyword)) waiting.push(...((next[keyword] ?? []) as readonly JsonSchema[]));
      }
    }
  }
}
