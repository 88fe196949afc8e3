// Caches that replicas share, with a real Redis between them: what one keeps the others give, what one writes they forget.
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { openStore } from "../../../templates/runtime/store/open-store.js";
import { sharedEntries } from "../../../templates/runtime/store/entries.js";
import type { ExchangeRequest } from "../../../templates/runtime/exchange.js";
import type { OwnPolicy } from "../../../templates/runtime/policy.js";
import { apiResponse, policy } from "../support.js";
import { bench, fresh, held, type Bench, type Step } from "../cache/support.js";
import { RedisServer, redisVersion, until } from "./redis.js";

const said: string[] = [];
vi.spyOn(console, "error").mockImplementation((line: unknown) => void said.push(String(line)));

const write = { method: "POST", operation: "POST /pets" };

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

  function replica(steps: Step[] = [fresh(60)], own: OwnPolicy = {}, server = redis): Bench {
    const store = openStore({ name: "shop", variable: "URL" }, { URL: server.url });
    onTestFinished(() => store.close());
    return bench(own, steps, async () => "somebody", policy(own), sharedEntries(store));
  }

  test("an answer that one replica keeps another one gives, as it was", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const answer = { ...fresh(60), body: bytes, statusText: "Fine", charset: "latin1" };
    const [one, other] = [replica([answer]), replica()];
    const given = await one.ask();
    await setTimeout(1100);
    const kept = await other.ask();
    expect(other.sent).toEqual([]);
    expect(kept).toMatchObject({
      cached: { how: "hit", ageSeconds: 1 },
      statusText: "Fine",
      charset: "latin1",
    });
    expect(new Uint8Array(kept.body)).toEqual(bytes);
    expect([...kept.headers]).toEqual([...given.headers]);
    expect((await other.ask()).cached?.how).toBe("hit");
  });

  test("its time goes on", async () => {
    const [one, other] = [replica([fresh(1)]), replica([fresh(1, "new")])];
    await one.get();
    await setTimeout(1100);
    expect(await other.get()).toBe("new");
  });

  test("what can be asked about is asked about by another replica", async () => {
    const headers = new Map([
      ["cache-control", "no-cache"],
      ["etag", '"1"'],
    ]);
    const [one, other] = [replica([{ body: "old", headers }]), replica([{ status: 304, headers }])];
    await one.get();
    expect(await other.get()).toBe("old");
    expect(new Map(other.sent[0]?.headers).get("if-none-match")).toBe('"1"');
  });

  test.each<[string, Step, Partial<ExchangeRequest>]>([
    ["a private answer", { body: "mine", headers: new Map([["cache-control", "private, max-age=60"]]) }, {}],
    ["an answer for a forwarded header", fresh(60), { forwarded: ["x-key"], headers: [["x-key", "a"]] }],
    ["an answer for a client's credential", fresh(60), { clientHeaders: new Map([["x-key", "a"]]) }],
    ["a large answer", fresh(60, "x".repeat(1_000_001)), {}],
  ])("%s stays in the process", async (_, step, request) => {
    const [one, other] = [replica([step], { cache: { private: true } }), replica()];
    await one.get(request);
    expect((await one.ask(request)).cached?.how).toBe("hit");
    expect(((await redis.ask("KEYS", "*entry:*")) as string[]).filter((key) => !key.endsWith(":"))).toEqual([]);
    await other.get(request);
    expect(other.sent).toHaveLength(1);
  }); // prettier-ignore

  test.each(["/pets", "/", "/pets/7", "/pets/7/photo"])("a write to %s is heard of by all", async (path) => {
    const [one, other, late] = [replica(), replica(), replica()];
    for (const each of [one, other]) await each.get({ path: "/pets/7" });
    expect(other.sent).toEqual([]);
    await one.get({ ...write, path });
    await other.get({ path: "/pets/7" });
    expect(other.sent).toHaveLength(1);
    // Kept anew since, by the other one.
    await late.get({ path: "/pets/7" });
    expect(late.sent).toEqual([]);
  });

  test("a write to a sibling leaves it", async () => {
    const [one, other] = [replica(), replica()];
    await one.get({ path: "/pets/7" });
    await one.get({ ...write, path: "/pets/8" });
    await other.get({ path: "/pets/7" });
    expect(other.sent).toEqual([]);
  });

  test("an answer from before another replica's write is not kept", async () => {
    const old = held<ReturnType<typeof apiResponse>>();
    const [one, other] = [replica([() => old.promise, fresh(60, "new")]), replica()];
    const reading = one.get();
    await until(() => one.sent.length === 1);
    await other.get(write);
    old.resolve(apiResponse(fresh(60, "old")));
    expect(await reading).toBe("old");
    expect(await one.get()).toBe("new");
    await other.get();
    expect(other.sent).toHaveLength(1);
  });

  test("what the store says before it has heard of a write here is not kept", async () => {
    const [one, other] = [replica([fresh(60, "new")]), replica([fresh(60, "old")])];
    await other.get();
    await one.get({ path: "/elsewhere" });
    redis.hang();
    const reading = one.get();
    await setTimeout(20);
    const writing = one.get(write);
    await setTimeout(20);
    redis.goOn();
    await Promise.all([reading, writing]);
    expect(await one.get()).toBe("new");
  });

  test("who has kept answers before the first sign of the store asks for them anew", async () => {
    const victim = await RedisServer.start();
    onTestFinished(() => victim.kill());
    await victim.kill();
    const [one, other] = [replica([fresh(60)], {}, victim), replica([fresh(60)], {}, victim)];
    await one.get(write);
    await other.get();
    await one.get(write);
    await until(() => said.length === 2);
    await victim.start();
    await until(() => said.length === 4);
    await one.get();
    await other.get();
    expect(other.sent).toHaveLength(2);
  });

  test("who has missed more writes than are remembered forgets everything", async () => {
    const [one, other] = [replica(), replica()];
    await other.get({ path: "/pets/7" });
    for (let count = 0; count < 1001; count += 1) await one.get({ ...write, path: "/elsewhere" });
    await other.get({ path: "/pets/7" });
    expect(other.sent).toHaveLength(2);
  });

  test.each<[string, (victim: RedisServer) => unknown, (victim: RedisServer) => unknown]>([
    ["is killed", (victim) => victim.kill(), (victim) => victim.start()],
    ["hangs", (victim) => victim.hang(), (victim) => victim.goOn()],
  ])("a store that %s costs no call; a write meanwhile is told when it is back", async (_, end, begin) => {
    const victim = await RedisServer.start();
    onTestFinished(() => victim.kill());
    const [one, other] = [replica([fresh(60)], {}, victim), replica([fresh(60)], {}, victim)];
    for (const each of [one, other]) await each.get();
    await end(victim);
    await one.get(write);
    expect((await other.ask()).cached?.how).toBe("hit");
    await until(() => said.length === 2);
    await begin(victim);
    await until(() => said.length === 4);
    // What it has written the one tells without being asked for anything.
    await until(async () => Number(await victim.ask("HGET", "shop:cache:clock", "number")) > 0, 1000);
    await other.get();
    expect(other.sent).toHaveLength(1);
  });

  const paths = ["/a", "/a/1", "/a/1/x", "/a/2", "/b", "/b?q=1"];
  const step = fc.record({
    replica: fc.nat(2),
    path: fc.constantFrom(...paths),
    writes: fc.integer({ min: 0, max: 5 }).map((value) => value === 0),
  });

  test("nobody gets what was true before a write that covers it, whoever has written", async () => {
    let run = 0;
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
        run += 1;
        const origin = `https://${run}.example.com`;
        let writes = 0;
        /** The number of the last write that covers a path. */
        const current = new Map(paths.map((path) => [path, 0]));
        const upstream: Step = async ({ path }) => apiResponse(fresh(60, String(current.get(path))));
        const replicas = [replica([upstream]), replica([upstream]), replica([upstream])];
        for (const each of steps) {
          const by = replicas[each.replica];
          if (each.writes) {
            writes += 1;
            const [written = ""] = each.path.split("?");
            for (const path of paths) {
              const [read = ""] = path.split("?");
              if (`${read}/`.startsWith(`${written}/`) || `${written}/`.startsWith(`${read}/`))
                current.set(path, writes);
            }
            await by?.get({ ...write, origin, path: each.path });
          } else {
            const answer = await by?.ask({ origin, path: each.path });
            hits += answer?.cached === undefined ? 0 : 1;
            expect(Buffer.from(answer?.body ?? []).toString()).toBe(String(current.get(each.path)));
          }
        }
      }),
      { numRuns: 30 },
    );
    expect(hits).toBeGreaterThan(100);
  });
});
