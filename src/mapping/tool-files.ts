/** Where the code of a tool or resource stands and what its constant is called. */
import type { Operation } from "../openapi/api.js";
import { isDeviceName } from "./device-names.js";
import { operationKey } from "./operation-key.js";
import { uniqueNames } from "./unique-names.js";
import { camelCase, longHash, shortHash, slug } from "./words.js";

/** `<tag>/<name>` for every operation, unique in any case because the names are. */
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
 * What a module cannot declare under a name of its own: ECMA-262 reserved words in strict code, and what the files that
 * such a constant stands in declare or import themselves.
 */
const reserved = new Set(
  (
    "api args arguments async await batchCall break case catch class const context continue createApi debugger default " +
    "defineResource defineTool delete do else enum eval export extends extensions false finally for function " +
    "globalThis if implements import in instanceof interface let new null operations package private protected public " +
    "resources return run runServer static super switch this throw tools true try typeof undefined var " +
    "void while whenGiven with yield"
  ).split(" "),
);

/** What the code of an operation's tool and resource is called. */
export interface Identifiers {
  /** The tool's constant, and the operation's key in `operations` of `api.ts`. */
  readonly key: string;
  /** The resource's constant; there is a tool beside it where resources are mirrored. */
  readonly resource: string;
  readonly argumentsType: string;
}

/** The identifiers of each operation, the constants unique in any case as the names are. */
export function identifiers(
  names: ReadonlyMap<Operation, string>,
  resources: readonly Operation[],
): (operation: Operation) => Identifiers {
  const named = (operation: Operation, suffix: string): { item: Operation; names: string[] } => {
    const nice = `${camelCase(names.get(operation) ?? "")}${suffix}`;
    const hashed = [shortHash, longHash].map((hash) => `${nice}${hash(operationKey(operation))}`);
    return { item: operation, names: [reserved.has(nice) ? `${nice}Tool` : nice, ...hashed] };
  };
  const keys = uniqueNames([...names.keys()].map((operation) => named(operation, "")));
  const ofResources = uniqueNames(
    resources.map((operation) => named(operation, "Resource")),
    keys.values(),
  );
  return (operation) => {
    const key = keys.get(operation) ?? "";
    const argumentsType = `${key.slice(0, 1).toUpperCase()}${key.slice(1)}Arguments`;
    return { key, resource: ofResources.get(operation) ?? "", argumentsType };
  };
}
