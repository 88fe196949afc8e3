/**
 * Remembers which values of a patched document stand elsewhere than in the document, and where: in an update of an
 * overlay, or under another index since an item before them was removed. What it does not know stands where it stood.
 */
import type { Place } from "../diagnostics/diagnostic.js";
import { escapeStep, pointerSteps } from "../diagnostics/pointer.js";

/** Where a value was written, and where those values below it were that are not simply below that place. */
export class Origin {
  #below: Map<string, Origin> | undefined;

  /**
   * @param file its name in messages
   * @param pointer into that file
   */
  constructor(
    readonly file: string,
    readonly pointer: string,
  ) {}

  /** Where the value is that a pointer leads to from here. */
  place(pointer: string): Place {
    const { file, pointer: found } = pointerSteps(pointer).reduce<Origin>(
      (origin, step) => origin.at(step),
      this,
    );
    return { file, pointer: found };
  }

  /** The origin of the value below a key or index; changing it has no effect here. */
  at(step: string | number): Origin {
    return (
      this.#below?.get(String(step)) ?? new Origin(this.file, `${this.pointer}/${escapeStep(String(step))}`)
    );
  }

  /** The origin of the value below a key or index, to be changed. */
  open(step: string | number): Origin {
    const origin = this.at(step);
    this.set(step, origin);
    return origin;
  }

  /** The value below a key or index is another now. */
  set(step: string | number, origin: Origin): void {
    this.#below ??= new Map();
    this.#below.set(String(step), origin);
  }

  /** There is no value below a key any more. */
  remove(key: string): void {
    this.#below?.delete(key);
  }

  /** The items of an array at these indices are left, and close ranks. */
  keep(indices: readonly number[]): void {
    const moved = indices.flatMap((from, to) =>
      from === to && this.#below?.has(String(from)) !== true ? [] : [[String(to), this.at(from)] as const],
    );
    this.#below = new Map(moved);
  }
}
