import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { limitsSaid } from "../../../templates/runtime/rate-limit/limits-said.js";
import { parseList } from "../../../templates/runtime/rate-limit/structured-list.js";
import { after, call, calls, lab, type Ended, type Step } from "./support.js";

const date = "Fri, 20 Nov 2026 10:00:00 GMT";
/** The same as seconds since 1970. */
const epoch = 1_795_168_800;

type Headers = Record<string, string>;

describe("what an answer says of limits", () => {
  it.each<[Headers, object[]]>([
    [{ ratelimit: '"default";r=50;t=30' }, [{ bucket: "default", remaining: 50, resetSeconds: 30 }]],
    [
      { ratelimit: '"burst";r=0;t=1, "day" ; r=100; t=3000' },
      [
        { bucket: "burst", remaining: 0, resetSeconds: 1 },
        { bucket: "day", remaining: 100, resetSeconds: 3000 },
      ],
    ],
    [
      { ratelimit: '"a";r=0', "ratelimit-policy": '"b";q=1;w=5, "a";q=100;w=60;qu="requests"' },
      [{ bucket: "a", remaining: 0, resetSeconds: 60 }],
    ],
    [{ ratelimit: '"a";r=1;t=2;pk=:dXNlcg==:' }, [{ bucket: "a :dXNlcg==:", remaining: 1, resetSeconds: 2 }]],
    [{ ratelimit: '"a";r=0' }, []],
    [{ ratelimit: '"a";r=0;t=2 trailing' }, []],
    [{ ratelimit: "limit=100, remaining=7, reset=9" }, [{ bucket: "100", remaining: 7, resetSeconds: 9 }]],
    [
      { "ratelimit-limit": "100", "ratelimit-remaining": "7", "ratelimit-reset": "9" },
      [{ bucket: "100", remaining: 7, resetSeconds: 9 }],
    ],
    [
      { ratelimit: "nonsense;;", "x-ratelimit-remaining": "7", "x-ratelimit-reset": "9" },
      [{ bucket: "", remaining: 7, resetSeconds: 9 }],
    ],
    [
      { "x-ratelimit-limit": "60", "x-ratelimit-resource": "core", "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${epoch + 42}` },
      [{ bucket: "core", remaining: 0, resetSeconds: 42 }],
    ],
    [
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${(epoch + 42) * 1000}` },
      [{ bucket: "", remaining: 0, resetSeconds: 42 }],
    ],
    [{ "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${epoch + 42}.5` }, [{ bucket: "", remaining: 0, resetSeconds: 42.5 }]],
    // In the past, a year away, not a number, nothing to count.
    [{ "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${epoch - 1}` }, []],
    [{ "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${epoch + 400 * 86_400}` }, []],
    [{ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999" }, []],
    [{ "x-ratelimit-remaining": "-5", "x-ratelimit-reset": "5" }, []],
    [{ "x-ratelimit-remaining": "5", "x-ratelimit-reset": "-5" }, []],
    [{ "x-ratelimit-remaining": "5, 7", "x-ratelimit-reset": "5" }, []],
    [{ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon" }, []],
    [{ "x-ratelimit-remaining": "0" }, []],
    // Longer than an hour.
    [{ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "86400" }, [{ bucket: "", remaining: 0, resetSeconds: 3600 }]],
    [{}, []],
  ])("%j", (headers, quotas) => {
    const all = new Map(Object.entries({ date, ...headers }));
    expect(limitsSaid({ status: 200, headers: all })).toEqual({ quotas });
  }); // prettier-ignore

  it.each<[number, string, number | undefined]>([
    [429, "7", 7],
    [503, "7", 7],
    [503, "3000", 60],
    [429, "3000", 3000],
    [403, "7", 7],
    [429, "Fri, 20 Nov 2026 10:00:30 GMT", 30],
    [429, "7200", 3600],
    [429, "99999999999", undefined],
    [429, "0", undefined],
    [429, "soon", undefined],
    // It is about something else: when a result is ready, or where to look for it.
    [202, "7", undefined],
    [301, "7", undefined],
  ])("a %i with Retry-After: %s holds for %s s", (status, value, seconds) => {
    const headers = new Map(Object.entries({ date, "retry-after": value }));
    expect(limitsSaid({ status, headers }).holdSeconds).toBe(seconds);
  });

  it.each([
    ['"a";x;y="\\"";z=1.5', [["a", { x: "", y: '\\"', z: "1.5" }]]],
    ["tok;a=*b, 5, :aGk=:", [["tok", { a: "*b" }], ["5", {}], [":aGk=:", {}]]],
    ['"a', []],
    ['"a",', []],
    ['"a";r=', []],
    ["", []],
    [`"${"a".repeat(50_000)}`, []],
    [`"a"${";a".repeat(20_000)}`, undefined],
  ])("the list %#", (text, items) => {
    const parsed = parseList(text).map(({ value, parameters }) => [value, Object.fromEntries(parameters)]);
    expect(parsed).toEqual(items ?? [["a", { a: "" }]]);
  }); // prettier-ignore
});

describe("what is learned", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const learn = { learn: true };
  const statuses = (ended: readonly Ended[]): unknown[] =>
    ended.map(({ answer }) => ("status" in answer ? answer.status : answer.reason));

  /** An API with a quota in fixed windows of so many seconds, which its headers tell. */
  function quotaApi(quota: number, seconds: number, headersOf: (left: number, reset: number) => Headers) {
    const used = new Map<number, number>();
    return (_: number, at: number): Step => {
      if (Number.isNaN(at)) return {};
      const window = Math.floor(at / (seconds * 1000));
      const left = quota - (used.get(window) ?? 0) - 1;
      used.set(window, (used.get(window) ?? 0) + 1);
      const reset = seconds - (at / 1000) % seconds;
      return { status: left < 0 ? 429 : 200, headers: headersOf(Math.max(0, left), reset) };
    };
  } // prettier-ignore

  it.each<[string, (left: number, reset: number) => Headers]>([
    ["RateLimit", (left, reset) => ({ ratelimit: `"default";r=${left};t=${Math.ceil(reset)}` })],
    ["X-RateLimit", (left, reset) => ({ "x-ratelimit-remaining": `${left}`, "x-ratelimit-reset": `${Math.ceil(reset)}` })],
  ])("spares the API requests beyond its quota, said in %s", async (_, headersOf) => {
    const api = lab(learn, quotaApi(10, 10, headersOf));
    // One call first, so that the server knows.
    await after(1, [call(api)]);
    const ended = await after(60, calls(api, 25, 50));
    expect(statuses(ended)).toEqual(Array(25).fill(200));
    expect(api.arrivals).toHaveLength(26);
  }); // prettier-ignore

  it("holds every call for as long as Retry-After says, and then lets a few go first", async () => {
    const api = lab(learn, (count) =>
      count === 0 ? { status: 429, headers: { "retry-after": "20" } } : { back: 100 },
    );
    await after(1, [call(api)]);
    const begun = calls(api, 8, 30);
    const [late] = await after(0, [call(api, 10)]);
    expect(late?.answer).toMatchObject({ reason: "rate-limited", retryAfterSeconds: 20 });
    await after(25, begun);
    const times = api.arrivals.slice(1).map(({ at }) => Math.floor((at - 20_000) / 100));
    expect(times).toEqual([0, 1, 1, 2, 2, 2, 2, 3]);
  });

  it("waits for no slow answer with what it lets go after a pause", async () => {
    const api = lab(learn, (count) =>
      count === 0 ? { status: 429, headers: { "retry-after": "1" } } : { back: 20_000 },
    );
    await after(1, [call(api)]);
    await after(60, calls(api, 5, 30));
    expect(api.arrivals.at(-1)?.at).toBeLessThan(3_500);
  });

  it("is of one bucket: GitHub's search does not stop core", async () => {
    const bucketOf = new Map([["GET /search", "search"], ["GET /repo", "core"]]); // prettier-ignore
    const operations: string[] = [];
    const api = lab(learn, (count) => {
      const bucket = bucketOf.get(operations[count] ?? "") ?? "";
      const left = bucket === "search" ? "0" : "4000";
      return { headers: { "x-ratelimit-resource": bucket, "x-ratelimit-remaining": left, "x-ratelimit-reset": "40" } }; // prettier-ignore
    });
    const get = (operation: string): Promise<Ended> => {
      operations.push(operation);
      return call(api, 30, { operation });
    };
    expect(statuses(await after(1, [get("GET /repo")]))).toEqual([200]);
    expect(statuses(await after(1, [get("GET /search")]))).toEqual([200]);
    expect(statuses(await after(1, [get("GET /search"), get("GET /repo")]))).toEqual(["rate-limited", 200]);
  });

  it("is of one caller, where clients bring their own credentials", async () => {
    const api = lab(learn, (count) => (count === 0 ? { status: 429, headers: { "retry-after": "40" } } : {}));
    const as = (token: string): Promise<Ended> => call(api, 30, { headers: [["authorization", token]] });
    await after(1, [as("a")]);
    expect(statuses(await after(1, [as("a"), as("b")]))).toEqual(["rate-limited", 200]);
  });

  it("is of one origin, and of operations that were not called yet", async () => {
    const api = lab(learn, (count) => (count === 0 ? { status: 503, headers: { "retry-after": "40" } } : {}));
    await after(1, [call(api)]);
    const other = call(api, 30, { operation: "GET /others" });
    const elsewhere = call(api, 30, { origin: "https://b.example.com" });
    expect(statuses(await after(1, [other, elsewhere]))).toEqual(["rate-limited", 200]);
  });

  it("is nothing with `learn: false`", async () => {
    const api = lab({ learn: false }, (count) => (count === 0 ? { status: 429, headers: { "retry-after": "40" } } : {})); // prettier-ignore
    await after(1, [call(api)]);
    expect(statuses(await after(1, [call(api)]))).toEqual([200]);
  });

  it("is forgotten with callers and buckets that do not come again", async () => {
    const hostile = lab(learn, (count) => ({
      headers: { "x-ratelimit-resource": `${count}`, "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" },
    }));
    for (let count = 0; count < 150; count += 1) await after(2, [call(hostile, 30, { operation: `GET /${count}` })]);
    expect(statuses(await after(2, [call(hostile)]))).toEqual([200]);
  }); // prettier-ignore
});
