/** The parts of an API by its paths, for documents without tags. */
import type { Operation } from "../openapi/api.js";

/** The operations whose paths begin alike. */
export interface PathGroup {
  /** A pattern of a route map that fits these and no others. */
  readonly pattern: string;
  readonly operations: readonly Operation[];
}

/** Groups operations by the first segment of the path, behind the segments that all paths share. */
export function pathGroups(operations: readonly Operation[]): PathGroup[] {
  const shared = sharedSegments(operations);
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const start = segmentsOf(operation).slice(0, shared + 1);
    const prefix = `/${start.join("/")}`;
    const group = groups.get(prefix);
    if (group === undefined) groups.set(prefix, [operation]);
    else group.push(operation);
  }
  return [...groups].map(([prefix, group]) => ({
    pattern: `^${literally(prefix)}(/|$)`,
    operations: group,
  }));
}

/** A pattern that fits this path only. */
export function exactly(path: string): string {
  return `^${literally(path)}$`;
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function segmentsOf({ path }: Operation): string[] {
  return path.split("/").slice(1);
}

/** How many segments all paths begin with, so that each has one left to tell it from others. */
function sharedSegments(operations: readonly Operation[]): number {
  const [first = [], ...others] = operations.map(segmentsOf);
  let shared = Math.max(0, first.length - 1);
  for (const segments of others) {
    const differing = first.findIndex((segment, index) => segment !== segments[index]);
    shared = Math.min(shared, segments.length - 1, differing < 0 ? first.length : differing);
  }
  return shared;
}
