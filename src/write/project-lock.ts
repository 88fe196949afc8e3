/** The lock of a project's folder. */
import { join, relative, sep } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { lockFile, parseLock, type Lock } from "../lock/lock.js";
import type { Project } from "../project/project.js";
import { readExisting } from "./output.js";

/** The lock of a folder, `undefined` when it has none. */
export function loadLock(folder: string, cwd: string, diagnostics: Diagnostics): Lock | undefined {
  const path = join(folder, lockFile);
  const text = readExisting(folder, lockFile);
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
    operations: operationNames(project),
  };
}

/** The names that a lock keeps, by operation. */
export function operationNames({
  tools,
  resources,
}: Pick<Project, "tools" | "resources">): ReadonlyMap<string, string> {
  return new Map(
    [...tools, ...resources].map(({ method, path, name, lockName = name }) => [
      `${method} ${path}`,
      lockName,
    ]),
  );
}

function relativeTo(folder: string, place: string): string {
  return /^https?:/i.test(place) ? place : relative(folder, place).split(sep).join("/");
}
