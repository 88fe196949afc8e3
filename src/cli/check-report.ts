/** What `mcpgen generate --check` prints. */
import { relative } from "node:path";
import type { CheckReport } from "../check.js";
import { diagnosticsToJson } from "../diagnostics/print.js";
import { visibleLines } from "../diagnostics/visible-text.js";
import type { FileChange } from "../write/changes.js";
import { unifiedDiff } from "../write/unified-diff.js";
import { plural, quoted } from "./report.js";

/** A unified diff of every file, and what to type. */
export function textOfCheck({ changes, interrupted, output }: CheckReport, cwd: string): string {
  const folder = relative(cwd, output) || ".";
  const noted = interrupted ? [`interrupted write: mcpgen generate ends it in ${quoted(folder)}`] : [];
  if (changes.length === 0)
    return [`${folder} is what the document and the config give`, ...noted].join("\n");
  const differ = changes.length === 1 ? "1 file differs" : `${plural(changes.length, "file")} differ`;
  return [
    ...changes.map((change) => visibleLines(diffOf(change))),
    `${differ} in ${quoted(folder)} from what the document and the config give; mcpgen generate writes them`,
    ...noted,
  ].join("\n");
}

/** The same as one JSON object. */
export function jsonOfCheck(report: CheckReport): string {
  const { changes, interrupted, output, diagnostics, sources } = report;
  return JSON.stringify({
    ok: true,
    output,
    upToDate: isUpToDate(report),
    interrupted,
    changes: changes.map((change) => ({ path: change.path, kind: kindOf(change), diff: diffOf(change) })),
    diagnostics: diagnosticsToJson(diagnostics, sources),
  });
}

/** Whether there is nothing to do. */
export function isUpToDate({ changes, interrupted }: CheckReport): boolean {
  return changes.length === 0 && !interrupted;
}

/** What happens to a file. */
function kindOf({ before, after }: FileChange): "added" | "removed" | "changed" {
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
}

function diffOf({ path, before, after }: FileChange): string {
  return unifiedDiff(path, before, after);
}
