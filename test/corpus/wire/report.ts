/** What the sweep found, by class and judge. */
import type { Judgement } from "./judgement.js";
import type { Sweep } from "./sweep.js";
import type { Waiver } from "./waivers/waiver.js";
import { waivers } from "./waivers/waivers.js";

interface Counts {
  decoder: number;
  decoderRefused: number;
  prism: number;
  prismRefused: number;
  waived: number;
  byNobody: number;
}

const columns = ["decoder", "refused", "prism", "refused", "waived", "by nobody"];

/** Counts by place, style and kind. */
export class WireReport {
  readonly #classes = new Map<string, Counts>();
  readonly #waived = new Map<Waiver, number>();
  readonly #notJudged = new Map<string, number>();
  readonly #untested: string[] = [];
  readonly #isWhole: boolean;
  #operations = 0;
  #called = 0;

  /** @param isWhole the run is of the whole corpus, so that each waiver is to be needed */
  constructor(isWhole: boolean) {
    this.#isWhole = isWhole;
  }

  /** Takes a document's findings in; gives what is wrong, in lines. */
  add(document: string, { operations, called, untested, judged, failures }: Sweep): string[] {
    this.#operations += operations;
    this.#called += called;
    this.#untested.push(...untested.map((tool) => `${document} ${tool}`));
    const problems = judged.flatMap(({ tool, judgement }) => {
      this.#count(judgement);
      const { label, decoder, prism } = judgement;
      return [
        ...(decoder?.problem === undefined ? [] : [`${tool}: ${label}: decoder: ${decoder.problem}`]),
        ...(prism?.problem === undefined ? [] : [`${tool}: ${label}: prism: ${prism.problem}`]),
      ];
    });
    return [...failures, ...problems];
  }

  #count({ label, decoder, prism }: Judgement): void {
    const counts = this.#classes.get(label) ?? noCounts();
    this.#classes.set(label, counts);
    const byPrism = prism !== undefined && prism.notJudged === undefined;
    if (decoder !== undefined) counts.decoder += 1;
    if (decoder?.problem !== undefined) counts.decoderRefused += 1;
    if (byPrism) counts.prism += 1;
    if (prism?.problem !== undefined) counts.prismRefused += 1;
    if (prism !== undefined && prism.waivers.length > 0) counts.waived += 1;
    if (decoder === undefined && !byPrism) counts.byNobody += 1;
    for (const waiver of prism?.waivers ?? []) increase(this.#waived, waiver);
    if (prism?.notJudged !== undefined) increase(this.#notJudged, prism.notJudged);
  }

  /** The table of classes, what was waived and why, what was not judged, the operations without a request, and the sums. */
  lines(): string[] {
    const classes = [...this.#classes].sort(([a], [b]) => (a < b ? -1 : 1));
    const sums = this.#sums();
    return [
      lineOf("class", columns),
      ...classes.map(([label, counts]) => lineOf(label, Object.values(counts))),
      lineOf("all", Object.values(sums)),
      ...[...this.#waived].map(([{ kind, reason }, count]) => `waived ${count} (${kind}): ${reason}`),
      ...this.#unused().map(({ reason }) => `UNUSED WAIVER: ${reason}`),
      ...[...this.#notJudged].map(([reason, count]) => `not judged by prism ${count}: ${reason}`),
      ...this.#untested.map((tool) => `without a request: ${tool}`),
      `${this.#operations} operations, ${this.#called} called, ${this.#untested.length} without a request, ` +
        `${sums.decoderRefused + sums.prismRefused} refused, ${sums.waived} waived`,
    ];
  }

  #sums(): Counts {
    return [...this.#classes.values()].reduce(
      (sum, counts) => ({
        decoder: sum.decoder + counts.decoder,
        decoderRefused: sum.decoderRefused + counts.decoderRefused,
        prism: sum.prism + counts.prism,
        prismRefused: sum.prismRefused + counts.prismRefused,
        waived: sum.waived + counts.waived,
        byNobody: sum.byNobody + counts.byNobody,
      }),
      noCounts(),
    );
  }

  #unused(): Waiver[] {
    return this.#isWhole ? waivers.filter((waiver) => !this.#waived.has(waiver)) : [];
  }

  /** Whether every operation was called, every request accepted, and every waiver needed. */
  get isGood(): boolean {
    const { decoderRefused, prismRefused } = this.#sums();
    return (
      decoderRefused + prismRefused === 0 && this.#unused().length === 0 && this.#called === this.#operations
    );
  }
}

function noCounts(): Counts {
  return { decoder: 0, decoderRefused: 0, prism: 0, prismRefused: 0, waived: 0, byNobody: 0 };
}

function increase<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function lineOf(label: string, cells: readonly (string | number)[]): string {
  return `${label.padEnd(60)} ${cells.map((cell) => String(cell).padStart(9)).join("  ")}`;
}
