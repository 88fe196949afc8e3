import { describe, expect, it } from "vitest";
import { auth } from "../../templates/runtime/auth.js";
import {
  apiKey,
  authorization,
  basic,
  bearer,
  type Credentials,
} from "../../templates/runtime/credentials.js";
import type { ApiResponse, ExchangeRequest } from "../../templates/runtime/exchange.js";
import { apiResponse, exchangeRequest } from "./support.js";

const credentials: Credentials = {
  header: apiKey({ in: "header", name: "X-Key", variable: "SECRET" }),
  query: apiKey({ in: "query", name: "key", variable: "SECRET" }),
  cookie: apiKey({ in: "cookie", name: "session", variable: "SECRET" }),
  token: bearer({ variable: "SECRET" }),
  digest: authorization({ scheme: "Token", variable: "SECRET" }),
  login: basic({ username: "USERNAME", password: "SECRET" }),
};

/** What comes of an answer, when these credentials were sent. */
async function answered(
  schemes: string[],
  environment: Record<string, string>,
  answer: (sent: ExchangeRequest) => Parameters<typeof apiResponse>[0],
  parts: Partial<ExchangeRequest> = {},
): Promise<{ body: string; response: ApiResponse }> {
  const exchange = auth(credentials, environment)(async (sent) => apiResponse(answer(sent)));
  const response = await exchange(exchangeRequest({ security: [schemes], path: "/pets?q=plain", ...parts }));
  return { body: Buffer.from(response.body).toString(), response };
}

const secret = 's3"cr et/+x';

describe.each(["header", "query", "cookie", "token", "digest", "login"])("the value of %s", (scheme) => {
  it.each([
    ["as it is", (value: string) => value],
    ["in a URL", (value: string) => encodeURIComponent(value)],
    ["in a form", (value: string) => encodeURIComponent(value).replaceAll("%20", "+")],
    ["in JSON", (value: string) => JSON.stringify(value).slice(1, -1)],
  ])("is hidden %s", async (_, form) => {
    const echo = form(secret);
    const { body, response } = await answered([scheme], { SECRET: secret, USERNAME: "rex" }, () => ({
      body: `<${echo}> and ${echo}, rex, plain`,
      statusText: echo,
      headers: new Map([["x-echo", `a ${echo}`]]),
    }));
    expect(body).toBe("<(hidden)> and (hidden), rex, plain");
    expect([response.statusText, response.headers.get("x-echo")]).toEqual(["(hidden)", "a (hidden)"]);
  });
});

it("hides everything that an API repeats of a request", async () => {
  const names = ["header", "query", "cookie", "login"];
  const { body } = await answered(names, { SECRET: "secret-123", USERNAME: "rex" }, ({ headers, path }) => ({
    body: JSON.stringify({ headers, path }),
  }));
  expect(body).not.toContain("secret-123");
  expect(body).not.toContain(Buffer.from("rex:secret-123").toString("base64").replace(/=+$/, ""));
  expect(body).toContain("q=plain");
});

it("hides the user name where it is the key", async () => {
  const { body } = await answered(["login"], { USERNAME: "sk_live_1", SECRET: "" }, () => ({
    body: "sk_live_1",
  }));
  expect(body).toBe("(hidden)");
});

it("hides a credential that the client brought", async () => {
  const { body } = await answered(["token"], {}, () => ({ body: "it was of-the-client, trace 7777" }), {
    headers: [["authorization", "Bearer of-the-client"], ["x-trace", "7777"]],
    forwarded: ["authorization", "x-trace"],
  }); // prettier-ignore
  expect(body).toBe("it was (hidden), trace 7777");
});

it("leaves an answer without secrets as it is, and short values alone", async () => {
  const body = Uint8Array.of(0x89, 0xff, 0x00);
  const { response } = await answered(["header"], { SECRET: "secret" }, () => ({ body }));
  expect(response.body).toBe(body);
  expect((await answered(["header"], { SECRET: "abc" }, () => ({ body: "abc" }))).body).toBe("abc");
});

it("keeps the other bytes of a body", async () => {
  const { response } = await answered(["header"], { SECRET: "secret" }, () => ({
    body: Buffer.concat([Uint8Array.of(0xff, 0x00), Buffer.from("ü secret €"), Uint8Array.of(0x80)]),
  }));
  expect(Buffer.from(response.body)).toEqual(
    Buffer.concat([Uint8Array.of(0xff, 0x00), Buffer.from("ü (hidden) €"), Uint8Array.of(0x80)]),
  );
});
