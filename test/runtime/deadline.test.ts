import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { deadline } from "../../templates/runtime/deadline.js";
import { pipeline, type Exchange } from "../../templates/runtime/exchange.js";
import { apiResponse, exchangeRequest } from "./support.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never: Exchange = () => new Promise(() => undefined);

it("gives up when the time is over, and aborts the inner layers", async () => {
  let inner: AbortSignal | undefined;
  const exchange = deadline()((request) => {
    inner = request.signal;
    return never(request);
  });
  const failure = expect(exchange(exchangeRequest())).rejects.toMatchObject({
    message: "GET /pets: no answer within 30 s",
    reason: "timeout",
  });
  await vi.advanceTimersByTimeAsync(29_999);
  expect(inner?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await failure;
  expect(inner?.aborted).toBe(true);
});

it.each(["before", "after"])("passes a cancellation on that comes %s the request", async (when) => {
  const call = new AbortController();
  if (when === "before") call.abort();
  const failure = deadline()(never)(exchangeRequest({ signal: call.signal }));
  call.abort("a reason of the client");
  await expect(failure).rejects.toMatchObject({ message: "GET /pets was cancelled", reason: "cancelled" });
});

it.each<[string, Exchange]>([
  ["an answer", async () => apiResponse()],
  ["an error", () => Promise.reject(new Error("broken"))],
])("leaves nothing behind after %s", async (_, next) => {
  const call = new AbortController();
  await Promise.allSettled([deadline()(next)(exchangeRequest({ signal: call.signal }))]);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(call.signal, "abort")).toEqual([]);
});

it("is composed with other layers from the outermost to the last", async () => {
  const order: string[] = [];
  const close = (name: string) => async () => void order.push(`close ${name}`);
  const layer = (name: string) => (next: Exchange) =>
    Object.assign(
      async (request: Parameters<Exchange>[0]) => {
        order.push(name);
        return next(request);
      },
      { close: close(name) },
    );
  const last = Object.assign(async () => apiResponse(), { close: close("last") });
  const exchange = pipeline(layer("a"), layer("b"), last);
  await exchange(exchangeRequest());
  expect(order).toEqual(["a", "b"]);
  await exchange.close?.();
  expect(order.slice(2).sort()).toEqual(["close a", "close b", "close last"]);
});
