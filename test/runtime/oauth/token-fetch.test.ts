// A token request has limits of its own, and does not end with the call that needed it.
import { expect, onTestFinished, test, vi } from "vitest";
import { attempt } from "../../../templates/runtime/attempt.js";
import { UpstreamError } from "../../../templates/runtime/errors.js";
import type { ExchangeRequest } from "../../../templates/runtime/exchange.js";
import { exchangeFetch } from "../../../templates/runtime/oauth/token-fetch.js";
import { send } from "../../../templates/runtime/send.js";
import { apiResponse, exchangeRequest, policy, startUpstream } from "../support.js";

const post = { method: "POST", headers: {}, body: new URLSearchParams({ a: "b c" }) };

test("it is given up after ten seconds, not when the call is cancelled", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const call = new AbortController();
  const fetch = exchangeFetch(
    ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }),
      ),
    exchangeRequest({ signal: call.signal }),
  );
  let end: unknown;
  const ended = fetch("https://login.example.com/token", post).catch((error: unknown) => (end = error));
  call.abort();
  await vi.advanceTimersByTimeAsync(9_999);
  expect(end).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  await ended;
  expect(end).toEqual(
    new UpstreamError("Token request: no answer from https://login.example.com within 10 s", "timeout"),
  );
});

test("it sends its own form only, and reads a megabyte at most", async () => {
  const upstream = await startUpstream((_, response) => response.end("x".repeat(1_000_001)));
  const exchange = send(policy());
  onTestFinished(async () => {
    await exchange.close?.();
    await upstream.close();
  });
  const call = exchangeRequest({ method: "PUT", body: "of the call", headers: [["x-call", "1"]] });
  const asked = exchangeFetch(exchange, call)(`${upstream.url}/token?x=1`, post);
  await expect(asked).rejects.toThrow("Token request: the answer is larger than 1,000,000 bytes");
  expect(upstream.requests).toMatchObject([{ method: "POST", url: "/token?x=1", body: "a=b+c" }]);
  expect(upstream.requests[0]?.headers).not.toHaveProperty("x-call");
});

test("neither the time of an attempt nor the operation's own rate limit is for it", async () => {
  const sent: ExchangeRequest[] = [];
  const fetch = exchangeFetch(
    attempt()((request) => {
      sent.push(request);
      return Promise.resolve(apiResponse({ body: "{}" }));
    }),
    exchangeRequest({
      policy: policy({ attemptSeconds: 0.001, idempotent: true }),
      rateLimit: { maxRequests: 1, windowSeconds: 60 },
    }),
  );
  await fetch("https://login.example.com/token", post);
  expect(sent).toHaveLength(1);
  expect(sent[0]).not.toHaveProperty("rateLimit");
  // No part of the ten seconds.
  expect((sent[0]?.expires ?? 0) - performance.now()).toBeGreaterThan(9000);
});
