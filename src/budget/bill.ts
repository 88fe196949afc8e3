/** What the parts of an API cost in `tools/list`: for `mcpgen inspect`. */
import type { Mapped } from "../mapping/map.js";
import { operationKey } from "../mapping/operation-key.js";
import { listedEntries, sizeOf, type Size } from "../project/listing.js";
import { candidateSets } from "./candidates.js";

/** A tag, or where there is none a beginning of paths, and what its tools take together. */
export interface BillItem {
  readonly tag?: string;
  /** As route maps have it. */
  readonly pattern?: string;
  readonly tools: number;
  readonly listed: Size;
}

/** The parts that have a tool, the most expensive first. A tool counts for each of its tags. */
export function billOf({ project, decisions }: Mapped): BillItem[] {
  const sizes = new Map(
    listedEntries(project).map(({ tool, json }) => [tool && operationKey(tool), sizeOf(json)]),
  );
  const listed = decisions.map(({ operation }) => operation).filter((each) => sizes.has(operationKey(each)));
  const [parts = []] = candidateSets(listed);
  return parts
    .map(({ rule: { tags: [tag] = [], pattern }, operations }) => {
      const all = operations.flatMap((operation) => sizes.get(operationKey(operation)) ?? []);
      return {
        ...(tag === undefined ? {} : { tag }),
        ...(pattern === undefined ? {} : { pattern }),
        tools: all.length,
        listed: { bytes: sum(all.map(({ bytes }) => bytes)), tokens: sum(all.map(({ tokens }) => tokens)) },
      };
    })
    .sort((a, b) => b.listed.tokens - a.listed.tokens);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
