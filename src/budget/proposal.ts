/** Which route maps would keep a list of tools within limits. */
import type { Limits } from "../config/budget.js";
import type { Config } from "../config/config.js";
import { toRouteMap } from "../config/load-config.js";
import { fitsRoute } from "../config/match-route.js";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { exactRules, type Rule } from "../init/strategies.js";
import { decideTypes } from "../mapping/component-types.js";
import type { Mapped } from "../mapping/map.js";
import { operationKey } from "../mapping/operation-key.js";
import { routeOperations } from "../mapping/routes.js";
import type { Operation } from "../openapi/api.js";
import { candidateSets, deprecatedCandidate, type Candidate } from "./candidates.js";
import { Left, tokensOf, type Amount, type Priced } from "./left.js";
import { passedLimits, tooExpensive, usageOf, type Usage } from "./usage.js";

/** A route map that excludes, and what that saves as the list is now. */
export interface ProposedRule {
  readonly rule: Rule;
  readonly tools: number;
  readonly tokens: number;
}

/** Route maps to put before all others, and what they leave. */
export interface Proposal {
  readonly rules: readonly ProposedRule[];
  readonly left: Usage;
}

/** What a proposal is made for. */
export interface Excess {
  readonly mapped: Mapped;
  readonly config: Config;
  readonly usage: Usage;
  readonly limits: Limits;
}

/** What a rule would save of what is left. */
interface Option {
  readonly proposed: ProposedRule;
  readonly saved: readonly Priced[];
}

/** The part of what the limits allow, or of all, that is to be left, or at least: one tag may have nearly everything. */
const worthwhile = [0.25, 0.02] as const;

/** Who wants to shorten a list by more rules than this does not want to shorten it by excluding. */
const mostRules = 50;

/**
 * Looks for the fewest parts of the API whose exclusion is enough: the costliest ones, then the cheapest one that reaches
 * the limits.
 * @returns nothing where no route maps that leave a tool reach them
 */
export function propose(excess: Excess): Proposal | undefined {
  const search = new Search(excess);
  for (const least of worthwhile) {
    for (const candidates of candidateSets(search.operations)) {
      const proposal = search.among(candidates, least);
      if (proposal !== undefined) return proposal;
    }
  }
  return undefined;
}

class Search {
  /** Of the tools, in document order. */
  readonly operations: readonly Operation[];
  readonly #prices: ReadonlyMap<Operation, Priced>;
  readonly #fixed: ReadonlySet<string>;
  /** What the rules are to save first. */
  readonly #weightOf: (saved: readonly Priced[]) => number;

  constructor(private readonly excess: Excess) {
    const { mapped, usage, limits, config } = excess;
    const tokens = new Map(usage.byTool.map((each) => [operationKey(each.tool), each.tokens]));
    const priced = mapped.decisions.flatMap(({ operation }) => {
      const price = tokens.get(operationKey(operation));
      return price === undefined ? [] : [{ operation, tokens: price }];
    });
    this.operations = priced.map(({ operation }) => operation);
    this.#prices = new Map(priced.map((each) => [each.operation, each]));
    this.#fixed = fixedOperations(this.operations, config);
    const isTooLarge = passedLimits(usage, limits).includes("tokens");
    this.#weightOf = isTooLarge ? tokensOf : ({ length }) => length;
  }

  /** The proposal of some of the candidates, each of which has to leave that part of what can be left. */
  among(candidates: readonly Candidate[], part: number): Proposal | undefined {
    const least = this.#least(part);
    const all = [...this.#prices.values()].filter(
      ({ operation }) => !this.#fixed.has(operationKey(operation)),
    );
    let left = new Left(new Set(all), this.excess.limits);
    let rules: readonly ProposedRule[] = [];
    const settled = this.#settled(rules, left);
    if (settled !== undefined) return settled;
    const first = this.#options([deprecatedCandidate(this.operations)], left, least);
    let options = first.length > 0 ? first : this.#options(candidates, left, least);
    while (rules.length < mostRules) {
      for (const { proposed, saved } of options) {
        if (left.isSurelyOver(saved)) continue;
        const enough = this.#settled([...rules, proposed], left.without(saved));
        if (enough !== undefined) return enough;
      }
      const costliest = options.at(-1);
      if (costliest === undefined) return undefined;
      rules = [...rules, costliest.proposed];
      left = left.without(costliest.saved);
      options = this.#options(candidates, left, least);
    }
    return undefined;
  }

