import { describe, expect, it } from "vitest";
import { auth } from "../../templates/runtime/auth.js";
import {
  apiKey,
  authorization,
  basic,
  bearer,
  custom,
  type Credentials,
} from "../../templates/runtime/credentials.js";
import type { Environment } from "../../templates/runtime/environment.js";
import { ConfigurationError } from "../../templates/runtime/errors.js";
import type { ExchangeRequest } from "../../templates/runtime/exchange.js";
import { apiResponse, exchangeRequest } from "./support.js";

const credentials: Credentials = {
  header: apiKey({ in: "header", name: "X-API-Key", variable: "HEADER" }),
  query: apiKey({ in: "query", name: "api key", variable: "QUERY" }),
  cookie: apiKey({ in: "cookie", name: "session", variable: "COOKIE" }),
  token: bearer({ variable: "TOKEN" }),
  login: basic({ username: "USERNAME", password: "PASSWORD" }),
  dsn: authorization({ scheme: "DSN", variable: "DSN" }),
};

async function authorize(
  request: Partial<ExchangeRequest>,
  environment: Environment,
): Promise<ExchangeRequest> {
  let sent: ExchangeRequest | undefined;
  const exchange = auth(
    credentials,
    environment,
  )(async (authorized) => {
    sent = authorized;
    return apiResponse();
  });
  await exchange(exchangeRequest(request));
  if (!sent) throw new Error("nothing was sent");
  return sent;
}

describe("a credential", () => {
  it.each<[string, Environment, Partial<ExchangeRequest>]>([
    ["header", { HEADER: " k " }, { headers: [["x-api-key", "k"]] }],
    ["query", { QUERY: "a b&c" }, { path: "/pets?api%20key=a%20b%26c" }],
    ["cookie", { COOKIE: "c" }, { headers: [["cookie", "session=c"]] }],
    ["token", { TOKEN: "t" }, { headers: [["authorization", "Bearer t"]] }],
    ["dsn", { DSN: "d" }, { headers: [["authorization", "DSN d"]] }],
    ["login", { USERNAME: "sk_1" }, { headers: [["authorization", "Basic c2tfMTo="]] }],
    ["login", { USERNAME: "u", PASSWORD: "p:\u00e4" }, { headers: [["authorization", "Basic dTpwOsOk"]] }],
  ])("%s goes where its scheme says", async (name, environment, expected) => {
    expect(await authorize({ security: [[name]] }, environment)).toMatchObject(expected);
  });

  it("joins what is already there", async () => {
    const request = {
      path: "/pets?limit=1",
      headers: [
        ["cookie", "theme=dark"],
        ["x-api-key", "an argument"],
      ] as const,
      security: [["query", "cookie", "header"]],
    };
    expect(await authorize(request, { QUERY: "q", COOKIE: "c", HEADER: "h" })).toMatchObject({
      path: "/pets?limit=1&api%20key=q",
      headers: [
        ["cookie", "theme=dark; session=c"],
        ["x-api-key", "h"],
      ],
    });
  });

  it("takes the place of an argument of its name", async () => {
    const request = {
      path: "/pets?api%20key=mine&api+key=mine&limit=1&%61pi%20key=mine",
      headers: [["cookie", "session=mine; theme=dark"]] as const,
      security: [["query", "cookie"]],
    };
    expect(await authorize(request, { QUERY: "q", COOKIE: "c" })).toMatchObject({
      path: "/pets?limit=1&api%20key=q",
      headers: [["cookie", "theme=dark; session=c"]],
    });
  });

  it.each<[string, Environment, string]>([
    ["header", { HEADER: "secret\r\nx: y" }, "HEADER"],
    ["header", { HEADER: "s\u00e4cret" }, "HEADER"],
    ["query", { QUERY: "secret\u0000" }, "QUERY"],
    ["cookie", { COOKIE: "secret; admin=1" }, "COOKIE"],
    ["login", { USERNAME: "secret:x" }, "USERNAME"],
    ["login", { USERNAME: "u", PASSWORD: "secret\nx" }, "PASSWORD"],
  ])("%s that cannot be sent is named, not shown", async (name, environment, variable) => {
    const failure = authorize({ security: [[name]] }, environment);
    await expect(failure).rejects.toThrow(ConfigurationError);
    await expect(failure).rejects.toThrow(new RegExp(`^${variable} cannot be sent`));
    await expect(failure).rejects.not.toThrow(/s.cret/);
  });
});

