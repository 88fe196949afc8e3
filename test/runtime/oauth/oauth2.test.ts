// What is asked of an authorization server, and what is made of its answers. Nothing goes over a wire here.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { auth } from "../../../templates/runtime/auth.js";
import type { Environment } from "../../../templates/runtime/environment.js";
import { ConfigurationError, UpstreamError } from "../../../templates/runtime/errors.js";
import type { ApiResponse, Exchange, ExchangeRequest } from "../../../templates/runtime/exchange.js";
import { oauth2 } from "../../../templates/runtime/oauth/oauth2.js";
import type { OAuth2Options } from "../../../templates/runtime/oauth/options.js";
import { apiResponse, exchangeRequest } from "../support.js";

const variables = {
  clientId: "ID",
  clientSecret: "SECRET",
  clientSecretFile: "SECRET_FILE",
  refreshToken: "REFRESH_TOKEN",
  token: "TOKEN",
  scopes: "SCOPES",
  tokenUrl: "TOKEN_URL",
};
const client = { ID: "shop", SECRET: "s3cret & more" };
const tokenUrl = "https://login.example.com/token";

type Answer = Parameters<typeof apiResponse>[0];

/** A token request as the server reads it. */
interface Asked {
  url: string;
  authorization: string | undefined;
  form: Record<string, string>;
}

/** An API client with a credential, and the authorization server that it asks. */
class Bench {
  readonly asked: Asked[] = [];
  /** The Authorization header of each request to the API. */
  readonly sent: (string | undefined)[] = [];
  readonly #call: Exchange;

  constructor(
    options: Partial<OAuth2Options>,
    environment: Environment,
    readonly answer: (asked: Asked, count: number) => Answer | Promise<Answer> = (_, count) =>
      json({ access_token: `token ${count}`, token_type: "Bearer", expires_in: 3600 }),
    readonly api: (authorization: string | undefined) => number = () => 200,
  ) {
    const credentials = {
      oauth: oauth2({ grants: ["client_credentials"], tokenUrl, variables, ...options }),
    };
    this.#call = auth(credentials, environment)((request) => this.#answer(request));
  }

  call(request: Partial<ExchangeRequest> = {}): Promise<ApiResponse> {
    return this.#call(exchangeRequest({ security: [["oauth"]], ...request }));
  }

  async #answer(request: ExchangeRequest): Promise<ApiResponse> {
    const headers = new Map(request.headers);
    const authorization = headers.get("authorization");
    if (request.operation !== "Token request") {
      this.sent.push(authorization);
      return apiResponse({ status: this.api(authorization) });
    }
    expect(request).toMatchObject({ security: [], policy: { maxResponseBytes: 1_000_000 } });
    const form = Object.fromEntries(new URLSearchParams(String(request.body ?? "")));
    const asked = { url: request.origin + request.path, authorization, form };
    this.asked.push(asked);
    return apiResponse(await this.answer(asked, this.asked.length));
  }
}

function json(body: unknown, status = 200): Answer {
  return { status, body: JSON.stringify(body), mediaType: "application/json" };
}

function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
}

