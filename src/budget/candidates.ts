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
export function* candidateSets(operations: readonly Operation[]): Generator<Candidate[], void> {
  const tags = [...operationsByTag(operations).keys()];
  const known = new Set(tags);
  const untagged = operations.filter((operation) => !operation.tags.some((tag) => known.has(tag)));
  if (tags.length > 0) yield [...tags.map((tag) => byTag(tag, operations)), ...byPath(untagged, operations)];
  yield byPath(operations, operations);
}

/** What the API itself advises against. */
export function deprecatedCandidate(operations: readonly Operation[]): Candidate {
  return {
    rule: excluding({ deprecated: true }),
    operations: operations.filter(({ deprecated }) => deprecated),
  };
}

function byTag(tag: string, operations: readonly Operation[]): Candidate {
  return {
    rule: excluding({ tags: [tag] }),
    operations: operations.filter((operation) => operation.tags.includes(tag)),
  };
}

/** @param all the pattern of some operations may fit others of these too */
function byPath(some: readonly Operation[], all: readonly Operation[]): Candidate[] {
  return pathGroups(some)
    .filter(({ pattern }) => pattern.length <= longestPattern)
    .map(({ pattern, operations }) => {
      const fitting = new RegExp(pattern);
      const isWhole = some.length === all.length;
      return {
        rule: excluding({ pattern }),
        operations: isWhole ? operations : all.filter(({ path }) => fitting.test(path)),
      };
    });
}

function excluding(tests: Omit<Rule, "mcpType">): Rule {
  return { ...tests, mcpType: "exclude" };
}
