/**
 * Files into a folder, so that a process that is killed anywhere leaves each of them whole, old or new. Every text is
 * written beside its place first, which is when a full disk is noticed. Then all are renamed into it, stale files go, and
 * the last file commits the write. All the while a journal lies there. Synchronously: a thousand small files take a tenth
 * of the time.
 */
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs"; // prettier-ignore
import { dirname, join } from "node:path";
import { journalFile } from "../lock/journal.js";
import { beside, reasonOf } from "./output.js";

/** What to do in a folder; paths are relative to it. */
export interface Replacement {
  /** Lies in the folder from before the first file changes until the last has. */
  readonly journal: string;
  /** The last one commits. */
  readonly write: readonly { readonly path: string; readonly text: string }[];
  readonly remove: readonly string[];
  /** Files that an interrupted write may have left a text beside, or an empty folder around. */
  readonly leftovers: Iterable<string>;
}

/** A write that failed. */
export class WriteError extends Error {
  constructor(
    cause: unknown,
    /** Whether files may have changed; if not, all is as it was. */
    readonly hasBegun: boolean,
  ) {
    super(reasonOf(cause), { cause });
  }
}

/** Replaces the files. @throws {WriteError} */
export function replace(folder: string, { journal, write, remove, leftovers }: Replacement): void {
  const place = (path: string): string => join(folder, path);
  const isFirst = !existsSync(place(journalFile));
  const made: Made = { files: [], folders: [] };
  try {
    writeBeside(place(journalFile), journal, made);
    renameSync(beside(place(journalFile)), place(journalFile));
    for (const { path, text } of write) writeBeside(place(path), text, made);
    for (const path of remove) accessSync(dirname(place(path)), constants.W_OK);
  } catch (error) {
    undo(isFirst ? { ...made, files: [...made.files, place(journalFile)] } : made);
    throw new WriteError(error, false);
  }
  try {
    const last = write.at(-1);
    for (const { path } of write.slice(0, -1)) renameSync(beside(place(path)), place(path));
    for (const path of remove) removeFile(folder, path);
    const renamed = new Set(write.map(({ path }) => path));
    for (const path of leftovers) if (!renamed.has(path)) removeFile(folder, beside(path));
    if (last !== undefined) renameSync(beside(place(last.path)), place(last.path));
    rmSync(place(journalFile));
  } catch (error) {
    undo({ ...made, folders: [] });
    throw new WriteError(error, true);
  }
}

/** What a write has made so far. */
interface Made {
  readonly files: string[];
  readonly folders: string[];
}

/** Never through a link, nor into a file of the same name: `wx` makes a new one. */
function writeBeside(path: string, text: string, made: Made): void {
  makeFolder(dirname(path), made);
  const next = beside(path);
  rmSync(next, { force: true });
  made.files.push(next);
  writeFileSync(next, text, { encoding: "utf8", flag: "wx" });
}

/** Step by step: with `recursive`, Node never returns from a folder that cannot be made, such as one below /proc. */
function makeFolder(path: string, made: Made): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path), made);
  mkdirSync(path);
  made.folders.push(path);
}

/** Takes away what can be taken away; the next run finds the rest. */
function undo({ files, folders }: Made): void {
  const removals = [
    ...files.map((path) => () => rmSync(path, { force: true })),
    ...[...folders].reverse().map((path) => () => rmdirSync(path)),
  ];
  for (const removal of removals) {
    try {
      removal();
    } catch {
      // The first failure is the one to tell of.
    }
  }
}

/** Removes a file, if it is there, and the folders around it that are empty then. */
function removeFile(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true });
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    const place = join(folder, parent);
    if (!existsSync(place)) continue;
    if (readdirSync(place).length > 0) return;
    rmdirSync(place);
  }
}