  /** That part of what a limit allows; of what is there, where that is less. */
  #least(part: number): Amount {
    const { limits, usage } = this.excess;
    const of = (key: "tools" | "tokens"): number => part * Math.min(limits[key] ?? 0, usage[key]);
    return { tools: of("tools"), tokens: of("tokens") };
  }

  /** What each candidate would save, the cheapest first; those that save nothing or leave nothing are left out. */
  #options(candidates: readonly Candidate[], left: Left, least: Amount): Option[] {
    return candidates
      .map(({ rule, operations }) => {
        const saved = operations
          .flatMap((each) => this.#prices.get(each) ?? [])
          .filter((each) => left.tools.has(each));
        return { proposed: proposedRule(rule, saved), saved, weight: this.#weightOf(saved) };
      })
      .filter(({ saved }) => saved.length > 0 && left.hasMore(saved, least))
      .sort((a, b) => a.weight - b.weight);
  }

  /** The rules with those for single tools that cost too much, if the list keeps within the limits by them. */
  #settled(rules: readonly ProposedRule[], tools: Left): Proposal | undefined {
    const { limits, mapped } = this.excess;
    const single: Priced[] = [];
    let left = tools;
    while (left.tools.size > 0 && !left.isSurelyOver()) {
      const usage = usageOf(mapped.narrowed(this.#keeping(left)));
      const expensive = new Set(tooExpensive(usage, limits).map(({ tool }) => operationKey(tool)));
      if (expensive.size === 0)
        return passedLimits(usage, limits).length > 0 ? undefined : this.#proposal(rules, single, usage);
      const more = [...left.tools].filter(({ operation }) => expensive.has(operationKey(operation)));
      if (more.length < expensive.size) return undefined;
      single.push(...more);
      left = left.without(more);
    }
    return undefined;
  }

  #keeping({ tools }: Left): Parameters<Mapped["narrowed"]>[0] {
    const kept = new Set([...tools].map(({ operation }) => operationKey(operation)));
    return (tool) => kept.has(operationKey(tool)) || this.#fixed.has(operationKey(tool));
  }

  #proposal(rules: readonly ProposedRule[], single: readonly Priced[], left: Usage): Proposal | undefined {
    const all = [...this.#prices.keys()];
    const exact = exactRules(
      single.map(({ operation }) => operation),
      all,
      "exclude",
    ).map((rule) => {
      const routeMap = toRouteMap(rule);
      return proposedRule(
        rule,
        single.filter(({ operation }) => fitsRoute(operation, routeMap)),
      );
    });
    const covered = exact.reduce((total, { tools: number }) => total + number, 0);
    return covered === single.length ? { rules: [...rules, ...exact], left } : undefined;
  }
}

/** The operations that no route map excludes: the document, the config's `operations` or a function decides. */
function fixedOperations(operations: readonly Operation[], config: Config): Set<string> {
  const nothing = { ...config, routeMaps: [{ mcpType: "exclude" as const, mcpTags: [] }] };
  const unread = new Diagnostics();
  const routed = decideTypes(routeOperations(operations, nothing, unread), nothing, unread);
  return new Set(
    routed.filter(({ type }) => type.value !== "exclude").map(({ operation }) => operationKey(operation)),
  );
}

function proposedRule(rule: Rule, saved: readonly Priced[]): ProposedRule {
  return { rule, tools: saved.length, tokens: tokensOf(saved) };
}
