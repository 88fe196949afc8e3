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
import { decodeText } from "../../templates/runtime/content-type.js";
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

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

describe.each(["header", "query", "cookie", "token", "digest", "login"])("the value of %s", (scheme) => {
  it.each([
    ["as it is", (value: string) => value],
    ["in a URL", (value: string) => encodeURIComponent(value)],
    ["in a form", (value: string) => encodeURIComponent(value).replaceAll("%20", "+")],
    ["in JSON", (value: string) => JSON.stringify(value).slice(1, -1)],
    [
      "in JSON with escaped slashes",
      (value: string) => JSON.stringify(value).slice(1, -1).replaceAll("/", "\\/"),
    ],
    ["in JSON in JSON", (value: string) => JSON.stringify(JSON.stringify(value)).slice(3, -3)],
    ["in JSON that is safe in HTML", (value: string) => value.replaceAll(/["+]/g, unicodeEscape)],
    [
      "in JSON in ASCII, in capitals",
      (value: string) =>
        value.replaceAll(/["/+]/g, (character) => unicodeEscape(character).toUpperCase().replace("U", "u")),
    ],
    [
      "in a URL, in small letters",
      (value: string) => encodeURIComponent(value).replaceAll(/%../g, (digits) => digits.toLowerCase()),
    ],
    ["in a URL in a URL", (value: string) => encodeURIComponent(encodeURIComponent(value))],
    ["in a form, strictly", (value: string) => new URLSearchParams({ "": value }).toString().slice(1)],
    ["in HTML", (value: string) => value.replace('"', "&quot;").replace("/", "&#x2F;").replace("+", "&#43;")],
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

describe.each(["base64", "base64url"] as const)("in %s", (encoding) => {
  it.each([0, 1, 2, 3])("a secret is hidden behind %i bytes that are encoded with it", async (count) => {
    const echo = Buffer.from(`${"x".repeat(count)}secret/?>123\n`).toString(encoding);
    const answer = { body: `{"a":"${echo}"}` };
    const { body } = await answered(["header"], { SECRET: "secret/?>123" }, () => answer);
    // What is left holds a few bits of its ends.
    expect(body).toMatch(/^\{"a":"[^"]{0,4}\(hidden\)[^"]{0,4}"\}$/);
  });
});

it.each(["pä/ss€😀", String.raw`back\\slash\"`, "a*b'c(d)!~"])(
  "hides %j however it is escaped",
  async (password) => {
    const inAscii = JSON.stringify(password).replaceAll(/[^\x20-\x7e]/g, unicodeEscape);
    const strictly = encodeURIComponent(password).replaceAll(
      /[!'()*~]/g,
      (each) => `%${each.charCodeAt(0).toString(16)}`,
    );
    for (const echo of [inAscii.slice(1, -1), strictly, password, JSON.stringify(password).slice(1, -1)]) {
      const { body } = await answered(["login"], { USERNAME: "rex", SECRET: password }, () => ({
        body: `<${echo}>`,
      }));
      expect(body).toBe("<(hidden)>");
    }
  },
);

it("hides a secret in UTF-16", async () => {
  const answer = { body: Buffer.from("it is secret-123", "utf16le"), charset: "utf-16le" };
  const { response } = await answered(["header"], { SECRET: "secret-123" }, () => answer);
  expect(decodeText(response.body, response.charset)).toBe("it is (hidden)");
});

it("takes no time for what looks like an escaped secret all along", async () => {
  for (const text of ["\\", "%25", "&#00", "s3"]) {
    const body = Buffer.from(text.repeat(300_000));
    const began = performance.now();
    const { response } = await answered(["header"], { SECRET: String.raw`s3\\\"/%&` }, () => ({ body }));
    expect(response.body).toBe(body);
    expect(performance.now() - began).toBeLessThan(2000);
  }
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

it("hides the server's other credentials too", async () => {
  const environment = { MINE: "mine-123", PASSWORD: "pass-456", TOKEN: "token-789" };
  const all: Credentials = {
    key: apiKey({ in: "header", name: "X-Key", variable: "MINE" }),
    login: basic({ username: "USERNAME", password: "PASSWORD" }),
    token: bearer({ variable: "TOKEN", header: "x-user" }),
  };
  const echo = "mine-123 pass-456 token-789";
  const exchange = auth(all, environment)(async () => apiResponse({ body: echo }));
  const response = await exchange(exchangeRequest({ security: [["key"]] }));
  expect(Buffer.from(response.body).toString()).toBe("(hidden) (hidden) (hidden)");
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
