/** What differs between two schemas of objects. */
import { isSchema, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import { own } from "../json/json.js";
import { isNever, type Comparison, type SchemaChange } from "./schema-change.js";

/** Properties that have come and gone, and what differs within the others. */
export function compareObjects(
  one: JsonSchemaObject,
  other: JsonSchemaObject,
  path: readonly string[],
  comparison: Comparison,
): SchemaChange[] {
  const names = new Set([
    ...Object.keys(one.properties ?? {}),
    ...Object.keys(other.properties ?? {}),
    ...(one.required ?? []),
    ...(other.required ?? []),
  ]);
  const sides: Sides = { one, other, comparison };
  return [
    ...[...names].flatMap((name) => compareProperty(name, [...path, name], sides)),
    ...comparison.differences(others(one), others(other), [...path, "*"]),
    ...comparison.differences(nameSchema(one), nameSchema(other), [...path, "(names)"]),
  ];
}

interface Sides {
  readonly one: JsonSchemaObject;
  readonly other: JsonSchemaObject;
  readonly comparison: Comparison;
}

function compareProperty(
  name: string,
  path: readonly string[],
  { one, other, comparison }: Sides,
): SchemaChange[] {
  const [before, after] = [propertyOf(one, name), propertyOf(other, name)];
  const isRequired = other.required?.includes(name) === true;
  if (before === undefined && after !== undefined && isClosed(one))
    return [{ path, aspect: "added", effect: isRequired ? "replaced" : "widened", after: isRequired }];
  if (before !== undefined && after === undefined && isClosed(other))
    // Where the others are not spoken of, the value is still let through.
    return [
      { path, aspect: "removed", effect: other.additionalProperties === undefined ? "unclear" : "replaced" },
    ];
  return [
    ...comparison.differences(before ?? others(one), after ?? others(other), path),
    ...differentNeed(one.required?.includes(name) === true, isRequired, path),
  ];
}

function differentNeed(before: boolean, after: boolean, path: readonly string[]): SchemaChange[] {
  if (before === after) return [];
  return [
    after
      ? { path, aspect: "required", effect: "narrowed" }
      : { path, aspect: "optional", effect: "widened" },
  ];
}

/** The schema of a property, whatever its name (`own` says why). */
function propertyOf({ properties }: JsonSchemaObject, name: string): JsonSchema | undefined {
  const found: unknown = properties === undefined ? undefined : own(properties as never, name);
  return isSchema(found) ? found : undefined;
}

/** No properties but those that are named, or nothing said of others. */
function isClosed({ additionalProperties }: JsonSchemaObject): boolean {
  return additionalProperties === undefined || isNever(additionalProperties);
}

function others({ additionalProperties = true }: JsonSchemaObject): JsonSchema {
  return additionalProperties;
}

function nameSchema(schema: JsonSchemaObject): JsonSchema {
  const names = schema["propertyNames"];
  return isSchema(names) ? names : true;
}
