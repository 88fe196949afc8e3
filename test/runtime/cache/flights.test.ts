import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { UpstreamError } from "../../../templates/runtime/errors.js";
import type { ApiResponse } from "../../../templates/runtime/exchange.js";
import { apiResponse } from "../support.js";
import { bench, fresh, held, pass, type Bench, type Step } from "./support.js";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-20T10:00:00Z") }));
afterEach(() => void vi.useRealTimers());

const own = { cache: { ttlSeconds: 60 } };

/** An upstream whose first request waits to be answered. */
function waiting(...later: Step[]): { api: Bench; first: ReturnType<typeof held<ApiResponse>> } {
  const first = held<ApiResponse>();
  return { api: bench(own, [() => first.promise, ...later]), first };
}

const answered = async (calls: Promise<ApiResponse>[]): Promise<string[]> =>
  (await Promise.all(calls)).map(
    ({ body, cached }) => `${Buffer.from(body).toString()} ${cached?.how ?? "own"}`,
  );

describe("calls for the same at the same time", () => {
  it("share one request", async () => {
    const { api, first } = waiting();
    const calls = [api.ask(), api.ask(), api.ask()];
    await pass(1);
    first.resolve(apiResponse({ body: "one" }));
    expect(await answered(calls)).toEqual(["one own", "one shared", "one shared"]);
    expect(api.sent).toHaveLength(1);
    expect((await api.ask()).cached?.how).toBe("hit");
  });

  it("share none where nothing says that the answer can be kept", async () => {
    const api = bench({}, [{ body: "one" }]);
    await Promise.all([api.ask(), api.ask()]);
    expect(api.sent).toHaveLength(2);
  });

  it("share one where the last answer of the operation was kept, whatever its path", async () => {
    const api = bench({}, [fresh(1)]);
    await api.ask({ path: "/pets/1" });
    const first = held<ApiResponse>();
    api.steps = [() => first.promise];
    const calls = [api.ask({ path: "/pets/2" }), api.ask({ path: "/pets/2" })];
    await pass(1);
    first.resolve(apiResponse(fresh(1, "two")));
    expect(await answered(calls)).toEqual(["two own", "two shared"]);
  });

  it("share the question whether what is known is still good", async () => {
    const api = bench({}, [fresh(60, "kept", { etag: '"a"' }), { status: 304 }]);
    await api.ask();
    await pass(60);
    expect(await answered([api.ask(), api.ask()])).toEqual(["kept revalidated", "kept shared"]);
    expect(api.sent).toHaveLength(2);
  });

  it("share what is past its time, and are told so", async () => {
    const api = bench({ cache: { staleSeconds: 600 } }, [fresh(60), { status: 503 }]);
    await api.ask();
    await pass(60);
    expect(await answered([api.ask(), api.ask()])).toEqual(["kept stale", "kept stale"]);
    expect(api.sent).toHaveLength(2);
  });

  it("send their own where the answer turns out to be for one only", async () => {
    const headers = new Map([["cache-control", "no-store"]]);
    const { api, first } = waiting({ body: "two", headers }, { body: "three", headers });
    const calls = [api.ask(), api.ask(), api.ask()];
    await pass(1);
    first.resolve(apiResponse({ body: "one", headers }));
    expect(await answered(calls)).toEqual(["one own", "two own", "three own"]);
    const next = held<ApiResponse>();
    api.steps = [() => next.promise];
    void Promise.all([api.ask(), api.ask()]);
    await pass(1);
    expect(api.sent).toHaveLength(5);
  });

  it.each([404, 401, 302])("send their own after %s", async (status) => {
    const { api, first } = waiting({ body: "two" });
    const calls = [api.ask(), api.ask()];
    await pass(1);
    first.resolve(apiResponse({ status }));
    expect(await answered(calls)).toEqual([" own", "two own"]);
  });

  it("share a failure: the API is not asked for it by each of them", async () => {
    const { api, first } = waiting(fresh(60));
    const calls = Promise.allSettled([api.ask(), api.ask()]);
    await pass(1);
    const error = new UpstreamError("down", "refused");
    first.reject(error);
    expect(await calls).toEqual([
      { status: "rejected", reason: error },
      { status: "rejected", reason: error },
    ]);
    expect(api.sent).toHaveLength(1);
  });

  it.each([429, 503])("share %s", async (status) => {
    const { api, first } = waiting(fresh(60));
    const calls = Promise.all([api.ask(), api.ask()]);
    await pass(1);
    first.resolve(apiResponse({ status }));
    expect((await calls).map((each) => each.status)).toEqual([status, status]);
    expect(api.sent).toHaveLength(1);
  });

  it("are each cancelled by themselves, the first one too", async () => {
    const { api, first } = waiting();
    const controller = new AbortController();
    const cancelled = api.ask({ signal: controller.signal });
    const other = api.ask();
    await pass(1);
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ reason: "cancelled" });
    expect(api.sent[0]?.signal.aborted).toBe(false);
    first.resolve(apiResponse({ body: "one" }));
    expect(Buffer.from((await other).body).toString()).toBe("one");
    expect(api.sent).toHaveLength(1);
  });

  it("abort the request when the last of them is cancelled, and the next one sends its own", async () => {
    const { api } = waiting(fresh(60, "next"));
    const controllers = [new AbortController(), new AbortController()];
    const calls = controllers.map(({ signal }) => api.ask({ signal }));
    await pass(1);
    controllers[0]?.abort();
    await expect(calls[0]).rejects.toMatchObject({ reason: "cancelled" });
    const timeout = new UpstreamError("no answer within 30 s", "timeout");
    controllers[1]?.abort(timeout);
    const next = api.ask();
    await expect(calls[1]).rejects.toBe(timeout);
    expect(api.sent[0]?.signal.reason).toBe(timeout);
    expect(Buffer.from((await next).body).toString()).toBe("next");
  });

  it("leave nothing listening to a call that goes on", async () => {
    const api = bench(own);
    const { signal } = new AbortController();
    const remove = vi.spyOn(signal, "removeEventListener");
    const add = vi.spyOn(signal, "addEventListener");
    await Promise.all([api.ask({ signal }), api.ask({ signal })]);
    expect(remove.mock.calls.length).toBe(add.mock.calls.length);
  });
});

describe("a request that a write overtakes", () => {
  it("leaves nothing behind, and is for nobody who comes later", async () => {
    const { api, first } = waiting({ status: 201 }, { body: "after" });
    const before = api.ask();
    await pass(1);
    await api.ask({ method: "PUT" });
    const after = api.ask();
    await pass(1);
    first.resolve(apiResponse({ body: "before" }));
    expect(await answered([before, after])).toEqual(["before own", "after own"]);
    expect((await answered([api.ask()]))[0]).toBe("after hit");
  });

  it("leaves nothing behind either when it has begun after the write, and ends before it does", async () => {
    const write = held<ApiResponse>();
    const api = bench(own, [() => write.promise, { body: "between" }, { body: "after" }]);
    const writing = api.ask({ method: "PUT" });
    expect(await api.get()).toBe("between");
    write.resolve(apiResponse());
    await writing;
    expect(await api.get()).toBe("after");
  });

  it("is kept when the write is about something else", async () => {
    const { api, first } = waiting({ status: 201 });
    const before = api.ask({ path: "/pets/1" });
    await pass(1);
    await api.ask({ method: "PUT", path: "/pets/2" });
    first.resolve(apiResponse({ body: "kept" }));
    await before;
    expect((await api.ask({ path: "/pets/1" })).cached?.how).toBe("hit");
  });
});
