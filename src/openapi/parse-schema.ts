/**
 * Schema Objects of every version, as JSON Schema 2020-12 (OpenAPI 3.1 section 4.8.24; 3.0.4 section 4.7.24; Swagger 2.0
 * Schema, Parameter and Items Objects). Only keywords that JSON Schema knows are carried, and `xml`: no `x-*`,
 * examples or external documentation.
 */
import type { JsonSchema, JsonSchemaObject } from "../json/json-schema.js";
import { holding, isPlainKeyword } from "../json/json-schema.js";
import type { SchemaId } from "./api.js";
import { isObject } from "../json/json.js";
import { withDiscriminator } from "./discriminator.js";
import { nullable, withBinaryFile, withExclusiveBounds, withMarksOfParts } from "./modern-schema.js";
import { refOf, type SpecNode } from "./node.js";
import { parseXml } from "./parse-xml.js";
import type { Reader } from "./reader.js";
import { unicodePattern } from "./pattern.js";
import { keywordValue } from "./schema-keywords.js";
import type { Version } from "./version.js";

/** Keywords that say which values there are. */
function isValue(keyword: string): boolean {
  return keyword === "const" || keyword === "default" || keyword === "enum";
}

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
    const schema =
      ref === undefined ? this.#object(node) : { $ref: this.#reference(node, ref), ...this.#siblings(node) };
    return node.isTrue("nullable") || node.isTrue("x-nullable") ? nullable(schema) : schema;
  }

  #reference(node: SpecNode, ref: string): SchemaId {
    const target = this.reader.resolve(node, ref);
    this.reader.follow(target);
    return this.#reach(target);
  }

  #reach(target: SpecNode): SchemaId {
    if (!this.#schemas.has(target.id)) {
      this.#schemas.set(target.id, true);
      this.#waiting.push(target);
    }
    return target.id;
  }

  /** Beside a `$ref`, 3.1 allows any keyword; before, only what describes is worth keeping, the rest is ignored by the specification. */
  #siblings(node: SpecNode): JsonSchemaObject {
    if (this.version === "3.1" || this.version === "3.2") return this.#object(node);
    const description = node.get("description")?.value;
    return typeof description === "string" ? { description } : {};
  }

  #object(node: SpecNode): JsonSchemaObject {
    const entries = node.entries().flatMap(([keyword, below]) => this.#keyword(keyword, below));
    const schema = withDiscriminator(Object.fromEntries(entries), node, (reference) =>
      this.reader.follow(reference),
    );
    return withMarksOfParts(withBinaryFile(withExclusiveBounds(schema)));
  }

  #keyword(keyword: string, node: SpecNode): [string, unknown][] {
    switch (holding(keyword)) {
      case "schema":
        return this.#single(keyword, node);
      case "list":
        return this.#list(keyword, node);
      case "map":
        return isObject(node.value) ? [[keyword, Object.fromEntries(this.#map(keyword, node))]] : [];
      case undefined:
        if (keyword === "xml") return this.#xml(node);
        return isPlainKeyword(keyword) ? this.#plain(keyword, node) : [];
    }
  }

  #xml(node: SpecNode): [string, unknown][] {
    const xml = parseXml(node);
    return xml === undefined ? [] : [["xml", xml]];
  }

  #single(keyword: string, node: SpecNode): [string, unknown][] {
    // Before 2020-12, `items` could be a list, one schema for each place.
    if (keyword === "items" && Array.isArray(node.value)) return this.#list("prefixItems", node);
    return isObject(node.value) || typeof node.value === "boolean" ? [[keyword, this.#schema(node)]] : [];
  }

  /** An empty list says nothing, and to a validator an empty `anyOf` would forbid everything. */
  #list(keyword: string, node: SpecNode): [string, unknown][] {
    const items = node.items();
    return items.length === 0 ? [] : [[keyword, items.map((each) => this.#schema(each))]];
  }

  /** A reference where a map stands, which bundlers follow as well, names the schemas of the map that it leads to. */
  #map(keyword: string, node: SpecNode): [string, JsonSchema][] {
    const map = this.reader.follow(node);
    return map.id === node.id
      ? this.#entries(keyword, node)
      : map.entries().map(([key, each]) => [key, { $ref: this.#reach(each) }]);
  }

  #entries(keyword: string, node: SpecNode): [string, JsonSchema][] {
    return node.entries().flatMap(([key, each]): [string, JsonSchema][] => {
      const name = keyword === "patternProperties" ? this.#pattern(key, each) : key;
      return name === undefined ? [] : [[name, this.#schema(each)]];
    });
  }

  /** A pattern that JavaScript cannot read is left to the API to judge. */
  #pattern(written: string, node: SpecNode): string | undefined {
    const pattern = unicodePattern(written);
    if (pattern === undefined) {
      this.reader.diagnostics.report("pattern-not-javascript", { pattern: written }, { place: node.place });
    }
    return pattern;
  }

  #plain(keyword: string, node: SpecNode): [string, unknown][] {
    const written = keywordValue(keyword, node.value);
    const value =
      keyword === "pattern" && typeof written === "string" ? this.#pattern(written, node) : written;
    if (isValue(keyword)) this.#reportInexact(keyword, node);
    return value === undefined ? [] : [[keyword, value]];
  }

  /** A bound may be off by a little; a value that the model is to choose may not. */
  #reportInexact(keyword: string, node: SpecNode): void {
    const inexact = [node.value].flat().find((each) => Number.isInteger(each) && !Number.isSafeInteger(each));
    if (inexact === undefined) return;
    const read = BigInt(Number(inexact)).toString();
    this.reader.diagnostics.report("inexact-integer", { keyword, read }, { place: node.place });
  }
}
