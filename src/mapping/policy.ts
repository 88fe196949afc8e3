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
  log: "errors",
};

/** The policy of the API. */
export function mapUpstream({ upstream }: Config): UpstreamPolicy {
  const { credentials: _, credentialOrigins: _origins, ...written } = upstream;
  const { connectSeconds, connections, log } = { ...standardPolicy, ...written };
  return { ...standardPolicy, ...changed(standardPolicy, written), connectSeconds, connections, log };
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
  const policy = layers.reduce<Policy>(changed, standard);
  return difference(policy, standard);
}

/** A call that may take longer leaves its attempts more time, unless they are told otherwise. */
function changed(policy: Policy, { retry, ...written }: OperationUpstream): Policy {
  const { deadlineSeconds } = written;
  return {
    ...policy,
    ...(deadlineSeconds === undefined ? {} : { attemptSeconds: Math.ceil((deadlineSeconds / 3) * 10) / 10 }),
    ...written,
    retry: { ...policy.retry, ...retry },
  };
}

function difference({ retry, ...policy }: Policy, standard: Policy): OwnPolicy | undefined {
  const ownRetry = changedEntries(retry, standard.retry);
  const own = {
    ...changedEntries<Omit<Policy, "retry">>(policy, standard),
    ...(Object.keys(ownRetry).length === 0 ? {} : { retry: ownRetry }),
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
