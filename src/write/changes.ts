/** What a write would change, file by file. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../emit/source.js";
import { lockFile, type Lock } from "../lock/lock.js";
import { inspectOutput, readExisting } from "./output.js";
import { lockText, planOf } from "./plan.js";

/** A file before and after; absent where there is none. */
export interface FileChange {
  /** Relative to the project. */
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/**
 * Compares a project with what is to be written. What was edited by hand is a change like any other.
 * @param next the lock to store; its `files` are filled in here
 * @throws {ProblemsError} the folder is not mcpgen's
 */
export function changesOf(
  files: readonly SourceFile[],
  next: Omit<Lock, "files">,
  { folder, lock }: { readonly folder: string; readonly lock: Lock | undefined },
  diagnostics: Diagnostics,
): FileChange[] {
  const output = inspectOutput({ folder, lock, force: lock !== undefined }, files, diagnostics);
  diagnostics.throwIfErrors();
  const plan = planOf(files, output, { folder, lock });
  const written = [...plan.write, { path: lockFile, text: lockText(files, next) }];
  const changes = [
    ...written.map(({ path, text }) => ({ path, before: readExisting(folder, path), after: text })),
    ...plan.remove.map((path) => ({ path, before: readExisting(folder, path), after: undefined })),
  ];
  return changes
    .filter(({ before, after }) => before !== after)
    .map(({ path, before, after }) => ({
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}
