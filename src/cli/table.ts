/** Tables of plain text. */
import { visibleText } from "../diagnostics/visible-text.js";

/** A column: its heading, and on which side its cells are. */
export interface Column {
  readonly heading: string;
  readonly align: "left" | "right";
}

/** A single path of a thousand characters does not make every line as long. */
const widest = 120;

/** The lines of a table; cells may hold a stranger's text. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(visibleText))];
  const widths = columns.map((_, index) =>
    Math.min(widest, Math.max(...cells.map((row) => row[index]?.length ?? 0))),
  );
  return cells.map((row) =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return columns[index]?.align === "right" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
