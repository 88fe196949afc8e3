/** Route maps that would shorten a list of tools, each by a part of the API. */
import { methods as knownMethods } from "../config/schema.js";
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

/**
 * The sets of rules to choose from, in the order in which to try them: by tag, and by path what has none; all by path;
 * what writes, of an API with too many parts.
 */
export function* candidateSets(operations: readonly Operation[]): Generator<Candidate[], void> {
  const tags = [...operationsByTag(operations).keys()];
  const paths = byPath(operations);
  if (tags.length > 0) {
    const known = new Set(tags);
    const isUntagged = (operation: Operation): boolean => !operation.tags.some((tag) => known.has(tag));
    const others = paths.filter((path) => path.operations.some(isUntagged));
    yield [...tags.map((tag) => byTag(tag, operations)), ...others];
  }
  yield paths;
  yield [...writing(operations), ...paths];
}

/** What the API itself advises against. */
export function deprecatedCandidate(operations: readonly Operation[]): Candidate {
  return {
    rule: excluding({ deprecated: true }),
    operations: operations.filter(({ deprecated }) => deprecated),
  };
}

function writing(operations: readonly Operation[]): Candidate[] {
  const methods = new Set(
    operations.map(({ method }) => method).filter((method) => !/^(GET|HEAD)$/.test(method)),
  );
  // A method of OpenAPI 3.2 can have a name that no route map has.
  const known = [...methods].filter((method) => knownMethods.some((each) => each === method));
  return known.map((method) => ({
    rule: excluding({ methods: [method] }),
    operations: operations.filter((operation) => operation.method === method),
  }));
}

function byTag(tag: string, operations: readonly Operation[]): Candidate {
  return {
    rule: excluding({ tags: [tag] }),
    operations: operations.filter((operation) => operation.tags.includes(tag)),
  };
}

function byPath(operations: readonly Operation[]): Candidate[] {
  return pathGroups(operations)
    .filter(({ pattern }) => pattern.length <= longestPattern)
    .map(({ pattern, operations: group }) => ({ rule: excluding({ pattern }), operations: group }));
}

function excluding(tests: Omit<Rule, "mcpType">): Rule {
  return { ...tests, mcpType: "exclude" };
}
