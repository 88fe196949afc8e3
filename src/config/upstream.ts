/** What the config says about how the API is called. */
import type { CachePolicy, LogLevel, RateLimit, UpstreamPolicy } from "../../templates/runtime/policy.js";

/** What can be said of some operations: by a route map, or by `operations`. */
export interface OperationUpstream {
  readonly retry?: { readonly attempts?: number; readonly statuses?: readonly number[] };
  readonly deadlineSeconds?: number;
  readonly attemptSeconds?: number;
  readonly idempotent?: boolean;
  /** The name of a header. */
  readonly idempotencyKey?: string;
  readonly maxResponseBytes?: number;
  /** `true` is what holds for the API, `false` is nothing. */
  readonly cache?: Partial<CachePolicy> | boolean;
  /** A further limit of each operation alone; `false`: that of the API does not hold. */
  readonly rateLimit?: RateLimit | false;
}

/** What can be said of all together. */
export interface ApiUpstream extends Omit<OperationUpstream, "idempotent" | "rateLimit"> {
  readonly connectSeconds?: number;
  readonly connections?: number;
  readonly cache?: Partial<Exclude<UpstreamPolicy["cache"], false>> | boolean;
  readonly log?: LogLevel;
  readonly rateLimit?: RateLimit & { readonly learn?: boolean };
}
