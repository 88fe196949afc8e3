/** What `mcpgen diff` prints, as text and as JSON. */
import { diagnosticsToJson } from "../diagnostics/print.js";
import { visibleText } from "../diagnostics/visible-text.js";
import type { DiffReport } from "../diff.js";
import { grades, type Grade } from "../diff/change.js";
import { countsInWords, sectionsOf } from "./diff-groups.js";
import { wordsOf } from "./diff-words.js";

/** A paragraph for each grade. */
export function textOfDiff({ changes, before, after }: DiffReport): string {
  const sections = sectionsOf(changes, visibleText);
  const sides = visibleText(`${before} → ${after}`);
  if (sections.length === 0) return `${sides}: nothing has changed for a model`;
  return [
    `${sides}: ${countsInWords(sections)}`,
    ...sections.flatMap(({ grade, groups }) => [
      "",
      grade,
      ...groups.flatMap(({ subject, lines }) =>
        lines.length === 1
          ? [`  ${subject}: ${lines[0] ?? ""}`]
          : [`  ${subject}`, ...lines.map((line) => `    ${line}`)],
      ),
    ]),
  ].join("\n");
}

/** The same as one JSON object, each change by itself. */
export function jsonOfDiff({ changes, before, after, diagnostics, sources }: DiffReport): string {
  const counts = grades.map((grade) => [grade, changes.filter((each) => each.grade === grade).length]);
  return JSON.stringify({
    ok: true,
    before,
    after,
    counts: Object.fromEntries(counts) as Record<Grade, number>,
    changes: changes.map(({ words, ...change }) => ({
      ...change,
      message: wordsOf({ words }, visibleText),
    })),
    diagnostics: diagnosticsToJson(diagnostics, sources),
  });
}
