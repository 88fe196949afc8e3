import { describe, expect, it } from "vitest";
import { UpstreamError, type FailureReason } from "../../templates/runtime/errors.js";
import { describeError, describeFailure } from "../../templates/runtime/failure.js";
import { apiResponse } from "./support.js";

const unsure = "check first whether the request was carried out";

type Parts = Parameters<typeof apiResponse>[0];

/** The lines about a failure, without the body that follows. */
function linesOf(parts: Parts): string[] {
  const response = apiResponse({ status: 503, statusText: "Service Unavailable", ...parts });
  return (describeFailure(response).split("\n\n")[0] ?? "").split("\n");
}

it("says all that is known, the body last", () => {
  const body = '{"type":"about:blank","title":"Slow down","detail":"100 a minute"}';
  const response = apiResponse({
    status: 429,
    statusText: "Too Many Requests",
    mediaType: "application/problem+json",
    headers: new Map([["x-request-id", "r-7"], ["retry-after", "12"]]),
    attempts: 3,
    body,
  }); // prettier-ignore
  expect(describeFailure(response)).toBe(
    "GET /pets failed: 429 Too Many Requests, after 3 attempts\n" +
      "message: Slow down: 100 a minute\nrequestId: r-7\nretry: yes\nretryAfterSeconds: 12\n\n" +
      body,
  );
});

it.each<[number, boolean, string]>([
  [400, true, "no"],
  [401, true, "no"],
  [404, true, "no"],
  [409, true, "no"],
  [501, true, "no"],
  [425, false, "yes"],
  [429, false, "yes"],
  [503, false, "yes"],
  [408, true, "yes"],
  [500, true, "yes"],
  [502, true, "yes"],
  [504, true, "yes"],
  [522, true, "yes"],
  [408, false, unsure],
  [500, false, unsure],
  [502, false, unsure],
  [504, false, unsure],
])("after %i, repeatable %j, advises: %s", (status, isRepeatable, advice) => {
  expect(linesOf({ status, statusText: "", isRepeatable })).toEqual([
    `GET /pets failed: ${status}`,
    `retry: ${advice}`,
  ]);
});

it.each<[FailureReason | undefined, boolean, string]>([
  ["timeout", true, "yes"],
  ["timeout", false, unsure],
  ["reset", false, unsure],
  ["refused", true, "yes"],
  ["dns", true, "yes"],
  ["rate-limited", true, "yes"],
  ["tls", true, "no"],
  ["too-large", true, "no"],
  ["malformed", true, "no"],
  ["cancelled", true, "no"],
])("without an answer because of %s, repeatable %j, advises: %s", (reason, isRepeatable, advice) => {
  const error = new UpstreamError("GET /pets: it is so", reason, isRepeatable);
  expect(describeError(error)).toBe(`GET /pets: it is so\nreason: ${reason}\nretry: ${advice}`);
});

it("says how often a request without an answer was sent", () => {
  const error = new UpstreamError("GET /pets: it is so", "reset", true);
  error.attempts = 3;
  expect(describeError(error)).toMatch(/^GET \/pets: it is so, after 3 attempts\n/);
});

it("says when there is a place for a request that the rate limit has refused", () => {
  const error = new UpstreamError("GET /pets was not sent", "rate-limited", true);
  error.retryAfterSeconds = 42;
  expect(describeError(error)).toBe(
    "GET /pets was not sent\nreason: rate-limited\nretry: yes\nretryAfterSeconds: 42",
  );
});

describe("the API's message", () => {
  it.each<[string, unknown, string | undefined]>([
    ["application/problem+json", { title: "Gone" }, "Gone"],
    ["application/problem+json", { detail: "Sold" }, "Sold"],
    ["application/problem+json", { title: 5, message: "Odd" }, "Odd"],
    ["application/json", { message: "In\nuse" }, "In use"],
    ["application/json", { error: "tag" }, "tag"],
    ["application/json", { error: { code: 5, message: "Quota" } }, "Quota"],
    ["application/json", { error: "invalid_request", error_description: "No scope" }, "No scope"],
    ["application/json", { errors: [{ detail: "Too long" }, { detail: "Too short" }] }, "Too long"],
    ["application/vnd.api+json", { errors: ["Too long"] }, "Too long"],
    ["application/json", "Broken", "Broken"],
    ["application/json", { message: " ", code: 7 }, undefined],
    ["application/json", [], undefined],
    ["application/json", null, undefined],
    ["text/plain", { message: "no JSON" }, undefined],
  ])("of %s %j is %j", (mediaType, value, message) => {
    const line = linesOf({ mediaType, body: JSON.stringify(value) }).find((each) => /^message: /.test(each));
    expect(line).toBe(message === undefined ? undefined : `message: ${message}`);
  });

  it("is capped, and left out of what is not JSON", () => {
    const [, long = ""] = linesOf({ body: JSON.stringify({ message: "x".repeat(5000) }) });
    expect(long).toHaveLength("message: ".length + 500);
    expect(linesOf({ body: '{"message": "cut' })).toHaveLength(2);
  });
});

it.each([
  ["x-request-id", "a"],
  ["cf-ray", "b"],
])("names the request by %s", (name, id) => {
  expect(linesOf({ headers: new Map([[name, id]]) })).toContain(`requestId: ${id}`);
});
