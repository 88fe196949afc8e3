import type { Code, Values } from "../diagnostics/catalogue.js";
import { ProblemsError, type Diagnostics, type Place } from "../diagnostics/diagnostic.js";
import { LineIndex } from "../diagnostics/line-index.js";

/** Another offset that a message mentions. */
interface RelatedOffset {
  readonly offset: number;
  readonly label: string;
}

/** Reports the problems of one text, whose readers know offsets only. */
export class TextReporter {
  #lines: LineIndex | undefined;

  /**
   * @param file the text's name in messages
   * @param diagnostics where the problems go
   */
  constructor(
    readonly text: string,
    readonly file: string,
    readonly diagnostics: Diagnostics,
  ) {}

  /** Adds a problem, and goes on. @param offset 0-based; without it the place is the whole file */
  report<C extends Code>(code: C, values: Values<C>, offset?: number, related?: RelatedOffset): void {
    this.diagnostics.report(code, values, {
      place: this.#place(offset),
      ...(related && { related: [{ place: this.#place(related.offset), label: related.label }] }),
    });
  }

  /** Adds a problem after which reading on makes no sense. @throws {ProblemsError} */
  fail<C extends Code>(code: C, values: Values<C>, offset?: number, related?: RelatedOffset): never {
    this.report(code, values, offset, related);
    return this.end();
  }

  /** Gives up because of the problems reported so far. @throws {ProblemsError} */
  end(): never {
    throw new ProblemsError(this.diagnostics.all, this.diagnostics.sources);
  }

  #place(offset: number | undefined): Place {
    if (offset === undefined) return { file: this.file };
    this.#lines ??= new LineIndex(this.text);
    return { file: this.file, position: this.#lines.position(offset) };
  }
}
