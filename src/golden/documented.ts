/** Arguments with the document's own examples in them, which say more to a reader than what a schema allows. */
import type { JsonSchemaObject } from "../json/json-schema.js";
import type { Component } from "../project/project.js";
import { fitting } from "./fits.js";

type Arguments = Readonly<Record<string, unknown>>;

/**
 * The arguments, each replaced by the first example of the document that the tool accepts.
 * @param args accepted by the schema
 */
export function withDocumented(
  args: Arguments,
  { examples }: Component,
  schema: JsonSchemaObject,
): Arguments {
  if (examples.size === 0) return args;
  const accepts = fitting(schema);
  const best = Object.fromEntries([...examples].map(([name, [first]]) => [name, first]));
  // Most examples are right.
  if (accepts({ ...args, ...best })) return { ...args, ...best };
  return [...examples].reduce<Arguments>((known, [name, values]) => {
    const value = values.find((each) => accepts({ ...known, [name]: each }));
    return value === undefined ? known : { ...known, [name]: value };
  }, args);
}
