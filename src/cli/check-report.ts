/** What `mcpgen generate --check` prints. */
import { relative } from "node:path";
import { createTwoFilesPatch } from "diff";
import type { CheckReport } from "../check.js";
import { diagnosticsToJson } from "../diagnostics/print.js";
import { visibleText } from "../diagnostics/visible-text.js";
import type { FileChange } from "../write/changes.js";
import { plural, quoted } from "./report.js";

/** How long the search for the smallest difference of one file may take. */
const milliseconds = 2000;

/** A unified diff of every file, and what to type. */
export function textOfCheck({ changes, output }: CheckReport, cwd: string): string {
  const folder = relative(cwd, output) || ".";
  if (changes.length === 0) return `${folder} is what the document and the config give`;
  const differ = changes.length === 1 ? "1 file differs" : `${plural(changes.length, "file")} differ`;
  return [
    ...changes.map((change) => visible(diffOf(change))),
    `${differ} in ${quoted(folder)} from what the document and the config give; mcpgen generate writes them`,
  ].join("\n");
}

/** The same as one JSON object. */
export function jsonOfCheck({ changes, output, diagnostics, sources }: CheckReport): string {
  return JSON.stringify({
    ok: true,
    output,
    upToDate: changes.length === 0,
    changes: changes.map((change) => ({ path: change.path, kind: kindOf(change), diff: diffOf(change) })),
    diagnostics: diagnosticsToJson(diagnostics, sources),
  });
}

/** What happens to a file. */
function kindOf({ before, after }: FileChange): "added" | "removed" | "changed" {
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
}

/** As `diff -u` and git print it. */
function diffOf({ path, before, after }: FileChange): string {
  const [from, to] = [
    before === undefined ? "/dev/null" : `a/${path}`,
    after === undefined ? "/dev/null" : `b/${path}`,
  ];
  const options = { context: 3, timeout: milliseconds };
  const patch = createTwoFilesPatch(from, to, before ?? "", after ?? "", undefined, undefined, options);
  return patch?.replace(/^=+\n/, "").trimEnd() ?? `--- ${from}\n+++ ${to}\n(too different to be compared)`;
}

/** What stands in a file may be a stranger's text. */
function visible(text: string): string {
  return text
    .split("\n")
    .map((line) => line.split("\t").map(visibleText).join("\t"))
    .join("\n");
}
