// A store that is there, is taken away, hangs, refuses and comes back: a real Redis.
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { openStore } from "../../../templates/runtime/store/open-store.js";
import type { Store } from "../../../templates/runtime/store/store.js";
import { RedisServer, redisVersion, until } from "./redis.js";

const echo = "return ARGV[1]";

/** What is written to stderr. */
const said: string[] = [];
vi.spyOn(console, "error").mockImplementation((line: unknown) => void said.push(String(line)));
afterEach(() => void said.splice(0));

function open(url: string | undefined): Store {
  const store = openStore({ name: "shop", variable: "SHOP_STORE_URL" }, { SHOP_STORE_URL: url });
  onTestFinished(() => store.close());
  return store;
}

async function startRedis(...options: string[]): Promise<RedisServer> {
  const redis = await RedisServer.start(...options);
  onTestFinished(() => redis.kill());
  return redis;
}

const down = (why: string): string =>
  `shop: the store of SHOP_STORE_URL is down (${why}): going on with memory, and trying again every 5 s`;
const back = "shop: the store of SHOP_STORE_URL is back";

test("without the variable nothing is shared, and this is said at once", async () => {
  const store = open(undefined);
  expect(said).toEqual(["shop: SHOP_STORE_URL is not set: this process shares nothing with others"]);
  expect(await store.run(echo, [], ["x"])).toBeUndefined();
});

test("a store that is not there holds nobody up, and is said once", async () => {
  const store = open("redis://127.0.0.1:1");
  const answers = await Promise.all(Array.from({ length: 50 }, () => store.run(echo, [], ["x"])));
  expect(answers).toEqual(Array(50).fill(undefined));
  await until(() => said.length > 0);
  expect(await store.run(echo, [], ["x"])).toBeUndefined();
  expect(said).toEqual([down("ECONNREFUSED")]);
});

describe.skipIf(redisVersion === undefined)("with redis-server", () => {
  test("runs scripts, with the server's name before their keys", async () => {
    const redis = await startRedis();
    const store = open(redis.url);
    expect(await store.run("return redis.call('SET', KEYS[1], ARGV[1])", ["a"], [7])).toBe("OK");
    expect(await redis.ask("GET", "shop:a")).toBe("7");
    expect(await store.run("return {1, false, {'x'}}", [], [])).toEqual([1, null, ["x"]]);
    await redis.ask("SCRIPT", "FLUSH");
    expect(await store.run(echo, [], ["again"])).toBe("again");
    expect(said).toEqual([]);
  });

  test("nothing is left of a store that is closed", async () => {
    const redis = await startRedis();
    const store = open(redis.url);
    await store.run(echo, [], ["x"]);
    store.close();
    expect(await store.run(echo, [], ["x"])).toBeUndefined();
    await until(async () => !String(await redis.ask("CLIENT", "LIST")).includes("cmd=evalsha"));
    expect(said).toEqual([]);
  });

  test("one that is killed is missed once, and found again", async () => {
    const redis = await startRedis();
    const store = open(redis.url);
    expect(await store.run(echo, [], ["x"])).toBe("x");
    await redis.kill();
    await until(() => said.length > 0);
    expect(await store.run(echo, [], ["x"])).toBeUndefined();
    await redis.start();
    await until(async () => (await store.run(echo, [], ["x"])) === "x");
    expect(said).toEqual([expect.stringMatching(/ is down \((connection closed|ECONNRESET)\): /), back]);
  });

  test("one that hangs holds each call up for a quarter of a second at most, and only the first ones", async () => {
    const redis = await startRedis();
    const store = open(redis.url);
    await store.run(echo, [], ["x"]);
    redis.hang();
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => store.run(echo, [], ["x"])));
    expect(answers).toEqual(Array(20).fill(undefined));
    expect(performance.now() - began).toBeLessThan(500);
    const later = performance.now();
    expect(await store.run(echo, [], ["x"])).toBeUndefined();
    expect(performance.now() - later).toBeLessThan(50);
    redis.goOn();
    await until(async () => (await store.run(echo, [], ["x"])) === "x");
    expect(said).toEqual([down("no answer"), back]);
  });

  test.each([
    ["wants a password", ["--requirepass", "right"], (url: string) => url, "NOAUTH"],
    ["has another password", ["--requirepass", "right"], (url: string) => url.replace("//", "//:wr0ng@"), "WRONGPASS"],
    ["has no such database", [], (url: string) => `${url}/99`, "ERR"],
    ["is full", ["--maxmemory", "1", "--maxmemory-policy", "noeviction"], (url: string) => url, "OOM"],
    ["is a copy that is only read", ["--replicaof", "127.0.0.1", "1"], (url: string) => url, "READONLY"],
  ])("one that %s is down", async (_, options, urlOf, code) => {
    const redis = await startRedis(...options);
    const store = open(urlOf(redis.url));
    expect(await store.run(echo, [], ["x"])).toBeUndefined();
    await until(() => said.length > 0);
    expect(said).toEqual([down(code)]);
  }); // prettier-ignore

  test("a password that is right opens it", async () => {
    const redis = await startRedis("--requirepass", "right & secret");
    const store = open(redis.url.replace("//", `//:${encodeURIComponent("right & secret")}@`));
    expect(await store.run(echo, [], ["x"])).toBe("x");
    expect(said).toEqual([]);
  });

  test("a process that was busy does not take its own time for the store's", async () => {
    const redis = await startRedis();
    const store = open(redis.url);
    await store.run(echo, [], ["x"]);
    const answer = store.run(echo, [], ["x"]);
    await new Promise((resolve) => setImmediate(resolve));
    const end = performance.now() + 400;
    while (performance.now() < end);
    expect(await answer).toBe("x");
    expect(said).toEqual([]);
  });
});
