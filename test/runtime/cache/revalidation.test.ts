import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ConfigurationError, UpstreamError } from "../../../templates/runtime/errors.js";
import { bench, fresh, pass, type Step } from "./support.js";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-20T10:00:00Z") }));
afterEach(() => void vi.useRealTimers());

const modified = "Fri, 20 Nov 2026 09:00:00 GMT";

/** A 304 with these headers. */
function still(headers: Record<string, string> = {}): Step {
  return { status: 304, headers: new Map(Object.entries(headers)) };
}

describe("what is past its time", () => {
  it.each<[string, Record<string, string>, [string, string][]]>([
    ["ETag", { etag: '"a"' }, [["if-none-match", '"a"']]],
    ["a weak ETag", { etag: 'W/"a"' }, [["if-none-match", 'W/"a"']]],
    ["Last-Modified", { "last-modified": modified }, [["if-modified-since", modified]]],
    ["both", { etag: '"a"', "last-modified": modified }, [["if-none-match", '"a"'], ["if-modified-since", modified]]],
  ])("is asked about by %s, and good again after a 304", async (_, headers, asked) => {
    const api = bench({}, [fresh(60, "kept", { ...headers, "x-old": "1" }), still({ "cache-control": "max-age=30", "x-new": "1" })]);
    await api.ask({ headers: [["accept", "*/*"]] });
    await pass(60);
    const response = await api.ask({ headers: [["accept", "*/*"]] });
    expect(api.sent[1]?.headers).toEqual([["accept", "*/*"], ...asked]);
    expect(response).toMatchObject({ status: 200, cached: { how: "revalidated", ageSeconds: 0 } });
    expect(Buffer.from(response.body).toString()).toBe("kept");
    expect(Object.fromEntries(response.headers)).toMatchObject({ "x-old": "1", "x-new": "1", ...headers });
    await pass(29.9);
    expect((await api.ask({ headers: [["accept", "*/*"]] })).cached).toEqual({ how: "hit", ageSeconds: 29 });
    expect(api.sent).toHaveLength(2);
  }); // prettier-ignore

  it("is asked about each time where the API wants that, or says nothing but an ETag", async () => {
    for (const headers of [{ "cache-control": "no-cache" }, {}]) {
      const first = { body: "kept", headers: new Map(Object.entries({ etag: '"a"', ...headers })) };
      const api = bench({}, [first, still({ etag: '"a"' })]);
      expect([await api.get(), await api.get(), await api.get()]).toEqual(["kept", "kept", "kept"]);
      expect(api.sent.map(({ headers }) => headers.length)).toEqual([0, 1, 1]);
    }
  });

  it("keeps the type of its body, and forgets how old it was", async () => {
    const first = { ...fresh(60, "kept", { etag: '"a"', age: "59", "content-type": "application/json" }) };
    const api = bench({}, [first, still({ "content-type": "text/plain", "content-length": "0" })]);
    await api.ask();
    await pass(1);
    const { headers, mediaType } = await api.ask();
    expect([headers.get("content-type"), headers.has("content-length"), mediaType]).toEqual([
      "application/json",
      false,
      "application/json",
    ]);
    await pass(59);
    expect((await api.ask()).cached?.how).toBe("hit");
  });

  it("gives way to what there is now", async () => {
    const api = bench({}, [fresh(60, "old", { etag: '"a"' }), fresh(60, "new", { etag: '"b"' })]);
    await api.ask();
    await pass(60);
    expect((await api.ask()).cached).toBeUndefined();
    expect(await api.get()).toBe("new");
    expect(api.sent).toHaveLength(2);
  });

  it("is asked for anew when the 304 is for something else", async () => {
    const api = bench({}, [fresh(60, "old", { etag: '"a"' }), still({ etag: '"b"' }), fresh(60, "new", { etag: '"b"' })]);
    await api.ask();
    await pass(60);
    expect(await api.get()).toBe("new");
    expect(api.sent[2]?.headers).toEqual([]);
    expect(await api.get()).toBe("new");
  }); // prettier-ignore

  it("is given once more, but not kept, where the 304 forbids that", async () => {
    const api = bench({}, [fresh(60, "old", { etag: '"a"' }), still({ "cache-control": "no-store" }), fresh(60, "new")]);
    await api.ask();
    await pass(60);
    expect(await api.get()).toBe("old");
    expect(await api.get()).toBe("new");
    expect(api.sent[2]?.headers).toEqual([]);
  }); // prettier-ignore

  it("is forgotten when there is nothing any more", async () => {
    const api = bench({}, [
      fresh(60, "old", { etag: '"a"' }),
      { status: 404 },
      new UpstreamError("down", "refused"),
    ]);
    const own = { staleSeconds: 600, ttlSeconds: 0, private: false };
    const policy = (await import("../support.js")).policy({ cache: own });
    await api.ask({ policy });
    await pass(60);
    expect((await api.ask({ policy })).status).toBe(404);
    await expect(api.ask({ policy })).rejects.toThrow("down");
  });
});

