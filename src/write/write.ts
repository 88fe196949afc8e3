/** Files into the project's folder: mcpgen's own are replaced, the user's are written once. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../emit/source.js";
import { journalFile, printJournal } from "../lock/journal.js";
import { lockFile, type Lock } from "../lock/lock.js";
import type { Memory } from "../lock/memory.js";
import { beside, leadsOut, type Target } from "./output.js";
import { planOf, type Plan } from "./plan.js";
import { replace, WriteError } from "./replace.js";

/** What writing did, or with `dryRun` would do; paths are relative to the project. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  /** The user's files that were there already. */
  readonly kept: readonly string[];
  /** Generated files that git had put together from two branches, and that were made anew. */
  readonly rebuilt: readonly string[];
  /** Dependencies that were missing in the user's package.json. */
  readonly addedDependencies: readonly string[];
}

/** How to write. */
export interface WriteOptions extends Target {
  readonly dryRun: boolean;
}

/**
 * Writes a project.
 * @param head the lock to store; its `files` are filled in here
 * @throws {ProblemsError} when the folder is not mcpgen's, a generated file was edited by hand, or the disk refuses
 */
export function write(
  files: readonly SourceFile[],
  head: Omit<Lock, "files">,
  options: WriteOptions,
  diagnostics: Diagnostics,
): WriteReport {
  const { folder, memory, force, dryRun } = options;
  if (!force && isAnotherApi(memory, head)) diagnostics.fail("output-of-another-api", { folder });
  const plan = planOf(files, head, options, diagnostics);
  if (!dryRun) carryOut(plan, options, diagnostics);
  return {
    written: plan.write.map(({ path }) => path),
    unchanged: plan.unchanged,
    removed: plan.remove.map(({ path }) => path),
    kept: plan.kept,
    rebuilt: plan.rebuilt,
    addedDependencies: plan.addedDependencies,
  };
}

function carryOut(plan: Plan, { folder, memory }: Target, diagnostics: Diagnostics): void {
  const wasInterrupted = isInterrupted(folder);
  if (plan.write.length + plan.remove.length === 0 && !wasInterrupted) return;
  const pending = memory?.pending ?? [];
  const known = [lockFile, ...plan.unchanged, ...plan.kept, ...(memory?.hashes.keys() ?? [])];
  try {
    replace(folder, {
      journal: printJournal([...pending, plan.lock]),
      write: plan.write,
      remove: plan.remove.map(({ path }) => path),
      leftovers: wasInterrupted ? known.filter((path) => !leadsOut(folder, path)) : [],
    });
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const code = error.hasBegun ? "write-interrupted" : "output-not-writable";
    diagnostics.fail(code, { folder, reason: error.message });
  }
}

/** Whether a write into a folder was interrupted, and no run has ended it since. */
export function isInterrupted(folder: string): boolean {
  return [journalFile, beside(journalFile)].some((name) => existsSync(join(folder, name)));
}

/** Whether a project and what is to be written have no operation in common. */
function isAnotherApi(memory: Memory | undefined, { operations }: Pick<Lock, "operations">): boolean {
  const locks = memory === undefined ? [] : [memory, ...memory.pending];
  const before = locks.flatMap((lock) => [...lock.operations.keys()]);
  return before.length > 0 && operations.size > 0 && !before.some((operation) => operations.has(operation));
}
