/** Which route map decides about an operation. */
import type { RouteMap } from "./config.js";

/** What a route map tests. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly tags: readonly string[];
  readonly operationId?: string;
  readonly deprecated: boolean;
}

/** Whether all tests of a route map hold; the first that fits an operation decides about it. */
export function fitsRoute(
  { method, path, tags, operationId, deprecated }: Route,
  routeMap: RouteMap,
): boolean {
  return (
    (routeMap.methods?.includes(method.toUpperCase()) ?? true) &&
    (routeMap.pattern?.test(path) ?? true) &&
    (routeMap.tags?.every((tag) => tags.includes(tag)) ?? true) &&
    (routeMap.operationIds?.some((id) => id === operationId) ?? true) &&
    (routeMap.deprecated ?? deprecated) === deprecated
  );
}

/** Whether a route map tests nothing, so that it fits everything; FastMCP's own default pattern is `.*`. */
export function fitsAll({ methods, pattern, tags = [], operationIds, deprecated }: RouteMap): boolean {
  const tests = [methods, operationIds, deprecated].filter((test) => test !== undefined);
  const isAnyPath = pattern === undefined || /^\^?(\.\*)?\$?$/.test(pattern.source);
  return tests.length === 0 && tags.length === 0 && isAnyPath;
}
