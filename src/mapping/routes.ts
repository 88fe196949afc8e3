/** What each operation becomes, by the config's route maps. */
import { at, type Config, type McpType, type RouteMap } from "../config/config.js";
import { fitsAll, fitsRoute } from "../config/match-route.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Operation } from "../openapi/api.js";

/** What was decided about an operation. */
export interface Routed {
  readonly operation: Operation;
  readonly mcpType: McpType;
  /** Tags that clients see: the operation's and `mcpTags`. */
  readonly tags: readonly string[];
  /** The route map's and those of everything. */
  readonly mcpTags: readonly string[];
  /** The index of the route map that decided; absent where none fits. */
  readonly rule?: number;
}

/** Decides about every operation, and reports route maps that decide nothing. */
export function routeOperations(
  operations: readonly Operation[],
  config: Config,
  diagnostics: Diagnostics,
): Routed[] {
  const routed = operations.map((operation) => routeOperation(operation, config));
  config.routeMaps.forEach((routeMap, index) => {
    if (!routed.some(({ rule }) => rule === index))
      reportIdle(routeMap, index, operations, config, diagnostics);
  });
  return routed;
}

function routeOperation(operation: Operation, { routeMaps, ...config }: Config): Routed {
  const index = routeMaps.findIndex((routeMap) => fitsRoute(operation, routeMap));
  const routeMap = routeMaps[index];
  const mcpTags = unique([...(routeMap?.mcpTags ?? []), ...config.mcpTags]);
  return {
    operation,
    mcpType: routeMap?.mcpType ?? "tool",
    tags: unique([...operation.tags, ...mcpTags]),
    mcpTags,
    ...(routeMap === undefined ? {} : { rule: index }),
  };
}

function unique(tags: readonly string[]): string[] {
  return [...new Set(tags)];
}

/** A route map that fits nothing is misspelled or outdated, one that comes too late stands in the wrong place. */
function reportIdle(
  routeMap: RouteMap,
  index: number,
  operations: readonly Operation[],
  config: Config,
  diagnostics: Diagnostics,
): void {
  // One that catches the rest may find nothing left.
  if (fitsAll(routeMap)) return;
  const place = at(config, "routeMaps", String(index));
  const fitting = operations.filter((operation) => fitsRoute(operation, routeMap));
  const earlier = fitting.map((operation) =>
    config.routeMaps.findIndex((each) => fitsRoute(operation, each)),
  );
  if (fitting.length === 0) diagnostics.report("route-map-fits-nothing", { index }, place);
  else diagnostics.report("route-map-shadowed", { index, by: [...new Set(earlier)].sort() }, place);
}
