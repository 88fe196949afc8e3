/** Where a tool's code stands and what its constant is called. */
import type { Operation } from "../openapi/api.js";
import { operationKey } from "./operation-key.js";
import { uniqueNames } from "./unique-names.js";
import { camelCase, shortHash, slug } from "./words.js";

/** `<tag>/<name>` for every operation; folders are unique in any case because the tool names in them are. */
export function toolFiles(names: ReadonlyMap<Operation, string>): Map<Operation, string> {
  const folders = new Map<Operation, string>();
  for (const operation of names.keys()) folders.set(operation, folderOf(operation));
  return new Map([...names].map(([operation, name]) => [operation, `${folders.get(operation)}/${name}`]));
}

function folderOf({ tags }: Operation): string {
  const folder = slug(tags[0] ?? "", 40);
  if (folder === "") return "general";
  return /^(con|prn|aux|nul|com\d|lpt\d)$/.test(folder) ? `${folder}-tools` : folder;
}

/** What a module cannot declare under a name of its own (ECMA-262 reserved words in strict code, and what tool files import). */
const reserved = new Set(
  (
    "api args arguments async await break case catch class const context continue debugger default defineTool delete do " +
    "else enum eval export extends false finally for function if implements import in instanceof interface let new null " +
    "package private protected public return static super switch this throw true try typeof undefined var void while " +
    "whenGiven with yield"
  ).split(" "),
);

/** The constant and the interface of each tool, unique in any case as tool names are. */
export function toolIdentifiers(
  names: ReadonlyMap<Operation, string>,
): (operation: Operation) => { constant: string; argumentsType: string } {
  const constants = uniqueNames(
    [...names].map(([operation, name]) => {
      const nice = camelCase(name);
      const hashed = `${nice}${shortHash(operationKey(operation))}`;
      return { item: operation, names: reserved.has(nice) ? [`${nice}Tool`, hashed] : [nice, hashed] };
    }),
  );
  return (operation) => {
    const constant = constants.get(operation) ?? "";
    return { constant, argumentsType: `${constant.slice(0, 1).toUpperCase()}${constant.slice(1)}Arguments` };
  };
}
