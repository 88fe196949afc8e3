/** The diagnostics of `budget` in the config; its `level` decides whether they are errors. */
import { error } from "./entry.js";
import { someOf } from "./some-of.js";

/** What to do about a list that is too long. */
export interface Remedy {
  /** In words, where there is one: what to paste, and what it leaves. */
  readonly proposal?: string;
}

const withRemedy =
  (otherwise: string) =>
  ({ proposal }: Remedy): string =>
    proposal === undefined ? otherwise : `${proposal} ${otherwise}`;

export const budgetCatalogue = {
  "budget-tools": error<Remedy & { tools: number; most: number }>(
    ({ tools, most }) =>
      `tools/list has ${number(tools)} tools, more than the ${number(most)} of budget.tools`,
    withRemedy("Exclude operations by route maps, or raise budget.tools."),
  ),
  "budget-tokens": error<Remedy & { tokens: number; most: number }>(
    ({ tokens, most }) =>
      `tools/list is about ${number(tokens)} tokens, more than the ${number(most)} of budget.tokens`,
    withRemedy("Exclude operations by route maps, shorten what they say, or raise budget.tokens."),
  ),
  "budget-per-tool": error<
    Remedy & { tools: readonly { readonly name: string; readonly tokens: number }[]; most: number }
  >(
    ({ tools, most }) =>
      `${tools.length === 1 ? "A tool takes" : `${number(tools.length)} tools take`} more than the ${number(most)} tokens of budget.perTool: ${someOf(tools.map(({ name, tokens }) => `${name} (${number(tokens)})`))}`,
    withRemedy("Hide arguments, shorten descriptions, or raise budget.perTool."),
  ),
} as const;

function number(value: number): string {
  return value.toLocaleString("en-US");
}
