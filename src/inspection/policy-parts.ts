/** How an operation is called, part by part, and where each part is written: for `mcpgen inspect`. */
import { isIdempotent, policyOf } from "../../templates/runtime/policy.js";
import { upstreamVariables } from "../../templates/runtime/upstream-variables.js";
import { at, type Config } from "../config/config.js";
import type { Decision, Source } from "../mapping/decisions.js";
import { isCached } from "../mapping/cached-methods.js";
import { writtenUpstreams } from "../mapping/policy.js";
import type { Component, Project } from "../project/project.js";
import type { ExplainedPart } from "./explained-part.js";

/** A place of the config that says something about a policy. */
interface Written {
  readonly by: Source["by"];
  readonly what: string;
  readonly steps: readonly string[];
  /** What it says. */
  readonly upstream: object;
}

/** A value and the keys that lead to it: `retry`, `attempts`. */
type Leaf = readonly [path: readonly string[], value: unknown];

/** The effective policy of an operation: its own before its route map's, before the API's, before the default. */
export function policyParts(
  { method, policy = {} }: Component,
  decision: Decision,
  { prefix, upstream }: Project,
  config: Config,
): ExplainedPart[] {
  const own = ownPlaces(decision, config);
  const all: Written[] = [{ by: "config", what: "upstream", steps: [], upstream: config.upstream }, ...own];
  const effective = { ...upstream, ...policyOf(upstream, policy) };
  const repeated = isIdempotent({ method, policy: effective });
  const { rateLimit, ...others } = effective;
  const leftOut = isCached(method) ? {} : { cache: undefined };
  const ofOrigin = policy.rateLimit === false && rateLimit ? { learn: rateLimit.learn } : rateLimit;
  return [
    ...leaves({ ...others, ...leftOut, idempotent: repeated, rateLimit: ofOrigin }).map(([path, value]) =>
      part("policy", path, value, {
        places: path[0] === "rateLimit" ? all.slice(0, 1) : all,
        otherwise: path[0] === "idempotent" ? `the method ${method}` : "default",
        variable: variableOf(path, prefix),
        config,
      }),
    ),
    ...leaves({ rateLimit: policy.rateLimit }).map(([path, value]) =>
      part("own policy", path, value, { places: own, otherwise: "default", variable: undefined, config }),
    ),
  ];
}

function ownPlaces(decision: Decision, config: Config): Written[] {
  return writtenUpstreams(decision, config).map(({ steps, upstream }) => {
    const [kind, key = ""] = steps;
    return kind === "routeMaps"
      ? { by: "route map", what: `routeMaps[${key}]`, steps, upstream }
      : { by: "config", what: `operations[${JSON.stringify(key)}]`, steps, upstream };
  });
}

interface Origin {
  /** Where it can be written; what comes later wins. */
  readonly places: readonly Written[];
  /** What decides where it is not written. */
  readonly otherwise: string;
  /** By which who runs the server changes it, where no operation has its own. */
  readonly variable: string | undefined;
  readonly config: Config;
}

function part(kind: string, path: readonly string[], value: unknown, origin: Origin): ExplainedPart {
  const shown = Array.isArray(value) ? value.join(", ") : String(value);
  return { part: `${kind} ${path.join(".")}`, value: shown, source: sourceOf(path, origin) };
}

function sourceOf(path: readonly string[], { places, otherwise, variable, config }: Origin): Source {
  const isShare = path[0] === "attemptSeconds";
  const paths = isShare ? [path, ["deadlineSeconds"]] : [path];
  const place = places.findLast(({ upstream }) => paths.some((each) => isIn(upstream, each)));
  const isOwn = place !== undefined && place.steps.length > 0;
  const unless = variable === undefined || isOwn ? "" : `, if ${variable} is not set`;
  if (place === undefined) return { by: "mcpgen", what: otherwise + unless };
  const written = paths.find((each) => isIn(place.upstream, each)) ?? path;
  const share = written === path ? "" : ", a third of deadlineSeconds";
  return {
    by: place.by,
    what: place.what + share + unless,
    ...at(config, ...place.steps, "upstream", ...written),
  };
}

/** The values in a policy that are no mappings themselves. */
function leaves(value: object, before: readonly string[] = []): Leaf[] {
  return Object.entries(value).flatMap(([key, each]: [string, unknown]): Leaf[] => {
    if (each === undefined) return [];
    const path = [...before, key];
    const isMapping = typeof each === "object" && each !== null && !Array.isArray(each);
    return isMapping ? leaves(each, path) : [[path, each]];
  });
}

function isIn(written: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return written !== undefined;
  if (typeof written !== "object" || written === null) return false;
  const entry = Object.entries(written).find(([name]) => name === key);
  return entry !== undefined && isIn(entry[1], rest);
}

function variableOf(path: readonly string[], prefix: string): string | undefined {
  const { timeout, retries, cache, log, rateLimit } = upstreamVariables(prefix);
  const variables = new Map([
    ["deadlineSeconds", timeout],
    ["attemptSeconds", timeout],
    ["retry.attempts", retries],
    ["log", log],
  ]);
  const all = new Map([
    ["cache", cache],
    ["rateLimit", rateLimit],
  ]);
  return all.get(path[0] ?? "") ?? variables.get(path.join("."));
}
