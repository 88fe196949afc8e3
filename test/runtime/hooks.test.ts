import { afterEach, describe, expect, it, vi } from "vitest";
import type { Exchange, ExchangeRequest } from "../../templates/runtime/exchange.js";
import { hooks, type Hooks } from "../../templates/runtime/hooks.js";
import { apiResponse, exchangeRequest } from "./support.js";

const sent: ExchangeRequest[] = [];
const next: Exchange = async (request) => {
  sent.push(request);
  return apiResponse({ body: "{}" });
};
const given = exchangeRequest({ headers: [["accept", "*/*"]], body: "old", tool: "listPets" });
const send = (own: Hooks, request = given): ReturnType<Exchange> => hooks(own)(next)(request);

afterEach(() => void sent.splice(0));

describe("beforeRequest", () => {
  it("sees what is sent, and nothing of the layers", async () => {
    const beforeRequest = vi.fn();
    await send({ beforeRequest });
    const { operation, tool, method, origin, path, headers, body, signal } = given;
    expect(beforeRequest.mock.calls).toEqual([
      [{ operation, tool, method, origin, path, headers, body, signal }],
    ]);
    expect(sent).toEqual([given]);
  });

  it("changes path, headers and body", async () => {
    await send({
      beforeRequest: async (request) => ({
        ...request,
        path: "/v2",
        headers: [["X-Tenant", "A"]],
        body: "new",
      }),
    });
    expect(sent).toEqual([{ ...given, path: "/v2", headers: [["x-tenant", "A"]], body: "new" }]);
  });

  it("leaves a body out", async () => {
    await send({ beforeRequest: ({ path, headers }) => ({ path, headers }) });
    expect(sent[0]).not.toHaveProperty("body");
  });

  it("changes nothing else, so that no credential goes elsewhere", async () => {
    const elsewhere = { origin: "https://evil.example", method: "DELETE", security: [], operation: "x" };
    await send({ beforeRequest: (request) => ({ ...request, ...elsewhere }) });
    expect(sent).toEqual([given]);
  });

  it.each(["https://evil.example/", "pets", "", "/a b", "/a\r\nb", "/ä"])(
    "refuses the path %j",
    async (path) => {
      const sending = send({ beforeRequest: (request) => ({ ...request, path }) });
      await expect(sending).rejects.toThrow(
        "beforeRequest of src/extensions: the path must begin with / and be percent-encoded",
      );
      expect(sent).toEqual([]);
    },
  );
});

describe("afterResponse", () => {
  it("sees the answer and the request as it was sent, and may leave the answer alone", async () => {
    const afterResponse = vi.fn();
    const response = await send({
      beforeRequest: (request) => ({ ...request, path: "/v2" }),
      afterResponse,
    });
    expect(afterResponse.mock.calls).toMatchObject([[response, { path: "/v2", tool: "listPets" }]]);
    expect(response).toEqual(apiResponse({ body: "{}" }));
  });

  it("gives another answer", async () => {
    const changed = apiResponse({ status: 404 });
    expect(await send({ afterResponse: () => changed })).toBe(changed);
  });
});

describe.each(["beforeRequest", "afterResponse"] as const)("an error in %s", (hook) => {
  it("names the hook, and its stack is where it was thrown", async () => {
    const error = new TypeError("no\n  tenant");
    const sending = send({
      [hook]: () => {
        throw error;
      },
    });
    await expect(sending).rejects.toMatchObject({
      message: `${hook} of src/extensions: no tenant`,
      stack: error.stack,
    });
  });
});

it("is no layer without hooks", async () => {
  await send({});
  expect(sent[0]).toBe(given);
});
