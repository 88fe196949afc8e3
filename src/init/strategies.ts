/** The strategies of `mcpgen init`: which route maps to begin with. They are ordinary ones; nothing else knows strategies. */
import type { WrittenRouteMap } from "../config/validate-config.js";
import { beyondUris } from "../mapping/uri-reach.js";
import type { Api, Operation } from "../openapi/api.js";
import { exactly, pathGroups } from "./path-groups.js";

/** What operations become, in one word. */
export const strategies = ["tools", "semantic", "read-only", "by-tag"] as const;
export type Strategy = (typeof strategies)[number];

/** The route maps of a strategy for one document. */
export interface Plan {
  /** What they do, in sentences. */
  readonly about: readonly string[];
  readonly rules: readonly Rule[];
  /** Whether the rules are examples only. */
  readonly examples?: boolean;
}

/** A route map, and why it is there. */
export interface Rule extends WrittenRouteMap {
  readonly because?: string;
}

/** A list of more is not read, and a file with it would be too large to load. */
const mostRules = 500;
const longestText = 200;

/** How many tags, and how many paths, are shown as examples. */
const mostExamples = 6;

/** The route maps that a strategy begins with. */
export function planOf(strategy: Strategy, api: Api): Plan {
  const plans = { tools, semantic, "read-only": readOnly, "by-tag": byTag };
  return plans[strategy](api);
}

function tools({ operations }: Api): Plan {
  const tags = operationsByTag(operations);
  const paths = pathGroups(operations).filter(({ pattern }) => pattern.length <= longestText);
  const left = [
    ...countOf(tags.size - mostExamples, "more tag"),
    ...countOf(paths.length - mostExamples, "more path"),
  ];
  return {
    about: [
      "Every operation becomes a tool. Rules such as these change that.",
      ...(left.length === 0 ? [] : [`The document has ${left.join(" and ")}.`]),
    ],
    rules: [
      ...[...tags.keys()].slice(0, mostExamples).map((tag) => rule({ tags: [tag] }, "exclude")),
      ...paths.slice(0, mostExamples).map(({ pattern }) => rule({ pattern }, "exclude")),
      rule({ methods: ["DELETE"] }, "exclude"),
      rule({ deprecated: true }, "exclude"),
    ],
    examples: true,
  };
}

function countOf(number: number, what: string): string[] {
  return number <= 0 ? [] : [`${number} ${what}${number === 1 ? "" : "s"}`];
}

function rule(tests: Omit<Rule, "mcpType">, mcpType: Rule["mcpType"]): Rule {
  return { ...tests, mcpType };
}

function semantic({ operations }: Api): Plan {
  const gets = operations.filter(({ method }) => method === "GET");
  const readable = gets.filter(isReadable);
  const others = gets.filter((operation) => !isReadable(operation));
  const about =
    "GET operations become resources, with path parameters resource templates. All others become tools.";
  if (others.length > Math.min(readable.length, mostRules)) {
    const chosen = readable.length === 0 ? "None here does: the" : "Only these do: other";
    return {
      about: [about, `${chosen} GET operations need headers, cookies or a body, which no URI holds.`],
      rules: [
        ...exactRules(readable.filter(hasPathParameter), operations, "resource_template"),
        ...exactRules(
          readable.filter((operation) => !hasPathParameter(operation)),
          operations,
          "resource",
        ),
      ],
    };
  }
  const because = "No URI holds the headers, cookies or body that these need.";
  const exceptions = exactRules(others, operations, "tool");
  return {
    about: [about],
    rules: [
      ...exceptions.map((each, index) => (index === 0 ? { because, ...each } : each)),
      rule({ methods: ["GET"], pattern: withParameters.source }, "resource_template"),
      rule({ methods: ["GET"] }, "resource"),
    ],
  };
}

function isReadable(operation: Operation): boolean {
  return beyondUris(operation).every(({ required }) => !required);
}

const withParameters = /\{[^{}]+\}/;

function hasPathParameter({ path }: Operation): boolean {
  return withParameters.test(path);
}

/** Rules for these operations and no other. */
export function exactRules(
  chosen: readonly Operation[],
  all: readonly Operation[],
  mcpType: Rule["mcpType"],
): Rule[] {
  const counts = new Map<string, number>();
  for (const { operationId = "" } of all) counts.set(operationId, (counts.get(operationId) ?? 0) + 1);
  const isExact = ({ operationId = "" }: Operation): boolean =>
    operationId !== "" && counts.get(operationId) === 1 && operationId.length <= longestText;
  const ids = chosen.filter(isExact).flatMap(({ operationId }) => operationId ?? []);
  const operationIds = ids.slice(0, mostRules);
  const others = chosen.filter((operation) => !isExact(operation) && operation.path.length <= longestText);
  return [
    ...(operationIds.length === 0 ? [] : [rule({ operationIds }, mcpType)]),
    ...others
      .slice(0, mostRules - operationIds.length)
      .map(({ method, path }) => rule({ methods: [method], pattern: exactly(path) }, mcpType)),
  ];
}

function readOnly(): Plan {
  return {
    about: ["GET and HEAD operations become tools. All others are left out."],
    rules: [rule({ methods: ["GET", "HEAD"] }, "tool"), rule({}, "exclude")],
  };
}

function byTag({ operations }: Api): Plan {
  const tags = operationsByTag(operations);
  if (tags.size === 0) return byPath(operations);
  const inOrder = [...tags];
  // A rule that comes too late decides nothing: `pets` behind `public`, where all operations are public.
  const isOverlapping = operations.some((operation) => new Set(operation.tags).size > 1);
  if (isOverlapping) inOrder.sort(([, a], [, b]) => a - b);
  return {
    about: [
      "A rule for each tag, to change what its operations become.",
      ...(isOverlapping ? ["Rare tags come first: an operation can have several."] : []),
    ],
    rules: [
      ...inOrder.slice(0, mostRules).map(([tag]) => rule({ tags: [tag] }, "tool")),
      { because: restOf("tags", tags.size), ...rule({}, "tool") },
    ],
  };
}

function byPath(operations: readonly Operation[]): Plan {
  const patterns = pathGroups(operations)
    .map(({ pattern }) => pattern)
    .filter((pattern) => pattern.length <= longestText);
  return {
    about: [
      "The document has no tags, so this is a rule for each first segment of its paths, behind what all share,",
      "to change what its operations become.",
    ],
    rules: [
      ...patterns.slice(0, mostRules).map((pattern) => rule({ pattern }, "tool")),
      { because: restOf("paths", patterns.length), ...rule({}, "tool") },
    ],
  };
}

function restOf(what: string, number: number): string {
  const left = number - mostRules;
  return left > 0
    ? `What has none of these ${what}, of which there are ${left} more.`
    : `What has none of these ${what}.`;
}

/** How many operations have each tag, in the order of the document; tags that no config can name are left out. */
export function operationsByTag(operations: readonly Operation[]): Map<string, number> {
  const tags = operations.flatMap((operation) => [...new Set(operation.tags)]);
  const counts = new Map<string, number>();
  for (const tag of tags) {
    if (tag !== "" && tag.length <= longestText) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return counts;
}
