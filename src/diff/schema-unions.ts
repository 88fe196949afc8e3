/** Alternatives (`anyOf`) of two schemas: which of them go together, which are gone, which have come. */
import type { JsonSchema, JsonSchemaObject } from "../json/json-schema.js";
import { describing } from "./plain.js";
import { effectOf, typeInWords, type Comparison, type SchemaChange } from "./schema-change.js";
import { valuesOf } from "./schema-keywords.js";

type Alternatives = readonly [readonly JsonSchema[], readonly JsonSchema[]];

/** Two schemas of which at least one is a union. */
export interface Unions {
  readonly alternatives: Alternatives;
  /** What they ask for besides. */
  readonly rest: readonly [JsonSchemaObject, JsonSchemaObject];
}

/** How many pairs are compared with each other; where there are more, they go together by their order. */
const mostPairs = 400;

/** The alternatives of two schemas; `undefined` where neither has any. */
export function unionOf(one: JsonSchemaObject, other: JsonSchemaObject): Unions | undefined {
  if (one.anyOf === undefined && other.anyOf === undefined) return undefined;
  const [restOfOne, restOfOther] = [withoutUnion(one), withoutUnion(other)];
  if (one.anyOf !== undefined && other.anyOf !== undefined)
    return { alternatives: [one.anyOf, other.anyOf], rest: [restOfOne, restOfOther] };
  // A schema without alternatives is the only one, if the others have nothing beside theirs.
  if (isOnlySaid(one.anyOf === undefined ? restOfOther : restOfOne))
    return {
      alternatives: [one.anyOf ?? [constraining(one)], other.anyOf ?? [constraining(other)]],
      rest: [{}, {}],
    };
  return { alternatives: [one.anyOf ?? [true], other.anyOf ?? [true]], rest: [restOfOne, restOfOther] };
}

function withoutUnion({ anyOf: _anyOf, ...rest }: JsonSchemaObject): JsonSchemaObject {
  return rest;
}

function isOnlySaid(schema: JsonSchemaObject): boolean {
  return Object.keys(schema).every((keyword) => describing.includes(keyword));
}

/** What is said of it has been compared already. */
function constraining(schema: JsonSchemaObject): JsonSchemaObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !describing.includes(keyword)));
}

/** What differs between the alternatives. */
export function compareUnions(
  [before, after]: Alternatives,
  path: readonly string[],
  comparison: Comparison,
): SchemaChange[] {
  const left = { before: [...before], after: [...after] };
  for (const alternative of before) {
    const same = left.after.findIndex((each) => comparison.isSame(alternative, each));
    if (same >= 0) pair(left, left.before.indexOf(alternative), same);
  }
  const within: SchemaChange[] = [];
  for (
    let best = closest(left, path, comparison);
    best !== undefined;
    best = closest(left, path, comparison)
  ) {
    const [one, other] = pair(left, best.index, best.other);
    within.push(...comparison.differences(one, other, path));
  }
  const gone = left.before.filter((each) => !isWithin(each, after, path, comparison));
  const come = left.after.filter(
    (each) => !before.some((one) => isWithin(each, [one], path, flipped(comparison))),
  );
  const effect = effectOf({ narrowed: gone.length > 0, widened: come.length > 0 });
  if (effect === undefined) return within;
  const [values, others] = [listedBy(gone), listedBy(come)];
  if (values !== undefined && others !== undefined) {
    const listed = {
      ...(values.length === 0 ? {} : { before: values }),
      ...(others.length === 0 ? {} : { after: others }),
    };
    return [{ path, aspect: "values", effect, ...listed }, ...within];
  }
  return [{ path, aspect: "type", effect, before: inWords(before), after: inWords(after) }, ...within];
}

/** An enum whose values are described is a union of constants; `undefined` where some are no such. */
function listedBy(alternatives: readonly JsonSchema[]): unknown[] | undefined {
  const values = alternatives.map((each) => (typeof each === "boolean" ? undefined : valuesOf(each)));
  return values.every((each) => each !== undefined) ? values.flat() : undefined;
}

function inWords(alternatives: readonly JsonSchema[]): string {
  return typeInWords({ anyOf: alternatives });
}

interface Left {
  readonly before: JsonSchema[];
  readonly after: JsonSchema[];
}

function pair(left: Left, index: number, other: number): [JsonSchema, JsonSchema] {
  const [one = true] = left.before.splice(index, 1);
  const [another = true] = left.after.splice(other, 1);
  return [one, another];
}

/** The two that differ least, if any two have something in common. */
function closest(
  left: Left,
  path: readonly string[],
  comparison: Comparison,
): { index: number; other: number } | undefined {
  const isLarge = left.before.length * left.after.length > mostPairs;
  let best: { index: number; other: number; count: number } | undefined;
  for (const [index, one] of left.before.entries()) {
    for (const [other, another] of left.after.entries()) {
      if (isLarge && index !== other) continue;
      const found = comparison.trial(one, another, path);
      const isOther = found.some((each) => differsAsAWhole(each) && each.path.length === path.length);
      const count = found.filter(({ effect }) => effect !== "said").length;
      if ((!isOther || isOneName(one, another)) && (best === undefined || count < best.count))
        best = { index, other, count };
    }
  }
  return best;
}

/** Another type, or another constant. */
function differsAsAWhole({ aspect, effect, before, after }: SchemaChange): boolean {
  const isOne = [before, after].every((values) => Array.isArray(values) && values.length === 1);
  return aspect === "type" || (aspect === "values" && effect === "replaced" && isOne);
}

/** Definitions of one name belong together, whatever has become of them. */
function isOneName(one: JsonSchema, other: JsonSchema): boolean {
  return (
    typeof one !== "boolean" &&
    typeof other !== "boolean" &&
    one.$ref !== undefined &&
    one.$ref === other.$ref
  );
}

/** Whether one of the alternatives accepts all that a schema does. */
function isWithin(
  schema: JsonSchema,
  alternatives: readonly JsonSchema[],
  path: readonly string[],
  { trial }: Pick<Comparison, "trial">,
): boolean {
  return alternatives.some((each) =>
    trial(schema, each, path).every(({ effect }) => effect === "widened" || effect === "said"),
  );
}

/** A schema of the later side within one of the earlier: what is narrower there is wider here. */
function flipped({ trial }: Comparison): Pick<Comparison, "trial"> {
  return {
    trial: (later, earlier, path) =>
      trial(earlier, later, path).map((each) => ({
        ...each,
        effect: each.effect === "narrowed" ? "widened" : each.effect === "widened" ? "narrowed" : each.effect,
      })),
  };
}
