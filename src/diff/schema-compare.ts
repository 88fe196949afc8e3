/**
 * Compares two JSON Schemas (2020-12): for values that the first accepts, whether the second does, place by place. A
 * property is one that a schema names: where it says nothing of others, a value is taken to have none.
 */
import { isDeepStrictEqual } from "node:util";
import { asObject, isSchema, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import { describing, leadsOnlyTo, PlainSchemas, unchangedDefinitions } from "./plain.js";
import { effectOf, isNever, typeInWords, type Comparison, type SchemaChange } from "./schema-change.js";
import {
  acceptedTypes,
  differentConstraints,
  differentValues,
  isAmong,
  valuesOf,
} from "./schema-keywords.js";
import { compareObjects } from "./schema-objects.js";
import { compareUnions, unionOf } from "./schema-unions.js";

/** How many pairs of schemas are looked at, so that a knot of unions ends. */
const most = 10_000;

/** Every difference of two root schemas with their `$defs`. */
export function compareSchemas(before: JsonSchemaObject, after: JsonSchemaObject): SchemaChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  return new SchemaComparison(before, after).of(before, after);
}

class SchemaComparison {
  readonly #before: PlainSchemas;
  readonly #after: PlainSchemas;
  readonly #unchanged: ReadonlySet<string>;
  readonly #seen = new Map<JsonSchemaObject, Set<JsonSchemaObject>>();
  /** The same in order, so that a trial leaves no trace. */
  readonly #order: [JsonSchemaObject, JsonSchemaObject][] = [];
  #left = most;

  constructor(before: JsonSchemaObject, after: JsonSchemaObject) {
    this.#before = new PlainSchemas(before);
    this.#after = new PlainSchemas(after);
    this.#unchanged = unchangedDefinitions(this.#before, this.#after);
  }

