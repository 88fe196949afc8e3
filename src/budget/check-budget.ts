/** Compares what a run lists with the config's budget. */
import { basename } from "node:path";
import type { Budget, Limits } from "../config/budget.js";
import { at, type Config } from "../config/config.js";
import type { Diagnostics, Particulars } from "../diagnostics/diagnostic.js";
import { mostShown } from "../diagnostics/some-of.js";
import type { Mapped } from "../mapping/map.js";
import { operationKey } from "../mapping/operation-key.js";
import { propose } from "./proposal.js";
import { formatOf, inWords, proposalText, searchText } from "./proposal-text.js";
import { isSearchBetter, searchHint, searchUsage } from "./search-surface.js";
import { passedLimits, tooExpensive, usageOf, type ToolUsage, type Usage } from "./usage.js";

/** The config that decides, and where it is. */
export interface BudgetInputs {
  readonly config: Config;
  readonly configPath?: string;
}

/** A config by which a run keeps within limits. */
export interface Advice {
  /** What to do, in a sentence. */
  readonly sentence: string;
  /** What to paste. */
  readonly text: string;
  readonly tools: number;
  /** Estimated. */
  readonly tokens: number;
}

/**
 * Reports every limit of the budget that is passed, with one proposal for all of them.
 * @param level instead of the config's
 * @returns what the list takes
 */
export function checkBudget(
  mapped: Mapped,
  inputs: BudgetInputs,
  diagnostics: Diagnostics,
  level = inputs.config.budget?.level,
): Usage {
  const { budget } = inputs.config;
  const usage = usageOf(mapped.project);
  const passed = budget === undefined ? [] : passedLimits(usage, budget);
  if (budget === undefined || passed.length === 0) return usage;
  const advice = adviseOn(mapped, inputs, usage, budget);
  const severity = level === "error" ? "error" : "warning";
  for (const key of passed) {
    // Once for all of them, with the last.
    const isLast = key === passed.at(-1);
    const place = at(inputs.config, "budget", key);
    report(key, { usage, budget, mapped, diagnostics }, isLast ? advice : undefined, { severity, ...place });
  }
  return usage;
}

/** Looks for a config by which a run keeps within limits. */
export function adviseOn(
  mapped: Mapped,
  { config, configPath }: BudgetInputs,
  usage: Usage,
  limits: Limits,
): Advice | undefined {
  // What is listed beside a search is what the config pins.
  if (mapped.project.surface !== undefined) return undefined;
  const file = configPath === undefined ? "mcpgen.config.yaml" : basename(configPath);
  const format = formatOf(configPath);
  const proposal = propose({ mapped, config, usage, limits });
  const search = searchUsage(mapped.project, limits);
  if (search !== undefined && isSearchBetter(usage, proposal)) {
    const or = proposal === undefined ? "" : "; or exclude most operations by route maps";
    const sentence = `Put this into ${file}, which ${leaves(search)}, to search the others with${or}.`;
    return { sentence, text: searchText(format), tools: search.tools, tokens: search.tokens };
  }
  if (proposal === undefined) return undefined;
  const where = config.routeMaps.length === 0 ? `into ${file}` : `before the other route maps in ${file}`;
  const hint = search === undefined ? "" : searchHint;
  const { tools, tokens } = proposal.left;
  const sentence = `Put this ${where}, which ${leaves(proposal.left)}${hint}.`;
  return { sentence, text: proposalText(proposal, format), tools, tokens };
}

function leaves({ tools, tokens }: Usage): string {
  return `leaves ${inWords(tools, "tool")}, about ${inWords(tokens, "token")}`;
}

interface Passed {
  readonly usage: Usage;
  readonly budget: Budget;
  readonly mapped: Mapped;
  readonly diagnostics: Diagnostics;
}

function report(
  key: keyof Limits,
  { usage, budget, mapped, diagnostics }: Passed,
  advice: Advice | undefined,
  found: Particulars,
): void {
  const pins = mapped.project.surface?.pin ?? [];
  const sentence = advice?.sentence ?? (pins.length > 0 ? "Pin fewer tools." : undefined);
  const remedy = sentence === undefined ? {} : { proposal: sentence };
  const particulars = { ...found, ...(advice === undefined ? {} : { paste: advice.text }) };
  const { tools, tokens } = usage;
  const { [key]: most = 0 } = budget;
  switch (key) {
    case "tools":
      return diagnostics.report("budget-tools", { tools, most, ...remedy }, particulars);
    case "tokens":
      return diagnostics.report("budget-tokens", { tokens, most, ...remedy }, particulars);
    case "perTool": {
      const expensive = tooExpensive(usage, budget);
      const values = {
        tools: expensive.map((each) => ({ name: each.tool.name, tokens: each.tokens })),
        most,
      };
      const related = relatedTo(expensive, mapped);
      return diagnostics.report("budget-per-tool", { ...values, ...remedy }, { ...particulars, related });
    }
  }
}

/** Where the document has the operations of the first few. */
function relatedTo(tools: readonly ToolUsage[], { decisions }: Mapped): NonNullable<Particulars["related"]> {
  const places = new Map(decisions.map(({ operation }) => [operationKey(operation), operation.place]));
  return tools.slice(0, mostShown).flatMap(({ tool }) => {
    const place = places.get(operationKey(tool));
    return place === undefined ? [] : [{ place, label: tool.name }];
  });
}
