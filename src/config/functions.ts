/**
 * The functions that a config may have which is a program, as FastMCP's `route_map_fn` and `mcp_component_fn`. What they
 * are given cannot be changed; what they return is checked.
 */
import type { Json } from "../json/json.js";
import type { Hint, McpType } from "./mcp.js";

/** An operation of the document, as functions of the config see it. */
export interface OperationInfo {
  /** In upper case. */
  readonly method: string;
  /** As the document writes it: `/pets/{petId}`. */
  readonly path: string;
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  /** The operation's own extensions by key, `x-` included. */
  readonly extensions: Readonly<Record<string, Json>>;
}

/** What an operation becomes, as `componentFn` sees it. */
export interface ComponentInfo {
  readonly type: Exclude<McpType, "exclude">;
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** The hints of a tool. */
  readonly annotations: Readonly<Partial<Record<Hint, boolean>>>;
}

/** What `componentFn` may change. */
export type ComponentChange = Partial<Omit<ComponentInfo, "type">>;

/** Nothing returned leaves what the route maps decided. Excluded operations are asked about too. */
export type RouteMapFn = (operation: OperationInfo, mcpType: McpType) => McpType | null | undefined | void;

/** Nothing returned changes nothing. */
export type ComponentFn = (
  operation: OperationInfo,
  component: ComponentInfo,
) => ComponentChange | null | undefined | void;

/** The functions of a config. */
export interface ConfigFunctions {
  readonly routeMapFn?: RouteMapFn;
  readonly componentFn?: ComponentFn;
}

/** Their keys in a config. */
export const functionKeys = ["routeMapFn", "componentFn"] as const;