  of(before: JsonSchema, after: JsonSchema): SchemaChange[] {
    const { $defs: _before, ...one } = asObject(before);
    const { $defs: _after, ...other } = asObject(after);
    return distinct(this.#differences(one, other, []));
  }

  #differences(before: JsonSchema, after: JsonSchema, path: readonly string[]): SchemaChange[] {
    if (this.#isSame(before, after)) return [];
    if (isNever(before) || isNever(after)) return differentAcceptance(before, after, path);
    const [one, other] = [this.#before.of(before), this.#after.of(after)];
    if (this.#isKnown(one, other)) return [];
    if (this.#left-- <= 0) return [{ path, aspect: "schema", effect: "unclear" }];
    return [...said(one, other, path), ...this.#constraints(one, other, path, [before, after])];
  }

  /** @param written the schemas as they are written, for the words of a type */
  #constraints(
    one: JsonSchemaObject,
    other: JsonSchemaObject,
    path: readonly string[],
    written: readonly [JsonSchema, JsonSchema],
  ): SchemaChange[] {
    const unions = unionOf(one, other);
    if (unions === undefined) return this.#plainConstraints(one, other, path, written);
    const [rest, otherRest] = unions.rest;
    return [
      ...compareUnions(unions.alternatives, path, this.#comparison),
      ...this.#plainConstraints(rest, otherRest, path, written),
    ];
  }

  #plainConstraints(
    one: JsonSchemaObject,
    other: JsonSchemaObject,
    path: readonly string[],
    [before, after]: readonly [JsonSchema, JsonSchema],
  ): SchemaChange[] {
    const [types, otherTypes] = [acceptedTypes(one), acceptedTypes(other)];
    const common = [
      ...types.filter((type) => isAmong(type, otherTypes)),
      ...otherTypes.filter((type) => isAmong(type, types)),
    ];
    const values = differentValues(one, other);
    const effect = effectOf({
      narrowed: types.some((type) => !isAmong(type, otherTypes)),
      widened: otherTypes.some((type) => !isAmong(type, types)),
    });
    const within = common.length === 0 ? [] : this.#within(one, other, path, common);
    const others = values.filter((each) => effect !== "replaced" && each.effect !== effect);
    // Where both list their values, these say it.
    const areListed = valuesOf(one) !== undefined && valuesOf(other) !== undefined;
    const isTold = areListed && values.some((each) => each.effect === effect || each.effect === "replaced");
    if (effect !== undefined && !isTold)
      return [
        { path, aspect: "type", effect, before: typeInWords(before), after: typeInWords(after) },
        ...others.map((each) => ({ path, ...each })),
        ...within,
      ];
    return [...values.map((each) => ({ path, ...each })), ...within];
  }

  #within(
    one: JsonSchemaObject,
    other: JsonSchemaObject,
    path: readonly string[],
    types: readonly string[],
  ): SchemaChange[] {
    return [
      ...differentConstraints(one, other, types).map((each) => ({ path, ...each })),
      ...(types.includes("object") ? compareObjects(one, other, path, this.#comparison) : []),
      ...(types.includes("array") ? this.#items(one, other, path) : []),
      ...this.#opaque(one, other, path),
    ];
  }

  #items(one: JsonSchemaObject, other: JsonSchemaObject, path: readonly string[]): SchemaChange[] {
    const [first, otherFirst] = [firstItems(one), firstItems(other)];
    const length = Math.max(first.length, otherFirst.length);
    const places = Array.from({ length }, (_, index) =>
      this.#differences(first[index] ?? one.items ?? true, otherFirst[index] ?? other.items ?? true, [
        ...path,
        `[${index}]`,
      ]),
    );
    return [...places.flat(), ...this.#differences(one.items ?? true, other.items ?? true, [...path, "[]"])];
  }

  /** What no rule says anything of: that it has changed is all that can be said. */
  #opaque(one: JsonSchemaObject, other: JsonSchemaObject, path: readonly string[]): SchemaChange[] {
    const keywords = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keywords]
      .filter((keyword) => !understood.has(keyword) && !this.#isSame(one[keyword], other[keyword]))
      .flatMap((aspect) =>
        aspect === "allOf" && one.allOf?.length === other.allOf?.length
          ? (one.allOf ?? []).flatMap((each, index) =>
              this.#differences(each, other.allOf?.[index] ?? true, path),
            )
          : [{ path, aspect, effect: "unclear" }],
      );
  }

  /** Equal as written, and nothing has changed where it leads to. */
  #isSame(before: unknown, after: unknown): boolean {
    return isDeepStrictEqual(before, after) && leadsOnlyTo(before, this.#unchanged);
  }

  /** Pairs that have been compared, or are being compared in a circle. */
  #isKnown(one: JsonSchemaObject, other: JsonSchemaObject): boolean {
    const known = this.#seen.get(one) ?? new Set();
    if (known.has(other)) return true;
    this.#seen.set(one, known.add(other));
    this.#order.push([one, other]);
    return false;
  }

  readonly #comparison: Comparison = {
    differences: (before, after, path) => this.#differences(before, after, path),
    trial: (before, after, path) => {
      const count = this.#order.length;
      const found = this.#differences(before, after, path);
      for (const [one, other] of this.#order.splice(count)) this.#seen.get(one)?.delete(other);
      return found;
    },
    isSame: (before, after) => this.#isSame(before, after),
  };
}

function firstItems(schema: JsonSchemaObject): readonly JsonSchema[] {
  const first = schema["prefixItems"];
  return Array.isArray(first) ? first.filter(isSchema) : [];
}

/** Alternatives of a union can differ in the same. */
function distinct(changes: readonly SchemaChange[]): SchemaChange[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

/** One side accepts nothing, the other does. */
function differentAcceptance(before: JsonSchema, after: JsonSchema, path: readonly string[]): SchemaChange[] {
  const effect = effectOf({ narrowed: !isNever(before), widened: !isNever(after) });
  if (effect === undefined || effect === "replaced") return [];
  return [{ path, aspect: "type", effect, before: typeInWords(before), after: typeInWords(after) }];
}

/** What is said of the values has changed. */
function said(one: JsonSchemaObject, other: JsonSchemaObject, path: readonly string[]): SchemaChange[] {
  return describing
    .filter((keyword) => !isDeepStrictEqual(one[keyword], other[keyword]))
    .map((aspect) => ({
      path,
      aspect,
      effect: "said",
      ...(one[aspect] === undefined ? {} : { before: one[aspect] }),
      ...(other[aspect] === undefined ? {} : { after: other[aspect] }),
    }));
}

/** Keywords that the comparison reads. */
const understood = new Set([
  ...describing,
  "$defs", "additionalProperties", "anyOf", "const", "contentEncoding", "contentMediaType", "enum", "exclusiveMaximum", "exclusiveMinimum",
  "format", "items", "maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum", "multipleOf",
  "pattern", "prefixItems", "properties", "propertyNames", "required", "type", "uniqueItems",
]); // prettier-ignore
