/** The diagnostics of what the config says about arguments. */
import { didYouMeanOr, error, warning } from "./entry.js";

export const argumentCatalogue = {
  "argument-decided-twice": error<{ path: string; keys: readonly [first: string, second: string] }>(
    ({ path, keys: [first, second] }) => `${path} has both "${first}" and "${second}"`,
    () => "Keep one of value, env, hidden and default: each says where the value comes from.",
  ),
  "argument-of-nothing": error<{
    operation: string;
    name: string;
    known: readonly string[];
    suggestion?: string;
  }>(
    ({ operation, name }) => `${operation} has no argument "${name}"`,
    ({ known, suggestion }) =>
      didYouMeanOr(
        suggestion,
        known.length === 0 ? "It has none at all: remove the key." : `It has ${known.join(", ")}.`,
      ),
  ),
  "argument-of-several": error<{ operation: string; name: string; names: readonly string[] }>(
    ({ operation, name }) => `${operation} has several arguments that are "${name}" in the document`,
    ({ names }) => `Use their names in the tool: ${names.join(", ")}.`,
  ),
  "argument-of-no-operation": warning<{ name: string; suggestion?: string }>(
    ({ name }) => `No operation has a parameter "${name}"`,
    ({ suggestion }) =>
      didYouMeanOr(
        suggestion,
        "Correct the name, or remove it. Fields of bodies are named in `operations` only.",
      ),
  ),
  "argument-not-reserved": error<{ operation: string; name: string }>(
    ({ operation, name }) => `The argument "${name}" of ${operation} cannot have allowReserved`,
    () => "Remove the key: it is for parameters in the path and query.",
  ),
  "argument-hidden-but-required": error<{ operation: string; name: string }>(
    ({ operation, name }) => `${operation} requires "${name}", which the config hides`,
    () => "Give it a value or env instead of hidden.",
  ),
  "argument-value-unfit": error<{ operation: string; name: string; problems: readonly string[] }>(
    ({ operation, name, problems }) =>
      `${operation} does not accept this for "${name}": ${problems.join("; ")}`,
    () => "Give a value that the document's schema allows.",
  ),
  "argument-value-inexact": warning<{ operation: string; name: string; read: string }>(
    ({ operation, name, read }) =>
      `An integer for "${name}" of ${operation} is beyond 2^53, and JavaScript reads ${read}`,
    () => "A call would send that number. Write env instead: what a variable says keeps its digits.",
  ),
  "body-style-of-nothing": error<{ operation: string }>(
    ({ operation }) => `${operation} takes no body, so it has no body style`,
    () => "Remove the key.",
  ),
  "body-not-flat": error<{ operation: string }>(
    ({ operation }) => `The body of ${operation} cannot be flat: it is not one object with known fields`,
    () => "Remove the key, or write bodyStyle: nested.",
  ),
} as const;
