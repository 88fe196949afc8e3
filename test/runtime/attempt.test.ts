import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { attempt } from "../../templates/runtime/attempt.js";
import { pipeline, type ExchangeRequest } from "../../templates/runtime/exchange.js";
import { retry } from "../../templates/runtime/retry.js";
import { apiResponse, exchangeRequest, policy } from "./support.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An upstream that does not answer the first requests, and every other. */
function upstream(unanswered: number) {
  const sent: ExchangeRequest[] = [];
  const exchange = pipeline(
    retry(() => 1),
    attempt(),
    (request) => {
      sent.push(request);
      return sent.length > unanswered ? Promise.resolve(apiResponse()) : new Promise(() => undefined);
    },
  );
  const aborted = (): boolean[] => sent.map(({ signal }) => signal.aborted);
  return { exchange, aborted };
}

const inSeconds = (seconds: number): number => performance.now() + seconds * 1000;

it("gives an attempt its time, and the next one its own", async () => {
  const { exchange, aborted } = upstream(1);
  const answer = exchange(exchangeRequest({ expires: inSeconds(30) }));
  await vi.advanceTimersByTimeAsync(9_999);
  expect(aborted()).toEqual([false]);
  await vi.advanceTimersByTimeAsync(101);
  expect(aborted()).toEqual([true, false]);
  expect((await answer).status).toBe(200);
  expect(vi.getTimerCount()).toBe(0);
});

it.each<[string, Partial<ExchangeRequest>]>([
  ["cannot be repeated", { method: "POST" }],
  ["is sent once", { policy: policy({ retry: { attempts: 1 } }) }],
  ["has no time for another attempt", { expires: 10_000 }],
])("leaves all the time to what %s", async (_, parts) => {
  const { exchange, aborted } = upstream(1);
  const { expires = 30_000, ...rest } = parts;
  void exchange(exchangeRequest({ ...rest, expires: performance.now() + expires }));
  await vi.advanceTimersByTimeAsync(29_000);
  expect(aborted()).toEqual([false]);
});
