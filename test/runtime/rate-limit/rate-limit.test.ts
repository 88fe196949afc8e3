import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OpenWindow } from "../../../templates/runtime/rate-limit/sliding-window.js";
import { mostInAWindow } from "./fullest-window.js";
import { after, call, calls, lab, type Ended, type Step } from "./support.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const timesOf = (arrivals: readonly { readonly at: number }[]): number[] => arrivals.map(({ at }) => at);

const hundredAMinute = { maxRequests: 100, windowSeconds: 60, learn: true };

describe("the window", () => {
  it("lets 200 parallel calls through, never more than 100 in any window", async () => {
    const api = lab(hundredAMinute);
    const ended = await after(100, calls(api, 200, 90));
    expect(ended.map(({ answer }) => "status" in answer && answer.status)).toEqual(Array(200).fill(200));
    expect(mostInAWindow(timesOf(api.arrivals), 60_000)).toBe(100);
    // Not slower than it has to be either.
    expect(Math.max(...ended.map(({ took }) => took))).toBeLessThan(60_050);
  });

  it("refuses at once what it cannot send in time, and says when", async () => {
    const api = lab(hundredAMinute);
    const ended = await after(1, calls(api, 250, 30));
    const refused = ended.slice(100);
    expect(api.arrivals).toHaveLength(100);
    for (const { answer, took } of refused) {
      expect(answer).toMatchObject({ reason: "rate-limited", retryAfterSeconds: 60, isRepeatable: true });
      expect(took).toBeLessThan(50);
    }
  });

  it("counts those before a call that waits", async () => {
    const api = lab({ maxRequests: 2, windowSeconds: 10, learn: true });
    const first = calls(api, 8, 25);
    await vi.advanceTimersByTimeAsync(15);
    // Behind the six that are waiting there is no place before the fourth window.
    const [last] = await after(0, [call(api, 25)]);
    expect(last?.answer).toMatchObject({ reason: "rate-limited", retryAfterSeconds: 30 });
    const ended = await after(40, first);
    expect(ended.map(({ answer }) => "status" in answer)).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(mostInAWindow(timesOf(api.arrivals), 10_000)).toBe(2);
  });

  it("counts a request from when it is sent until a window after its answer", async () => {
    const slow = lab({ maxRequests: 1, windowSeconds: 10, learn: true }, () => ({ back: 4000 }));
    await after(60, calls(slow, 3, 60));
    expect(slow.arrivals.map(({ at }) => Math.round(at))).toEqual([5, 14_010, 28_015]);
  });

  it("is another for each origin", async () => {
    const api = lab({ maxRequests: 1, windowSeconds: 10, learn: true });
    const ended = await after(1, [
      call(api, 5),
      call(api, 5, { origin: "https://b.example.com" }),
      call(api, 5),
    ]);
    expect(ended.map(({ answer }) => "status" in answer)).toEqual([true, true, false]);
  });

  const step = fc.record({ there: fc.nat(3000), back: fc.nat(3000), fails: fc.boolean() });
  const scenario = fc.record({
    maxRequests: fc.integer({ min: 1, max: 5 }),
    windowSeconds: fc.integer({ min: 1, max: 10 }),
    maxConcurrent: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    arrivals: fc.array(fc.record({ pause: fc.nat(2000), seconds: fc.integer({ min: 1, max: 60 }), step }), { maxLength: 25 }),
  }); // prettier-ignore

  it("never holds more on the upstream's own clock, in the order of the calls, whatever the network does", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ maxRequests, windowSeconds, maxConcurrent, arrivals }) => {
        const steps: Step[] = arrivals.map((each) => each.step);
        const limit = { maxRequests, windowSeconds, ...(maxConcurrent && { maxConcurrent }), learn: true };
        const api = lab(limit, (count) => steps[count] ?? {});
        const begun: Promise<Ended>[] = [];
        for (const { pause, seconds } of arrivals) {
          begun.push(call(api, seconds, { path: `/${begun.length}` }));
          await vi.advanceTimersByTimeAsync(pause);
        }
        const ended = await after(600, begun);
        expect(mostInAWindow(timesOf(api.arrivals), windowSeconds * 1000)).toBeLessThanOrEqual(maxRequests);
        if (maxConcurrent !== undefined) expect(api.mostAtATime).toBeLessThanOrEqual(maxConcurrent);
        expect(api.sent).toEqual([...api.sent].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
        // Each is sent or refused, none after its time, and nothing is left behind.
        const refused = ended.map(
          ({ answer }) => "reason" in answer && answer.reason === "rate-limited",
        );
        expect(api.arrivals.length + refused.filter(Boolean).length).toBe(arrivals.length);
        const late = ended.filter(
          ({ took }, index) => refused[index] && took > (arrivals[index]?.seconds ?? 0) * 1000,
        );
        expect(late).toEqual([]);
        expect(vi.getTimerCount()).toBe(0);
      }),
      { numRuns: 150 },
    );
  }); // prettier-ignore
});

