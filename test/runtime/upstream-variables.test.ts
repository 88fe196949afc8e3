import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../templates/runtime/errors.js";
import { policyOf, type OwnPolicy, type UpstreamPolicy } from "../../templates/runtime/policy.js";
import { withVariables } from "../../templates/runtime/upstream-variables.js";
import { policy } from "./support.js";

it("changes nothing when no variable is set", () => {
  expect(withVariables(policy(), "PETS", { PETS_TIMEOUT: " " })).toEqual(policy());
});

it("takes the time of a call, and gives its attempts their share", () => {
  const { deadlineSeconds, attemptSeconds } = withVariables(policy(), "PETS", { PETS_TIMEOUT: "60" });
  expect([deadlineSeconds, attemptSeconds]).toEqual([60, 20]);
});

it.each([
  ["0", 1],
  ["4", 5],
])("takes %s retries", (text, attempts) => {
  expect(withVariables(policy(), "PETS", { PETS_RETRIES: text }).retry.attempts).toBe(attempts);
});

describe("a tool's own policy", () => {
  const own: OwnPolicy = { deadlineSeconds: 120, attemptSeconds: 40, retry: { attempts: 5 } };
  it.each<[Record<string, string>, OwnPolicy, OwnPolicy]>([
    [{}, own, own],
    [{ PETS_RETRIES: "0" }, own, { ...own, retry: { attempts: 1 } }],
    [{ PETS_RETRIES: "7" }, own, own],
    [{ PETS_RETRIES: "2" }, { retry: { attempts: 1 } }, { deadlineSeconds: 30, retry: { attempts: 1 } }],
    [{ PETS_TIMEOUT: "12" }, own, { deadlineSeconds: 12, attemptSeconds: 4, retry: { attempts: 5 } }],
    [{ PETS_TIMEOUT: "240" }, own, own],
    [{ PETS_TIMEOUT: "60" }, { retry: { attempts: 1 } }, { deadlineSeconds: 60, attemptSeconds: 20 }],
  ])("with %j, %j is %j", (variables, policyOfTool, expected) => {
    expect(policyOf(withVariables(policy(), "PETS", variables), policyOfTool)).toMatchObject(expected);
  });
});

it("takes what is logged", () => {
  expect(withVariables(policy(), "PETS", { PETS_LOG: "all" }).log).toBe("all");
});

it("takes whether answers are kept", () => {
  expect(withVariables(policy(), "PETS", { PETS_CACHE: "off" }).cache).toBe(false);
  expect(withVariables(policy(), "PETS", { PETS_CACHE: "on" })).toEqual(policy());
  const without = { ...policy(), cache: false } as const;
  expect(withVariables(without, "PETS", { PETS_CACHE: "on" }).cache).toBe(false);
});

it.each<[string, UpstreamPolicy["rateLimit"]]>([
  ["50/10", { maxRequests: 50, windowSeconds: 10, maxConcurrent: 3, learn: true }],
  ["off", false],
])("takes the rate limit %s", (text, limit) => {
  const own = { ...policy(), rateLimit: { maxRequests: 1, windowSeconds: 1, maxConcurrent: 3, learn: true } };
  expect(withVariables(own, "PETS", { PETS_RATE_LIMIT: text }).rateLimit).toEqual(limit);
});

it("takes whether answers are kept", () => {
  expect(withVariables(policy(), "PETS", { PETS_CACHE: "off" }).cache).toBe(false);
  expect(withVariables(policy(), "PETS", { PETS_CACHE: "on" })).toEqual(policy());
  const without = { ...policy(), cache: false } as const;
  expect(withVariables(without, "PETS", { PETS_CACHE: "on" }).cache).toBe(false);
});

const rates = "requests/seconds, such as 100/60, or off";
it.each([
  ["PETS_CACHE", "no", "on, off"],
  ["PETS_RATE_LIMIT", "100", rates],
  ["PETS_RATE_LIMIT", "0/60", rates],
  ["PETS_RATE_LIMIT", "100/0", rates],
  ["PETS_RATE_LIMIT", "100/90000", rates],
  ["PETS_RATE_LIMIT", "2000000/1", rates],
  ["PETS_RATE_LIMIT", "100/60/1", rates],
  ["PETS_LOG", "debug", "none, errors, all"],
  ["PETS_TIMEOUT", "0", "seconds, up to 3600"],
  ["PETS_TIMEOUT", "30s", "seconds, up to 3600"],
  ["PETS_TIMEOUT", "1e9", "seconds, up to 3600"],
  ["PETS_RETRIES", "-1", "how many retries, from 0 to 10"],
  ["PETS_RETRIES", "1.5", "how many retries, from 0 to 10"],
  ["PETS_RETRIES", "1000", "how many retries, from 0 to 10"],
])("refuses %s=%s", (name, text, fix) => {
  const message = `${name} cannot be "${text}": write ${fix}`;
  expect(() => withVariables(policy(), "PETS", { [name]: text })).toThrow(new ConfigurationError(message));
});
