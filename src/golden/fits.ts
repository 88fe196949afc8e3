/**
 * Whether a tool accepts arguments, without what is wrong with them. Most samples fit at once, and a validator compiled for
 * each whole tool was most of what golden requests cost: the arguments of an API repeat, so they are checked one by one.
 */
import formats from "ajv-formats";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { options } from "../../templates/runtime/ajv.js";
import { asObject, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";

const ajv = new Ajv2020({ ...options, allErrors: false, verbose: false, inlineRefs: false });
formats.default(ajv);

/** What the root of an input schema says that is about single arguments, or is seen here. */
const separable: ReadonlySet<string> = new Set(["additionalProperties", "properties", "required", "type"]);

/**
 * Whether arguments satisfy the schema.
 * @throws {Error} it does not compile
 */
export function fits(schema: JsonSchemaObject, args: Arguments): boolean {
  return fitting(schema)(args);
}

type Arguments = Readonly<Record<string, unknown>>;

/**
 * What says whether arguments satisfy the schema, for several of them.
 * @throws {Error} it does not compile
 */
export function fitting(schema: JsonSchemaObject): (args: Arguments) => boolean {
  const { properties = {}, required = [], additionalProperties } = schema;
  const isSeparable = Object.keys(schema).every((keyword) => separable.has(keyword));
  if (!isSeparable || additionalProperties !== false) return ajv.compile(schema);
  return (args) =>
    required.every((name) => Object.hasOwn(args, name)) &&
    Object.entries(args).every(
      ([name, value]) => Object.hasOwn(properties, name) && checkOf(properties[name] ?? true)(value),
    );
}

/** By what a schema says, its description left out. */
const checks = new Map<string, ValidateFunction>();

function checkOf(schema: JsonSchema): ValidateFunction {
  const { description: _description, ...rest } = asObject(schema);
  const key = JSON.stringify(rest);
  const check = checks.get(key) ?? ajv.compile(rest);
  checks.set(key, check);
  return check;
}
