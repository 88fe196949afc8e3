/** What stands in the output folder before a run, and whether mcpgen may write there. */
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../emit/source.js";
import { journalFile } from "../lock/journal.js";
import { lockFile } from "../lock/lock.js";
import type { Memory } from "../lock/memory.js";
import { sidesOf } from "../lock/merge-conflict.js";
import { reportHandEdit } from "./hand-edits.js";
import { sha256, withLineFeeds } from "./hash.js";

/** The output folder. */
export interface Output {
  /** The files that are there, mcpgen's own with line feeds; those of others are not looked at. */
  readonly existing: ReadonlyMap<string, string>;
  /** Generated files that git merged, which this run makes anew. */
  readonly rebuilt: readonly string[];
}

/** Where a project is to stand. */
export interface Target {
  /** Absolute. */
  readonly folder: string;
  readonly memory: Memory | undefined;
  /** Write into a folder that is not mcpgen's, and over hand edits. */
  readonly force: boolean;
}

/** Looks at the folder; everything that forbids writing goes to `diagnostics`. */
export function inspectOutput(
  target: Target,
  files: readonly SourceFile[],
  diagnostics: Diagnostics,
): Output {
  const { folder, memory, force } = target;
  const isForeign = memory === undefined && !isEmpty(folder, diagnostics);
  if (isForeign && !force) diagnostics.fail("output-foreign", { folder });
  for (const path of [...files.map((file) => file.path), lockFile]) refuseFolder(folder, path, diagnostics);
  const existing = new Map<string, string>();
  const rebuilt: string[] = [];
  const next = new Map(files.map((file) => [file.path, file]));
  for (const path of new Set([...(memory?.hashes.keys() ?? []), ...next.keys()])) {
    const file = next.get(path);
    const found = readExisting(folder, path, diagnostics);
    if (file?.owner !== "user" || found === undefined) refuseLinks(folder, path, diagnostics);
    if (found === undefined) continue;
    const text = file?.owner === "user" ? found : withLineFeeds(found);
    existing.set(path, text);
    if (file?.owner === "user" || text === file?.text || isKnown(path, text, memory)) continue;
    if (isMerged(path, text, memory)) rebuilt.push(path);
    else if (!force) reportHandEdit({ path, text, file, memory }, diagnostics);
  }
  return { existing, rebuilt };
}

/** Whether a text is one that mcpgen wrote; in a folder that is none of its own, every text is. */
function isKnown(path: string, text: string, memory: Memory | undefined): boolean {
  return memory === undefined || memory.hashes.get(path)?.has(sha256(text)) === true;
}

/** Whether a text is what git made of two branches. */
function isMerged(path: string, text: string, memory: Memory | undefined): boolean {
  return memory?.merged.has(path) === true || sidesOf(text) !== undefined;
}

/** A first write that was killed before it began leaves a journal that is not in place. */
function isEmpty(folder: string, diagnostics: Diagnostics): boolean {
  return entriesOf(folder, diagnostics).every((name) => name === beside(journalFile));
}

function entriesOf(folder: string, diagnostics: Diagnostics): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") return [];
    const reason = code === "ENOTDIR" ? "it is a file" : `it cannot be read (${code ?? "unknown"})`;
    return diagnostics.fail("output-not-writable", { folder, reason });
  }
}

/** Where a file's next text waits. */
export function beside(path: string): string {
  return `${path}.mcpgen-new`;
}

/** Found before anything is written: a rename that fails half-way would leave a project of two documents. */
function refuseFolder(folder: string, path: string, diagnostics: Diagnostics): void {
  const found = lstatSync(join(folder, path), { throwIfNoEntry: false });
  if (found?.isDirectory() === true) diagnostics.report("output-blocked", { path });
}

/** A symbolic link inside the folder must not lead a write out of it. */
export function refuseLinks(folder: string, path: string, diagnostics: Diagnostics): void {
  if (leadsOut(folder, path)) diagnostics.fail("output-link", { path });
}

/** Whether a symbolic link on the way to a file leads out of the folder, or nowhere. */
export function leadsOut(folder: string, path: string): boolean {
  const root = realPathOf(folder);
  if (root === undefined) return false;
  for (let place = join(folder, path); place.length > folder.length; place = dirname(place)) {
    if (lstatSync(place, { throwIfNoEntry: false }) === undefined) continue;
    return realPathOf(place)?.startsWith(root + sep) !== true;
  }
  return false;
}

/** The path of what a link leads to; where that is not in the folder, of the link. */
export function behindLink(folder: string, path: string): string {
  const [root, place] = [realPathOf(folder), realPathOf(join(folder, path))];
  if (root === undefined || place?.startsWith(root + sep) !== true) return path;
  return relative(root, place).split(sep).join("/");
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** The text of a file of the project, `undefined` when there is none. @throws {ProblemsError} it cannot be read */
export function readExisting(folder: string, path: string, diagnostics: Diagnostics): string | undefined {
  try {
    return readFileSync(join(folder, path), "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    return diagnostics.fail("output-not-readable", { path: join(folder, path), reason: reasonOf(error) });
  }
}

/** Whether a file is not there, rather than not readable. */
export function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR";
}

/** What the file system says, without the path. */
export function reasonOf(error: unknown): string {
  return error instanceof Error
    ? (error.message.split("\n")[0] ?? "").replace(/, \w+ '.*$/, "")
    : String(error);
}
