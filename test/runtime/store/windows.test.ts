// A window that replicas share, on the upstream's own clock, with a real Redis between them and real time.
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Exchange } from "../../../templates/runtime/exchange.js";
import { rateLimit } from "../../../templates/runtime/rate-limit/rate-limit.js";
import type {
  SlidingWindow,
  Slot,
  WindowLimit,
} from "../../../templates/runtime/rate-limit/sliding-window.js";
import { openStore } from "../../../templates/runtime/store/open-store.js";
import type { Store } from "../../../templates/runtime/store/store.js";
import { sharedWindows } from "../../../templates/runtime/store/windows.js";
import { mostInAWindow } from "../rate-limit/fullest-window.js";
import { apiResponse, exchangeRequest } from "../support.js";
import { RedisServer, redisVersion, until } from "./redis.js";

const said: string[] = [];
vi.spyOn(console, "error").mockImplementation((line: unknown) => void said.push(String(line)));

function open(redis: RedisServer): Store {
  const store = openStore({ name: "shop", variable: "URL" }, { URL: redis.url });
  onTestFinished(() => store.close());
  return store;
}

/** The window of a replica of its own. */
function windowOf(redis: RedisServer, limit: WindowLimit, name = "api"): SlidingWindow {
  return sharedWindows(open(redis))(name, limit);
}

async function slot(window: SlidingWindow): Promise<Slot> {
  const taken = await window.tryTake();
  if (typeof taken === "number") throw new Error(`full for ${taken} ms`);
  return taken;
}

describe.skipIf(redisVersion === undefined)("with redis-server", () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  beforeEach(async () => {
    said.splice(0);
    await redis.ask("FLUSHALL");
  });
  afterAll(() => redis.kill());

  test("a slot is taken from all, until a window after its answer", async () => {
    const limit = { maxRequests: 2, windowSeconds: 0.3 };
    const [one, other] = [windowOf(redis, limit), windowOf(redis, limit)];
    const slots = [await slot(one), await slot(other)];
    expect(await one.tryTake()).toBe(300);
    await setTimeout(400);
    expect(await other.tryTake()).toBe(300);
    slots[0]?.done();
    slots[0]?.done();
    const wait = await other.tryTake();
    expect(wait).toBeGreaterThan(200);
    await setTimeout(Number(wait) + 1);
    await slot(one);
    expect(await other.tryTake()).toBeTypeOf("number");
  });

  test("windows of other names are others", async () => {
    const limit = { maxRequests: 1, windowSeconds: 1 };
    await slot(windowOf(redis, limit, "api"));
    await slot(windowOf(redis, limit, "api GET /pets"));
    expect(await windowOf(redis, limit, "api").tryTake()).toBeTypeOf("number");
  });

  test("what a replica that died had underway ends by itself, and so does the window", async () => {
    const store = open(redis);
    await slot(sharedWindows(store)("api", { maxRequests: 1, windowSeconds: 60 }));
    store.close();
    const [, score] = (await redis.ask("ZRANGE", "shop:window:api", 0, 0, "WITHSCORES")) as string[];
    const [seconds, microseconds] = (await redis.ask("TIME")) as string[];
    const left = Number(score) - Number(seconds) * 1000 - Number(microseconds) / 1000;
    expect(left).toBeGreaterThan(69_000);
    expect(left).toBeLessThanOrEqual(70_000);
    for (const key of (await redis.ask("KEYS", "*")) as string[]) {
      expect(Number(await redis.ask("PTTL", key))).toBeGreaterThan(0);
    }
  });

  test("a request that takes long keeps its slot", async () => {
    const limit = { maxRequests: 1, windowSeconds: 0.1 };
    const signs = { every: 300, last: 1_000 };
    const taken = await slot(sharedWindows(open(redis), signs)("api", limit));
    const others = sharedWindows(open(redis), signs)("api", limit);
    await setTimeout(1_300);
    expect(await others.tryTake()).toBe(100);
    taken.done();
    await setTimeout(150);
    await slot(others);
  });

  test("without a store a replica takes its share, until the store knows all slots again", async () => {
    const victim = await RedisServer.start();
    onTestFinished(() => victim.kill());
    const limit = { maxRequests: 4, windowSeconds: 10 };
    const [one, other] = [windowOf(victim, limit), windowOf(victim, limit)];
    (await slot(one)).done();
    (await slot(other)).done();
    // Only now do they know of each other.
    await slot(one);
    await victim.kill();
    await until(() => said.length === 2);
    expect(await one.tryTake()).toBeTypeOf("number");
    await slot(other);
    expect(await other.tryTake()).toBeTypeOf("number");
    await victim.start();
    await until(() => said.length === 4);
    // The store is empty, so it would give four more.
    expect(await one.tryTake()).toBeTypeOf("number");
    expect(await other.tryTake()).toBeTypeOf("number");
  });

  test("a replica that is back takes its share until the others are back, too", async () => {
    const victim = await RedisServer.start();
    onTestFinished(() => victim.kill());
    const limit = { maxRequests: 4, windowSeconds: 1 };
    const [one, other] = [windowOf(victim, limit), windowOf(victim, limit)];
    for (const each of [one, other, one]) (await slot(each)).done();
    victim.hang();
    await one.tryTake();
    await setTimeout(2000);
    await other.tryTake();
    victim.goOn();
    await until(() => said.length === 3);
    await victim.ask("FLUSHALL");
    await setTimeout(1100);
    const taken: unknown[] = [];
    for (let turn = 0; turn < 4; turn += 1) for (const each of [one, other]) taken.push(await each.tryTake());
    expect(said).toHaveLength(3);
    expect(taken.filter((each) => typeof each !== "number").length).toBeLessThanOrEqual(4);
  });

  const steps = fc.array(
    fc.record({
      replica: fc.nat(1),
      pause: fc.nat(15),
      there: fc.nat(40),
      back: fc.nat(40),
      fails: fc.boolean(),
    }),
    { minLength: 20, maxLength: 60 },
  );
  const limits = fc.record({
    maxRequests: fc.integer({ min: 1, max: 8 }),
    milliseconds: fc.integer({ min: 50, max: 250 }),
  });

  test("two replicas never exceed it together on the upstream's own clock", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, limits, async (sent, { maxRequests, milliseconds }) => {
        run += 1;
        const arrivals: number[] = [];
        let count = 0;
        const upstream: Exchange = async (request) => {
          const step = sent[count++];
          await setTimeout(step?.there);
          arrivals.push(performance.now());
          await setTimeout(step?.back);
          if (step?.fails === true) throw new Error("broken");
          request.answered?.();
          return apiResponse();
        };
        const stores = [open(redis), open(redis)];
        const limit = { maxRequests, windowSeconds: milliseconds / 1000, learn: true };
        const replicas = stores.map((store) =>
          rateLimit({ rateLimit: limit }, {}, sharedWindows(store))(upstream),
        );
        const origin = `https://${run}.example.com`;
        const calls: Promise<unknown>[] = [];
        for (const { replica, pause } of sent) {
          const request = exchangeRequest({ origin, expires: performance.now() + 30_000 });
          calls.push(
            replicas[replica]?.(request).catch((error: Error) => error.message) ?? Promise.resolve(),
          );
          await setTimeout(pause);
        }
        const answers = await Promise.all(calls);
        for (const store of stores) store.close();
        expect(answers.filter((answer) => typeof answer === "string" && answer !== "broken")).toEqual([]);
        expect(arrivals).toHaveLength(sent.length);
        expect(mostInAWindow(arrivals, milliseconds)).toBeLessThanOrEqual(maxRequests);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});
