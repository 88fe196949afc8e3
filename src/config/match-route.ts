/** Which route map decides about an operation. */
import type { RouteMap } from "./config.js";

/** The methods of operations that can be read, and change nothing (RFC 9110 sections 9.3.1 and 9.3.2). */
const readable: readonly string[] = ["GET", "HEAD"];

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

/** Whether a route map makes resources, fixed ones or templates. */
export function makesResources({ mcpType }: RouteMap): boolean {
  return mcpType === "resource" || mcpType === "resource_template";
}

/** Whether an operation of this method can be what a route map makes: resources are read only. */
export function suits(method: string, routeMap: RouteMap): boolean {
  return !makesResources(routeMap) || readable.includes(method.toUpperCase());
}

/** Whether a route map tests nothing, so that it fits everything; FastMCP's own default pattern is `.*`. */
export function fitsAll({ methods, pattern, tags = [], operationIds, deprecated }: RouteMap): boolean {
  const tests = [methods, operationIds, deprecated].filter((test) => test !== undefined);
  const isAnyPath = pattern === undefined || /^\^?(\.\*)?\$?$/.test(pattern.source);
  return tests.length === 0 && tags.length === 0 && isAnyPath;
}
