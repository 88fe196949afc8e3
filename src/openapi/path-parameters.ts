/** The parameters of an operation's path, which is the last word about them. */
import type { Parameter } from "./api.js";
import type { ParseContext } from "./context.js";
import type { SpecNode } from "./node.js";

/** Path parameters as the template has them: one that is not declared is a required string, one that is not in the path is dropped. */
export function withPathParameters(
  context: ParseContext,
  node: SpecNode,
  path: string,
  declared: readonly Parameter[],
): Parameter[] {
  const inPath = new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? ""));
  const known = new Set(declared.filter((each) => each.in === "path").map(({ name }) => name));
  const missing = [...inPath].filter((name) => !known.has(name));
  for (const name of missing) {
    context.diagnostics.report("undeclared-path-parameter", { name, path }, { place: node.place });
  }
  const stray = [...known].filter((name) => !inPath.has(name));
  for (const name of stray)
    context.diagnostics.report("stray-path-parameter", { name, path }, { place: node.place });
  return [
    ...missing.map((name) => undeclared(name)),
    ...declared.filter((each) => each.in !== "path" || inPath.has(each.name)),
  ];
}

function undeclared(name: string): Parameter {
  const schema = { type: "string" };
  return {
    name,
    in: "path",
    required: true,
    deprecated: false,
    schema,
    style: "simple",
    explode: false,
    allowReserved: false,
  };
}
