import { describe, expect, it, vi, beforeEach, afterEach } from "vitest";
import { UpstreamError, type FailureReason } from "../../templates/runtime/errors.js";
import type { ApiResponse, Exchange, ExchangeRequest } from "../../templates/runtime/exchange.js";
import type { OwnPolicy } from "../../templates/runtime/policy.js";
import { retryAfterSeconds } from "../../templates/runtime/retry-after.js";
import { decide, retry, type Outcome, type RetryState } from "../../templates/runtime/retry.js";
import { apiResponse, exchangeRequest, policy } from "./support.js";

describe("the decision", () => {
  const state: RetryState = { attempts: 1, maxAttempts: 3, isRepeatable: true, expires: 30_000, tokens: 500 };
  const failed: Outcome = { isTransient: true, isTimeout: false };

  it.each<[string, Partial<RetryState>, Partial<Outcome>, now: number, random: number, number | undefined]>([
    ["waits up to 100 ms", {}, {}, 0, 1, 100],
    ["waits any time below", {}, {}, 0, 0.25, 25],
    ["waits nothing at all, if it comes to that", {}, {}, 0, 0, 0],
    ["doubles the bound", { attempts: 2 }, {}, 0, 1, 200],
    ["up to 20 s", { attempts: 9, maxAttempts: 10 }, {}, 0, 1, 20_000],
    ["ends with the last attempt", { attempts: 3 }, {}, 0, 0, undefined],
    ["is against what does not pass", {}, { isTransient: false }, 0, 0, undefined],
    ["is against what cannot be repeated", { isRepeatable: false }, {}, 0, 0, undefined],
    ["waits as long as the API asks, and its jitter", {}, { retryAfterSeconds: 2 }, 0, 0.5, 2050],
    ["waits for nothing that comes after the deadline", {}, { retryAfterSeconds: 30 }, 0, 0, undefined],
    ["counts what has passed of the deadline", {}, { retryAfterSeconds: 2 }, 28_000, 0, undefined],
    ["has no time for its own wait either", {}, {}, 29_950, 1, undefined],
    ["takes the last tokens", { tokens: 5 }, {}, 0, 0, 0],
    ["is against it without tokens", { tokens: 4 }, {}, 0, 0, undefined],
    ["pays twice for a time-out", { tokens: 9 }, { isTimeout: true }, 0, 0, undefined],
  ])("%s", (_, changed, outcome, now, random, wait) => {
    expect(decide({ ...state, ...changed }, { ...failed, ...outcome }, now, random)).toBe(wait);
  });
});

describe("Retry-After", () => {
  const date = "Fri, 20 Nov 2026 10:00:00 GMT";
  it.each<[string | undefined, string | undefined, number | undefined]>([
    ["7", undefined, 7],
    [" 0 ", undefined, 0],
    ["Fri, 20 Nov 2026 10:00:30 GMT", date, 30],
    ["Friday, 20-Nov-26 10:00:30 GMT", date, 30],
    ["Fri, 20 Nov 2026 09:00:00 GMT", date, 0],
    ["soon", date, undefined],
    ["-1", date, undefined],
    ["1.5", date, undefined],
    ["", date, undefined],
    [undefined, date, undefined],
  ])("%j with the date %j is %j", (value, sent, seconds) => {
    const headers = new Map<string, string>();
    if (value !== undefined) headers.set("retry-after", value);
    if (sent !== undefined) headers.set("date", sent);
    expect(retryAfterSeconds({ headers })).toBe(seconds);
  });

  it("without the answer's date is judged by the clock here", () => {
    vi.setSystemTime(new Date("2026-11-20T09:59:00Z"));
    expect(retryAfterSeconds({ headers: new Map([["retry-after", date]]) })).toBe(60);
    vi.useRealTimers();
  });
});

