/** What a write would change, file by file. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../emit/source.js";
import type { Lock } from "../lock/lock.js";
import type { Target } from "./output.js";
import { planOf } from "./plan.js";

/** A file before and after; absent where there is none. */
export interface FileChange {
  /** Relative to the project. */
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/**
 * Compares a project with what is to be written. What was edited by hand is a change like any other.
 * @param head the lock to store; its `files` are filled in here
 * @throws {ProblemsError} the folder is not mcpgen's
 */
export function changesOf(
  files: readonly SourceFile[],
  head: Omit<Lock, "files">,
  { folder, memory }: Omit<Target, "force">,
  diagnostics: Diagnostics,
): FileChange[] {
  const plan = planOf(files, head, { folder, memory, force: memory !== undefined }, diagnostics);
  const written = plan.write.map(({ text, ...file }) => ({ ...file, after: text }));
  return [...written, ...plan.remove].sort((one, other) => (one.path < other.path ? -1 : 1));
}
