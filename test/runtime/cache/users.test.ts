// Whatever users, credentials and headers there are: nobody gets an answer that was made for another.
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { auth } from "../../../templates/runtime/auth.js";
import { cache } from "../../../templates/runtime/cache/cache.js";
import { identity } from "../../../templates/runtime/cache/identity.js";
import { apiKey, basic, bearer, custom, withHeader } from "../../../templates/runtime/credentials.js";
import {
  pipeline,
  type ApiResponse,
  type Exchange,
  type ExchangeRequest,
} from "../../../templates/runtime/exchange.js";
import { apiResponse, exchangeRequest, policy } from "../support.js";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-20T10:00:00Z") }));
afterEach(() => void vi.useRealTimers());

const credentials = {
  key: apiKey({ in: "header", name: "X-Key", variable: "KEY" }),
  query: apiKey({ in: "query", name: "key", variable: "KEY" }),
  cookie: apiKey({ in: "cookie", name: "session", variable: "KEY" }),
  own: bearer({ variable: "KEY", header: "x-token" }),
  login: basic({ username: "USER", password: "KEY" }),
  signed: custom("signed"),
};
const schemes = Object.keys(credentials);

/** What changes what the API answers: everything that reaches it. */
function seen({ method, origin, path, headers }: ExchangeRequest): string {
  const told = headers.filter(([name]) => !name.startsWith("if-"));
  return JSON.stringify([method, origin, path, [...told].sort()]);
}

const value = fc.constantFrom("a", "b", "c");
const step = fc.record({
  method: fc.constantFrom("GET", "GET", "GET", "HEAD", "POST"),
  path: fc.constantFrom("/me", "/me?page=1", "/pets", "/"),
  set: fc.subarray(schemes, { maxLength: 2 }),
  isOptional: fc.boolean(),
  environment: fc.record({ KEY: value, USER: value }, { requiredKeys: [] }),
  forwarded: fc.option(value, { nil: undefined }),
  token: fc.option(value, { nil: undefined }),
  language: fc.option(value, { nil: undefined }),
  seconds: fc.constantFrom(0, 0, 1, 30, 100),
  control: fc.constantFrom(
    "max-age=60",
    "max-age=0",
    "no-cache",
    "private",
    "no-store",
    "public, max-age=5",
    "",
  ),
  vary: fc.constantFrom("", "accept-language", "authorization", "*"),
  etag: fc.boolean(),
  fails: fc.integer({ min: 0, max: 9 }),
});
type Step = ReturnType<typeof step.generate>["value"];

it("each gets the answer that the API makes for what it sends", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const environment: Record<string, string> = {};
      let signer = "a";
      let now: Step | undefined;
      const upstream: Exchange = async (request): Promise<ApiResponse> => {
        const text = seen(request);
        await Promise.resolve();
        if (now?.fails === 0) return apiResponse({ status: 503 });
        const given = request.headers.find(([name]) => name === "if-none-match")?.[1];
        const etag = JSON.stringify(Buffer.from(text).toString("base64"));
        const headers = new Map([
          ["cache-control", now?.control ?? ""],
          ["vary", now?.vary ?? ""],
          ...(now?.etag === true ? [["etag", etag] as const] : []),
        ]);
        if (given === etag) return apiResponse({ status: 304, headers });
        return apiResponse({ body: text, headers });
      };
      const sign = (request: ExchangeRequest): ExchangeRequest => withHeader(request, "x-signed", signer);
      const exchange = pipeline(
        cache(policy(), identity(credentials, environment)),
        auth(credentials, environment, { hooks: { signed: sign } }),
        upstream,
      );
      /** What the API would see, were there no cache. */
      const bare = pipeline(auth(credentials, environment, { hooks: { signed: sign } }), async (request) =>
        apiResponse({ body: seen(request) }),
      );
      for (const each of steps) {
        now = each;
        for (const name of ["KEY", "USER"]) delete environment[name];
        Object.assign(environment, each.environment);
        signer = each.environment.USER ?? "a";
        const request = requestOf(each);
        const wanted = await bare(request).catch(() => undefined);
        const all = await Promise.all([0, 1].map(() => exchange(request).catch(() => undefined)));
        for (const answer of all) {
          if (answer?.status !== 200) continue;
          expect(Buffer.from(answer.body).toString()).toBe(Buffer.from(wanted?.body ?? []).toString());
        }
        await vi.advanceTimersByTimeAsync(each.seconds * 1000);
      }
    }),
    { numRuns: 300 },
  );
});

function requestOf({ method, path, set, isOptional, forwarded, token, language }: Step): ExchangeRequest {
  const own = policy({ cache: { ttlSeconds: 20, staleSeconds: 60, private: true } });
  return exchangeRequest({
    method,
    path,
    security: [...(set.length > 0 ? [set] : []), ...(isOptional ? [[]] : [])],
    headers: [
      ...(forwarded === undefined ? [] : [["x-key", forwarded] as const]),
      ...(language === undefined ? [] : [["accept-language", language] as const]),
    ],
    forwarded: forwarded === undefined ? [] : ["x-key"],
    ...(token !== undefined && { clientHeaders: new Map([["x-token", token]]) }),
    policy: own,
  });
}
