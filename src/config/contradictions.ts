/** What a config says in several ways that exclude each other. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { limitKeys } from "./budget.js";
import { at, type ArgumentConfig, type Config } from "./config.js";

/** Reports every argument that more than one thing decides about, at the second of them. */
export function reportContradictions(config: Config, diagnostics: Diagnostics): void {
  for (const { steps, argument } of argumentsOf(config)) {
    const [first, second] = sourcesOf(argument);
    if (first === undefined || second === undefined) continue;
    const path = steps.join(".");
    diagnostics.report(
      "argument-decided-twice",
      { path, keys: [first, second] },
      at(config, ...steps, second),
    );
  }
}

/** Reports a cache that is shared nowhere. */
export function reportNoStore(config: Config, diagnostics: Diagnostics): void {
  const {
    store,
    upstream: { cache },
  } = config;
  if (typeof cache !== "object" || cache.shared !== true || store !== undefined) return;
  const steps = ["upstream", "cache", "shared"];
  const values = { path: steps.join("."), problem: "needs a store", fix: "Add `store: redis`." };
  diagnostics.report("config-invalid-value", values, at(config, ...steps));
}

/** Reports a budget without a limit, which says nothing. */
export function reportNoLimit(config: Config, diagnostics: Diagnostics): void {
  const { budget } = config;
  if (budget === undefined || limitKeys.some((key) => budget[key] !== undefined)) return;
  const values = {
    path: "budget",
    problem: "sets no limit",
    fix: `Add ${limitKeys.join(", ")} or some of them.`,
  };
  diagnostics.report("config-invalid-value", values, at(config, "budget"));
}

/** Reports what is said about a cache that is left out. */
export function reportLeftOut(config: Config, diagnostics: Diagnostics): void {
  if (config.upstream.cache !== false) return;
  const uses = [
    ...config.routeMaps.map(({ upstream }, index) => ({
      path: `routeMaps[${index}]`,
      steps: ["routeMaps", String(index)],
      upstream,
    })),
    ...[...config.operations].map(([key, { upstream }]) => ({
      path: `operations.${key}`,
      steps: ["operations", key],
      upstream,
    })),
  ];
  for (const { path, steps, upstream } of uses) {
    if (!upstream?.cache) continue;
    const place = at(config, ...steps, "upstream", "cache");
    diagnostics.report("cache-left-out", { path: `${path}.upstream.cache` }, place);
  }
}

/** Every entry about an argument, with the steps to it. */
function argumentsOf(config: Config): Placed[] {
  const placed = (entries: ReadonlyMap<string, ArgumentConfig>, ...steps: string[]): Placed[] =>
    [...entries].map(([name, argument]) => ({ steps: [...steps, "arguments", name], argument }));
  return [
    ...placed(config.arguments),
    ...[...config.operations].flatMap(([key, operation]) => placed(operation.arguments, "operations", key)),
  ];
}

interface Placed {
  readonly steps: string[];
  readonly argument: ArgumentConfig;
}

/** The keys that say where the value comes from, in the order of the file. */
function sourcesOf(argument: ArgumentConfig): string[] {
  const sources = ["value", "env", "hidden", "default"];
  return Object.keys(argument).filter((key) => sources.includes(key));
}
