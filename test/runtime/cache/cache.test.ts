import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { UpstreamError } from "../../../templates/runtime/errors.js";
import type { ExchangeRequest } from "../../../templates/runtime/exchange.js";
import { policy } from "../support.js";
import { bench, fresh, pass, type Step } from "./support.js";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-20T10:00:00Z") }));
afterEach(() => void vi.useRealTimers());

describe("an answer", () => {
  it("is given again for as long as the API allows, and says how old it is", async () => {
    const api = bench({}, [fresh(60, "first"), fresh(60, "second")]);
    expect((await api.ask()).cached).toBeUndefined();
    await pass(59.9);
    const trace = { attempts: 1 };
    expect(await api.ask({ trace, operation: "GET /other" })).toMatchObject({
      operation: "GET /other",
      body: new Uint8Array(Buffer.from("first")),
      cached: { how: "hit", ageSeconds: 59 },
    });
    expect(trace.attempts).toBe(0);
    await pass(0.1);
    expect(await api.get()).toBe("second");
    expect(api.sent).toHaveLength(2);
  });

  it("is as old as it was when it came, and what has passed since", async () => {
    const api = bench({}, [fresh(60, "old", { age: "20" })]);
    await api.ask();
    await pass(10);
    expect((await api.ask()).cached?.ageSeconds).toBe(30);
    await pass(30);
    await api.ask();
    expect(api.sent).toHaveLength(2);
  });

  it("is past its time by the clock on the wall, too: the machine may have slept", async () => {
    const api = bench();
    await api.ask();
    vi.setSystemTime(new Date("2026-11-20T10:01:00Z"));
    await api.ask();
    expect(api.sent).toHaveLength(2);
    vi.setSystemTime(new Date("2026-11-20T09:00:00Z"));
    await api.ask();
    expect(api.sent).toHaveLength(2);
  });

  it("is not kept where neither API nor config say for how long", async () => {
    const api = bench({}, [{ body: "new" }]);
    await api.ask();
    await api.ask();
    expect(api.sent).toHaveLength(2);
  });

  it("is kept for the config's time where the API says nothing", async () => {
    const api = bench({ cache: { ttlSeconds: 5 } }, [{ body: "{}" }]);
    await api.ask();
    await pass(4.9);
    await api.ask();
    expect(api.sent).toHaveLength(1);
    await pass(0.1);
    await api.ask();
    expect(api.sent).toHaveLength(2);
  });

  it.each<[string, Step]>([
    ["204", { ...fresh(60, ""), status: 204, statusText: "No Content", mediaType: "" }],
    ["empty", fresh(60, "")],
    ["0", fresh(60, "0")],
    ["false", fresh(60, "false")],
    ["null", fresh(60, "null")],
    ['""', fresh(60, '""')],
    ["[]", fresh(60, "[]")],
  ])("is kept when it is %s", async (_, step) => {
    const api = bench({}, [step]);
    const { body, ...first } = await api.ask();
    const second = await api.ask();
    expect(second).toMatchObject({ ...first, cached: { how: "hit" } });
    expect(Buffer.from(second.body)).toEqual(body);
    expect(api.sent).toHaveLength(1);
  });

  it("of HEAD is kept apart from that of GET", async () => {
    const api = bench({}, [fresh(60, "body"), fresh(60, "")]);
    expect([await api.get(), await api.get({ method: "HEAD" })]).toEqual(["body", ""]);
    expect([await api.get(), await api.get({ method: "HEAD" })]).toEqual(["body", ""]);
    expect(api.sent).toHaveLength(2);
  });

  it("keeps no buffer but its own", async () => {
    const large = Buffer.alloc(1000, "x");
    const api = bench({}, [{ ...fresh(60), body: large.subarray(0, 4) }]);
    await api.ask();
    expect((await api.ask()).body.buffer.byteLength).toBe(4);
  });

  const unkept: [string, Step][] = [
    ["cut", { ...fresh(60), isCut: true }],
    ["partial", { ...fresh(60), status: 206 }],
    ["where a redirect has led", { ...fresh(60), isRedirected: true }],
    ["varied by what is in no header", fresh(60, "", { vary: "*" })],
    ["varied by what is in no key", fresh(60, "", { vary: "Accept, Traceparent" })],
    ["301", { ...fresh(60), status: 301 }],
    ["404", { ...fresh(60), status: 404 }],
    ["500", { ...fresh(60), status: 500 }],
    ["no-store", fresh(60, "", { "cache-control": "no-store" })],
    ["private", fresh(60, "", { "cache-control": "private, max-age=60" })],
    ["no-cache without a way to ask", fresh(60, "", { "cache-control": "no-cache" })],
  ];
  it.each(unkept)("is not kept when it is %s", async (_, step) => {
    const api = bench({ cache: { ttlSeconds: 60 } }, [step]);
    await api.ask();
    await api.ask();
    expect(api.sent).toHaveLength(2);
  });
});

