/** Compares a project with what its document and config give, without writing anything. */
import { resolve } from "node:path";
import { decide } from "./decide.js";
import { Diagnostics, type Diagnostic } from "./diagnostics/diagnostic.js";
import { emitRun } from "./emit-run.js";
import type { GenerateOptions } from "./options.js";
import { Stages } from "./stages.js";
import { changesOf, type FileChange } from "./write/changes.js";
import { isInterrupted } from "./write/write.js";

/** What to compare. */
export type CheckOptions = Omit<GenerateOptions, "force" | "dryRun">;

/** What a comparison found. */
export interface CheckReport {
  /** The project's folder, absolute. */
  readonly output: string;
  /** What `generate` would change, hand edits included; sorted by path. */
  readonly changes: readonly FileChange[];
  /** A write was interrupted, and `generate` has not ended it yet. */
  readonly interrupted: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that the places of the diagnostics are in, by file name. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Compares a project.
 * @throws {ProblemsError} with every problem of the input, or when the folder is not mcpgen's
 */
export async function check(options: CheckOptions = {}): Promise<CheckReport> {
  const diagnostics = new Diagnostics();
  const stages = new Stages(options.onStage);
  const run = await decide(options, resolve(options.cwd ?? "."), stages, diagnostics);
  const { files, next } = await emitRun(run, stages, diagnostics);
  const changes = await stages.run("compare", () => changesOf(files, next, run, diagnostics));
  return {
    output: run.folder,
    changes,
    interrupted: isInterrupted(run.folder),
    diagnostics: diagnostics.all,
    sources: diagnostics.sources,
  };
}
