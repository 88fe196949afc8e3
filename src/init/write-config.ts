/** A new config file into its folder. What is there already is the user's. */
import { randomUUID } from "node:crypto";
import { lstatSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { findConfig } from "../config/load-config.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { errorCode, systemReason } from "../load/file.js";
import { displayName } from "../load/source.js";

/** Where to write. */
export interface ConfigTarget {
  /** Absolute. */
  readonly path: string;
  readonly cwd: string;
  /** The document's file, absolute, where it has one. */
  readonly spec?: string;
  /** Whether to replace a config file that is there. */
  readonly force: boolean;
}

/**
 * Looks whether the file may be written; before the document is read, which can take a while.
 * @throws {ProblemsError} if not
 */
export function checkTarget({ path, cwd, spec, force }: ConfigTarget, diagnostics: Diagnostics): void {
  const name = displayName(path, cwd);
  const folder = dirname(path);
  if (!isFolder(folder)) diagnostics.fail("init-no-folder", { folder: displayName(folder, cwd) });
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) {
    const kind = found.isSymbolicLink()
      ? "a symbolic link"
      : found.isDirectory()
        ? "a folder"
        : "no regular file";
    diagnostics.fail("init-blocked", { path: name, kind });
  }
  if (found !== undefined && spec !== undefined && isSame(path, spec))
    diagnostics.fail("init-over-document", { path: name });
  if (found !== undefined && !force) diagnostics.fail("init-config-exists", { path: name });
  const others = findConfig(folder).filter((other) => other !== path);
  if (/^mcpgen\.config\./.test(basename(path)) && others.length > 0) {
    const names = others.map((other) => displayName(other, cwd));
    diagnostics.fail("init-second-config", { path: name, others: names });
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function isSame(path: string, other: string): boolean {
  try {
    return realpathSync(path) === realpathSync(other);
  } catch {
    return false;
  }
}

/**
 * Writes the file beside its place and renames it, so that a full disk costs nothing that was there.
 * @throws {ProblemsError} if it cannot be written
 */
export function writeConfig(text: string, { path, cwd }: ConfigTarget, diagnostics: Diagnostics): void {
  const beside = `${path}.${randomUUID()}.mcpgen-new`;
  try {
    writeFileSync(beside, text, { encoding: "utf8", flag: "wx" });
    renameSync(beside, path);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    const values = { path: displayName(path, cwd), reason: systemReason(code) };
    diagnostics.fail("init-not-writable", values);
  } finally {
    rmSync(beside, { force: true });
  }
}
