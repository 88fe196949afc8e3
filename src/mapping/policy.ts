/** How the API is called, and which operations differ. */
import type { OwnPolicy, Policy, UpstreamPolicy } from "../../templates/runtime/policy.js";
import type { Config } from "../config/config.js";
import type { OperationUpstream } from "../config/upstream.js";
import { operationKey } from "./operation-key.js";
import type { Routed } from "./routes.js";

/** The policy of a server whose config says nothing about it. */
export const standardPolicy: UpstreamPolicy = {
  deadlineSeconds: 30,
  attemptSeconds: 10,
  connectSeconds: 5,
  connections: 100,
  retry: { attempts: 3, statuses: [408, 425, 429, 500, 502, 503, 504] },
  maxResponseBytes: 10_000_000,
  cache: { ttlSeconds: 0, staleSeconds: 0, private: false, maxBytes: 50_000_000 },
  log: "errors",
};

/** Whether answers to a method can be kept. */
export function isCached(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

/**
 * The policy of the API.
 * @param isRead whether any operation has answers that can be kept
 */
export function mapUpstream({ upstream }: Config, isRead = true): UpstreamPolicy {
  const { credentials: _, cache: writtenCache, ...written } = upstream;
  const { connectSeconds, connections, log } = { ...standardPolicy, ...written };
  const cache = isRead && changedCache(standardPolicy.cache, writtenCache, standardPolicy.cache);
  return { ...standardPolicy, ...changed(standardPolicy, written), connectSeconds, connections, cache, log };
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

/** What is different for an operation, by the route map that decided about it and then by its own entry. */
export function mapOwnPolicy(
  { operation, rule }: Pick<Routed, "operation" | "rule">,
  standard: Policy,
  { routeMaps, operations }: Config,
): OwnPolicy | undefined {
  const keys = [operation.operationId ?? "", operationKey(operation)];
  const layers = [
    rule === undefined ? undefined : routeMaps[rule]?.upstream,
    ...keys.map((key) => operations.get(key)?.upstream),
  ].filter((layer) => layer !== undefined);
  if (layers.length === 0) return undefined;
  const policy = layers.reduce<Policy>(
    (before, layer) => ({
      ...changed(before, layer),
      cache: isCached(operation.method)
        ? changedCache(before.cache, layer.cache, standard.cache)
        : before.cache,
    }),
    standard,
  );
  return difference(policy, standard);
}

/** A call that may take longer leaves its attempts more time, unless they are told otherwise. */
function changed(policy: Policy, { retry, cache: _, ...written }: OperationUpstream): Policy {
  const { deadlineSeconds } = written;
  return {
    ...policy,
    ...(deadlineSeconds === undefined ? {} : { attemptSeconds: Math.ceil((deadlineSeconds / 3) * 10) / 10 }),
    ...written,
    retry: { ...policy.retry, ...retry },
  };
}

function difference({ retry, cache, ...policy }: Policy, standard: Policy): OwnPolicy | undefined {
  const ownRetry = changedEntries(retry, standard.retry);
  const ownCache = cache && changedEntries(cache, standard.cache || cache);
  const isCacheDifferent = ownCache === false ? standard.cache !== false : Object.keys(ownCache).length > 0;
  const own = {
    ...changedEntries<Omit<Policy, "retry" | "cache">>(policy, standard),
    ...(Object.keys(ownRetry).length === 0 ? {} : { retry: ownRetry }),
    ...(isCacheDifferent ? { cache: ownCache } : {}),
  };
  return Object.keys(own).length === 0 ? undefined : own;
}

function changedEntries<Part extends object>(part: Part, standard: Part): Partial<Part> {
  const before = new Map(Object.entries(standard));
  const entries = Object.entries(part).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before.get(key)),
  );
  // The entries are some of the part's own.
  return Object.fromEntries(entries) as Partial<Part>;
}