describe("the loop", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  type Step = number | FailureReason | Partial<ApiResponse>;

  /** An upstream that does one step after the other, the last for ever. */
  function upstream(...steps: Step[]): { exchange: Exchange; sent: ExchangeRequest[] } {
    const sent: ExchangeRequest[] = [];
    const next: Exchange = async (request) => {
      sent.push(request);
      const step = steps[Math.min(sent.length, steps.length) - 1] ?? 200;
      if (typeof step === "string") throw new UpstreamError(step, step, true);
      return apiResponse(typeof step === "number" ? { status: step } : step);
    };
    return { exchange: retry(() => 1)(next), sent };
  }

  async function call(
    exchange: Exchange,
    parts: Partial<ExchangeRequest> = {},
    own: OwnPolicy = {},
  ): Promise<ApiResponse | UpstreamError> {
    const expires = performance.now() + 30_000;
    const answer = exchange(exchangeRequest({ expires, policy: policy(own), ...parts }));
    const settled = answer.catch((error: unknown) => error as UpstreamError);
    await vi.advanceTimersByTimeAsync(30_000);
    return settled;
  }

  it.each([408, 425, 429, 500, 502, 503, 504])("sends again after %s", async (status) => {
    const { exchange, sent } = upstream(status, status, 200);
    expect(await call(exchange)).toMatchObject({ status: 200, attempts: 3 });
    expect(sent).toHaveLength(3);
  });

  it.each(["timeout", "dns", "refused", "unreachable", "reset"] as const)(
    "sends again after %s",
    async (reason) => {
      const { exchange, sent } = upstream(reason, 200);
      expect(await call(exchange)).toMatchObject({ status: 200, attempts: 2 });
      expect(sent).toHaveLength(2);
    },
  );

  it.each<Step>([
    200,
    302,
    400,
    401,
    404,
    409,
    501,
    "tls",
    "too-large",
    "malformed",
    "unsendable",
    "cancelled",
    "rate-limited",
  ])("does not send again after %s", async (step) => {
    const { exchange, sent } = upstream(step);
    await call(exchange);
    expect(sent).toHaveLength(1);
  });

  it("does not count what the rate limit has refused", async () => {
    const trace = { attempts: 1 };
    const failure = await call(upstream(503, "rate-limited").exchange, { trace });
    expect(failure).toMatchObject({ reason: "rate-limited" });
    expect([(failure as UpstreamError).attempts, trace.attempts]).toEqual([undefined, 1]);
  });

  it("gives the last failure, and how often it was tried", async () => {
    expect(await call(upstream(503).exchange)).toMatchObject({ status: 503, attempts: 3 });
    expect(await call(upstream("reset").exchange)).toMatchObject({ reason: "reset", attempts: 3 });
  });

  it.each<[string, OwnPolicy, number]>([
    ["GET", {}, 3],
    ["HEAD", {}, 3],
    ["OPTIONS", {}, 3],
    ["PUT", {}, 3],
    ["DELETE", {}, 3],
    ["POST", {}, 1],
    ["PATCH", {}, 1],
    ["QUERY", {}, 1],
    ["POST", { idempotent: true }, 3],
    ["POST", { idempotencyKey: "Idempotency-Key" }, 3],
    ["GET", { retry: { attempts: 1 } }, 1],
    ["GET", { retry: { statuses: [429] } }, 1],
  ])("sends %s with the policy %j %i times", async (method, own, times) => {
    const { exchange, sent } = upstream(503);
    await call(exchange, { method }, own);
    expect(sent).toHaveLength(times);
  });

  it("sends one key with all attempts, and another with the next call", async () => {
    const { exchange, sent } = upstream(503);
    for (let calls = 0; calls < 2; calls += 1)
      await call(exchange, { method: "POST" }, { idempotencyKey: "X-Key" });
    const keys = sent.map(({ headers }) => new Map(headers).get("x-key"));
    expect(keys).toHaveLength(6);
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys.slice(0, 3)).toEqual([keys[0], keys[0], keys[0]]);
  });

  it("leaves a key of the arguments as it is, and sends none where none is needed", async () => {
    const { exchange, sent } = upstream(200);
    const own = { idempotencyKey: "X-Key" };
    await call(exchange, { method: "POST", headers: [["x-key", "mine"]] }, own);
    await call(exchange, { method: "PUT" }, own);
    expect(sent.map(({ headers }) => headers)).toEqual([[["x-key", "mine"]], []]);
  });

  it("waits as the API asks", async () => {
    const { exchange, sent } = upstream({ status: 503, headers: new Map([["retry-after", "20"]]) }, 200);
    const began = performance.now();
    const answer = exchange(exchangeRequest({ expires: began + 30_000 }));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    expect((await answer).status).toBe(200);
  });

  it("ends its wait when the call is cancelled", async () => {
    const controller = new AbortController();
    const { exchange, sent } = upstream({ status: 503, headers: new Map([["retry-after", "20"]]) });
    const answer = exchange(exchangeRequest({ signal: controller.signal, expires: 30_000_000 }));
    const failure = expect(answer).rejects.toThrow("GET /pets was cancelled");
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort();
    await failure;
    expect([sent.length, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it("stops in an outage when the budget is spent, and begins again with successes", async () => {
    let status = 503;
    const sent: string[] = [];
    const exchange = retry(() => 0)(async ({ origin }) => {
      sent.push(origin);
      return apiResponse({ status });
    });
    const calls = async (count: number, origin = "https://a.example"): Promise<number> => {
      sent.length = 0;
      for (let index = 0; index < count; index += 1) await call(exchange, { origin });
      return sent.length;
    };
    // 500 tokens are 100 retries.
    expect(await calls(200)).toBe(300);
    expect(await calls(100)).toBe(100);
    // Another origin has a budget of its own.
    expect(await calls(1, "https://b.example")).toBe(3);
    status = 200;
    expect(await calls(10)).toBe(10);
    status = 503;
    expect(await calls(10)).toBe(12);
  });
});
