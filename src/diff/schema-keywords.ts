/** The keywords that constrain a value by themselves: what a change of one of them does to the values of a type. */
import { isDeepStrictEqual } from "node:util";
import formats, { type FormatName } from "ajv-formats";
import { typesOf, type JsonSchemaObject } from "../json/json-schema.js";
import { effectOf, type Aspect, type Effect } from "./schema-change.js";

/** A difference at one place. */
export interface Difference {
  readonly aspect: Aspect;
  readonly effect: Effect;
  readonly before?: unknown;
  readonly after?: unknown;
}

type Compare = (one: JsonSchemaObject, other: JsonSchemaObject) => Difference[];

const everyType = ["array", "boolean", "null", "number", "object", "string"];

/** The types whose values a schema accepts; `number` stands for integers too. */
export function acceptedTypes(schema: JsonSchemaObject): readonly string[] {
  const declared = typesOf(schema) ?? everyType;
  const values = valuesOf(schema);
  if (values === undefined) return declared;
  const found = new Set(values.map((value) => typeOf(value)));
  const accepts = (type: string): boolean =>
    declared.includes(type) || (type === "integer" && declared.includes("number"));
  return [...found].filter(accepts);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

/** Whether every value of a type is of one of these. */
export function isAmong(type: string, types: readonly string[]): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

/** The values that a schema lists, `undefined` where it lists none. */
export function valuesOf(schema: JsonSchemaObject): readonly unknown[] | undefined {
  if (!("const" in schema)) return schema.enum;
  const only = [schema.const];
  return schema.enum === undefined
    ? only
    : schema.enum.filter((value) => isDeepStrictEqual(value, schema.const));
}

/** Values that are gone, and values that have come. */
export function differentValues(one: JsonSchemaObject, other: JsonSchemaObject): Difference[] {
  const [before, after] = [valuesOf(one), valuesOf(other)];
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ aspect: "values", effect: "narrowed", after }];
  if (after === undefined) return [{ aspect: "values", effect: "widened", before }];
  const isIn = (list: readonly unknown[]) => (value: unknown) =>
    list.some((each) => isDeepStrictEqual(each, value));
  const gone = before.filter((value) => !isIn(after)(value));
  const come = after.filter((value) => !isIn(before)(value));
  const effect = effectOf({ narrowed: gone.length > 0, widened: come.length > 0 });
  if (effect === undefined) return [];
  return [
    {
      aspect: "values",
      effect,
      ...(gone.length === 0 ? {} : { before: gone }),
      ...(come.length === 0 ? {} : { after: come }),
    },
  ];
}

/** A bound that a schema has under a keyword: a larger lower bound narrows, a smaller upper one does. */
function bound(keyword: string, side: "lower" | "upper", nothing?: number): Compare {
  return (one, other) => {
    const [before, after] = [numberAt(one, keyword) ?? nothing, numberAt(other, keyword) ?? nothing];
    if (before === after) return [];
    const open = side === "lower" ? -Infinity : Infinity;
    const isLarger = (after ?? open) > (before ?? open);
    const effect = isLarger === (side === "lower") ? "narrowed" : "widened";
    return [{ aspect: keyword, effect, ...given(numberAt(one, keyword), numberAt(other, keyword)) }];
  };
}

/** The narrower of the bounds that a schema has on one side. */
interface Limit {
  readonly keyword: string;
  readonly value: number;
  readonly isExclusive: boolean;
}

/** Both keywords of a side together: what one of them no longer says, the other may. */
function limit(side: "lower" | "upper"): Compare {
  const [inclusive, exclusive] =
    side === "lower" ? ["minimum", "exclusiveMinimum"] : ["maximum", "exclusiveMaximum"];
  const limitOf = (schema: JsonSchemaObject): Limit | undefined => {
    const found = [inclusive, exclusive].flatMap((keyword) => {
      const value = numberAt(schema, keyword);
      return value === undefined ? [] : [{ keyword, value, isExclusive: keyword === exclusive }];
    });
    return found.find((each) => found.every((other) => !isNarrower(other, each, side)));
  };
  return (one, other) => {
    const [before, after] = [limitOf(one), limitOf(other)];
    if (before?.keyword === after?.keyword && before?.value === after?.value) return [];
    const effect = isNarrower(after, before, side) ? "narrowed" : "widened";
    if (before === undefined || after === undefined || before.keyword === after.keyword) {
      const aspect = (before ?? after)?.keyword ?? inclusive;
      return [{ aspect, effect, ...given(before?.value, after?.value) }];
    }
    const inWords = ({ value, isExclusive }: Limit): string =>
      `${side === "lower" ? ">" : "<"}${isExclusive ? "" : "="} ${value}`;
    return [{ aspect: `${side} bound`, effect, before: inWords(before), after: inWords(after) }];
  };
}

