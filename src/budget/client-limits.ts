/** What known clients make of a list of tools. */
import type { Mapped } from "../mapping/map.js";
import { adviseOn, type Advice, type BudgetInputs } from "./check-budget.js";
import type { Usage } from "./usage.js";

/** How many tools, of all servers together, a client sends to a model. */
export interface Client {
  readonly name: string;
  readonly tools: number;
}

/** Clients whose limit is known, in ascending order. */
const clients: readonly Client[] = [
  { name: "Cursor", tools: 40 },
  { name: "VS Code", tools: 128 },
];

/** The clients that send fewer tools than a server lists. */
export interface ClientLimits {
  readonly clients: readonly Client[];
  /** By which the list keeps within the most generous one; absent where the config has a budget of its own. */
  readonly advice?: Advice;
}

/** Nothing where every known client sends all tools. */
export function clientLimits(mapped: Mapped, inputs: BudgetInputs, usage: Usage): ClientLimits | undefined {
  const passed = clients.filter(({ tools }) => tools < usage.tools);
  const nearest = passed.at(-1);
  if (nearest === undefined) return undefined;
  const isDecided = inputs.config.budget !== undefined;
  const advice = isDecided ? undefined : adviseOn(mapped, inputs, usage, { tools: nearest.tools });
  return { clients: passed, ...(advice === undefined ? {} : { advice }) };
}