describe("a request", () => {
  const changed: [string, Partial<ExchangeRequest>][] = [
    ["path", { path: "/pets/1" }],
    ["query", { path: "/pets?page=2" }],
    ["origin", { origin: "https://other.example.com" }],
    ["header", { headers: [["x-tenant", "b"]] }],
    ["header that others lack", { headers: [["x-tenant", "a"], ["accept-language", "de"]] }],
  ]; // prettier-ignore
  it.each(changed)("of another %s has an answer of its own", async (_, parts) => {
    const api = bench({}, [fresh(60, "one"), fresh(60, "other")]);
    const one = { headers: [["x-tenant", "a"]] } as const;
    expect([await api.get(one), await api.get({ ...one, ...parts })]).toEqual(["one", "other"]);
    expect([await api.get(one), await api.get({ ...one, ...parts })]).toEqual(["one", "other"]);
  });

  it("is the same whatever it is called in traces", async () => {
    const api = bench();
    for (const id of ["1", "2"]) await api.ask({ headers: [["traceparent", id]] });
    expect(api.sent).toHaveLength(1);
  });

  it.each<[string, Partial<ExchangeRequest>]>([
    ["asks for itself whether something has changed", { headers: [["if-none-match", '"a"']] }],
    ["asks for a part", { headers: [["range", "bytes=0-1"]] }],
    ["says what caches have to do", { headers: [["cache-control", "no-cache"]] }],
    ["has a body", { body: "{}" }],
    ["changes something, by the config", { policy: policy({ idempotent: false }) }],
    ["is not to be kept, by the config", { policy: policy({ cache: false }) }],
    ["has another method", { method: "OPTIONS" }],
  ])("goes to the API when it %s", async (_, parts) => {
    const api = bench();
    await api.ask({ headers: [] });
    await api.ask(parts);
    await api.ask(parts);
    expect(api.sent).toHaveLength(3);
    expect(api.sent[1]).toMatchObject(parts);
  });

  it("goes to the API when nobody knows for whom it is", async () => {
    const api = bench({}, [fresh(60)], async () => undefined);
    await api.ask();
    await api.ask();
    expect(api.sent).toHaveLength(2);
  });

  it("goes to the API when the cache is off", async () => {
    const api = bench({}, [fresh(60)], undefined, { ...policy(), cache: false });
    await api.ask();
    await api.ask();
    expect(api.sent).toHaveLength(2);
  });

  it("whose credential changes on the way leaves nothing behind", async () => {
    const identities = ["first", "second", "first", "first", "first"];
    const api = bench({}, [fresh(60)], async () => identities.shift());
    await api.ask();
    await api.ask();
    expect(api.sent).toHaveLength(2);
  });
});

it("a credential that can no longer be read is no reason to lose the answer", async () => {
  const identities = [Promise.resolve("somebody"), Promise.reject(new Error("no file"))];
  identities[1]?.catch(() => undefined);
  const api = bench({}, [fresh(60, "answer")], () => identities.shift() ?? Promise.resolve("somebody"));
  expect(await api.get()).toBe("answer");
  await api.ask();
  expect(api.sent).toHaveLength(2);
});

