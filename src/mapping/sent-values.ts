/** Where the values of a request come from: the model, the config or the environment. */
import type { Json } from "../json/json.js";
import type { ArgumentSource } from "../openapi/api.js";
import type { ConfiguredValue, SentValue, ValueSource } from "../project/project.js";
import { completed, problemsOf, variableType } from "./argument-values.js";
import { isDeclared } from "./declared.js";
import type { Input } from "./inputs.js";
import type { Schemas } from "./schemas.js";

/**
 * The value that a request has for an input; `undefined` if it has none.
 * @param name of the argument that stands for it, where one does
 */
export function sentValue(input: Input, name: string, schemas: Schemas): SentValue | undefined {
  const { place, wireName, required, change } = input;
  if (change.source?.kind === "hidden") return undefined;
  return { place, wireName, required, source: sourceOf(change.source, input, name, schemas) };
}

function sourceOf(
  source: Exclude<ArgumentSource, { kind: "hidden" }> | undefined,
  input: Input,
  name: string,
  schemas: Schemas,
): ValueSource {
  switch (source?.kind) {
    case undefined:
      return { kind: "argument", name };
    case "default": {
      const acceptsNull = problemsOf(null, completed(input.schema, schemas)).length === 0;
      return {
        kind: "argument",
        name,
        fallback: { ...configured(source.value, input, schemas), acceptsNull },
      };
    }
    case "constant":
      return { kind: "constant", ...configured(source.value, input, schemas) };
    case "variable": {
      const schema = completed(input.schema, schemas);
      return { kind: "variable", variable: source.variable, type: variableType(schema), schema };
    }
  }
}

function configured(value: Json, input: Input, schemas: Schemas): ConfiguredValue {
  return isDeclared(value, completed(input.schema, schemas)) ? { value } : { value, undeclared: true };
}
