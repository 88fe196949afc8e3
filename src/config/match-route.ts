/** Which route map decides about an operation. */
import type { McpType, RouteMap } from "./config.js";

/** What a route map tests. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly tags: readonly string[];
}

/** What an operation becomes: the first route map whose tests all hold decides; what none matches is a tool. */
export function matchRoute(route: Route, routeMaps: readonly RouteMap[]): McpType {
  return routeMaps.find((routeMap) => matches(route, routeMap))?.mcpType ?? "tool";
}

function matches({ method, path, tags }: Route, routeMap: RouteMap): boolean {
  return (
    (routeMap.methods?.includes(method.toUpperCase()) ?? true) &&
    (routeMap.pattern?.test(path) ?? true) &&
    (routeMap.tags?.every((tag) => tags.includes(tag)) ?? true)
  );
}
