/** The tools that a proposal leaves of those that route maps can exclude. */
import type { Limits } from "../config/budget.js";
import type { Operation } from "../openapi/api.js";

/** A tool, and what its entry takes in the list as it is. */
export interface Priced {
  readonly operation: Operation;
  /** Estimated. */
  readonly tokens: number;
}

/** So many tools, and what they take together. */
export interface Amount {
  readonly tools: number;
  readonly tokens: number;
}

/** A set with the sums that tell soon whether it is too much. */
export class Left {
  readonly #limits: Limits;
  /** Of the tools that do not cost too much: others go anyway. */
  readonly #count: number;
  readonly #tokens: number;

  constructor(
    readonly tools: ReadonlySet<Priced>,
    limits: Limits,
  ) {
    this.#limits = limits;
    const staying = this.#staying([...tools]);
    this.#count = staying.length;
    this.#tokens = tokensOf(staying);
  }

  /** What is left when these are excluded too. */
  without(saved: readonly Priced[]): Left {
    const rest = new Set(this.tools);
    for (const each of saved) rest.delete(each);
    return new Left(rest, this.#limits);
  }

  /** Whether it is too much without these, as far as can be told without measuring: a shorter list takes no less. */
  isSurelyOver(saved: readonly Priced[] = []): boolean {
    const { tools = Infinity, tokens = Infinity } = this.#limits;
    const going = this.#staying(saved);
    return this.#count - going.length > tools || this.#tokens - tokensOf(going) > tokens;
  }

  /** Whether there is something else than these, and not less than so much. */
  hasMore(saved: readonly Priced[], least: Amount): boolean {
    const going = this.#staying(saved);
    const isEnough = this.#count - going.length >= least.tools;
    return saved.length < this.tools.size && isEnough && this.#tokens - tokensOf(going) >= least.tokens;
  }

  #staying(tools: readonly Priced[]): Priced[] {
    const { perTool = Infinity } = this.#limits;
    return tools.filter(({ tokens }) => tokens <= perTool);
  }
}

/** What tools take together. */
export function tokensOf(tools: readonly Priced[]): number {
  return tools.reduce((total, { tokens }) => total + tokens, 0);
}
