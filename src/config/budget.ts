/** What the config says about the size of `tools/list`: `budget`. */

/** What may not be passed; what is left out has no limit. */
export interface Limits {
  /** Entries of the list. */
  readonly tools?: number;
  /** Estimated tokens of the whole list. */
  readonly tokens?: number;
  /** Estimated tokens of one entry. */
  readonly perTool?: number;
}

/** The keys of the limits, in the order in which they are reported. */
export const limitKeys = ["tools", "tokens", "perTool"] as const satisfies readonly (keyof Limits)[];

/** Limits, and whether a run that passes one of them fails. */
export interface Budget extends Limits {
  readonly level: "warn" | "error";
}

/** As the config writes it. */
export type WrittenBudget = Partial<Budget>;

/** A budget warns, if it does not say that it fails. */
export function toBudget(written: WrittenBudget | undefined): Budget | undefined {
  return written && { level: "warn", ...written };
}

const limit = (description: string): object => ({ description, type: "integer", minimum: 1 });

/** The part of the config's JSON Schema. */
export const budgetSchema = {
  description: "How much of a model's context tools/list may take.",
  type: "object",
  additionalProperties: false,
  properties: {
    tools: limit("A whole number from 1: tools in tools/list."),
    tokens: limit("A whole number from 1: estimated tokens of tools/list, at four characters a token."),
    perTool: limit("A whole number from 1: estimated tokens of one tool."),
    level: {
      description: "warn (the default) or error, with which nothing is written when a limit is passed.",
      type: "string",
      enum: ["warn", "error"],
    },
  },
};
