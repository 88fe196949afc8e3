/** The lock of a project's folder. */
import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { parseLock, type Lock } from "../lock/lock.js";
import type { Project } from "../project/project.js";
import { lockFile } from "./write.js";

/** The lock of a folder, `undefined` when it has none. */
export async function loadLock(
  folder: string,
  cwd: string,
  diagnostics: Diagnostics,
): Promise<Lock | undefined> {
  const path = join(folder, lockFile);
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseLock(text, relative(cwd, path), diagnostics);
}

/** The lock to store with a project; it does not know the files yet. */
export function lockFor(
  project: Project,
  run: { readonly version: string; readonly folder: string; readonly spec: string; readonly config?: string },
): Omit<Lock, "files"> {
  const spec = run.spec === "-" ? undefined : relativeTo(run.folder, run.spec);
  return {
    mcpgen: run.version,
    ...(spec === undefined ? {} : { spec }),
    ...(run.config === undefined ? {} : { config: relativeTo(run.folder, run.config) }),
    operations: new Map(project.tools.map(({ method, path, name }) => [`${method} ${path}`, name])),
  };
}

function relativeTo(folder: string, place: string): string {
  return /^https?:/i.test(place) ? place : relative(folder, place).split(sep).join("/");
}
