/** What the config's route maps decide about each operation. */
import { at, type Config, type RouteMap } from "../config/config.js";
import { canBecome, fitsAll, fitsRoute } from "../config/match-route.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Operation } from "../openapi/api.js";
import type { Decision, Source } from "./decisions.js";
import { operationKey } from "./operation-key.js";

/** What has been decided about an operation so far. */
export type Routed = Pick<Decision, "operation" | "type" | "rule" | "refused">;

/** Decides about every operation, and reports route maps that decide nothing, or less than they say. */
export function routeOperations(
  operations: readonly Operation[],
  config: Config,
  diagnostics: Diagnostics,
): Routed[] {
  const routed = operations.map((operation) => routeOperation(operation, config));
  for (const [index, routeMap] of config.routeMaps.entries()) {
    const refused = routed.filter((each) => each.refused.includes(index));
    if (refused.length > 0) reportRefused(refused, index, config, diagnostics);
    else if (!routed.some(({ rule }) => rule === index))
      reportIdle(routeMap, index, routed, config, diagnostics);
  }
  return routed;
}

function routeOperation(operation: Operation, config: Config): Routed {
  const fitting = [...config.routeMaps.entries()].filter(([, routeMap]) => fitsRoute(operation, routeMap));
  const decisive = fitting.findIndex(([, routeMap]) => canBecome(routeMap.mcpType, operation.method));
  const refused = (decisive < 0 ? fitting : fitting.slice(0, decisive)).map(([each]) => each);
  const [index, routeMap] = fitting[decisive] ?? [];
  if (index === undefined || routeMap === undefined) return { operation, type: byDefault, refused };
  return {
    operation,
    type: { value: routeMap.mcpType, source: ruleSource(index, config) },
    rule: index,
    refused,
  };
}

const byDefault: Routed["type"] = { value: "tool", source: { by: "mcpgen", what: "no route map" } };

/** A route map, as who decided something. */
export function ruleSource(index: number, config: Config): Source {
  return { by: "route map", what: `routeMaps[${index}]`, ...at(config, "routeMaps", String(index)) };
}

function reportRefused(
  refused: readonly Routed[],
  index: number,
  config: Config,
  diagnostics: Diagnostics,
): void {
  const operations = refused.map(({ operation }) => operationKey(operation));
  const place = at(config, "routeMaps", String(index));
  diagnostics.report("resource-of-other-method", { index, operations }, place);
}

/** A route map that fits nothing is misspelled or outdated, one that comes too late stands in the wrong place. */
function reportIdle(
  routeMap: RouteMap,
  index: number,
  routed: readonly Routed[],
  config: Config,
  diagnostics: Diagnostics,
): void {
  // One that catches the rest may find nothing left.
  if (fitsAll(routeMap)) return;
  const place = at(config, "routeMaps", String(index));
  const fitting = routed.filter(({ operation }) => fitsRoute(operation, routeMap));
  const earlier = [...new Set(fitting.flatMap(({ rule }) => rule ?? []))];
  if (fitting.length === 0) diagnostics.report("route-map-fits-nothing", { index }, place);
  else diagnostics.report("route-map-shadowed", { index, by: earlier.sort((a, b) => a - b) }, place);
}
