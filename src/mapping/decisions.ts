/** What was decided about operations, and by whom: for `inspect`, and for what a run reports. Types only. */
import type { Hint, McpType } from "../config/mcp.js";
import type { Place } from "../diagnostics/diagnostic.js";
import type { Operation } from "../openapi/api.js";

/** Who decided something. */
export interface Source {
  readonly by: "config" | "document" | "extension" | "lock" | "mcpgen" | "route map";
  /** What of it, in words: `routeMaps[2]`, `x-mcp.name`, `the method`. */
  readonly what: string;
  /** Where that is written. */
  readonly place?: Place;
}

/** Something that was decided, and who did. */
export interface Decided<T> {
  readonly value: T;
  readonly source: Source;
}

/** The name of a component. */
export interface DecidedName extends Decided<string> {
  /** The name that was too long for clients, where this one is short for it. */
  readonly shortFor?: string;
  /** The name that the config's `componentFn` was given, where it gave another: the one that the lock keeps. */
  readonly before?: string;
}

/** What a component says about itself, and who says so. */
export interface DecidedTexts {
  readonly title?: Decided<string>;
  readonly description: Decided<string>;
  /** All hints of a tool. */
  readonly annotations: ReadonlyMap<Hint, Decided<boolean>>;
  /** Who gives tags, in order. */
  readonly tags: readonly Decided<readonly string[]>[];
}

/** Everything that was decided about an operation. */
export interface Decision {
  readonly operation: Operation;
  readonly type: Decided<McpType>;
  /** The index of the route map that would decide alone; absent where none fits. */
  readonly rule?: number;
  /** The indices of route maps before it that fit, but make resources of GET and HEAD only. */
  readonly refused: readonly number[];
  /** Absent where the operation is excluded. */
  readonly name?: DecidedName;
  readonly texts?: DecidedTexts;
}
