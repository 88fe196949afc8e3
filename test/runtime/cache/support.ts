// What the tests of the cache share: a layer over an upstream that does as it is told.
import { vi } from "vitest";
import { cache } from "../../../templates/runtime/cache/cache.js";
import type { Identify } from "../../../templates/runtime/cache/identity.js";
import type { OpenSharedEntries } from "../../../templates/runtime/cache/shared-entries.js";
import type { ApiResponse, Exchange, ExchangeRequest } from "../../../templates/runtime/exchange.js";
import type { OwnPolicy, UpstreamPolicy } from "../../../templates/runtime/policy.js";
import { apiResponse, exchangeRequest, policy } from "../support.js";

type Parts = Parameters<typeof apiResponse>[0];

/** An answer, a failure, or what gives one. */
export type Step = Parts | Error | ((request: ExchangeRequest) => Promise<ApiResponse>);

/** An answer that may be kept for so many seconds. */
export function fresh(seconds: number, body = "kept", headers: Record<string, string> = {}): Parts {
  return { body, headers: new Map(Object.entries({ "cache-control": `max-age=${seconds}`, ...headers })) };
}

/** The layer, and what reaches the upstream. */
export interface Bench {
  readonly sent: ExchangeRequest[];
  /** What the upstream does next; the last step it repeats. */
  steps: Step[];
  /** The text of the answer to a request. */
  get(parts?: Partial<ExchangeRequest>): Promise<string>;
  ask(parts?: Partial<ExchangeRequest>): Promise<ApiResponse>;
}

/** A layer of its own, by default for one client. */
export function bench(
  own: OwnPolicy = {},
  steps: Step[] = [fresh(60)],
  identify: Identify = async () => "somebody",
  upstream: UpstreamPolicy = policy(own),
  openShared?: OpenSharedEntries,
): Bench {
  const sent: ExchangeRequest[] = [];
  const next: Exchange = async (request) => {
    sent.push(request);
    const step = made.steps.length > 1 ? made.steps.shift() : made.steps[0];
    if (step instanceof Error) throw step;
    return typeof step === "function" ? step(request) : apiResponse(step);
  };
  const exchange = cache(upstream, identify, openShared)(next);
  const ask = (parts: Partial<ExchangeRequest> = {}): Promise<ApiResponse> =>
    exchange(exchangeRequest({ policy: policy(own), trace: { attempts: 1 }, ...parts }));
  const made: Bench = {
    sent,
    steps,
    ask,
    get: async (parts) => Buffer.from((await ask(parts)).body).toString(),
  };
  return made;
}

/** Lets so many seconds pass. */
export function pass(seconds: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(seconds * 1000);
}

/** A promise that is settled from outside. */
export function held<Value>(): {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
  reject: (error: Error) => void;
} {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<Value>((settle, fail) => {
    resolve = settle;
    reject = fail;
  });
  return { promise, resolve, reject };
}