describe("security", () => {
  it.each<[string, string[][], Environment, string[]]>([
    ["the first set that is complete", [["header"], ["token"]], { TOKEN: "t" }, ["authorization"]],
    ["all of a set", [["header", "token"]], { HEADER: "k", TOKEN: "t" }, ["x-api-key", "authorization"]],
    ["not half a set", [["header", "token"], ["dsn"]], { HEADER: "k", DSN: "d" }, ["authorization"]],
    ["a credential where it is optional", [[], ["header"]], { HEADER: "k" }, ["x-api-key"]],
    ["none where none is configured and it is optional", [["header"], []], {}, []],
    ["none for an open operation", [], { HEADER: "k" }, []],
    ["what is known besides a scheme that is not", [["unknown"], ["header"]], { HEADER: "k" }, ["x-api-key"]],
  ])("sends %s", async (_, security, environment, headers) => {
    const sent = await authorize({ security }, environment);
    expect(sent.headers.map(([name]) => name)).toEqual(headers);
  });

  it.each<[string, string[][], Environment, string[]]>([
    ["in its place", [["token"]], { TOKEN: "t" }, []],
    ["without one of the server", [["token"]], {}, []],
    ["and not that of another set", [["header"], ["token"]], { HEADER: "k" }, []],
    ["with the rest of its set", [["header", "token"]], { HEADER: "k" }, ["x-api-key"]],
    ["besides, where it is for something else", [["header"]], { HEADER: "k" }, ["x-api-key"]],
    ["where no credential is needed", [[]], { TOKEN: "t" }, []],
  ])("leaves a credential of the client %s", async (_, security, environment, added) => {
    const headers = [["authorization", "Bearer of-the-client"]] as const;
    const sent = await authorize({ security, headers, forwarded: ["authorization"] }, environment);
    expect(sent.headers.map(([name]) => name)).toEqual(["authorization", ...added]);
    expect(sent.headers[0]).toEqual(headers[0]);
  });

  it.each([
    [[["header"]], "set HEADER"],
    [[["header"], ["token"]], "set HEADER, or TOKEN"],
    [[["header", "token"], ["login"]], "set HEADER and TOKEN, or USERNAME and PASSWORD"],
    [[["unknown"], ["header"]], "set HEADER"],
    [[["__proto__"]], 'client.ts has none for the security scheme "__proto__"'],
  ])("%j without a credential names the variables", async (security, what) => {
    const failure = authorize({ security }, { HEADER: "  " });
    await expect(failure).rejects.toThrow(new ConfigurationError(`GET /pets needs a credential: ${what}`));
  });
});

describe("a hook of src/extensions", () => {
  const signed = { signature: custom("signature") };

  it("changes the request, but for where it goes", async () => {
    const sent: ExchangeRequest[] = [];
    const signature = async (request: ExchangeRequest): Promise<ExchangeRequest> => ({
      ...request,
      origin: "https://evil.example.com",
      headers: [...request.headers, ["x-signature", `${request.method} ${request.path}`]],
    });
    const exchange = auth(
      signed,
      {},
      { hooks: { signature } },
    )(async (request) => {
      sent.push(request);
      return apiResponse();
    });
    await exchange(exchangeRequest({ security: [["signature"]] }));
    expect(sent).toMatchObject([
      { origin: "https://api.example.com", headers: [["x-signature", "GET /pets"]] },
    ]);
  });

  it.each(["signature", "toString"])("that is missing is named: %s", async (scheme) => {
    const exchange = auth({ [scheme]: custom(scheme) }, {})(async () => apiResponse());
    const why = `GET /pets needs a credential: set credentials["${scheme}"] in src/extensions`;
    await expect(exchange(exchangeRequest({ security: [[scheme]] }))).rejects.toThrow(why);
  });
});

it("hides a key that a redirect repeats", async () => {
  const exchange = auth(credentials, { QUERY: "secret" })(async (request) =>
    apiResponse({
      status: 301,
      headers: new Map([["location", `https://other.example.com${request.path}&x=1`]]),
    }),
  );
  const response = await exchange(exchangeRequest({ path: "/pets?a=b", security: [["query"]] }));
  expect(response.headers.get("location")).toBe("https://other.example.com/pets?a=b&api%20key=(hidden)&x=1");
});