function isNarrower(one: Limit | undefined, other: Limit | undefined, side: "lower" | "upper"): boolean {
  if (one === undefined || other === undefined) return one !== undefined;
  if (one.value === other.value) return one.isExclusive && !other.isExclusive;
  return one.value > other.value === (side === "lower");
}

function numberAt(schema: JsonSchemaObject, keyword: string): number | undefined {
  const value = schema[keyword];
  return typeof value === "number" ? value : undefined;
}

function given(before: unknown, after: unknown): Pick<Difference, "before" | "after"> {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** A constraint that either holds or not, whatever it is. */
function constraint(keyword: string, isConstraining: (value: unknown) => boolean = () => true): Compare {
  return (one, other) => {
    const [before, after] = [one[keyword], other[keyword]];
    if (isDeepStrictEqual(before, after)) return [];
    const isHeld = (value: unknown): boolean => value !== undefined && isConstraining(value);
    const effect = effectOf({ narrowed: isHeld(after), widened: isHeld(before) }) ?? "said";
    return [{ aspect: keyword, effect, ...given(before, after) }];
  };
}

const multipleOf: Compare = (one, other) => {
  const [before, after] = [numberAt(one, "multipleOf"), numberAt(other, "multipleOf")];
  if (before === after) return [];
  const effect = effectOf({ narrowed: !isMultiple(before, after), widened: !isMultiple(after, before) });
  return effect === undefined ? [] : [{ aspect: "multipleOf", effect, ...given(before, after) }];
};

/** Whether the multiples of one number are all multiples of another. Division of fractions is not exact. */
function isMultiple(one: number | undefined, other: number | undefined): boolean {
  if (one === undefined || other === undefined) return other === undefined;
  return Number.isInteger(one) && Number.isInteger(other) && one % other === 0;
}

/** `format` as the generated server checks it: what its validator does not know is only said. */
const format: Compare = (one, other) => {
  const isInt64 = one.format === "int32" && other.format === "int64";
  const [found] = constraint("format", (value) => isCheckedFormat(String(value)))(one, other);
  if (found === undefined) return [];
  return [isInt64 ? { ...found, effect: "widened" } : found];
};

/** Those that describe how a number is stored accept every number. */
const storing = new Set(["float", "double", "password", "binary"]);

function isCheckedFormat(name: string): boolean {
  if (storing.has(name)) return false;
  try {
    // The cast: it throws where it does not know the name.
    return formats.default.get(name as FormatName) !== undefined;
  } catch {
    return false;
  }
}

/** By type: what to compare where both sides accept values of it. */
const byType: readonly (readonly [types: readonly string[], comparisons: readonly Compare[]])[] = [
  [
    ["string"],
    [
      bound("minLength", "lower", 0),
      bound("maxLength", "upper"),
      constraint("pattern"),
      constraint("contentEncoding"),
      constraint("contentMediaType"),
    ],
  ],
  [
    ["integer", "number"],
    [limit("lower"), limit("upper"), multipleOf],
  ],
  [["integer", "number", "string"], [format]],
  [
    ["array"],
    [
      bound("minItems", "lower", 0),
      bound("maxItems", "upper"),
      constraint("uniqueItems", (value) => value === true),
    ],
  ],
  [["object"], [bound("minProperties", "lower", 0), bound("maxProperties", "upper")]],
];

/** What has changed for values of these types, which both sides accept. */
export function differentConstraints(
  one: JsonSchemaObject,
  other: JsonSchemaObject,
  types: readonly string[],
): Difference[] {
  return byType
    .filter(([of]) => of.some((type) => types.includes(type)))
    .flatMap(([, comparisons]) => comparisons.flatMap((compare) => compare(one, other)));
}
