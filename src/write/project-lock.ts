/** What a project's folder remembers, and what it is to remember. */
import { join, relative, sep } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { journalFile, parseJournal } from "../lock/journal.js";
import { lockFile, type Lock } from "../lock/lock.js";
import { memoryOf, readLock, type Memory } from "../lock/memory.js";
import type { Project } from "../project/project.js";
import { readExisting } from "./output.js";

/** What a project's folder remembers, `undefined` when it is none of mcpgen's. */
export function loadMemory(folder: string, cwd: string, diagnostics: Diagnostics): Memory | undefined {
  const read = (file: string, locksOf: typeof readLock): Lock[] => {
    const text = readExisting(folder, file, diagnostics);
    return text === undefined ? [] : locksOf(text, relative(cwd, join(folder, file)), diagnostics);
  };
  return memoryOf(read(lockFile, readLock), read(journalFile, parseJournal));
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
    operations: new Map(
      [...project.tools, ...project.resources].map(({ method, path, name, lockName = name }) => [
        `${method} ${path}`,
        lockName,
      ]),
    ),
  };
}

function relativeTo(folder: string, place: string): string {
  return /^https?:/i.test(place) ? place : relative(folder, place).split(sep).join("/");
}
