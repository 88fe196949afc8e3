/** How the API is called, and which operations differ. */
import type { OwnPolicy, Policy, UpstreamPolicy } from "../../templates/runtime/policy.js";
import type { Config } from "../config/config.js";
import type { OperationUpstream } from "../config/upstream.js";
import type { Operation } from "../openapi/api.js";
import { isCached } from "./cached-methods.js";
import { changesOf } from "./operation-config.js";

/** The policy of a server whose config says nothing about it. */
export const standardPolicy = {
  deadlineSeconds: 30,
  attemptSeconds: 10,
  connectSeconds: 5,
  connections: 100,
  retry: { attempts: 3, statuses: [408, 425, 429, 500, 502, 503, 504] },
  maxResponseBytes: 10_000_000,
  cache: { ttlSeconds: 0, staleSeconds: 0, private: false, maxBytes: 50_000_000 },
  log: "errors",
  rateLimit: { learn: true },
} as const satisfies UpstreamPolicy;

type ApiCache = Exclude<UpstreamPolicy["cache"], false>;

/**
 * The policy of the API.
 * @param isRead whether any operation has answers that can be kept
 */
export function mapUpstream({ upstream }: Config, isRead = true): UpstreamPolicy {
  const { credentials: _, credentialOrigins: _origins, cache: writtenCache, ...written } = upstream;
  const { connectSeconds, connections, log } = { ...standardPolicy, ...written };
  const cache = isRead && changedCache<ApiCache>(standardPolicy.cache, writtenCache, standardPolicy.cache);
  const rateLimit = {
    ...written.rateLimit,
    learn: written.rateLimit?.learn ?? standardPolicy.rateLimit.learn,
  };
  return {
    ...standardPolicy,
    ...changed(standardPolicy, written),
    connectSeconds,
    connections,
    cache,
    log,
    rateLimit,
  };
}

/** A cache that is off is switched on as it is for the API. */
function changedCache<Cache extends object>(
  cache: Cache | false,
  written: Partial<Cache> | boolean | undefined,
  standard: Cache | false,
): Cache | false {
  if (written === undefined) return cache;
  if (written === false || standard === false) return false;
  return { ...(cache || standard), ...(written === true ? {} : written) };
}

/** What a place of the config says about how some operations are called. */
export interface WrittenUpstream {
  /** The steps to the place: `["routeMaps", "2"]`. */
  readonly steps: readonly string[];
  readonly upstream: OperationUpstream;
}

/** What is different for an operation, by the route map that decided about it and then by its own entries. */
export function writtenUpstreams(
  { operation, rule }: { readonly operation: Operation; readonly rule?: number },
  config: Config,
): WrittenUpstream[] {
  const ofRouteMap = rule === undefined ? undefined : config.routeMaps[rule]?.upstream;
  const places = [
    { steps: ["routeMaps", String(rule)], upstream: ofRouteMap },
    ...changesOf(operation, config).map(([key, { upstream }]) => ({ steps: ["operations", key], upstream })),
  ];
  return places.flatMap(({ steps, upstream }) => (upstream === undefined ? [] : [{ steps, upstream }]));
}

/** Where the policy of an operation differs. */
export function mapOwnPolicy(
  decision: { readonly operation: Operation; readonly rule?: number },
  standard: Policy,
  config: Config,
): OwnPolicy | undefined {
  const written = writtenUpstreams(decision, config).map(({ upstream }) => upstream);
  const rateLimit = written.findLast((each) => each.rateLimit !== undefined)?.rateLimit;
  const isRead = isCached(decision.operation.method);
  const policy = written.reduce<Policy>(
    (before, each) => ({
      ...changed(before, each),
      cache: isRead ? changedCache(before.cache, each.cache, standard.cache) : before.cache,
    }),
    standard,
  );
  const own = { ...difference(policy, standard), ...(rateLimit === undefined ? {} : { rateLimit }) };
  return Object.keys(own).length === 0 ? undefined : own;
}

/** A call that may take longer leaves its attempts more time, unless they are told otherwise. */
function changed(
  policy: Policy,
  { retry, rateLimit: _, cache: _cache, ...written }: OperationUpstream,
): Policy {
  const { deadlineSeconds } = written;
  return {
    ...policy,
    ...(deadlineSeconds === undefined ? {} : { attemptSeconds: Math.ceil((deadlineSeconds / 3) * 10) / 10 }),
    ...written,
    retry: { ...policy.retry, ...retry },
  };
}

function difference({ retry, cache, ...policy }: Policy, standard: Policy): OwnPolicy {
  const ownRetry = changedEntries(retry, standard.retry);
  const ownCache = cache && changedEntries(cache, standard.cache || cache);
  const isCacheDifferent = ownCache === false ? standard.cache !== false : Object.keys(ownCache).length > 0;
  return {
    ...changedEntries<Omit<Policy, "retry" | "cache">>(policy, standard),
    ...(Object.keys(ownRetry).length === 0 ? {} : { retry: ownRetry }),
    ...(isCacheDifferent ? { cache: ownCache } : {}),
  };
}

function changedEntries<Part extends object>(part: Part, standard: Part): Partial<Part> {
  const before = new Map(Object.entries(standard));
  const entries = Object.entries(part).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before.get(key)),
  );
  // The entries are some of the part's own.
  return Object.fromEntries(entries) as Partial<Part>;
}
