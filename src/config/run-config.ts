/** Runs a config that is a program. */
import { dirname, resolve } from "node:path";
import { createJiti, type Jiti, type JitiOptions } from "jiti";
import { ProblemsError, type Diagnostics } from "../diagnostics/diagnostic.js";
import { isObject, type Json } from "../json/json.js";
import { functionKeys, type ConfigFunctions } from "./functions.js";
import { messageOf } from "./thrown.js";

/** A config that was run. */
export interface ProgramConfig {
  /** Everything but its functions, as plain JSON. */
  readonly value: Json;
  readonly functions: ConfigFunctions;
}

/**
 * What a `.ts`, `.js` or `.mjs` config exports by default.
 * @param path absolute
 * @param file its name in messages
 * @param onInput called with the absolute path of each file that it imports
 * @throws {ProblemsError} if it fails, with its message and without its stack, or exports something else
 */
export async function runConfig(
  path: string,
  file: string,
  diagnostics: Diagnostics,
  onInput: (path: string) => void,
): Promise<ProgramConfig> {
  const place = { file };
  try {
    const exported = defaultExport(await importer(path, onInput).import(path));
    // Through JSON, because nothing but plain data may go on from here: no getters, no classes, no undefined.
    const value: unknown = JSON.parse(JSON.stringify(exported) ?? "null");
    if (isObject(value)) return { value, functions: functionsOf(exported) };
    return diagnostics.fail("config-no-default", { found: describe(exported) }, { place });
  } catch (error) {
    if (error instanceof ProblemsError) throw error;
    return diagnostics.fail("config-failed", { reason: messageOf(error) }, { place });
  }
}

/**
 * Imports TypeScript, and says which files it comes by. Those of a module that needs no translation it does not see; it
 * says that module itself.
 */
function importer(path: string, onInput: (path: string) => void): Jiti {
  const options: JitiOptions = { fsCache: false, moduleCache: false, interopDefault: false };
  const translator = createJiti(path, options);
  return createJiti(path, {
    ...options,
    transform: (module) => {
      const { filename = path, source } = module;
      onInput(filename);
      for (const [, imported = ""] of source.matchAll(relativeImport))
        onInput(resolve(dirname(filename), imported));
      return { code: translator.transform(module) };
    },
  });
}

/** Of `import … from "./x.mjs"`, `import("./x.mjs")` and `require("./x.json")`. */
const relativeImport = /\b(?:from|import|require)\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g;

/** What they return is checked at each call; what stands in their place and is no function is in the JSON. */
function functionsOf(exported: unknown): ConfigFunctions {
  const config = exported as Readonly<Record<string, unknown>>;
  const found = functionKeys.filter((key) => typeof config[key] === "function");
  return Object.fromEntries(found.map((key) => [key, config[key]]));
}

function defaultExport(module: unknown): unknown {
  return typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
}

function describe(exported: unknown): string {
  if (exported === undefined) return "nothing";
  if (Array.isArray(exported)) return "a list";
  return typeof exported === "object" ? "null" : `a ${typeof exported}`;
}
