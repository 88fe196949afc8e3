// One token for all calls: when it is asked for, how long it is used, and what a refusal by the API does. The clock is ours.
import { describe, expect, test } from "vitest";
import { ConfigurationError, UpstreamError } from "../../../templates/runtime/errors.js";
import { TokenCache, type IssuedToken } from "../../../templates/runtime/oauth/token-cache.js";

/** A cache, its clock, and an authorization server that counts. */
class Bench {
  now = 0;
  asked = 0;
  /** What is issued next: a lifetime, an error, or a value that is the same every time. */
  issues: Partial<IssuedToken> | Error = { lifetime: 3600 };
  readonly cache = new TokenCache(undefined, () => this.now);

  /** The token that a call gets. */
  async token(): Promise<string> {
    return this.cache.current ?? this.cache.next(this);
  }

  async identity(): Promise<string> {
    return "me";
  }

  async issue(): Promise<IssuedToken> {
    this.asked += 1;
    const value = `token ${this.asked}`;
    if (this.issues instanceof Error) throw this.issues;
    return { value, ...this.issues };
  }
}

test("many calls at once wait for one token", async () => {
  const bench = new Bench();
  const tokens = await Promise.all(Array.from({ length: 50 }, () => bench.token()));
  expect(new Set(tokens)).toEqual(new Set(["token 1"]));
  expect(bench.asked).toBe(1);
});

test.each([
  ["an hour, given up half a minute before", 3600, 3_570_000],
  ["a minute, given up a tenth before", 60, 54_000],
  ["a second", 1, 900],
  ["nobody knows how long", undefined, 270_000],
  ["no time at all, which nobody can mean", 0, 270_000],
])("is used for %s", async (_, lifetime, until) => {
  const bench = new Bench();
  bench.issues = lifetime === undefined ? {} : { lifetime };
  bench.now = 7;
  await bench.token();
  bench.now = 7 + until - 1;
  expect(await bench.token()).toBe("token 1");
  bench.now = 7 + until;
  expect(await bench.token()).toBe("token 2");
});

test("its lifetime begins when it is asked for, not when it comes", async () => {
  const bench = new Bench();
  const issue = async (): Promise<IssuedToken> => {
    bench.now = 60_000;
    return bench.issue();
  };
  await bench.cache.next({ identity: () => bench.identity(), issue });
  bench.now = 3_570_000;
  expect(bench.cache.current).toBeUndefined();
});

describe("a token that the API refuses", () => {
  test("is replaced once for all who had it", async () => {
    const bench = new Bench();
    const first = await bench.token();
    expect(Array.from({ length: 50 }, () => bench.cache.answered(first, 401))).toEqual(Array(50).fill(true));
    const tokens = await Promise.all(Array.from({ length: 50 }, () => bench.token()));
    expect(new Set(tokens)).toEqual(new Set(["token 2"]));
    expect(bench.cache.answered(first, 401)).toBe(true);
    expect(await bench.token()).toBe("token 2");
  });

  test("is not replaced again and again if the next is refused too", async () => {
    const bench = new Bench();
    expect(bench.cache.answered(await bench.token(), 401)).toBe(true);
    expect(bench.cache.answered(await bench.token(), 401)).toBe(false);
    bench.now = 29_999;
    expect(bench.cache.answered(await bench.token(), 401)).toBe(false);
    expect(bench.asked).toBe(2);
    bench.now = 30_000;
    expect(bench.cache.answered(await bench.token(), 401)).toBe(true);
  });

  test("is replaced again if the next was taken before", async () => {
    const bench = new Bench();
    expect(bench.cache.answered(await bench.token(), 401)).toBe(true);
    expect(bench.cache.answered(await bench.token(), 200)).toBe(false);
    expect(bench.cache.answered(await bench.token(), 401)).toBe(true);
  });

  test("and issued again as it was, is given up", async () => {
    const bench = new Bench();
    bench.issues = { value: "always the same" };
    expect(bench.cache.answered(await bench.token(), 401)).toBe(true);
    expect(bench.cache.answered(await bench.token(), 401)).toBe(false);
  });

  test.each([200, 403, 404, 500])("is not one that was answered with %i", async (status) => {
    const bench = new Bench();
    expect(bench.cache.answered(await bench.token(), status)).toBe(false);
    expect(bench.cache.current).toBe("token 1");
  });
});

describe("a failure", () => {
  test.each([
    ["a refusal", new ConfigurationError("wrong secret"), 30_000],
    ["an outage", new UpstreamError("no answer"), 200],
    ["an outage of known length", Object.assign(new UpstreamError("busy"), { retryAfterSeconds: 7 }), 7000],
    ["an outage of a day", Object.assign(new UpstreamError("busy"), { retryAfterSeconds: 86_400 }), 30_000],
  ])("that is %s is the answer for a while", async (_, error, pause) => {
    const bench = new Bench();
    bench.issues = error;
    const calls = await Promise.allSettled(Array.from({ length: 50 }, () => bench.token()));
    expect(calls).toEqual(Array(50).fill({ status: "rejected", reason: error }));
    bench.now = pause - 1;
    await expect(bench.token()).rejects.toBe(error);
    expect(bench.asked).toBe(1);
    bench.issues = {};
    bench.now = pause;
    expect(await bench.token()).toBe("token 2");
  });

  test("harms nobody if nobody waits any more", async () => {
    const bench = new Bench();
    bench.issues = new UpstreamError("no answer");
    void bench.cache.next(bench).catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    expect(bench.asked).toBe(1);
  });
});
