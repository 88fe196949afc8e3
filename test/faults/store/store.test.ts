// Two replicas of a generated server and a real Redis that is taken away under them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redisVersion } from "../../runtime/store/redis.js";
import { repository } from "../../snapshots/cases.js";
import { freshFolder } from "../../snapshots/record.js";
import { openLab, type Lab } from "../oauth/lab.js";
import { playWithStore, storeScenarios } from "./scenarios.js";

describe.skipIf(redisVersion === undefined)("with redis-server", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(freshFolder("faults", "store"), repository, "store: redis\n");
  });
  afterAll(() => lab.close());

  // `npm run faults` plays the others, which take long, as well.
  const quick = storeScenarios.filter(({ isLong }) => isLong !== true);
  test.each(quick.map((scenario) => [scenario.name, scenario] as const))("%s", async (_, scenario) => {
    const { measured, atMost, problems } = await playWithStore(scenario, lab);
    expect(problems).toEqual([]);
    expect(measured).toBeLessThanOrEqual(atMost);
  });
});
