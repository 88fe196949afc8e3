/** How much of a model's context `tools/list` takes, and which limits that passes. */
import { limitKeys, type Limits } from "../config/budget.js";
import { listedEntries, sizeOf, sizeOfEntries } from "../project/listing.js";
import type { Project, Tool } from "../project/project.js";

/** What a list takes. */
export interface Usage {
  readonly tools: number;
  /** Estimated, of the whole list. */
  readonly tokens: number;
  /** Estimated, of the entry of each generated tool, in the order of the list. */
  readonly byTool: readonly ToolUsage[];
}

/** What one tool takes. */
export interface ToolUsage {
  readonly tool: Tool;
  readonly tokens: number;
}

/** Measures the list of a project. */
export function usageOf(project: Project): Usage {
  const entries = listedEntries(project);
  return {
    tools: entries.length,
    tokens: sizeOfEntries(entries).tokens,
    byTool: entries.flatMap(({ tool, json }) =>
      tool === undefined ? [] : [{ tool, tokens: sizeOf(json).tokens }],
    ),
  };
}

/** The tools that take more than one may, the most expensive first. */
export function tooExpensive({ byTool }: Usage, { perTool = Infinity }: Limits): ToolUsage[] {
  return byTool.filter(({ tokens }) => tokens > perTool).sort((a, b) => b.tokens - a.tokens);
}

/** The limits that a list passes. */
export function passedLimits(usage: Usage, limits: Limits): (keyof Limits)[] {
  const { tools = Infinity, tokens = Infinity } = limits;
  const passes = {
    tools: usage.tools > tools,
    tokens: usage.tokens > tokens,
    perTool: tooExpensive(usage, limits).length > 0,
  };
  return limitKeys.filter((key) => passes[key]);
}
