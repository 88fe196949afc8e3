/** Route maps that would shorten a list of tools, each by a part of the API. */
import { pathGroups } from "../init/path-groups.js";
import { operationsByTag, type Rule } from "../init/strategies.js";
import type { Operation } from "../openapi/api.js";

/** A rule that excludes, and what it fits. */
export interface Candidate {
  readonly rule: Rule;
  readonly operations: readonly Operation[];
}

/** A longer pattern is not read. */
const longestPattern = 200;

/** The sets of rules to choose from, in the order in which to try them: by tag, and by path what has none; all by path. */
export function candidateSets(operations: readonly Operation[]): Candidate[][] {
  const tags = [...operationsByTag(operations).keys()];
  const known = new Set(tags);
  const untagged = operations.filter((operation) => !operation.tags.some((tag) => known.has(tag)));
  const byTag = tags.map((tag) => ({
    rule: excluding({ tags: [tag] }),
    operations: operations.filter((operation) => operation.tags.includes(tag)),
  }));
  const paths = byPath(operations, operations);
  return tags.length === 0 ? [paths] : [[...byTag, ...byPath(untagged, operations)], paths];
}

/** What the API itself advises against. */
export function deprecatedCandidate(operations: readonly Operation[]): Candidate {
  return {
    rule: excluding({ deprecated: true }),
    operations: operations.filter(({ deprecated }) => deprecated),
  };
}

/** A pattern that some operations give may fit others too. */
function byPath(some: readonly Operation[], all: readonly Operation[]): Candidate[] {
  const patterns = pathGroups(some).map(({ pattern }) => pattern);
  return patterns
    .filter((pattern) => pattern.length <= longestPattern)
    .map((pattern) => {
      const fitting = new RegExp(pattern);
      return { rule: excluding({ pattern }), operations: all.filter(({ path }) => fitting.test(path)) };
    });
}

function excluding(tests: Omit<Rule, "mcpType">): Rule {
  return { ...tests, mcpType: "exclude" };
}
