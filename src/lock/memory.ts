/** What a project remembers of the runs before, put together from its lock and from the locks of interrupted runs. */
import { Diagnostics, ProblemsError } from "../diagnostics/diagnostic.js";
import { parseLock, type Lock } from "./lock.js";
import { sidesOf } from "./merge-conflict.js";

/** An operation that has another name in each of two merged branches. */
export interface NameConflict {
  readonly operation: string;
  readonly ours: string;
  readonly theirs: string;
}

/**
 * The memory of a project: the head of its lock (of the first interrupted run's, where none has ended), and every hash
 * that a file of mcpgen's may have.
 */
export interface Memory extends Omit<Lock, "files"> {
  /** By path, those of interrupted runs included. */
  readonly hashes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Files of which two merged branches have different ones: git may have put together what stands there. */
  readonly merged: ReadonlySet<string>;
  readonly nameConflicts: readonly NameConflict[];
  /** The locks that interrupted runs were about to store. */
  readonly pending: readonly Lock[];
}

/**
 * Reads a lock: one, or those of both branches where git could not merge it.
 * @throws {ProblemsError} it is broken, or its conflicts are not of whole lines
 */
export function readLock(text: string, file: string, diagnostics: Diagnostics): Lock[] {
  const sides = sidesOf(text);
  if (sides === undefined) return [parseLock(text, file, diagnostics)];
  try {
    return [sides.ours, sides.theirs].map((side) => parseLock(side, file, new Diagnostics()));
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    return [parseLock(text, file, diagnostics)];
  }
}

/**
 * The memory that locks give.
 * @param sides the project's lock: none, one, or ours and theirs
 */
export function memoryOf(sides: readonly Lock[], pending: readonly Lock[]): Memory | undefined {
  const [head] = sides.length > 0 ? sides : pending;
  if (head === undefined) return undefined;
  const [, theirs = head] = sides;
  const { files, ...rest } = head;
  const differing = [...files].filter(([path, hash]) => (theirs.files.get(path) ?? hash) !== hash);
  return {
    ...rest,
    ...mergedNames(head.operations, theirs.operations),
    hashes: hashesOf([...sides, ...pending]),
    merged: new Set(differing.map(([path]) => path)),
    pending,
  };
}

/** An operation whose component has another name than before. */
export interface Rename {
  readonly operation: string;
  readonly from: string;
  readonly to: string;
}

/** What a run renames. */
export function renamesOf(before: Pick<Lock, "operations">, after: Pick<Lock, "operations">): Rename[] {
  return [...before.operations].flatMap(([operation, from]) => {
    const to = after.operations.get(operation) ?? from;
    return to === from ? [] : [{ operation, from, to }];
  });
}

function hashesOf(locks: readonly Lock[]): Map<string, Set<string>> {
  const hashes = new Map<string, Set<string>>();
  for (const { files } of locks) {
    for (const [path, hash] of files) hashes.set(path, (hashes.get(path) ?? new Set()).add(hash));
  }
  return hashes;
}

/** Ours win. A name that both gave, each to another operation, stays with ours. */
function mergedNames(
  ours: Lock["operations"],
  theirs: Lock["operations"],
): Pick<Memory, "operations" | "nameConflicts"> {
  const taken = new Set([...ours.values()].map((name) => name.toLowerCase()));
  const free = [...theirs].filter(
    ([operation, name]) => !ours.has(operation) && !taken.has(name.toLowerCase()),
  );
  const nameConflicts = [...theirs].flatMap(([operation, name]) => {
    const own = ours.get(operation) ?? name;
    return own === name ? [] : [{ operation, ours: own, theirs: name }];
  });
  return { operations: new Map([...ours, ...free]), nameConflicts };
}
