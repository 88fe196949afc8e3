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
import { holdsParts, ReadOnlyProperties } from "./read-only.js";
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

  readonly #readOnly: ReadOnlyProperties;

  constructor(private readonly api: Api) {
    this.#readOnly = new ReadOnlyProperties(api.schemas);
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
      const { $ref, title: _title, description: _description, xml: _xml, ...siblings } = current;
      const target: JsonSchema = this.api.schemas.get($ref) ?? true;
      if (Object.keys(siblings).length > 0) return { allOf: [target, siblings] };
      current = target;
    }
    return current;
  }

  /** What a reference of the `Api` leads to. */
  target(id: SchemaId): JsonSchema {
    return this.api.schemas.get(id) ?? true;
  }

  /** Whether only answers hold this property. */
  isReadOnly(property: JsonSchema, required: boolean): boolean {
    return this.#readOnly.isOne(property, required);
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

  /** @param whole the schema that this one is a part of */
  #request(schema: JsonSchema, whole?: JsonSchemaObject): JsonSchema {
    if (typeof schema === "boolean") return schema;
    // Once nothing read-only is left, the marks say nothing about a request; how it looks as XML is for `wire` to say.
    const {
      readOnly: _readOnly,
      writeOnly: _writeOnly,
      xml: _xml,
      ...unmarked
    } = this.#readOnly.without(schema, whole ?? schema);
    const below = mapSubschemas(withoutOneOf(unmarked), (each, keyword) =>
      this.#request(each, holdsParts(keyword) ? (whole ?? schema) : undefined),
    );
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
