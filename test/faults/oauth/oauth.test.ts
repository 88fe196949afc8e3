// A generated server and its access tokens, under everything that an authorization server does to it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { repository } from "../../snapshots/cases.js";
import { freshFolder } from "../../snapshots/record.js";
import { openLab, type Lab } from "./lab.js";
import { play, scenarios } from "./scenarios.js";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab(freshFolder("faults", "oauth"), repository);
});
afterAll(() => lab.close());

test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))("%s", async (_, scenario) => {
  const { expected, succeeded, tokenRequests, atMost, problems } = await play(scenario, lab);
  expect(problems).toEqual([]);
  expect(tokenRequests).toBeLessThanOrEqual(atMost);
  expect(succeeded).toBe(expected);
});
