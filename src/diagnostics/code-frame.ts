/** Cuts the lines around a place out of a file, and points at it. */
import type { TextPosition } from "./line-index.js";
import { visibleText } from "./visible-text.js";

/** Characters of a line that are shown. */
const width = 100;
/** Characters of a longer line that are shown before its column. */
const before = 40;

/** A line ready to print, and the 0-based place in it that is pointed at. */
interface Shown {
  readonly text: string;
  readonly mark: number;
}

/**
 * The line of a position, the one before it, and an arrow below:
 * ```
 *    |
 * 20 |   schema:
 * 21 |     $ref: "#/nothing"
 *    |     ^
 * ```
 * @param lineOf the lines of the file by 1-based number
 * @param gutter columns for the line number
 * @param paint colours frame and arrow
 */
export function codeFrame(
  position: TextPosition,
  lineOf: (line: number) => string | undefined,
  gutter: number,
  paint: { readonly frame: (text: string) => string; readonly arrow: (text: string) => string },
): string[] {
  const line = lineOf(position.line);
  if (line === undefined) return [];
  const row = (label: string, text: string): string =>
    `${paint.frame(`${label.padStart(gutter)} |`)} ${text}`.trimEnd();
  const from = line.length > width ? Math.max(0, position.column - 1 - before) : 0;
  const { text, mark } = window(line, from, position.column - 1);
  const previous = lineOf(position.line - 1);
  const isTelling = previous !== undefined && previous.trim() !== "";
  return [
    row("", ""),
    ...(isTelling ? [row(String(position.line - 1), window(previous, from, from).text)] : []),
    row(String(position.line), text),
    row("", " ".repeat(mark) + paint.arrow("^")),
  ];
}

/** The part of a line that is shown, from an offset on. Lines shown together start alike, so that they stay aligned. */
function window(line: string, from: number, column: number): Shown {
  const start = from > 0 ? "…" : "";
  const end = line.length > from + width ? "…" : "";
  const head = start + shown(line.slice(from, column));
  return { text: head + shown(line.slice(column, from + width)) + end, mark: head.length };
}

/** A tab is as wide as the terminal wants, which would misplace the arrow. */
function shown(text: string): string {
  return visibleText(text.replaceAll("\t", "  "));
}
