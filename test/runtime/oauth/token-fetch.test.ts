// A token request has limits of its own, and does not end with the call that needed it.
import { expect, onTestFinished, test, vi } from "vitest";
import { UpstreamError } from "../../../templates/runtime/errors.js";
import { exchangeFetch } from "../../../templates/runtime/oauth/token-fetch.js";
import { send } from "../../../templates/runtime/send.js";
import { exchangeRequest, policy, startUpstream } from "../support.js";

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