describe("a window that is kept elsewhere", () => {
  /** One that answers late, and says of itself that it is worth asking again at once. */
  function sharedWindow(answers: readonly ("slot" | number)[]) {
    const asked: number[] = [];
    const done: number[] = [];
    const openWindow: OpenWindow = () => ({
      async tryTake() {
        const answer = answers[asked.push(performance.now()) - 1] ?? "slot";
        await new Promise((resolve) => setTimeout(resolve, 3));
        return answer === "slot" ? { done: () => void done.push(performance.now()) } : answer;
      },
    });
    return { asked, done, openWindow };
  }
  const limit = { maxRequests: 100, windowSeconds: 60, learn: true };

  it("keeps the order of the calls", async () => {
    const { openWindow } = sharedWindow([0, "slot", 0, "slot", "slot"]);
    const api = lab(limit, undefined, openWindow);
    await after(1, [0, 1, 2, 3].map((index) => call(api, 30, { path: `/${index}` }))); // prettier-ignore
    expect(api.sent).toEqual(["/0", "/1", "/2", "/3"]);
  });

  it("is asked for the head of the line only, and not before it said", async () => {
    const { openWindow, asked } = sharedWindow([500]);
    const api = lab(limit, undefined, openWindow);
    const began = performance.now();
    await after(1, calls(api, 3));
    expect(asked.map((at) => at - began)).toEqual([0, 503, 506, 509]);
  });

  it("gets back what a call has not used that was cancelled meanwhile", async () => {
    const { openWindow, done } = sharedWindow([]);
    const api = lab(limit, undefined, openWindow);
    const cancelled = new AbortController();
    const begun = call(api, 30, { signal: cancelled.signal });
    await vi.advanceTimersByTimeAsync(1);
    cancelled.abort();
    expect((await after(1, [begun]))[0]?.answer).toMatchObject({ reason: "cancelled" });
    expect([api.sent, done.length]).toEqual([[], 1]);
  });
});

describe("the cap", () => {
  it("lets so many go at a time, first come first served", async () => {
    const api = lab({ maxConcurrent: 3, learn: true }, () => ({ back: 1000 }));
    const begun = Array.from({ length: 7 }, (_, index) => call(api, 30, { path: `/${index}` }));
    await after(10, begun);
    expect(api.mostAtATime).toBe(3);
    expect(api.arrivals.map(({ at, request }) => [Math.round(at), request.path])).toEqual(
      [5, 5, 5, 1010, 1010, 1010, 2015].map((at, index) => [at, `/${index}`]),
    );
  });

  it("is until the body is there, where the window begins with the head", async () => {
    const api = lab({ maxConcurrent: 1, learn: true }, (count) => ({ fails: count === 0, back: 100 }));
    const ended = await after(1, calls(api, 2));
    expect(ended.map(({ answer }) => ("status" in answer ? answer.status : answer.reason))).toEqual(["reset", 200]);
  }); // prettier-ignore

  it("refuses with the deadline what has waited in vain; nobody knows when there is a place", async () => {
    const api = lab({ maxConcurrent: 1, learn: true }, () => ({ back: 60_000 }));
    const [, second] = await after(100, calls(api, 2, 10));
    expect(second?.answer).toMatchObject({ reason: "rate-limited" });
    expect(second?.answer).toHaveProperty("retryAfterSeconds", undefined);
    expect(second?.took).toBeLessThanOrEqual(10_000);
  });
});

describe("an operation's own limit", () => {
  const own = { rateLimit: { maxRequests: 1, windowSeconds: 10 } };

  it("holds for it besides that of the API, and holds up nobody else", async () => {
    const api = lab({ maxRequests: 3, windowSeconds: 10, learn: true });
    const report = { operation: "GET /report", ...own };
    const begun = [call(api, 30, report), call(api, 30, report), call(api, 30), call(api, 30)];
    await after(5, begun.slice(2));
    expect(api.arrivals.map(({ request }) => request.operation)).toEqual(["GET /report", "GET /pets", "GET /pets"]); // prettier-ignore
    await after(30, begun);
    expect(mostInAWindow(timesOf(api.arrivals), 10_000)).toBe(3);
  });

  it("of `false` takes it out of the API's", async () => {
    const api = lab({ maxRequests: 1, windowSeconds: 60, learn: true });
    const ended = await after(1, [call(api), call(api, 30, { rateLimit: false }), call(api)]);
    expect(ended.map(({ answer }) => "status" in answer)).toEqual([true, true, false]);
  });
});

it("of `false` holds nothing back", async () => {
  const api = lab(false, (count) => (count === 0 ? { status: 429, headers: { "retry-after": "40" } } : {}));
  await after(1, [call(api)]);
  const own = { rateLimit: { maxRequests: 1, windowSeconds: 60 } };
  const ended = await after(1, [call(api, 30, own), call(api, 30, own)]);
  expect(ended.map(({ answer }) => "status" in answer)).toEqual([true, true]);
});

describe("a call that waits", () => {
  it("leaves the line when it is cancelled", async () => {
    const api = lab({ maxRequests: 1, windowSeconds: 10, learn: true });
    const second = new AbortController();
    const begun = [call(api), call(api, 30, { signal: second.signal, path: "/second" }), call(api, 30)];
    await vi.advanceTimersByTimeAsync(1000);
    second.abort();
    const [, cancelled] = await after(15, begun);
    expect(cancelled).toMatchObject({ answer: { reason: "cancelled" }, took: 1000 });
    expect(api.arrivals.map(({ request }) => request.path)).toEqual(["/pets", "/pets"]);
  });

  it("was cancelled before", async () => {
    const api = lab({ learn: true });
    const [cancelled] = await after(1, [call(api, 30, { signal: AbortSignal.abort() })]);
    expect(cancelled?.answer).toMatchObject({ reason: "cancelled" });
    expect(api.arrivals).toEqual([]);
  });
});
