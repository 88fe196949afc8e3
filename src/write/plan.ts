/** What a run does with each file of a project: the user's are written once, unchanged files are not touched. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../emit/source.js";
import { lockFile, printLock, type Lock } from "../lock/lock.js";
import { isManifest, withDependencies } from "./dependencies.js";
import { sha256, withLineFeeds } from "./hash.js";
import { behindLink, inspectOutput, readExisting, refuseLinks, type Output, type Target } from "./output.js";

const manifest = "package.json";

/** A file that is to be written. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** What stands there now, if anything. */
  readonly before?: string;
}

/** What is to be done in a project's folder. */
export interface Plan extends Pick<Output, "rebuilt"> {
  /** The lock last, if it changes. */
  readonly write: readonly PlannedFile[];
  readonly unchanged: readonly string[];
  /** Stale files, with what stands there. */
  readonly remove: readonly { readonly path: string; readonly before: string }[];
  readonly kept: readonly string[];
  readonly addedDependencies: readonly string[];
  /** The lock that the run stores. */
  readonly lock: Lock;
}

/**
 * Decides for each file.
 * @param head the lock to store, which does not know the files yet
 * @throws {ProblemsError} when the folder is not mcpgen's or a generated file was edited by hand
 */
export function planOf(
  files: readonly SourceFile[],
  head: Omit<Lock, "files">,
  target: Target,
  diagnostics: Diagnostics,
): Plan {
  const { folder, memory } = target;
  const { existing, rebuilt } = inspectOutput(target, files, diagnostics);
  diagnostics.throwIfErrors();
  if (!isManifest(existing.get(manifest) ?? "{}")) diagnostics.report("manifest-unreadable", {});
  const fates = files.map((file) => fateOf(file, existing.get(file.path)));
  const lock = { ...head, files: hashesOf(files) };
  const write = [
    ...fates.flatMap((fate) => writeOf(fate, folder)),
    ...changedLock(printLock(lock), readExisting(folder, lockFile, diagnostics)),
  ];
  for (const { path } of write) refuseLinks(folder, path, diagnostics);
  const pathsOf = (kind: Fate["kind"]): string[] =>
    fates.filter((fate) => fate.kind === kind).map(({ path }) => path);
  return {
    write,
    unchanged: pathsOf("unchanged"),
    kept: pathsOf("kept"),
    remove: staleOf(files, memory?.hashes.keys() ?? [], existing),
    addedDependencies: fates.flatMap(({ addedDependencies = [] }) => addedDependencies),
    rebuilt,
    lock,
  };
}

/** A link that is the user's stays: what is behind it changes. */
function writeOf({ write, addedDependencies }: Fate, folder: string): PlannedFile[] {
  if (write === undefined) return [];
  const path = addedDependencies === undefined ? write.path : behindLink(folder, write.path);
  return [{ ...write, path }];
}

/** What becomes of a file. */
interface Fate {
  readonly path: string;
  readonly kind: "written" | "unchanged" | "kept";
  readonly write?: PlannedFile;
  readonly addedDependencies?: readonly string[];
}

function fateOf({ path, text, owner }: SourceFile, before: string | undefined): Fate {
  if (before === text) return { path, kind: "unchanged" };
  if (before === undefined) return { path, kind: "written", write: { path, text } };
  if (owner === "mcpgen") return { path, kind: "written", write: { path, text, before } };
  const { text: merged, added } =
    path === manifest ? withDependencies(before, text) : { text: before, added: [] };
  return added.length === 0
    ? { path, kind: "kept" }
    : { path, kind: "written", write: { path, text: merged, before }, addedDependencies: added };
}

function changedLock(text: string, found: string | undefined): PlannedFile[] {
  if (found === undefined) return [{ path: lockFile, text }];
  const before = withLineFeeds(found);
  return before === text ? [] : [{ path: lockFile, text, before }];
}

/** Files of earlier runs that are still there, but no longer the project's. */
function staleOf(
  files: readonly SourceFile[],
  known: Iterable<string>,
  existing: Output["existing"],
): Plan["remove"] {
  const current = new Set(files.map(({ path }) => path));
  return [...known].flatMap((path) => {
    const before = existing.get(path);
    return current.has(path) || before === undefined ? [] : [{ path, before }];
  });
}

function hashesOf(files: readonly SourceFile[]): Map<string, string> {
  const owned = files.filter(({ owner }) => owner === "mcpgen");
  return new Map(owned.map(({ path, text }) => [path, sha256(text)]));
}
