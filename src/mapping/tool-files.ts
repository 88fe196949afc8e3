/** Where a tool's code stands and what its constant is called. */
import type { Operation } from "../openapi/api.js";
import { isDeviceName } from "./device-names.js";
import { operationKey } from "./operation-key.js";
import { uniqueNames } from "./unique-names.js";
import { camelCase, longHash, shortHash, slug } from "./words.js";

/** `<tag>/<name>` for every operation, unique in any case because the tool names are. */
export function toolFiles(names: ReadonlyMap<Operation, string>): Map<Operation, string> {
  return new Map(
    // Given names may be such as Windows refuses; no other name ends in a dash.
    [...names].map(([operation, name]) => [
      operation,
      `${folderOf(operation)}/${isDeviceName(name) ? `${name}-tool-` : name}`,
    ]),
  );
}

function folderOf({ tags }: Operation): string {
  const folder = slug(tags[0] ?? "", 40);
  if (folder === "") return "general";
  return isDeviceName(folder) ? `${folder}-tools` : folder;
}

/**
 * What a module cannot declare under a name of its own: ECMA-262 reserved words in strict code, and what the files that a
 * tool's constant stands in declare or import themselves.
 */
const reserved = new Set(
  (
    "api args arguments async await break case catch class const context continue createApi debugger default defineTool " +
    "delete do else enum eval export extends extensions false finally for function globalThis if implements import in " +
    "instanceof interface let new null operations package private protected public return run runServer static super " +
    "switch this throw tools true try typeof undefined var void while whenGiven with yield"
  ).split(" "),
);

/** The constant and the interface of each tool, unique in any case as tool names are. */
export function toolIdentifiers(
  names: ReadonlyMap<Operation, string>,
): (operation: Operation) => { constant: string; argumentsType: string } {
  const constants = uniqueNames(
    [...names].map(([operation, name]) => {
      const nice = camelCase(name);
      const hashed = [shortHash, longHash].map((hash) => `${nice}${hash(operationKey(operation))}`);
      return { item: operation, names: [reserved.has(nice) ? `${nice}Tool` : nice, ...hashed] };
    }),
  );
  return (operation) => {
    const constant = constants.get(operation) ?? "";
    return { constant, argumentsType: `${constant.slice(0, 1).toUpperCase()}${constant.slice(1)}Arguments` };
  };
}