describe("a token request", () => {
  test("has the client in the Authorization header and the parameters in its form", async () => {
    const bench = new Bench(
      { scopes: ["read", "write"], audience: "https://api", resource: "urn:api" },
      client,
    );
    await Promise.all([bench.call(), bench.call()]);
    await bench.call();
    expect(bench.asked).toEqual([
      {
        url: tokenUrl,
        authorization: basic("shop", "s3cret+%26+more"),
        form: {
          grant_type: "client_credentials",
          scope: "read write",
          audience: "https://api",
          resource: "urn:api",
        },
      },
    ]);
    expect(bench.sent).toEqual(["Bearer token 1", "Bearer token 1", "Bearer token 1"]);
  });

  test("has the client in its form where it is told so", async () => {
    const bench = new Bench({ clientAuthentication: "client_secret_post" }, client);
    await bench.call();
    expect(bench.asked).toEqual([
      {
        url: tokenUrl,
        authorization: undefined,
        form: { grant_type: "client_credentials", client_id: "shop", client_secret: "s3cret & more" },
      },
    ]);
  });

  test("tries the second way of authentication once, and keeps to it", async () => {
    const bench = new Bench({}, client, ({ form }, count) =>
      form["client_secret"] === undefined
        ? json({ error: "invalid_client" }, 401)
        : json({ access_token: `token ${count}`, token_type: "bearer" }),
    );
    await bench.call();
    expect(bench.asked.map(({ authorization }) => authorization !== undefined)).toEqual([true, false]);
    expect(bench.sent).toEqual(["Bearer token 2"]);
  });

  test("goes where the variables say, with the scopes that they say", async () => {
    const bench = new Bench(
      { scopes: ["read"] },
      { ...client, SCOPES: "a b", TOKEN_URL: "http://127.0.0.1:9/t?x=1" },
    );
    await bench.call();
    expect(bench.asked).toMatchObject([{ url: "http://127.0.0.1:9/t?x=1", form: { scope: "a b" } }]);
  });

  test.each([
    ["is ready", { TOKEN: "mine" }, ["Bearer mine"], 0],
    ["is ready, and a client half configured", { TOKEN: "mine", ID: "shop" }, ["Bearer mine"], 0],
    ["is ready, but a client is configured", { TOKEN: "mine", ...client }, ["Bearer token 1"], 1],
  ])("is sent where no token %s", async (_, environment, sent, asked) => {
    const bench = new Bench({}, environment);
    await bench.call();
    expect(bench.sent).toEqual(sent);
    expect(bench.asked).toHaveLength(asked);
  });

  test("is not sent without a client, and the message names the variables", async () => {
    const bench = new Bench({ grants: ["refresh_token", "client_credentials"] }, { ID: "shop" });
    const what = "set ID and REFRESH_TOKEN, or ID and SECRET or SECRET_FILE, or TOKEN";
    await expect(bench.call()).rejects.toThrow(
      new ConfigurationError(`GET /pets needs a credential: ${what}`),
    );
  });

  test("reads the secret from its file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mcpgen-oauth-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "secret"), "from a file\n");
    const bench = new Bench({}, { ID: "shop", SECRET_FILE: join(folder, "secret") });
    await bench.call();
    expect(bench.asked).toMatchObject([{ authorization: basic("shop", "from+a+file") }]);
  });
});

test.each([
  ["an ID token of another issuer", { id_token: "e30.e30.e30", token_type: "Bearer" }],
  ["no token_type", {}],
  ["a lifetime that is no number", { token_type: "bearer", expires_in: null }],
  ["a lifetime that is a text", { token_type: "BEARER", expires_in: "3600" }],
])("a token that comes with %s is one", async (_, rest) => {
  const bench = new Bench({}, client, () => json({ access_token: "t", ...rest }));
  await bench.call();
  await bench.call();
  expect(bench.sent).toEqual(["Bearer t", "Bearer t"]);
  expect(bench.asked).toHaveLength(1);
});

