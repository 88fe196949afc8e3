/** Differences of two JSON values, leaf by leaf. A list is a leaf. */
import { isDeepStrictEqual } from "node:util";
import { isObject, own, type Json } from "../json/json.js";

/** A leaf that differs; absent where there is none. */
export interface LeafDifference {
  readonly path: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
}

/** What differs. */
export function differentLeaves(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[] = [],
): LeafDifference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [one, other] = [branch(before), branch(after)];
  if (one === undefined || other === undefined)
    return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => differentLeaves(own(one, key), own(other, key), [...path, key]));
}

function branch(value: Json | undefined): Readonly<Record<string, Json>> | undefined {
  return value !== undefined && isObject(value) ? value : undefined;
}
