/** A proposal as text to paste into a config. */
import { json } from "../emit/code.js";
import { itemLines } from "../init/route-maps-text.js";
import type { Proposal, ProposedRule } from "./proposal.js";

/** How a config is written: programs and JSON take the same text. */
export type ConfigFormat = "yaml" | "json";

/** The format of a config file, or of the one to begin with. */
export function formatOf(configPath: string | undefined): ConfigFormat {
  return configPath === undefined || /\.ya?ml$/i.test(configPath) ? "yaml" : "json";
}

/** The key `routeMaps` with the rules of a proposal. */
export function proposalText({ rules }: Proposal, format: ConfigFormat): string {
  const lines =
    format === "yaml"
      ? ["routeMaps:", ...rules.flatMap((each) => itemLines(each.rule, savingOf(each)))]
      : ['"routeMaps": [', ...rules.map(({ rule }) => `  ${json(rule)},`), "]"];
  return lines.join("\n");
}

/** The key `surface` with a search. */
export function searchText(format: ConfigFormat): string {
  return format === "yaml" ? "surface: search" : '"surface": "search",';
}

function savingOf({ tools, tokens }: ProposedRule): string {
  return `${inWords(tools, "tool")}, about ${inWords(tokens, "token")}`;
}

/** `1,223 tools`. */
export function inWords(number: number, what: string): string {
  return `${number.toLocaleString("en-US")} ${what}${number === 1 ? "" : "s"}`;
}
