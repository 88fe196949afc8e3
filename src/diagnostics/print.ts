/** Prints diagnostics: for people, with the lines they are about, and as data for `--json`. */
import { styleText } from "node:util";
import { codeFrame } from "./code-frame.js";
import type { Diagnostic, Place } from "./diagnostic.js";
import type { TextPosition } from "./line-index.js";
import { Locator } from "./locate.js";
import { visibleLines, visibleText } from "./visible-text.js";

/** How to print. */
export interface PrintOptions {
  /** The text of the files that places are in, by their name in messages. */
  readonly sources: ReadonlyMap<string, string>;
  /** Whether the terminal shows colours. */
  readonly colour: boolean;
}

/** A diagnostic as `--json` has it. */
export interface DiagnosticJson {
  readonly code: string;
  readonly severity: string;
  readonly title: string;
  readonly fix: string;
  readonly file?: string;
  /** A unified diff of what it is about. */
  readonly patch?: string;
  /** 1-based, as the column; both absent if the diagnostic is about a whole file. */
  readonly line?: number;
  readonly column?: number;
}

/** A diagnostic with its position found. */
interface Located {
  readonly diagnostic: Diagnostic;
  readonly position: TextPosition | undefined;
}

/** All diagnostics as text, sorted by place; without a trailing line break, empty if there are none. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  { sources, colour }: PrintOptions,
): string {
  const locator = new Locator(sources);
  const printer = new Printer(locator, colour ? colours : noColours);
  return sorted(diagnostics, locator)
    .map((located) => printer.print(located).join("\n"))
    .join("\n\n");
}

/** All diagnostics as data, sorted by place. */
export function diagnosticsToJson(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): DiagnosticJson[] {
  return sorted(diagnostics, new Locator(sources)).map(({ diagnostic, position }) => {
    const { code, severity, title, fix, place, patch } = diagnostic;
    const shown = patch === undefined ? {} : { patch };
    return { code, severity, title, fix, ...shown, ...(place && { file: place.file }), ...position };
  });
}

/** By file, line and column; what has no place comes last, next to the command's summary. */
function sorted(diagnostics: readonly Diagnostic[], locator: Locator): Located[] {
  const located = diagnostics.map((diagnostic) => ({
    diagnostic,
    position: diagnostic.place && locator.position(diagnostic.place),
  }));
  return located.sort((a, b) => {
    const [placeA, placeB] = [a.diagnostic.place, b.diagnostic.place];
    if (placeA === undefined || placeB === undefined)
      return Number(placeA === undefined) - Number(placeB === undefined);
    if (placeA.file !== placeB.file) return placeA.file < placeB.file ? -1 : 1;
    const lines = (a.position?.line ?? 0) - (b.position?.line ?? 0);
    return lines === 0 ? (a.position?.column ?? 0) - (b.position?.column ?? 0) : lines;
  });
}

type Paint = (text: string) => string;
type Format = Extract<Parameters<typeof styleText>[0], readonly unknown[]>;

interface Colours {
  readonly error: Paint;
  readonly warning: Paint;
  readonly title: Paint;
  readonly frame: Paint;
}

// The caller decides about colours; left to itself, styleText looks at stdout whatever is printed to.
const style =
  (...format: Format): Paint =>
  (text) =>
    styleText(format, text, { validateStream: false });

const colours: Colours = {
  error: style("bold", "red"),
  warning: style("bold", "yellow"),
  title: style("bold"),
  frame: style("blue"),
};

const plain: Paint = (text) => text;
const noColours: Colours = { error: plain, warning: plain, title: plain, frame: plain };

/** All diffs together: whoever formats the whole project gets one of every file. */
const mostPatchLines = 1000;

class Printer {
  readonly #locator: Locator;
  readonly #colours: Colours;
  #patchLines = mostPatchLines;

  constructor(locator: Locator, colours: Colours) {
    this.#locator = locator;
    this.#colours = colours;
  }

  /** The lines of one diagnostic. */
  print({ diagnostic, position }: Located): string[] {
    const { code, severity, title, fix, place, related = [], patch } = diagnostic;
    const others = related.map(({ place, label }) => ({
      place,
      label,
      position: this.#locator.position(place),
    }));
    const lineNumbers = [position, ...others.map(({ position }) => position)].map((at) =>
      String(at?.line ?? ""),
    );
    const gutter = Math.max(1, ...lineNumbers.map(({ length }) => length)) + 1;
    const { [severity]: paint, title: paintTitle, frame } = this.#colours;
    return [
      `${paint(`${severity}[${code}]`)}${paintTitle(`: ${oneLine(title)}`)}`,
      ...(place === undefined ? [] : this.#place("-->", place, position, gutter, paint)),
      ...others.flatMap(({ place, label, position }) =>
        this.#place(":::", place, position, gutter, frame, label),
      ),
      `${" ".repeat(gutter)}${frame("=")} fix: ${oneLine(fix)}`,
      ...(patch === undefined ? [] : this.#patch(patch)),
    ];
  }

  #patch(patch: string): string[] {
    const lines = visibleLines(patch).split("\n");
    const shown = lines.slice(0, Math.max(this.#patchLines, 0));
    this.#patchLines -= lines.length;
    const more = lines.length - shown.length;
    return more === 0 ? lines : [...shown, `(${more} more lines; --json prints them all)`];
  }

  #place(
    sign: string,
    place: Place,
    position: TextPosition | undefined,
    gutter: number,
    arrow: Paint,
    label?: string,
  ): string[] {
    const { frame } = this.#colours;
    const at = position === undefined ? "" : `:${position.line}:${position.column}`;
    const says = label === undefined ? "" : ` ${oneLine(label)}`;
    const head = `${" ".repeat(gutter - 1)}${frame(sign)} ${visibleText(place.file)}${at}${says}`;
    if (position === undefined) return [head];
    const lineOf = (line: number): string | undefined => this.#locator.line(place.file, line);
    return [head, ...codeFrame(position, lineOf, gutter - 1, { frame, arrow })];
  }
}

/** A title can quote the document, and so be as long as that. */
const longest = 500;

function oneLine(text: string): string {
  return visibleText(text.length > longest ? `${text.slice(0, longest)}…` : text);
}
