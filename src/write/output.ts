/** What stands in the output folder before a run, and whether mcpgen may write there. */
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../emit/source.js";
import { lockFile, type Lock } from "../lock/lock.js";
import { sha256 } from "./hash.js";

/** The output folder. */
export interface Output {
  /** Its path in messages. */
  readonly name: string;
  /** The files of the last run that are still there. */
  readonly existing: ReadonlySet<string>;
}

interface Target {
  readonly folder: string;
  readonly lock: Lock | undefined;
  readonly force: boolean;
}

/** Looks at the folder; everything that forbids writing goes to `diagnostics`. */
export function inspectOutput(
  target: Target,
  files: readonly SourceFile[],
  diagnostics: Diagnostics,
): Output {
  const { folder, lock, force } = target;
  const entries = entriesOf(folder, diagnostics);
  if (entries.length > 0 && lock === undefined && !force) diagnostics.fail("output-foreign", { folder });
  const owned = files
    .filter(({ owner }) => owner === "mcpgen")
    .map(({ path, text }) => [path, text] as const);
  const texts = new Map<string, string | undefined>([
    ...[...(lock?.files.keys() ?? [])].map((path) => [path, undefined] as const),
    ...owned,
  ]);
  for (const path of [...files.map((file) => file.path), lockFile]) refuseFolder(folder, path, diagnostics);
  const existing = new Set<string>();
  for (const [path, text] of texts) {
    refuseLinks(folder, path, diagnostics);
    const found = readExisting(folder, path);
    if (found === undefined) continue;
    existing.add(path);
    const recorded = lock?.files.get(path);
    const edited = recorded === undefined ? lock !== undefined : sha256(found) !== recorded;
    if (edited && found !== text && !force) diagnostics.report("edited-by-hand", { path });
  }
  return { name: folder, existing };
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

/** Found before anything is written: a rename that fails half-way would leave a project of two documents. */
function refuseFolder(folder: string, path: string, diagnostics: Diagnostics): void {
  const found = lstatSync(join(folder, path), { throwIfNoEntry: false });
  if (found?.isDirectory() === true) diagnostics.report("output-blocked", { path });
}

/** A symbolic link inside the folder must not lead a write out of it. */
function refuseLinks(folder: string, path: string, diagnostics: Diagnostics): void {
  const root = realPathOf(folder);
  if (root === undefined) return;
  for (let place = join(folder, path); place.length > folder.length; place = dirname(place)) {
    if (lstatSync(place, { throwIfNoEntry: false }) === undefined) continue;
    if (realPathOf(place)?.startsWith(root + sep) !== true) diagnostics.fail("output-link", { path });
    return;
  }
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** The text of a file of the project, `undefined` when there is none. */
export function readExisting(folder: string, path: string): string | undefined {
  try {
    return readFileSync(join(folder, path), "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether a file is not there, rather than not readable. */
export function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR";
}