describe("while the API fails", () => {
  const own = { cache: { staleSeconds: 30 } };
  const failures: [string, Step][] = [
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["503", { status: 503 }],
    ["504", { status: 504 }],
    ["a reset", new UpstreamError("down", "reset")],
    ["a time-out", new UpstreamError("down", "timeout")],
  ];

  it.each(failures)(
    "(%s) what is past its time is given for as long as that is allowed",
    async (_, failure) => {
      const api = bench(own, [fresh(60), failure]);
      await api.ask();
      await pass(89);
      expect((await api.ask()).cached).toEqual({ how: "stale", ageSeconds: 89 });
      await pass(1);
      const end = await api.ask().then(
        ({ cached }) => cached,
        () => undefined,
      );
      expect(end).toBeUndefined();
      expect(api.sent).toHaveLength(3);
    },
  );

  it("the API's own stale-if-error counts, too", async () => {
    const api = bench({}, [
      fresh(0, "kept", { "cache-control": "max-age=1, stale-if-error=30" }),
      { status: 503 },
    ]);
    await api.ask();
    await pass(30);
    expect((await api.ask()).cached?.how).toBe("stale");
  });

  it.each([
    [
      "must-revalidate",
      fresh(60, "kept", { "cache-control": "max-age=60, must-revalidate" }),
      { status: 503 },
    ],
    ["no-cache", fresh(60, "kept", { "cache-control": "no-cache", etag: '"a"' }), { status: 503 }],
    ["a refusal", fresh(60), { status: 403 }],
    ["a limit", fresh(60), { status: 429 }],
  ])("nothing is given that is past its time: %s", async (_, first, second) => {
    const api = bench(own, [first, second]);
    await api.ask();
    await pass(61);
    expect((await api.ask()).status).toBe(second.status);
  });

  it.each([new UpstreamError("stopped", "cancelled"), new ConfigurationError("stopped")])(
    "nothing is given instead of %s",
    async (error) => {
      const api = bench(own, [fresh(60), error]);
      await api.ask();
      await pass(61);
      await expect(api.ask()).rejects.toBe(error);
    },
  );

  it("an API that hangs has the time of one attempt, and not that of the call", async () => {
    const api = bench({ ...own, cache: { staleSeconds: 600 } }, [
      fresh(60),
      () => new Promise(() => undefined),
    ]);
    await api.ask();
    await pass(61);
    const began = performance.now();
    const answer = api.ask({ expires: began + 30_000 });
    await pass(10);
    expect((await answer).cached?.how).toBe("stale");
    const hurried = api.ask({ expires: performance.now() + 1000 });
    await pass(0.9);
    expect((await hurried).cached?.how).toBe("stale");
  });

  it("nothing is given that a write has changed meanwhile", async () => {
    let fail: (error: Error) => void = () => undefined;
    const hang: Step = () => new Promise((_, reject) => (fail = reject));
    const api = bench(own, [fresh(60), hang, { status: 201 }]);
    await api.ask();
    await pass(61);
    const answer = api.ask();
    await pass(0);
    await api.ask({ method: "PUT" });
    fail(new UpstreamError("down", "reset"));
    await expect(answer).rejects.toThrow("down");
  });
});
