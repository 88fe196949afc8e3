import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ConfigurationError, UpstreamError } from "../../templates/runtime/errors.js";
import type { Exchange } from "../../templates/runtime/exchange.js";
import { log } from "../../templates/runtime/log.js";
import type { LogLevel } from "../../templates/runtime/policy.js";
import { apiResponse, exchangeRequest } from "./support.js";

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

const request = exchangeRequest({
  tool: "listPets",
  path: "/pets?key=secret",
  headers: [["authorization", "Bearer secret"]],
  body: "secret",
});

/** What a level writes about an exchange. */
async function logged(level: LogLevel, exchange: Exchange): Promise<unknown[]> {
  await log({ log: level })(exchange)(request).catch(() => undefined);
  return lines.map((line) => JSON.parse(line) as unknown);
}

const answers = (status: number): Exchange => {
  return async ({ trace }) => {
    trace.attempts = 2;
    return apiResponse({ status, body: "secret" });
  };
};
const fails: Exchange = () => Promise.reject(new UpstreamError("no answer of secret", "reset"));

it.each<[LogLevel, number, number]>([
  ["none", 500, 0],
  ["errors", 399, 0],
  ["errors", 400, 1],
  ["all", 200, 1],
])("%s with status %i writes %i lines", async (level, status, count) => {
  expect(await logged(level, answers(status))).toHaveLength(count);
});

it("says what was called and how it ended, and nothing that was sent or answered", async () => {
  const about = { tool: "listPets", operation: "GET /pets" };
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as unknown;
  const ms = expect.any(Number) as unknown;
  expect(await logged("all", answers(503))).toEqual([
    { time, ...about, status: 503, bytes: 6, attempts: 2, ms },
  ]);
  lines = [];
  expect(await logged("errors", fails)).toEqual([{ time, ...about, reason: "reset", attempts: 2, ms }]);
  expect(lines[0]).not.toContain("secret");
  expect(lines[0]).toMatch(/^[^\n]+\n$/);
});

it("is silent where nothing was sent", async () => {
  expect(await logged("all", () => Promise.reject(new ConfigurationError("set KEY")))).toEqual([]);
});

it("passes on what happened", async () => {
  await expect(log({ log: "all" })(fails)(request)).rejects.toThrow("no answer of secret");
  expect(await log({ log: "all" })(answers(201))(request)).toMatchObject({ status: 201 });
});

it("says what the cache had to do with it", async () => {
  const cached: Exchange = async () => apiResponse({ cached: { how: "hit", ageSeconds: 7 } });
  expect(await logged("all", cached)).toMatchObject([{ status: 200, cache: "hit" }]);
});
