/**
 * Values where the quick sample found none: every alternative of a union is tried, what any part requires is made, and
 * nothing else. For the few tools that need it, since it takes longer.
 */
import { isDeepStrictEqual } from "node:util";
import { typesOf, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import { fits } from "./fits.js";
import { fakedLeaf } from "./leaf.js";
import { readings, type Budget, type Definitions } from "./readings.js";

/** Values inside each other. */
const maxDepth = 20;

/** More items than this are no example for people to read. */
const maxItems = 100;

/** The steps it costs to have a schema compiled: that of one string or number, and a larger one. */
const compiling = { leaf: 5, structure: 50 };

/** Keywords that the values here obey by the way they are made, and those that only describe. */
const obeyed: ReadonlySet<string> = new Set([
  "additionalProperties", "default", "deprecated", "description", "items", "minItems", "prefixItems", "properties",
  "readOnly", "required", "title", "type", "writeOnly",
]); // prettier-ignore

/** Looks for values in the schemas of one tool. */
export class Search {
  constructor(
    private readonly definitions: Definitions,
    private readonly budget: Budget,
  ) {}

  /**
   * A value that the schema accepts, `undefined` when none was found.
   * @param variant items of a list that are to differ have different ones
   */
  value(schema: JsonSchema, variant = 0, depth = 0): unknown {
    if (depth > maxDepth) return undefined;
    for (const parts of readings(schema, this.definitions, this.budget)) {
      const value = this.#made(parts, variant, depth);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #made(parts: readonly JsonSchemaObject[], variant: number, depth: number): unknown {
    const values = valuesOf(parts);
    if (values !== undefined) return rotated(values, variant).find((value) => this.#accepted(parts, value));
    for (const type of possibleTypes(parts)) {
      const found = this.#candidates(type, parts, variant, depth).find(
        (value) => value !== undefined && this.#accepted(parts, value),
      );
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #candidates(type: string, parts: readonly JsonSchemaObject[], variant: number, depth: number): unknown[] {
    switch (type) {
      case "object":
        return objectNames(parts).map((names) => this.#object(parts, names, depth));
      case "array":
        return [this.#array(parts, depth)];
      case "boolean":
        return rotated([true, false], variant);
      case "null":
        return [null];
      default:
        return leaves(type, merged(parts), variant);
    }
  }

  #object(parts: readonly JsonSchemaObject[], names: readonly string[], depth: number): object | undefined {
    const entries: [string, unknown][] = [];
    for (const name of names) {
      const value = this.value({ allOf: parts.map((part) => propertyOf(part, name)) }, 0, depth + 1);
      if (value === undefined) return undefined;
      entries.push([name, value]);
    }
    return Object.fromEntries(entries);
  }

  #array(parts: readonly JsonSchemaObject[], depth: number): unknown[] | undefined {
    const needed = largest(parts, "minItems");
    if (needed > maxItems) return undefined;
    const items: unknown[] = [];
    for (let index = 0; index < Math.max(1, needed); index += 1) {
      const value = this.value({ allOf: parts.map((part) => itemOf(part, index)) }, index, depth + 1);
      if (value === undefined) return needed === 0 ? [] : undefined;
      items.push(value);
    }
    return items;
  }

  /** Whether every part that says more than how the value was made accepts it. */
  #accepted(parts: readonly JsonSchemaObject[], value: unknown): boolean {
    const isMade = typeof value === "object" && value !== null;
    return parts.every((part) => {
      if (isMade && Object.keys(part).every((keyword) => obeyed.has(keyword))) return true;
      this.budget.steps -= isMade ? compiling.structure : compiling.leaf;
      return this.budget.steps >= 0 && fits(asArgument(part, this.definitions), { value });
    });
  }
}

/** Compiled only once where nothing refers to a definition. */
function asArgument(part: JsonSchemaObject, $defs: Definitions): JsonSchemaObject {
  const schema = { type: "object", properties: { value: part }, additionalProperties: false };
  return JSON.stringify(part).includes('"$ref"') ? { ...schema, $defs } : schema;
}

/** The values that the parts list, `undefined` when none of them lists any. */
function valuesOf(parts: readonly JsonSchemaObject[]): readonly unknown[] | undefined {
  const lists = parts.flatMap((part) => ("const" in part ? [[part.const]] : part.enum ? [part.enum] : []));
  const [first, ...others] = lists;
  return first?.filter((value) =>
    others.every((list) => list.some((other) => isDeepStrictEqual(other, value))),
  );
}

function rotated<T>(values: readonly T[], by: number): T[] {
  const start = values.length === 0 ? 0 : by % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
}

/** The types that all parts allow; where none says, the one that they speak about. */
function possibleTypes(parts: readonly JsonSchemaObject[]): readonly string[] {
  const lists = parts.map(typesOf).filter((types) => types !== undefined);
  const [first, ...others] = lists.map((types) => (types.includes("number") ? [...types, "integer"] : types));
  if (first !== undefined) return first.filter((type) => others.every((types) => types.includes(type)));
  const says = (...keywords: string[]): boolean =>
    parts.some((part) => keywords.some((keyword) => part[keyword] !== undefined));
  if (says("properties", "required", "minProperties")) return ["object"];
  if (says("items", "prefixItems", "minItems")) return ["array"];
  return says("minimum", "maximum", "multipleOf") ? ["number"] : ["string", "object"];
}

/** The names an object may have: those it needs, and one that tells something where it needs none. */
function objectNames(parts: readonly JsonSchemaObject[]): readonly (readonly string[])[] {
  const declared = parts.flatMap(({ properties = {} }) => Object.keys(properties));
  const required = new Set(parts.flatMap((part) => part.required ?? []));
  const optional = declared.filter((name) => !required.has(name));
  const missing = Math.max(0, largest(parts, "minProperties") - required.size);
  const others = Array.from({ length: Math.min(missing, maxItems) }, (_, index) => `key${index + 1}`);
  const names = [...required, ...[...new Set([...optional, ...others])].slice(0, missing)];
  const [telling] = optional;
  return names.length === 0 && telling !== undefined ? [[telling], []] : [names];
}

function propertyOf({ properties, patternProperties, additionalProperties }: JsonSchemaObject, name: string): JsonSchema {
  if (properties !== undefined && Object.hasOwn(properties, name)) return properties[name] ?? true;
  return patternProperties === undefined ? (additionalProperties ?? true) : true;
} // prettier-ignore

function itemOf({ prefixItems, items }: JsonSchemaObject, index: number): JsonSchema {
  return (prefixItems as readonly JsonSchema[] | undefined)?.[index] ?? items ?? true;
}

function largest(parts: readonly JsonSchemaObject[], keyword: string): number {
  return Math.max(0, ...parts.map((part) => part[keyword]).filter((bound) => typeof bound === "number"));
}

/** Of the bounds of one string or number; a bound that two parts have is checked in the end. */
function merged(parts: readonly JsonSchemaObject[]): JsonSchemaObject {
  return Object.assign({}, ...parts) as JsonSchemaObject;
}

/** Strings and numbers to try, plain ones first. */
function leaves(type: string, schema: JsonSchemaObject, variant: number): unknown[] {
  const seed = `${type} ${variant}`;
  if (type === "string") {
    const text = variant === 0 ? "string" : `string ${variant}`;
    return [schema.default, text, "https://example.com", fakedLeaf("string", schema, seed)];
  }
  const bounds = ["minimum", "maximum", "multipleOf"].map((keyword) => schema[keyword]);
  return [schema.default, variant, variant + 1, ...bounds, fakedLeaf("number", { ...schema, type }, seed)];
}
