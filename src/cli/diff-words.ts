/** The words of a change, as text or Markdown; what comes from a document cannot be taken for mcpgen's own. */
import { visibleText } from "../diagnostics/visible-text.js";
import type { Change, ComponentId, Transition, Word } from "../diff/change.js";

/** How a piece of a document is shown; it is one line without control characters. */
export type Shown = (text: string) => string;

/** The words of a change. */
export function wordsOf({ words }: Pick<Change, "words">, shown: Shown): string {
  return words
    .map((word) => shownWord(word, shown))
    .join(" ")
    .replaceAll(" : ", ": ");
}

/** How a component is called. */
export function componentInWords({ type, name }: ComponentId, shown: Shown): string {
  return `${type} ${shown(visibleText(name))}`;
}

function shownWord(word: Word, shown: Shown): string {
  if (typeof word === "string") return word;
  if ("name" in word) return shown(visibleText(word.name));
  if ("values" in word) return listed(word.values, shown);
  const { before, after } = shortTransition(word);
  const show = (text: string | undefined): string => (text === undefined ? "none" : shown(visibleText(text)));
  return `${show(before)} → ${show(after)}`;
}

/** So many values are shown. */
const mostValues = 8;

function listed(values: readonly unknown[], shown: Shown): string {
  const some = values.slice(0, mostValues).map((value) => shown(visibleText(cut(JSON.stringify(value)))));
  const more = values.length - some.length;
  return more > 0 ? `${some.join(", ")} and ${more} more` : some.join(", ");
}

/** So many characters of a value are shown. */
const longest = 120;

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 3)}...` : text;
}

/** What was before and what is after, as JSON. Long texts are shown where they differ. */
function shortTransition({ before, after }: Transition): { before?: string; after?: string } {
  if (typeof before === "string" && typeof after === "string") {
    const from = Math.max(0, firstDifference(before, after) - 30);
    return { before: JSON.stringify(excerpt(before, from)), after: JSON.stringify(excerpt(after, from)) };
  }
  return {
    ...(before === undefined ? {} : { before: cut(JSON.stringify(before)) }),
    ...(after === undefined ? {} : { after: cut(JSON.stringify(after)) }),
  };
}

function excerpt(text: string, from: number): string {
  if (text.length <= longest) return text;
  const start = from === 0 ? "" : "...";
  return start + (text.length - from > longest ? `${text.slice(from, from + longest)}...` : text.slice(from));
}

function firstDifference(one: string, other: string): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index += 1;
  return index;
}
