import { expect, it } from "vitest";
import type { ExchangeRequest } from "../../templates/runtime/exchange.js";
import { isRepeatable } from "../../templates/runtime/policy.js";
import { redirects } from "../../templates/runtime/redirects.js";
import { apiResponse, exchangeRequest, policy } from "./support.js";

const origin = "https://api.example.com";

/** What is sent when the first answers are redirects. */
async function sentAfter(
  steps: readonly (readonly [status: number, location?: string])[],
  parts: Partial<ExchangeRequest> = {},
): Promise<{ sent: string[]; status: number; last: ExchangeRequest | undefined }> {
  const requests: ExchangeRequest[] = [];
  const exchange = redirects()(async (request) => {
    requests.push(request);
    const [status, location] = steps[requests.length - 1] ?? [200];
    return apiResponse({ status, headers: new Map(location === undefined ? [] : [["location", location]]) });
  });
  const { status } = await exchange(exchangeRequest({ origin, path: "/a/b?c=1", ...parts }));
  return { sent: requests.map(({ method, path }) => `${method} ${path}`), status, last: requests.at(-1) };
}

it.each([
  ["/other?d=2", "/other?d=2"],
  ["other", "/a/other"],
  ["?e", "/a/b?e"],
  [`${origin}/x%2Fy`, "/x%2Fy"],
  ["https://API.example.com:443/z", "/z"],
])("follows %s", async (location, path) => {
  expect(await sentAfter([[302, location]])).toMatchObject({ status: 200, sent: ["GET /a/b?c=1", `GET ${path}`] });
}); // prettier-ignore

it.each([
  ["https://evil.example.com/"],
  ["http://api.example.com/"],
  ["https://api.example.com:8443/"],
  ["//evil.example.com/"],
  ["https://api.example.com@evil.example.com/"],
  ["https://[/"],
  [undefined],
])("does not follow %s", async (location) => {
  expect(await sentAfter([[307, location]])).toMatchObject({ status: 307, sent: ["GET /a/b?c=1"] });
});

it.each([300, 304, 305])("does not follow %i", async (status) => {
  expect((await sentAfter([[status, "/other"]])).sent).toHaveLength(1);
});

it.each([
  ["GET", 301, "GET"],
  ["HEAD", 303, "HEAD"],
  ["POST", 301, "GET"],
  ["POST", 302, "GET"],
  ["POST", 303, "GET"],
  ["POST", 307, "POST"],
  ["POST", 308, "POST"],
  ["PUT", 301, "PUT"],
  ["DELETE", 302, "DELETE"],
  ["DELETE", 303, "GET"],
])("a %s after %i is a %s", async (method, status, then) => {
  const headers = [["content-type", "text/plain"], ["x-note", "1"]] as const; // prettier-ignore
  const { sent, last } = await sentAfter([[status, "/other"]], { method, headers, body: "text" });
  expect(sent[1]).toBe(`${then} /other`);
  expect(last).toMatchObject(then === method ? { headers, body: "text" } : { headers: [["x-note", "1"]] });
  if (then !== method) expect(last).not.toHaveProperty("body");
});

it.each([
  ["POST", {}, false],
  ["POST", { idempotent: true }, true],
  ["DELETE", {}, true],
])("what follows a %s with the policy %j can be repeated: %s", async (method, own, isRepeated) => {
  const { last } = await sentAfter([[303, "/other"]], { method, policy: policy(own) });
  expect(last?.method).toBe("GET");
  expect(last && isRepeatable(last)).toBe(isRepeated);
});

it("follows five of them", async () => {
  const { sent, status } = await sentAfter(Array.from({ length: 9 }, (_, index) => [302, `/${index}`]));
  expect([sent.length, sent.at(-1), status]).toEqual([6, "GET /4", 302]);
});

it("says of an answer that it comes from elsewhere", async () => {
  for (const [status, isRedirected] of [[200], [302, true]] as const) {
    let requests = 0;
    const exchange = redirects()(async () => {
      requests += 1;
      return apiResponse({ status: requests === 1 ? status : 200, headers: new Map([["location", "/b"]]) });
    });
    const trace = { attempts: 1 };
    expect((await exchange(exchangeRequest({ origin, trace }))).isRedirected).toBe(isRedirected);
    expect(trace).toEqual({ attempts: 1, ...(isRedirected && { isRedirected }) });
  }
});
