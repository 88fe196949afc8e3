/** What a schema says once its references are followed and one alternative of each union is taken. */
import type { JsonSchema, JsonSchemaObject } from "../json/json-schema.js";

/** What a search may still do; counted and not timed, so that the same document always gives the same. */
export interface Budget {
  steps: number;
}

/** The schemas that `#/$defs/…` names. */
export type Definitions = Readonly<Record<string, JsonSchema>>;

/** References and parts inside each other; a schema that is a part of itself has no end. */
const maxDepth = 50;

/** The ways to read a schema, each as schemas without references, parts and alternatives that hold together. */
export function* readings(
  schema: JsonSchema,
  definitions: Definitions,
  budget: Budget,
  depth = 0,
): Generator<readonly JsonSchemaObject[]> {
  budget.steps -= 1;
  if (schema === false || depth > maxDepth || budget.steps < 0) return;
  if (schema === true) {
    yield [];
    return;
  }
  const { $ref, allOf = [], anyOf, oneOf, ...own } = schema;
  const target = $ref === undefined ? [] : [definitions[$ref.slice("#/$defs/".length)] ?? true];
  const unions = [anyOf, oneOf].filter((union) => union !== undefined);
  const choices = [...[...target, ...allOf].map((part) => [part]), ...unions];
  for (const others of together(choices, definitions, budget, depth + 1)) yield [own, ...others];
}

/** One reading of one alternative of each choice. */
function* together(
  [first, ...rest]: readonly (readonly JsonSchema[])[],
  definitions: Definitions,
  budget: Budget,
  depth: number,
): Generator<readonly JsonSchemaObject[]> {
  if (first === undefined) {
    yield [];
    return;
  }
  for (const alternative of first) {
    for (const one of readings(alternative, definitions, budget, depth)) {
      for (const others of together(rest, definitions, budget, depth)) yield [...one, ...others];
    }
  }
}
