/** Schemas with what their references name written in their place. */
import { holding } from "../../../../src/json/json-schema.js";
import type { Json, JsonObject } from "../../../../src/json/json.js";
import { refOf, type SpecNode } from "../../../../src/openapi/node.js";
import type { Reader } from "../../../../src/openapi/reader.js";

/** So many schemas of one operation are written out; the others of it stay references. */
const maxInlined = 3000;

/** Among the schemas that a schema stands in: it is one of those that stay references. */
const isBundled = "";

/**
 * Keywords that say nothing about what is valid, and may hold what looks like a reference or keep Ajv from compiling; the
 * recursive ones are of an older JSON Schema than OpenAPI 3.1's.
 */
const ignored =
  /^(x-(?!nullable$).*|\$recursive(Anchor|Ref)|examples?|description|summary|title|externalDocs|xml|discriminator|default|deprecated)$/;

/** A change to each schema of a document, from the inner ones to the outer ones. */
export type Ease = (schema: JsonObject) => JsonObject;

/** How schemas are written out. */
export interface Inlining {
  /** OpenAPI 3.1 or later, where keywords beside `$ref` count. */
  readonly isModern: boolean;
  readonly eases: readonly Ease[];
}

/** Writes the schemas of one operation out. */
export class SchemaInliner {
  readonly bundled = new Map<string, Json>();
  readonly #reader: Reader;
  readonly #isModern: boolean;
  readonly #eases: readonly Ease[];
  readonly #keys = new Map<string, string>();
  #inlined = 0;

  constructor(reader: Reader, { isModern, eases }: Inlining) {
    this.#reader = reader;
    this.#isModern = isModern;
    this.#eases = [...eases, withoutIdleKeywords];
  }

  /** A schema without references but those to `#/__bundled__/<key>`; there is none at its own root. */
  inline(node: SpecNode): Json {
    return this.#inline(node, new Set());
  }

  #inline(node: SpecNode, outer: ReadonlySet<string>): Json {
    this.#inlined += 1;
    if (refOf(node) === undefined) return this.#withoutRef(node, outer);
    const target = this.#reader.follow(node);
    const isTooMuch = this.#inlined > maxInlined && outer.size > 0;
    const named =
      outer.has(target.id) || outer.has(isBundled) || isTooMuch
        ? { $ref: this.#bundle(target) }
        : this.#withoutRef(target, new Set([...outer, target.id]));
    const beside = this.#isModern ? this.#keywords(node, outer) : {};
    return Object.keys(beside).length === 0 ? named : { ...beside, allOf: [named, ...allOf(beside)] };
  }

  #withoutRef(node: SpecNode, outer: ReadonlySet<string>): Json {
    return node.entries().length === 0 ? node.value : this.#keywords(node, outer);
  }

  #keywords(node: SpecNode, outer: ReadonlySet<string>): JsonObject {
    const keywords = node.entries().filter(([keyword]) => keyword !== "$ref" && !ignored.test(keyword));
    const schema: JsonObject = Object.fromEntries(
      keywords.map(([keyword, each]) => [keyword, this.#under(keyword, each, outer)]),
    );
    return this.#eases.reduce((eased, ease) => ease(eased), schema);
  }

  #under(keyword: string, node: SpecNode, outer: ReadonlySet<string>): Json {
    const kind = holding(keyword);
    if (kind === undefined) return node.value;
    const isList = kind === "list" || Array.isArray(node.value);
    if (isList) return node.items().map((each) => this.#inline(each, outer));
    if (kind === "schema") return this.#inline(node, outer);
    return Object.fromEntries(node.entries().map(([key, each]) => [key, this.#inline(each, outer)]));
  }

  /** What is bundled is not written out further: each of its references is bundled too. */
  #bundle(target: SpecNode): string {
    const known = this.#keys.get(target.id);
    const key = known ?? String(this.#keys.size);
    if (known === undefined) {
      this.#keys.set(target.id, key);
      this.bundled.set(key, this.#withoutRef(target, new Set([isBundled])));
    }
    return `#/__bundled__/${key}`;
  }
}

/**
 * Without what says nothing and yet keeps prism's Ajv from compiling: `nullable` where there is no `type` beside it
 * (OpenAPI 3.0.3 section 4.7.24.1), a value that `enum` names twice, and null in `enum` where http-spec adds it itself.
 */
function withoutIdleKeywords(schema: JsonObject): JsonObject {
  const { nullable, ...rest } = schema;
  const kept = nullable === undefined || schema["type"] === undefined ? rest : schema;
  const values = kept["enum"];
  if (!Array.isArray(values)) return kept;
  const others = kept["nullable"] === true ? values.filter((value: Json) => value !== null) : values;
  const distinct = new Map(others.map((value: Json) => [JSON.stringify(value), value]));
  return { ...kept, enum: [...distinct.values()] };
}

function allOf(schema: JsonObject): readonly Json[] {
  const list = schema["allOf"];
  return Array.isArray(list) ? (list as readonly Json[]) : [];
}
