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

  test.each(storeScenarios.map((scenario) => [scenario.name, scenario] as const))(
    "%s",
    async (_, scenario) => {
      const { measured, atMost, problems } = await playWithStore(scenario, lab);
      expect(problems).toEqual([]);
      expect(measured).toBeLessThanOrEqual(atMost);
    },
  );
});
