/** The diagnostics of `budget` in the config; its `level` decides whether they are errors. */
import { error } from "./entry.js";
import { someOf } from "./some-of.js";

/** What to do about a list that is too long: a sentence about what to paste, where there is such a thing. */
export interface Remedy {
  readonly proposal?: string;
}

export const budgetCatalogue = {
  "budget-tools": error<Remedy & { tools: number; most: number }>(
    ({ tools, most }) =>
      `tools/list has ${number(tools)} tools, more than the ${number(most)} of budget.tools`,
    ({ proposal = "Exclude operations by route maps." }) => `${proposal} Or raise budget.tools.`,
  ),
  "budget-tokens": error<Remedy & { tokens: number; most: number }>(
    ({ tokens, most }) =>
      `tools/list is about ${number(tokens)} tokens, more than the ${number(most)} of budget.tokens`,
    ({ proposal = "Exclude operations by route maps, or shorten what they say." }) =>
      `${proposal} Or raise budget.tokens.`,
  ),
  "budget-per-tool": error<
    Remedy & { tools: readonly { readonly name: string; readonly tokens: number }[]; most: number }
  >(
    ({ tools, most }) => {
      const expensive = tools.map(({ name, tokens }) => `${name} (${number(tokens)})`);
      const take = tools.length === 1 ? "A tool takes" : `${number(tools.length)} tools take`;
      return `${take} more than the ${number(most)} tokens of budget.perTool: ${someOf(expensive)}`;
    },
    ({ proposal = "Exclude what is not needed." }) =>
      `${proposal} Or hide arguments and shorten descriptions under \`operations\`, or raise budget.perTool.`,
  ),
} as const;

function number(value: number): string {
  return value.toLocaleString("en-US");
}
