/** What differs between two schemas, and what that is for values. */
import { asObject, typesOf, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";

/** What a difference is about: a keyword, or one of these. */
export type Aspect =
  | "added"
  | "removed"
  | "required"
  | "optional"
  | "type"
  | "values"
  | "lower bound"
  | "upper bound"
  | (string & {});

/**
 * `narrowed`: values that were accepted are refused. `widened`: the other way round. `replaced`: both. `unclear`: one of
 * them, perhaps both, nobody can say in general. `said`: the same values, described otherwise.
 */
export type Effect = "narrowed" | "widened" | "replaced" | "unclear" | "said";

/** One difference. */
export interface SchemaChange {
  /** Property names; `[]` is an item of a list, `*` a property that has no name. */
  readonly path: readonly string[];
  readonly aspect: Aspect;
  readonly effect: Effect;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The effect where one of several values is gone, and another has come. */
export function effectOf({ narrowed, widened }: { narrowed: boolean; widened: boolean }): Effect | undefined {
  if (narrowed) return widened ? "replaced" : "narrowed";
  return widened ? "widened" : undefined;
}

/** Whether a schema accepts nothing at all. */
export function isNever(schema: JsonSchema): boolean {
  if (typeof schema === "boolean") return !schema;
  const { not, ...rest } = schema;
  const refused = Object.keys(rest).length === 0 ? not : undefined;
  return refused === true || (typeof refused === "object" && Object.keys(refused ?? {}).length === 0);
}

/** A schema's type in a few words, `$ref`s by their name: `string or null`, `list of Pet`. */
export function typeInWords(schema: JsonSchema): string {
  if (isNever(schema)) return "nothing";
  const object = asObject(schema);
  const union = object.anyOf ?? object.oneOf;
  if (union !== undefined) return wordsOfUnion(union.map(typeInWords));
  if (object.$ref !== undefined) return object.$ref.replace(/^#\/\$defs\//, "");
  const types = typesOf(object);
  if (types === undefined && object.allOf !== undefined) return wordsOfAll(object.allOf);
  if (types === undefined && "const" in object) return JSON.stringify(object.const);
  if (types === undefined) return object.enum === undefined ? "any value" : "one of its values";
  return wordsOfUnion(types.map((type) => wordsOfType(type, object)));
}

/** The part that says most. */
function wordsOfAll(parts: readonly JsonSchema[]): string {
  return parts.map(typeInWords).find((words) => words !== "any value") ?? "any value";
}

function wordsOfUnion(alternatives: readonly string[]): string {
  return [...new Set(alternatives)].join(" or ");
}

function wordsOfType(type: string, schema: JsonSchemaObject): string {
  if (type !== "array" || schema.items === undefined) return type === "array" ? "list" : type;
  const items = typeInWords(schema.items);
  return items === "any value" ? "list" : `list of ${items}`;
}

/** What is needed wherever two schemas are compared. */
export interface Comparison {
  /** What differs between a schema of the one side and a schema of the other. */
  readonly differences: (before: JsonSchema, after: JsonSchema, path: readonly string[]) => SchemaChange[];
  /** The same, to see what would come of it. */
  readonly trial: (before: JsonSchema, after: JsonSchema, path: readonly string[]) => SchemaChange[];
  readonly isSame: (before: unknown, after: unknown) => boolean;
}