describe("the API's 401", () => {
  test("gives a new token and one replay", async () => {
    const bench = new Bench({}, client, undefined, (authorization) =>
      authorization === "Bearer token 1" ? 401 : 200,
    );
    const answers = await Promise.all(Array.from({ length: 50 }, () => bench.call()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(bench.asked).toHaveLength(2);
    expect(bench.sent).toHaveLength(100);
  });

  test("is the answer if it comes again, and no call after that tries anew", async () => {
    const bench = new Bench({}, client, undefined, () => 401);
    expect((await bench.call()).status).toBe(401);
    expect((await bench.call()).status).toBe(401);
    expect(bench.asked).toHaveLength(2);
    expect(bench.sent).toHaveLength(3);
  });

  test("is the answer to a token that is used as it is", async () => {
    const bench = new Bench({}, { TOKEN: "mine" }, undefined, () => 401);
    expect((await bench.call()).status).toBe(401);
    expect(bench.sent).toEqual(["Bearer mine"]);
  });
});

test("a caller that is cancelled leaves the token request to the others", async () => {
  let issue = (): void => undefined;
  const held = new Promise<void>((resolve) => (issue = resolve));
  const bench = new Bench({}, client, async (_, count) => {
    await held;
    return json({ access_token: `token ${count}`, token_type: "bearer" });
  });
  const first = new AbortController();
  const [cancelled, other] = [bench.call({ signal: first.signal }), bench.call()];
  first.abort();
  await expect(cancelled).rejects.toThrow(new UpstreamError("GET /pets was cancelled", "cancelled"));
  issue();
  expect((await other).status).toBe(200);
  expect(bench.asked).toHaveLength(1);
  expect(bench.sent).toEqual(["Bearer token 1"]);
});

describe("a refresh token", () => {
  const grants = ["refresh_token", "client_credentials"] as const;
  const rotating = ({ form }: Asked, count: number): Answer =>
    json({
      access_token: `${form["refresh_token"]}'s`,
      token_type: "bearer",
      refresh_token: `refresh ${count}`,
    });

  test("is replaced by the one that comes with a token", async () => {
    let accepted = "Bearer mine's";
    const environment = { ID: "shop", REFRESH_TOKEN: "mine" };
    const bench = new Bench(
      { grants, refreshUrl: "https://login.example.com/refresh" },
      environment,
      rotating,
      (sent) => (sent === accepted ? 200 : 401),
    );
    await bench.call();
    accepted = "Bearer refresh 1's";
    await bench.call();
    accepted = "Bearer refresh 2's";
    await bench.call();
    expect(bench.asked.map(({ url, form }) => [url, form])).toEqual(
      ["mine", "refresh 1", "refresh 2"].map((token) => [
        "https://login.example.com/refresh",
        { grant_type: "refresh_token", refresh_token: token, client_id: "shop" },
      ]),
    );
  });

  test("that is not valid any more is named", async () => {
    const bench = new Bench({ grants }, { ...client, REFRESH_TOKEN: "mine" }, () =>
      json({ error: "invalid_grant" }, 400),
    );
    const why = "REFRESH_TOKEN is not valid any more: the authorization server answered 400, invalid_grant";
    await expect(bench.call()).rejects.toThrow(new ConfigurationError(why));
    await expect(bench.call()).rejects.toThrow(why);
    expect(bench.asked).toHaveLength(1);
  });
});

test.each([
  ["nothing but a token", { access_token: "t" }],
  ["null for what it does not say", { access_token: "t", token_type: null, expires_in: null, refresh_token: null, scope: null }],
  ["a lifetime without end", { access_token: "t", expires_in: "Infinity" }],
])("%s is a token", async (_, answer) => {
  const bench = new Bench({}, client, () => json(answer));
  await Promise.all([bench.call(), bench.call()]);
  expect([bench.sent, bench.asked.length]).toEqual([["Bearer t", "Bearer t"], 1]);
}); // prettier-ignore

test.each<[string, Answer, Partial<UpstreamError>]>([
  ["an outage", { status: 503, headers: new Map([["retry-after", "7"]]) }, { reason: "no-token", retryAfterSeconds: 7 }],
  ["too many requests", { status: 429 }, { reason: "no-token", retryAfterSeconds: 0.2 }],
  ["a redirect", { status: 307 }, { reason: "malformed" }],
  ["a page", { mediaType: "text/html" }, { reason: "malformed" }],
])("after %s of the authorization server the call was not sent and can be repeated", async (_, answer, error) => {
  const bench = new Bench({}, client, () => answer);
  const failure = await bench.call({ method: "POST" }).catch((reason: unknown) => reason);
  expect(failure).toMatchObject({ ...error, isRepeatable: true });
}); // prettier-ignore

test("secrets that only the authorization server was sent are hidden too", async () => {
  const credentials = {
    oauth: oauth2({ grants: ["refresh_token", "client_credentials"], tokenUrl, variables }),
  };
  const environment = { ...client, REFRESH_TOKEN: "the first one" };
  const login = Buffer.from("shop:s3cret+%26+more").toString("base64");
  const echo = `${client.SECRET}; the first one; the next one; an access token; ${login}`;
  const exchange = auth(
    credentials,
    environment,
  )(async ({ operation }) =>
    operation === "Token request"
      ? apiResponse(json({ access_token: "an access token", refresh_token: "the next one" }))
      : apiResponse({ body: echo }),
  );
  const { body } = await exchange(exchangeRequest({ security: [["oauth"]] }));
  expect(Buffer.from(body).toString()).toMatch(
    /^\(hidden\); \(hidden\); \(hidden\); \(hidden\); .{7,8}\(hidden\).?=*$/,
  );
});

describe("discovery", () => {
  const discoveryUrl = "https://id.example.com/shop/.well-known/openid-configuration";
  const bench = (server: object, url = discoveryUrl): Bench =>
    new Bench({ tokenUrl: undefined, discoveryUrl: url }, client, (asked, count) =>
      asked.url.includes("well-known")
        ? json(server)
        : json({ access_token: `token ${count}`, token_type: "bearer", expires_in: 0.001 }),
    );

  test.each([
    ["of OpenID Connect", "https://id.example.com/shop", discoveryUrl, discoveryUrl],
    ["whose issuer ends in a slash", "https://id.example.com/shop/", discoveryUrl, discoveryUrl],
    ["whose issuer is given", "https://id.example.com/shop", "https://id.example.com/shop", discoveryUrl],
    ["at a host's root", "https://id.example.com", "https://id.example.com/.well-known/openid-configuration", undefined],
    ["of OAuth (RFC 8414)", "https://id.example.com/shop", "https://id.example.com/.well-known/oauth-authorization-server/shop", undefined],
  ])("%s finds the token endpoint, once", async (_, issuer, url, asked = url) => {
    const server = bench({ issuer, token_endpoint: "https://tokens.example.net/t" }, url);
    await server.call();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await server.call();
    expect(server.asked.map((each) => each.url)).toEqual([asked, "https://tokens.example.net/t", "https://tokens.example.net/t"]);
    expect(server.asked[1]?.authorization).toBe(basic("shop", "s3cret+%26+more"));
  }); // prettier-ignore

  test.each([[5], [{}], ["none"]])("takes no notice of methods that are %j", async (methods) => {
    const server = bench({
      issuer: "https://id.example.com/shop",
      token_endpoint: tokenUrl,
      token_endpoint_auth_methods_supported: methods,
    });
    await server.call();
    expect(server.sent).toEqual(["Bearer token 2"]);
  });

  test("says how the client is authenticated", async () => {
    const server = bench({
      issuer: "https://id.example.com/shop",
      token_endpoint: tokenUrl,
      token_endpoint_auth_methods_supported: ["private_key_jwt", "client_secret_post"],
    });
    await server.call();
    expect(server.asked[1]?.form).toMatchObject({ client_secret: "s3cret & more" });
  });

  test.each([
    ["of another issuer", { issuer: "https://evil.example.com", token_endpoint: tokenUrl }, "does not describe the authorization server: set TOKEN_URL"],
    ["without a token endpoint", { issuer: "https://id.example.com/shop" }, "The token endpoint is not known: set TOKEN_URL"],
    ["with one over http", { issuer: "https://id.example.com/shop", token_endpoint: "http://id.example.com/t" }, "has to be reached over https: set TOKEN_URL"],
  ])("%s sends no secret", async (_, server, why) => {
    const wrong = bench(server);
    await expect(wrong.call()).rejects.toThrow(why);
    expect(wrong.asked).toHaveLength(1);
    expect(wrong.asked[0]?.authorization).toBeUndefined();
  }); // prettier-ignore
});

describe("secrets go only", () => {
  test.each([
    ["https://login.example.com/t", "https://api.example.com", true],
    ["http://localhost:8080/t", "https://api.example.com", true],
    ["http://[::1]/t", "https://api.example.com", true],
    ["http://login.example.com/t", "https://api.example.com", false],
    ["http://api.example.com/t", "https://api.example.com", false],
    ["http://api.example.com:81/t", "http://api.example.com", true],
    ["http://127.0.0.1.example.com/t", "https://api.example.com", false],
    ["file:///etc/passwd", "https://api.example.com", false],
    ["no URL", "https://api.example.com", false],
  ])("to %s for %s: %s", async (url, origin, isAllowed) => {
    const bench = new Bench({}, { ...client, TOKEN_URL: url });
    const call = bench.call({ origin });
    if (isAllowed) await call;
    else await expect(call).rejects.toThrow("set TOKEN_URL to a URL like https://");
    expect(bench.asked).toHaveLength(isAllowed ? 1 : 0);
  });
});

describe("an answer that is no token", () => {
  const secret = client.SECRET;
  test.each<[string, Answer, string, number]>([
    ["wrong client", json({ error: "invalid_client" }, 401), "ID or SECRET or SECRET_FILE is wrong: the authorization server answered 401, invalid_client", 2],
    ["wrong client, no reason", { status: 401, mediaType: "text/html", body: "no" }, "ID or SECRET or SECRET_FILE is wrong: the authorization server answered 401", 2],
    ["scopes", json({ error: "invalid_scope", error_description: "no \"read\"" }, 400), "The scopes \"read\" are not granted, others can be set in SCOPES: the authorization server answered 400, invalid_scope, no \"read\"", 1],
    ["grant", json({ error: "unauthorized_client" }, 400), "The client of ID may not use the grant client_credentials: the authorization server answered 400, unauthorized_client", 1],
    ["another code", json({ error: "access_denied" }, 403), "No access token is issued to the client of ID: the authorization server answered 403, access_denied", 1],
    ["no code", { status: 404, mediaType: "text/html", body: "<h1>" }, "No access token is issued to the client of ID: the authorization server answered 404", 1],
    ["an outage", { status: 503, statusText: `no ${secret}` }, "Token request: https://login.example.com answered 503", 1],
    ["a redirect", { status: 302, statusText: "Found" }, "Token request: https://login.example.com answered 302; redirects are not followed", 1],
    ["a page", { mediaType: "text/html", body: "<h1>" }, "Token request: the authorization server did not answer with an access token", 1],
    ["no token", json({ token_type: "bearer" }), "Token request: the authorization server did not answer with an access token", 1],
    ["no bearer token, but nearly", json({ access_token: "t", token_type: "DPoP" }), "Token request: the authorization server issued a token that is no bearer token", 1],
    ["two lines", json({ access_token: "t\nt" }), "Token request: the authorization server issued a token that cannot be sent", 1],
    ["no ASCII", json({ access_token: "tö" }), "Token request: the authorization server issued a token that cannot be sent", 1],
    ["no bearer token", json({ access_token: "t", token_type: "mac" }), "Token request: the authorization server did not answer with an access token", 1],
    ["nothing", { status: 204 }, "Token request: the authorization server did not answer with an access token", 1],
    ["an echo", json({ error: "invalid_request", error_description: `got ${secret}` }, 400), "No access token is issued to the client of ID: the authorization server answered 400, invalid_request, got (hidden)", 1],
    ["an echo as it was sent", json({ error: "invalid_request", error_description: `${basic("shop", "s3cret+%26+more")} s3cret+%26+more s3cret%20%26%20more` }, 400), "No access token is issued to the client of ID: the authorization server answered 400, invalid_request, Basic (hidden) (hidden) (hidden)", 1],
    ["an echo as a code", json({ error: secret }, 400), "No access token is issued to the client of ID: the authorization server answered 400", 1],
  ])("because of %s", async (_, answer, message, count) => {
    const bench = new Bench({ scopes: ["read"] }, client, () => answer);
    const calls = await Promise.allSettled(Array.from({ length: 50 }, () => bench.call()));
    const messages = calls.map((call) => (call.status === "rejected" ? (call.reason as Error).message : "sent"));
    expect(new Set(messages)).toEqual(new Set([message]));
    expect(bench.asked).toHaveLength(count);
    expect(bench.sent).toEqual([]);
  }); // prettier-ignore
});