describe("all answers together", () => {
  it("take up no more than the bytes of the policy: the one that was not used for longest goes", async () => {
    const own = { ...policy(), cache: { ttlSeconds: 0, staleSeconds: 0, private: false, maxBytes: 100_000 } };
    const api = bench({}, [fresh(60, "x".repeat(7000))], undefined, own);
    const ask = (index: number): Promise<string> => api.get({ path: `/pets/${index}` });
    for (let index = 0; index < 12; index += 1) await ask(index);
    await ask(0);
    expect(api.sent).toHaveLength(12);
    await ask(12);
    await ask(0);
    expect(api.sent).toHaveLength(13);
    await ask(1);
    expect(api.sent).toHaveLength(14);
  });

  it("do not give way to one that is very large", async () => {
    const own = { ...policy(), cache: { ttlSeconds: 0, staleSeconds: 0, private: false, maxBytes: 100_000 } };
    const api = bench({}, [fresh(60), fresh(60, "x".repeat(10_001))], undefined, own);
    await api.ask();
    for (let count = 0; count < 2; count += 1) await api.ask({ path: "/large" });
    await api.ask();
    expect(api.sent).toHaveLength(3);
  });

  it("count their headers", async () => {
    const own = { ...policy(), cache: { ttlSeconds: 0, staleSeconds: 0, private: false, maxBytes: 100_000 } };
    const api = bench({}, [fresh(60, "", { "x-long": "x".repeat(10_001) })], undefined, own);
    for (let count = 0; count < 2; count += 1) await api.ask();
    expect(api.sent).toHaveLength(2);
  });
});

describe("a write", () => {
  const unchanged: [string, Step][] = [
    ["is refused", { status: 409 }],
    ["is not found", { status: 404 }],
  ];
  const happened: [string, Step][] = [
    ["succeeds", { status: 201 }],
    ["is redirected", { status: 303 }],
    ["fails", { status: 500 }],
    ["is refused after it was sent twice", { status: 404, attempts: 2 }],
    ["is refused where a redirect has led", { status: 404, isRedirected: true }],
    ["the API has given up on", { status: 408 }],
    ["has no answer", new UpstreamError("reset", "reset")],
    ["takes too long", new UpstreamError("timeout", "timeout")],
  ];
  it.each([
    ...happened.map(([name, step]) => [name, step, 2] as const),
    ...unchanged.map(([name, step]) => [name, step, 1] as const),
  ])("that %s", async (_, step, requests) => {
    const api = bench({}, [fresh(60), step, fresh(60)]);
    await api.ask();
    await api.ask({ method: "POST", path: "/pets/1" }).catch(() => undefined);
    await api.ask();
    expect(api.sent.filter(({ method }) => method === "GET")).toHaveLength(requests);
  });

  it.each(["PUT", "PATCH", "DELETE", "POST", "LINK"])(
    "by %s drops what it covers, and leaves the rest",
    async (method) => {
      const api = bench();
      const paths = ["/pets", "/pets/1", "/pets/1/toys?page=1", "/pets/2", "/owners"];
      for (const path of paths) await api.ask({ path });
      await api.ask({ method, path: "/pets/1" });
      api.sent.length = 0;
      for (const path of paths) await api.ask({ path });
      expect(api.sent.map(({ path }) => path)).toEqual(["/pets", "/pets/1", "/pets/1/toys?page=1"]);
    },
  );

  it("by a GET that changes something drops as well", async () => {
    const api = bench();
    await api.ask({ path: "/queue" });
    await api.ask({ path: "/queue/next", policy: policy({ idempotent: false }) });
    await api.ask({ path: "/queue" });
    expect(api.sent).toHaveLength(3);
  });

  it("of a tool whose own answers are not to be kept drops as well", async () => {
    const api = bench();
    await api.ask();
    await api.ask({ method: "POST", policy: policy({ cache: false }) });
    await api.ask();
    expect(api.sent).toHaveLength(3);
  });

  it.each<[string, Step]>([
    ["succeeds", { isRedirected: true }],
    ["fails", new UpstreamError("reset", "reset")],
  ])("that was redirected drops all of its origin when it %s: it went elsewhere", async (_, step) => {
    const api = bench({}, [fresh(60), step, fresh(60)]);
    await api.ask({ path: "/new/1" });
    const trace = { attempts: 1, isRedirected: true };
    await api.ask({ method: "PUT", path: "/old/1", trace }).catch(() => undefined);
    await api.ask({ path: "/new/1" });
    expect(api.sent).toHaveLength(3);
  });

  it("drops at once when its call is cancelled, whatever becomes of it", async () => {
    const api = bench({}, [fresh(60), () => new Promise(() => undefined), fresh(60)]);
    await api.ask();
    const controller = new AbortController();
    void api.ask({ method: "POST", signal: controller.signal });
    controller.abort();
    await api.ask();
    expect(api.sent).toHaveLength(3);
  });
});
