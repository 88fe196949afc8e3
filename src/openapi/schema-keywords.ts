/**
 * The keywords of a schema that hold no schemas, in the shape that JSON Schema wants: a validator refuses a whole schema
 * for one keyword of a wrong shape, so what can be mended is mended and the rest is left out.
 */
import { isObject, type Json } from "../json/json.js";

/** The value of a keyword, `undefined` where it cannot be one. */
export function keywordValue(keyword: string, value: Json): Json | undefined {
  const clean = cleaners.get(keyword);
  return clean === undefined ? value : clean(value);
}

type Clean = (value: Json) => Json | undefined;

function only(isRight: (value: Json) => boolean): Clean {
  return (value) => (isRight(value) ? value : undefined);
}

const isText = (value: Json): boolean => typeof value === "string";
const isFlag = (value: Json): boolean => typeof value === "boolean";
/** JSON has larger numbers than JavaScript, which reads them as infinite. */
const isNumber = (value: Json): boolean => Number.isFinite(value);
const isCount = (value: Json): boolean => typeof value === "number" && Number.isInteger(value) && value >= 0;

const counts = [
  "maxContains",
  "maxItems",
  "maxLength",
  "maxProperties",
  "minContains",
  "minItems",
  "minLength",
  "minProperties",
];

const cleaners: ReadonlyMap<string, Clean> = new Map<string, Clean>([
  ["dependentRequired", only((value) => isObject(value) && Object.values(value).every(isTexts))],
  ["enum", (value) => (Array.isArray(value) ? nonEmpty(distinct(value)) : undefined)],
  ["multipleOf", only((value) => isNumber(value) && Number(value) > 0)],
  ["required", (value) => (Array.isArray(value) ? nonEmpty(distinct(value.filter(isText))) : undefined)],
  ["type", typeValue],
  ...["maximum", "minimum"].map((keyword) => [keyword, only(isNumber)] as const),
  ...["exclusiveMaximum", "exclusiveMinimum"].map(
    (keyword) => [keyword, only((value) => isNumber(value) || isFlag(value))] as const,
  ),
  ...counts.map((keyword) => [keyword, only(isCount)] as const),
  ...["contentEncoding", "contentMediaType", "description", "format", "pattern", "title"].map(
    (keyword) => [keyword, only(isText)] as const,
  ),
  ...["deprecated", "readOnly", "uniqueItems", "writeOnly"].map(
    (keyword) => [keyword, only(isFlag)] as const,
  ),
]);

const types: ReadonlySet<Json> = new Set([
  "array",
  "boolean",
  "file",
  "integer",
  "null",
  "number",
  "object",
  "string",
]);

/** One type, or several; those that there are not are left out. */
function typeValue(value: Json): Json | undefined {
  const known = distinct(Array.isArray(value) ? value : [value]).filter((type) => types.has(type));
  return known.length > 1 ? known : known[0];
}

function isTexts(value: Json): boolean {
  return Array.isArray(value) && value.every(isText) && distinct(value).length === value.length;
}

/** The values without those that stand there already. */
function distinct(values: readonly Json[]): readonly Json[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function nonEmpty(values: readonly Json[]): readonly Json[] | undefined {
  return values.length === 0 ? undefined : values;
}
