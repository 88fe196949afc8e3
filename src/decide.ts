/** The pipeline up to `map`: everything that is decided before something is printed or written. */
import { resolve } from "node:path";
import type { Diagnostics } from "./diagnostics/diagnostic.js";
import { loadInputs, type Inputs } from "./inputs.js";
import { loadDocument } from "./load/load.js";
import type { Memory } from "./lock/memory.js";
import { map, packageNameOf, type Mapped } from "./mapping/map.js";
import type { Api } from "./openapi/api.js";
import { parse } from "./openapi/parse.js";
import type { GenerateOptions } from "./options.js";
import type { Stages } from "./stages.js";
import { loadMemory } from "./write/project-lock.js";

/** What was read, and what was decided about it. */
export interface DecidedRun extends Mapped {
  readonly inputs: Inputs;
  readonly api: Api;
  /** The project's folder, absolute. */
  readonly folder: string;
  /** Of the project that is there. */
  readonly memory: Memory | undefined;
}

/**
 * Reads the inputs and decides.
 * @param cwd absolute
 * @throws {ProblemsError} with every problem of the input
 */
export async function decide(
  options: GenerateOptions,
  cwd: string,
  stages: Stages,
  diagnostics: Diagnostics,
): Promise<DecidedRun> {
  const inputs = await loadInputs(options, cwd, diagnostics);
  const document = await stages.run("load", () => loadDocument(inputs.spec, inputs.loading, diagnostics));
  const api = await stages.run("parse", () => parse(document, diagnostics));
  diagnostics.throwIfErrors();
  const folder = inputs.output ?? resolve(cwd, packageNameOf(api.title));
  const memory = loadMemory(folder, cwd, diagnostics);
  for (const conflict of memory?.nameConflicts ?? []) diagnostics.report("lock-names-differ", conflict);
  const names = options.rename === true ? undefined : memory;
  const mapped = await stages.run("map", () => map(api, inputs.config, names, diagnostics));
  diagnostics.throwIfErrors();
  return { inputs, api, folder, memory, ...mapped };
}
