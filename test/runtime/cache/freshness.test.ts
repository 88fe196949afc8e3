import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseCacheControl, secondsOf } from "../../../templates/runtime/cache/cache-control.js";
import { freshnessOf } from "../../../templates/runtime/cache/freshness.js";
import type { CachePolicy } from "../../../templates/runtime/policy.js";

describe("Cache-Control", () => {
  it.each<[string | undefined, string, readonly string[] | undefined]>([
    [undefined, "no-store", undefined],
    ["", "no-store", undefined],
    ["No-Store", "no-store", [""]],
    ["a, no-store ,b", "no-store", [""]],
    ["max-age=60", "max-age", ["60"]],
    ["max-age = 60", "max-age", ["60"]],
    ['max-age="60"', "max-age", ["60"]],
    ["max-age=60, max-age=10", "max-age", ["60", "10"]],
    ['private="Set-Cookie, max-age=5", public', "private", ["Set-Cookie, max-age=5"]],
    ['private="Set-Cookie, max-age=5", public', "max-age", undefined],
    ['a="\\", no-store", b', "no-store", undefined],
    ['max-age=5, a="no end, no-store', "max-age", ["5"]],
  ])("%j has %s: %j", (text, name, values) => {
    expect(parseCacheControl(text).get(name)).toEqual(values);
  });

  it.each<[string, number | undefined]>([
    ["max-age=60", 60],
    ["max-age=60, max-age=10", 10],
    ["max-age=0", 0],
    ["max-age=-5", 0],
    ["max-age=1.5", 0],
    ["max-age=soon", 0],
    ["max-age", 0],
    ["public", undefined],
  ])("%j gives %s seconds", (text, seconds) => {
    expect(secondsOf(parseCacheControl(text), "max-age")).toBe(seconds);
  });

  it("is read in a time that grows with its length only", () => {
    const began = performance.now();
    for (const text of [
      'a="\\'.repeat(20_000),
      "a =".repeat(20_000),
      `${"a".repeat(60_000)} `,
      '"'.repeat(60_000),
    ])
      parseCacheControl(text);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe("the time of an answer", () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-20T10:00:00Z") }));
  afterEach(() => void vi.useRealTimers());

  const date = "Fri, 20 Nov 2026 10:00:00 GMT";
  const in30 = "Fri, 20 Nov 2026 10:00:30 GMT";
  const before = "Fri, 20 Nov 2026 09:59:40 GMT";

  /** Seconds that it is fresh for, and stale for after that; `never` if it must not be kept. */
  function timesOf(
    headers: Record<string, string>,
    own: Partial<CachePolicy> = {},
    rest: { status?: number; delay?: number } = {},
  ): [number, number] | "never" {
    const policy = { ttlSeconds: 0, staleSeconds: 0, private: false, ...own };
    const answer = { status: 200, delay: 0, ...rest, headers: new Map(Object.entries(headers)) };
    const freshness = freshnessOf(answer, policy);
    return freshness === undefined ? "never" : [freshness.freshFor / 1000, freshness.staleFor / 1000];
  }

  it.each<[string, Record<string, string>, Partial<CachePolicy>, [number, number] | "never"]>([
    ["nothing said", {}, {}, [0, 0]],
    ["nothing said, with a time of the config", {}, { ttlSeconds: 60 }, [60, 0]],
    ["max-age", { "cache-control": "max-age=5" }, {}, [5, 0]],
    ["max-age wins over the config, if shorter", { "cache-control": "max-age=5" }, { ttlSeconds: 60 }, [5, 0]],
    ["max-age wins over the config, if longer", { "cache-control": "max-age=90" }, { ttlSeconds: 60 }, [90, 0]],
    ["max-age wins over Expires", { "cache-control": "max-age=5", expires: in30, date }, {}, [5, 0]],
    ["a max-age of 0 wins over the config", { "cache-control": "max-age=0" }, { ttlSeconds: 60 }, [0, 0]],
    ["what is no max-age is 0", { "cache-control": "max-age=x" }, { ttlSeconds: 60 }, [0, 0]],
    ["at most a year", { "cache-control": "max-age=99999999999" }, {}, [31_536_000, 0]],
    ["no-store", { "cache-control": "max-age=5, no-store" }, { ttlSeconds: 60 }, "never"],
    ["private", { "cache-control": "private, max-age=5" }, { ttlSeconds: 60 }, "never"],
    ["private with fields", { "cache-control": 'private="x", max-age=5' }, {}, "never"],
    ["private, where the config says so", { "cache-control": "private, max-age=5" }, { private: true }, [5, 0]],
    ["no-cache", { "cache-control": "no-cache, max-age=5" }, { ttlSeconds: 60, staleSeconds: 60 }, [0, 0]],
    ["no-cache with fields", { "cache-control": 'no-cache="x", max-age=5' }, {}, [0, 0]],
    ["Pragma", { pragma: "no-cache" }, { ttlSeconds: 60, staleSeconds: 60 }, [0, 0]],
    ["Pragma beside Cache-Control", { pragma: "no-cache", "cache-control": "max-age=5" }, {}, [5, 0]],
    ["s-maxage shortens", { "cache-control": "max-age=60, s-maxage=5" }, {}, [5, 0]],
    ["s-maxage does not lengthen", { "cache-control": "max-age=5, s-maxage=60" }, {}, [5, 0]],
    ["s-maxage alone allows nothing", { "cache-control": "s-maxage=60" }, {}, [0, 0]],
    ["s-maxage alone shortens the config's", { "cache-control": "s-maxage=5" }, { ttlSeconds: 60 }, [5, 0]],
    ["Expires, by the clock there", { expires: "Fri, 20 Nov 2026 11:00:30 GMT", date: "Fri, 20 Nov 2026 11:00:00 GMT" }, {}, [30, 0]],
    ["Expires without a date", { expires: in30 }, {}, [30, 0]],
    ["Expires and Date in the oldest form", { expires: "Fri Nov 20 10:00:50 2026", date: "Fri Nov 20 10:00:20 2026" }, {}, [30, 0]],
    ["Expires of the past", { expires: before, date }, { ttlSeconds: 60 }, [-20, 0]],
    ["Expires: 0", { expires: "0" }, { ttlSeconds: 60 }, [0, 0]],
    ["Expires that is a number", { expires: "3000" }, { ttlSeconds: 60 }, [0, 0]],
    ["Expires twice", { expires: `${in30}, ${in30}` }, { ttlSeconds: 60 }, [0, 0]],
    ["Age", { "cache-control": "max-age=60", age: "20" }, {}, [40, 0]],
    ["Age beyond it", { "cache-control": "max-age=60", age: "100" }, {}, [-40, 0]],
    ["what is no Age", { "cache-control": "max-age=60", age: "old" }, {}, [60, 0]],
    ["Age does not shorten the config's time", { age: "100" }, { ttlSeconds: 60 }, [60, 0]],
    ["an old date", { "cache-control": "max-age=60", date: before }, {}, [40, 0]],
    ["the older of both", { "cache-control": "max-age=60", date: before, age: "30" }, {}, [30, 0]],
    ["stale-if-error", { "cache-control": "max-age=5, stale-if-error=60" }, {}, [5, 60]],
    ["the config's stale time", { "cache-control": "max-age=5" }, { staleSeconds: 60 }, [5, 60]],
    ["the longer of both", { "cache-control": "max-age=5, stale-if-error=90" }, { staleSeconds: 60 }, [5, 90]],
    ["must-revalidate", { "cache-control": "max-age=5, must-revalidate" }, { staleSeconds: 60 }, [5, 0]],
    ["proxy-revalidate", { "cache-control": "max-age=5, proxy-revalidate" }, { staleSeconds: 60 }, [5, 0]],
  ])("%s", (_, headers, own, times) => {
    expect(timesOf(headers, own)).toEqual(times);
  }); // prettier-ignore

  it.each([200, 203, 204])("is the config's with %s", (status) => {
    expect(timesOf({}, { ttlSeconds: 60 }, { status })).toEqual([60, 0]);
  });

  it.each([201, 202, 207])("is not the config's with %s, which may mean: not yet", (status) => {
    expect(timesOf({}, { ttlSeconds: 60 }, { status })).toBe("never");
    expect(timesOf({ "cache-control": "max-age=5" }, {}, { status })).toEqual([5, 0]);
  });

  it("counts what the answer took only where a cache between has said how old it was", () => {
    expect(timesOf({ "cache-control": "max-age=60", age: "10" }, {}, { delay: 5000 })).toEqual([45, 0]);
    expect(timesOf({ "cache-control": "max-age=60" }, {}, { delay: 5000 })).toEqual([60, 0]);
  });
});
