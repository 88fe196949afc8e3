/** What each operation becomes, by the config's route maps. */
import { at, type Config, type McpType, type RouteMap } from "../config/config.js";
import { fitsAll, fitsRoute, makesResources, suits } from "../config/match-route.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Operation } from "../openapi/api.js";
import { operationKey } from "./operation-key.js";
import { beyondUris } from "./uri-reach.js";

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
  /** The indices of route maps before it that fit, but make resources of GET and HEAD only. */
  readonly refused: readonly number[];
}

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
  return routed.map((each) => withinReach(each, config, diagnostics));
}

function routeOperation(operation: Operation, { routeMaps, ...config }: Config): Routed {
  const fitting = [...routeMaps.entries()].filter(([, routeMap]) => fitsRoute(operation, routeMap));
  const decisive = fitting.findIndex(([, routeMap]) => suits(operation.method, routeMap));
  const [index, routeMap] = fitting[decisive] ?? [];
  const mcpTags = unique([...(routeMap?.mcpTags ?? []), ...config.mcpTags]);
  return {
    operation,
    mcpType: routeMap?.mcpType ?? "tool",
    tags: unique([...operation.tags, ...mcpTags]),
    mcpTags,
    ...(index === undefined ? {} : { rule: index }),
    refused: (decisive < 0 ? fitting : fitting.slice(0, decisive)).map(([each]) => each),
  };
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/** A reader has nothing but a URI: what needs more becomes a tool. */
function withinReach(routed: Routed, config: Config, diagnostics: Diagnostics): Routed {
  const { operation, rule } = routed;
  const routeMap = config.routeMaps[rule ?? -1];
  if (routeMap === undefined || !makesResources(routeMap)) return routed;
  const needs = beyondUris(operation)
    .filter(({ required }) => required)
    .map(({ what }) => what);
  if (needs.length === 0) return routed;
  const values = { operation: operationKey(operation), needs };
  diagnostics.report("resource-out-of-reach", values, { place: operation.place });
  return { ...routed, mcpType: "tool" };
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
  const earlier = fitting.flatMap(({ rule }) => rule ?? []);
  if (fitting.length === 0) diagnostics.report("route-map-fits-nothing", { index }, place);
  else diagnostics.report("route-map-shadowed", { index, by: unique(earlier).sort((a, b) => a - b) }, place);
}
