/** What a run tells about its decisions. */
import type { Decision } from "./decisions.js";
import { operationKey } from "./operation-key.js";

/** Operations that somebody has excluded. */
export interface Exclusion {
  /** Who: `routeMaps[0]`, `x-mcp`. */
  readonly by: string;
  /** `METHOD /path`, in document order. */
  readonly operations: readonly string[];
}

/** A name that had to be made shorter. */
export interface ShortenedName {
  readonly name: string;
  readonly shortFor: string;
  readonly operation: string;
}

/** Who excludes what, in the order of the first operation. */
export function exclusions(decisions: readonly Decision[]): Exclusion[] {
  const groups = new Map<string, string[]>();
  for (const { operation, type } of decisions) {
    if (type.value !== "exclude") continue;
    const { what } = type.source;
    groups.set(what, [...(groups.get(what) ?? []), operationKey(operation)]);
  }
  return [...groups].map(([by, operations]) => ({ by, operations }));
}

/** The names that were made shorter in this run; those of earlier runs are kept as they are. */
export function shortenedNames(decisions: readonly Decision[]): ShortenedName[] {
  return decisions.flatMap(({ operation, name }) =>
    name?.shortFor === undefined
      ? []
      : [{ name: name.value, shortFor: name.shortFor, operation: operationKey(operation) }],
  );
}
