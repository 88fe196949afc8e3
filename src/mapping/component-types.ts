/**
 * What each operation becomes: by the config's `routeMapFn`, else its `operations`, else the document's `x-mcp`, else the
 * route maps.
 */
import { at, type Config } from "../config/config.js";
import type { McpType } from "../config/mcp.js";
import { canBecome, isResource } from "../config/match-route.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Stated } from "../openapi/api.js";
import { askForType } from "./config-functions.js";
import type { Source } from "./decisions.js";
import { changesOf } from "./operation-config.js";
import { operationKey } from "./operation-key.js";
import type { Routed } from "./routes.js";
import { beyondUris } from "./uri-reach.js";

/** The decisions of the route maps, overruled by who knows better. */
export function decideTypes(routed: readonly Routed[], config: Config, diagnostics: Diagnostics): Routed[] {
  const overruled = routed.map((each) => {
    const byDocument = withExtension(each, diagnostics);
    const byConfig = withChange(byDocument, config, diagnostics);
    return { byDocument, decided: withFunction(byConfig, config, diagnostics) };
  });
  reportExposed(
    overruled
      .filter(({ byDocument, decided }) => decided.type === byDocument.type)
      .map(({ decided }) => decided),
    config,
    diagnostics,
  );
  return overruled.map(({ decided }) => withinReach(decided, diagnostics));
}

/** The document may take an operation out, or name a type; that it is enabled says only that it is not excluded. */
function withExtension(routed: Routed, diagnostics: Diagnostics): Routed {
  const { operation, type: routeType } = routed;
  const { enabled, type } = operation.mcp ?? {};
  if (enabled?.value === false) return { ...routed, type: { value: "exclude", source: sourceOf(enabled) } };
  if (type !== undefined && canBecome(type.value, operation.method))
    return { ...routed, type: { value: type.value, source: sourceOf(type) } };
  if (type !== undefined) {
    const values = { operation: operationKey(operation), what: type.what };
    diagnostics.report("extension-type-not-readable", values, { place: type.place });
    return { ...routed, type: { value: "tool", source: sourceOf(type) } };
  }
  if (enabled === undefined || routeType.value !== "exclude") return routed;
  return { ...routed, type: { value: "tool", source: sourceOf(enabled) } };
}

function sourceOf({ what, place }: Stated<unknown>): Source {
  return { by: "extension", what, place };
}

function withChange(routed: Routed, config: Config, diagnostics: Diagnostics): Routed {
  const { operation } = routed;
  return changesOf(operation, config).reduce((before, [key, { mcpType }]) => {
    if (mcpType === undefined) return before;
    const what = `operations["${key}"].mcpType`;
    const place = at(config, "operations", key, "mcpType");
    if (!canBecome(mcpType, operation.method))
      diagnostics.report("type-not-readable", { operation: operationKey(operation), what }, place);
    return { ...before, type: { value: mcpType, source: { by: "config", what, ...place } } };
  }, routed);
}

function withFunction(routed: Routed, config: Config, diagnostics: Diagnostics): Routed {
  const { operation, type } = routed;
  const given = askForType(config, operation, type.value, diagnostics);
  if (given === undefined || given === type.value) return routed;
  if (!canBecome(given, operation.method)) {
    const values = { operation: operationKey(operation), what: "routeMapFn" };
    diagnostics.report("type-not-readable", values, at(config));
  }
  return { ...routed, type: { value: given, source: { by: "config", what: "routeMapFn", ...at(config) } } };
}

/** A reader has nothing but a URI: what needs more becomes a tool. */
function withinReach(routed: Routed, diagnostics: Diagnostics): Routed {
  const { operation, type } = routed;
  if (!isResource(type.value)) return routed;
  const needs = beyondUris(operation)
    .filter(({ required }) => required)
    .map(({ what }) => what);
  if (needs.length === 0) return routed;
  const values = { operation: operationKey(operation), needs };
  diagnostics.report("resource-out-of-reach", values, { place: operation.place });
  const tool: McpType = "tool";
  return {
    ...routed,
    type: { value: tool, source: { by: "mcpgen", what: `no URI holds ${needs.join(" and ")}` } },
  };
}

/** That a document exposes what the config excludes must not go unseen. */
function reportExposed(decided: readonly Routed[], config: Config, diagnostics: Diagnostics): void {
  for (const [index, { mcpType }] of config.routeMaps.entries()) {
    const exposed = decided.filter(
      ({ rule, type }) => rule === index && type.source.by === "extension" && type.value !== "exclude",
    );
    if (mcpType !== "exclude" || exposed.length === 0) continue;
    const operations = exposed.map(({ operation }) => operationKey(operation));
    const place = at(config, "routeMaps", String(index));
    diagnostics.report("extension-exposes-excluded", { index, operations }, place);
  }
}
