/** The schemas that tools share: their names, their request side, and which of them a schema reaches. */
import { pointerSteps } from "../diagnostics/pointer.js";
import type { Api, SchemaId } from "../openapi/api.js";
import type { SharedSchema } from "../project/project.js";
import {
  allSchemas,
  mapSubschemas,
  typesOf,
  type JsonSchema,
  type JsonSchemaObject,
} from "../json/json-schema.js";
import { plainSchema } from "./plain-schema.js";
import { uniqueNames } from "./unique-names.js";
import { longHash, pascalCase, shortHash } from "./words.js";

const definitionPrefix = "#/$defs/";

/** Names that a tool file declares or TypeScript needs; a schema of that name gets the suffix `Schema`. */
const reserved =
  /^(Array|Boolean|Date|Error|Function|Map|Number|Object|Promise|RegExp|Set|String|Symbol|Body|JsonSchema|NoArguments|NonNullable|Operation|Partial|Record|Writable|.*Arguments)$/;

/** The schemas of a document under the names they have in the generated project. */
export class Schemas {
  readonly #names: ReadonlyMap<SchemaId, string>;
  readonly #ids: ReadonlyMap<string, SchemaId>;
  readonly #requestSide = new Map<string, JsonSchema>();

  constructor(private readonly api: Api) {
    const ids = [...api.schemas.keys()];
    this.#names = uniqueNames(ids.map((id) => ({ item: id, names: namesFor(id) })));
    this.#ids = new Map([...this.#names].map(([id, name]) => [name, id]));
  }

  /** The name of a schema that a reference in the `Api` holds. */
  nameOf(id: SchemaId): string {
    const name = this.#names.get(id);
    if (name === undefined) throw new Error(`the schema ${id} was never read`);
    return name;
  }

  /** What a schema is once its references are followed; keywords beside a `$ref` other than texts are kept with it in `allOf`. */
  resolve(schema: JsonSchema): JsonSchema {
    let current = schema;
    while (typeof current !== "boolean" && current.$ref !== undefined) {
      const { $ref, title: _title, description: _description, ...siblings } = current;
      const target: JsonSchema = this.api.schemas.get($ref) ?? true;
      if (Object.keys(siblings).length > 0) return { allOf: [target, siblings] };
      current = target;
    }
    return current;
  }

  /** Whether a value can be a list: by its type, or by that of an alternative. */
  holdsLists(written: JsonSchema, depth = 0): boolean {
    const schema = this.resolve(written);
    if (typeof schema === "boolean" || depth > 10) return false;
    if (typesOf(schema)?.includes("array") === true) return true;
    const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((each) => each ?? []);
    return parts.some((part) => this.holdsLists(part, depth + 1));
  }

  /** A schema as a request needs it: names as references, and nothing that only answers have (`readOnly`). */
  request(schema: JsonSchema): JsonSchema {
    return plainSchema(this.#request(schema));
  }

  #request(schema: JsonSchema): JsonSchema {
    if (typeof schema === "boolean") return schema;
    // Once nothing read-only is left, the marks say nothing about a request.
    const { readOnly: _readOnly, writeOnly: _writeOnly, ...unmarked } = withoutReadOnly(schema, this);
    const below = mapSubschemas(withoutOneOf(unmarked), (each) => this.#request(each));
    return below.$ref === undefined ? below : { ...below, $ref: definitionPrefix + this.nameOf(below.$ref) };
  }

  /** The shared schemas that schemas of the request side reach, sorted by name. */
  reachedBy(schemas: readonly JsonSchema[]): string[] {
    const reached = new Set<string>();
    const waiting = [...schemas];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const { $ref } of allSchemas(next)) {
        const name = $ref?.slice(definitionPrefix.length);
        if (name === undefined || reached.has(name)) continue;
        reached.add(name);
        waiting.push(this.#shared(name));
      }
    }
    return [...reached].sort();
  }

