/**
 * `mcpgen.journal`: lies in a project while files are written, and after a write that was interrupted. It has the locks
 * that such runs were about to store, one after the other, so that what they had written is not taken for hand edits.
 */
import { Diagnostics, ProblemsError } from "../diagnostics/diagnostic.js";
import { parseLock, printLock, type Lock } from "./lock.js";

/** The name of the file in a generated project. */
export const journalFile = "mcpgen.journal";

/** The text of a journal. A run that was tried again is in it once. */
export function printJournal(locks: readonly Lock[]): string {
  return [...new Set(locks.map(printLock))].join("");
}

/** Reads a journal. @throws {ProblemsError} if it is broken */
export function parseJournal(text: string, file: string, diagnostics: Diagnostics): Lock[] {
  const parts = text.split(/^(?=\{\r?$)/m);
  try {
    return parts.map((part) => parseLock(part, file, new Diagnostics()));
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    return diagnostics.fail("journal-broken", {}, { place: { file } });
  }
}
