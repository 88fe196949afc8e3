/**
 * Files into the project's folder. mcpgen's own are replaced, the user's are written once; unchanged files are not
 * touched. Every file is written beside its place; then all are renamed into it, the lock last. Synchronously: a thousand
 * small files take a tenth of the time.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../emit/source.js";
import { lockFile, type Lock } from "../lock/lock.js";
import { inspectOutput, readExisting } from "./output.js";
import { lockText, planOf, type Plan } from "./plan.js";

/** What writing did, or with `dryRun` would do; paths are relative to the project. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  /** The user's files that were there already. */
  readonly kept: readonly string[];
  /** Dependencies that were missing in the user's package.json. */
  readonly addedDependencies: readonly string[];
}

/** How to write. */
export interface WriteOptions {
  /** The project's folder, absolute. */
  readonly folder: string;
  /** The lock of the last run, where there was one. */
  readonly lock: Lock | undefined;
  /** Write into a folder that is not mcpgen's, and over hand edits. */
  readonly force: boolean;
  readonly dryRun: boolean;
}

/**
 * Writes a project.
 * @param next the lock to store; its `files` are filled in here
 * @throws {ProblemsError} before anything is written, when the folder is not mcpgen's or a generated file was edited by hand
 */
export function write(
  files: readonly SourceFile[],
  next: Omit<Lock, "files">,
  options: WriteOptions,
  diagnostics: Diagnostics,
): WriteReport {
  if (!options.force && isAnotherApi(options.lock, next)) {
    diagnostics.fail("output-of-another-api", { folder: options.folder });
  }
  const output = inspectOutput(options, files, diagnostics);
  diagnostics.throwIfErrors();
  const plan = planOf(files, output, options);
  const lock = lockText(files, next);
  const lockChanged = readExisting(options.folder, lockFile) !== lock;
  if (!options.dryRun) {
    try {
      replace(options.folder, plan.write);
      for (const path of plan.remove) remove(options.folder, path);
      if (lockChanged) replace(options.folder, [{ path: lockFile, text: lock }]);
    } catch (error) {
      diagnostics.fail("output-not-writable", { folder: output.name, reason: reasonOf(error) });
    }
  }
  return {
    written: [...plan.write.map(({ path }) => path), ...(lockChanged ? [lockFile] : [])],
    unchanged: plan.unchanged,
    removed: plan.remove,
    kept: plan.kept,
    addedDependencies: plan.addedDependencies,
  };
}

/** Whether two generations have nothing in common. */
function isAnotherApi(lock: Lock | undefined, next: Pick<Lock, "operations">): boolean {
  const before = [...(lock?.operations.keys() ?? [])];
  return (
    before.length > 0 &&
    next.operations.size > 0 &&
    !before.some((operation) => next.operations.has(operation))
  );
}

/** A full disk is noticed before the first file changes. */
function replace(folder: string, files: Plan["write"]): void {
  const places = files.map(({ path, text }) => ({ path: join(folder, path), text }));
  try {
    for (const { path, text } of places) {
      makeFolder(dirname(path));
      writeFileSync(beside(path), text, "utf8");
    }
    for (const { path } of places) renameSync(beside(path), path);
  } catch (error) {
    for (const { path } of places) rmSync(beside(path), { force: true });
    throw error;
  }
}

/** Step by step: with `recursive`, Node never returns from a folder that cannot be made, such as one below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function beside(path: string): string {
  return `${path}.mcpgen-new`;
}

/** Removes a stale file, and the folders that it leaves empty. */
function remove(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true });
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    if (readdirSync(join(folder, parent)).length > 0) return;
    rmdirSync(join(folder, parent));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error
    ? (error.message.split("\n")[0] ?? "").replace(/, \w+ '.*$/, "")
    : String(error);
}
