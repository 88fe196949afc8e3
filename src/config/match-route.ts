/** Which route map decides about an operation. */
import type { RouteMap } from "./config.js";
import type { McpType } from "./mcp.js";

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

/** One test of a route map. */
export interface RouteTest {
  /** As the config has it: `pattern ^/admin/`. */
  readonly test: string;
  readonly holds: (route: Route) => boolean;
}

/** The tests of a route map; those that are left out hold always, and are not among them. */
export function testsOf({ methods, pattern, tags, operationIds, deprecated }: RouteMap): RouteTest[] {
  const tests: (RouteTest | undefined)[] = [
    methods && {
      test: `methods ${methods.join(", ")}`,
      holds: ({ method }) => methods.includes(method.toUpperCase()),
    },
    // JavaScript escapes the slashes of its own notation, which nobody wrote.
    pattern && {
      test: `pattern ${pattern.source.replaceAll("\\/", "/")}`,
      holds: ({ path }) => pattern.test(path),
    },
    tags && {
      test: `tags ${tags.join(", ")}`,
      holds: (route) => tags.every((tag) => route.tags.includes(tag)),
    },
    operationIds && {
      test: `operationIds ${operationIds.join(", ")}`,
      holds: ({ operationId }) => operationIds.some((id) => id === operationId),
    },
    deprecated === undefined
      ? undefined
      : { test: `deprecated ${deprecated}`, holds: (route) => route.deprecated === deprecated },
  ];
  return tests.filter((test) => test !== undefined);
}

/** Whether all tests of a route map hold; the first that fits an operation decides about it. */
export function fitsRoute(route: Route, routeMap: RouteMap): boolean {
  return testsOf(routeMap).every(({ holds }) => holds(route));
}

/** Whether it is a resource, a fixed one or a template. */
export function isResource(mcpType: McpType): boolean {
  return mcpType === "resource" || mcpType === "resource_template";
}

/** Whether an operation of this method can become that: resources are read only. */
export function canBecome(mcpType: McpType, method: string): boolean {
  return !isResource(mcpType) || readable.includes(method.toUpperCase());
}

/** Whether a route map tests nothing, so that it fits everything; FastMCP's own default pattern is `.*`. */
export function fitsAll({ methods, pattern, tags = [], operationIds, deprecated }: RouteMap): boolean {
  const tests = [methods, operationIds, deprecated].filter((test) => test !== undefined);
  const isAnyPath = pattern === undefined || /^\^?(\.\*)?\$?$/.test(pattern.source);
  return tests.length === 0 && tags.length === 0 && isAnyPath;
}
