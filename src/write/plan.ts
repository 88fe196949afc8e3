/** What a run does with each file of a project: the user's are written once, unchanged files are not touched. */
import type { SourceFile } from "../emit/source.js";
import { printLock, type Lock } from "../lock/lock.js";
import { withDependencies } from "./dependencies.js";
import { sha256 } from "./hash.js";
import { readExisting, type Output } from "./output.js";

/** What is to be done in a project's folder. */
export interface Plan {
  readonly write: { readonly path: string; readonly text: string }[];
  readonly unchanged: string[];
  readonly remove: readonly string[];
  readonly kept: string[];
  readonly addedDependencies: readonly string[];
}

/** Decides for each file; the lock is not among them. */
export function planOf(
  files: readonly SourceFile[],
  output: Output,
  { folder, lock }: { readonly folder: string; readonly lock: Lock | undefined },
): Plan {
  const plan = {
    write: [] as Plan["write"],
    unchanged: [] as string[],
    kept: [] as string[],
    addedDependencies: [] as string[],
  };
  for (const { path, text, owner } of files) {
    const existing = readExisting(folder, path);
    if (existing === text) plan.unchanged.push(path);
    else if (existing === undefined || owner === "mcpgen") plan.write.push({ path, text });
    else if (path === "package.json") {
      const { text: merged, added } = withDependencies(existing, text);
      plan.addedDependencies.push(...added);
      if (added.length > 0) plan.write.push({ path, text: merged });
      else plan.kept.push(path);
    } else plan.kept.push(path);
  }
  const current = new Set(files.map(({ path }) => path));
  const stale = [...(lock?.files.keys() ?? [])].filter(
    (path) => !current.has(path) && output.existing.has(path),
  );
  return { ...plan, remove: stale };
}

/** The lock of files that are written. @param next everything else in it */
export function lockText(files: readonly SourceFile[], next: Omit<Lock, "files">): string {
  const owned = files.filter(({ owner }) => owner === "mcpgen");
  return printLock({ ...next, files: new Map(owned.map(({ path, text }) => [path, sha256(text)])) });
}
