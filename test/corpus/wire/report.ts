/** What the sweep found, by class. */
import type { Sweep } from "./sweep.js";

/** Counts by place, style and kind. */
export class WireReport {
  readonly #classes = new Map<string, { judged: number; refused: number }>();
  #operations = 0;
  #called = 0;
  #refused = 0;
  readonly #untested: string[] = [];

  /** Takes a document's findings in; gives what is wrong, in lines. */
  add(document: string, { operations, called, untested, verdicts, failures }: Sweep): string[] {
    this.#operations += operations;
    this.#called += called;
    this.#untested.push(...untested.map((tool) => `${document} ${tool}`));
    for (const { label, judged, problem } of verdicts) {
      const counts = this.#classes.get(label) ?? { judged: 0, refused: 0 };
      this.#classes.set(label, counts);
      if (judged) counts.judged += 1;
      if (problem !== undefined) counts.refused += 1;
      if (problem !== undefined) this.#refused += 1;
    }
    const refused = verdicts.filter(({ problem }) => problem !== undefined);
    return [...failures, ...refused.map(({ tool, label, problem }) => `${tool}: ${label}: ${problem ?? ""}`)];
  }

  /** The table of classes, the operations without a request, and the sums. */
  lines(): string[] {
    const classes = [...this.#classes].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      ...classes.map(([label, { judged, refused }]) =>
        judged === 0
          ? `${label.padEnd(60)} not judged`
          : `${label.padEnd(60)} ${judged} judged, ${refused} refused`,
      ),
      ...this.#untested.map((tool) => `without a request: ${tool}`),
      `${this.#operations} operations, ${this.#called} called, ${this.#untested.length} without a request, ${this.#refused} refused`,
    ];
  }

  /** Whether every operation that has a request was called, and every request accepted. */
  get isGood(): boolean {
    return this.#refused === 0 && this.#called + this.#untested.length === this.#operations;
  }
}