  /** Shared schemas by name. */
  shared(names: readonly string[]): SharedSchema[] {
    return names.map((name) => ({ name, schema: this.#shared(name) }));
  }

  /** Whether a schema of the `Api` leads back to one of the given ids. */
  leadsTo(schema: JsonSchema, goal: SchemaId): boolean {
    return this.reachedIds(schema).has(goal);
  }

  /** Every schema id that a schema of the `Api` reaches. */
  reachedIds(schema: JsonSchema): Set<SchemaId> {
    const reached = new Set<SchemaId>();
    const waiting = [schema];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const { $ref } of allSchemas(next)) {
        if ($ref === undefined || reached.has($ref)) continue;
        reached.add($ref);
        waiting.push(this.api.schemas.get($ref) ?? true);
      }
    }
    return reached;
  }

  /** Whether a schema, or one it reaches, marks a property as `readOnly` or `writeOnly`. */
  hasMarkers(schema: JsonSchema): boolean {
    const reached = [...this.reachedIds(schema)].map((id) => this.api.schemas.get(id) ?? true);
    return [schema, ...reached].some((each) =>
      [...allSchemas(each)].some(({ readOnly, writeOnly }) => readOnly === true || writeOnly === true),
    );
  }

  /** Whether a schema, what its reference leads to or a part of it is marked as `readOnly`. */
  isMarkedReadOnly(schema: JsonSchema): boolean {
    const looked = new Set<JsonSchema>();
    const waiting = [schema];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (typeof next === "boolean" || looked.has(next)) continue;
      if (next.readOnly === true) return true;
      looked.add(next);
      if (next.$ref !== undefined) waiting.push(this.api.schemas.get(next.$ref) ?? true);
      waiting.push(...(next.allOf ?? []));
    }
    return false;
  }

  #shared(name: string): JsonSchema {
    const known = this.#requestSide.get(name);
    if (known !== undefined) return known;
    const schema = this.request(this.api.schemas.get(this.#ids.get(name) ?? "") ?? true);
    this.#requestSide.set(name, schema);
    return schema;
  }
}

/**
 * Which alternative is meant is for the API to say: documents write `oneOf` where an id is a string of at most 32 or at
 * most 36 characters, and a validator that counts matches would refuse most of them.
 */
function withoutOneOf(schema: JsonSchemaObject): JsonSchemaObject {
  const { oneOf, ...rest } = schema;
  if (oneOf === undefined) return schema;
  if (rest.anyOf === undefined) return { ...rest, anyOf: oneOf };
  return { ...rest, allOf: [...(rest.allOf ?? []), { anyOf: oneOf }] };
}

/** Leaves out the properties that a request must not hold; none of them is required then. */
function withoutReadOnly(schema: JsonSchemaObject, schemas: Schemas): JsonSchemaObject {
  if (schema.properties === undefined) return schema;
  const needed = new Set(schema.required);
  const entries = Object.entries(schema.properties);
  const kept = entries.filter(([name, property]) => !isReadOnly(property, needed.has(name), schemas));
  if (kept.length === entries.length) return schema;
  const names = new Set(kept.map(([name]) => name));
  const { required, ...rest } = { ...schema, properties: Object.fromEntries(kept) };
  const left =
    required?.filter((name) => names.has(name) || !Object.hasOwn(schema.properties ?? {}, name)) ?? [];
  return left.length === 0 ? rest : { ...rest, required: left };
}

/**
 * Whether only answers hold this property. A mark on what a reference leads to counts where the property is not
 * required: the mark is about properties (OpenAPI 3.0.4 section 4.7.24), and leaving out one that is needed would make
 * the call impossible.
 */
export function isReadOnly(property: JsonSchema, required: boolean, schemas: Schemas): boolean {
  if (typeof property === "boolean") return false;
  if (property.readOnly === true) return true;
  return !required && schemas.isMarkedReadOnly(property);
}

/** Pointer segments that say nothing about what a schema is. */
const structural = new Set(["allOf", "anyOf", "components", "content", "definitions", "items", "oneOf", "properties", "schema", "schemas"]); // prettier-ignore

/** From the last word of the pointer to one that holds the whole of it. */
function namesFor(id: SchemaId): string[] {
  const [file = "", pointer = ""] = id.split(/#(.*)/s);
  const fileName =
    file
      .split("/")
      .at(-1)
      ?.replace(/\.\w+$/, "") ?? "";
  const segments = pointerSteps(pointer);
  const inFile = segments.filter((segment) => !structural.has(segment) && !/^\d*$/.test(segment));
  const name = identifier(segments.length === 0 ? fileName : (inFile.at(-1) ?? ""));
  const hashed = [shortHash, longHash].map((hash) => `${name}Schema${hash(id)}`);
  if (name === "") return hashed;
  const telling = [fileName, ...inFile];
  const longer = [telling.slice(-2), telling.slice(-3)].map((words) => identifier(words.join(" ")));
  return [...new Set([name, ...longer, ...hashed])];
}

function identifier(text: string): string {
  const name = pascalCase(pascalCase(decode(text)).replace(/^\d+/, ""));
  return reserved.test(name) ? `${name}Schema` : name;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
