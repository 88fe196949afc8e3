/** What `mcpgen diff --markdown` prints: a comment for a pull request. */
import { visibleText } from "../diagnostics/visible-text.js";
import type { DiffReport } from "../diff.js";
import type { Grade } from "../diff/change.js";
import { countsInWords, sectionsOf, type Section } from "./diff-groups.js";

/** GitHub takes comments of 65,536 characters. */
const longest = 60_000;

const headings: Readonly<Record<Grade, string>> = {
  breaking: "Breaking: calls that worked fail",
  risky: "Risky: calls may do something else",
  compatible: "Compatible",
};

/** A list for each grade; what is compatible is folded. */
export function markdownOfDiff({ changes, before, after }: DiffReport): string {
  const sections = sectionsOf(changes, codeSpan);
  const sides = `${codeSpan(visibleText(before))} → ${codeSpan(visibleText(after))}`;
  if (sections.length === 0) return `### MCP server: nothing has changed for a model\n\n${sides}`;
  const left = { characters: longest };
  return [
    `### MCP server: ${countsInWords(sections)}`,
    "",
    sides,
    ...sections.flatMap((section) => ["", ...markdownOfSection(section, left)]),
  ].join("\n");
}

function markdownOfSection({ grade, count, groups }: Section, left: { characters: number }): string[] {
  const items = groups.map(({ subject, lines }) =>
    lines.length === 1
      ? [`- ${subject}: ${lines[0] ?? ""}`]
      : [`- ${subject}`, ...lines.map((line) => `  - ${line}`)],
  );
  const shown = items.filter((item) => {
    left.characters -= item.join("\n").length + 1;
    return left.characters >= 0;
  });
  const more = items.length - shown.length;
  const list = [...shown.flat(), ...(more === 0 ? [] : [`- and ${more} more, which \`mcpgen diff\` prints`])];
  if (grade !== "compatible") return [`#### ${headings[grade]}`, "", ...list];
  return ["<details>", `<summary>${headings[grade]} (${count})</summary>`, "", ...list, "", "</details>"];
}

/**
 * A stranger's text between backticks, longer ones than it has itself: nothing in it is markup, a link or a mention
 * (CommonMark section 6.1).
 */
export function codeSpan(text: string): string {
  const longestRun = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longestRun + 1);
  const space = /^`|`$|^ .* $|^$/s.test(text) ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}
