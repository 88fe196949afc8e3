import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identity } from "../../../templates/runtime/cache/identity.js";
import {
  apiKey,
  authorization,
  basic,
  bearer,
  custom,
  type Credential,
} from "../../../templates/runtime/credentials.js";
import type { Environment } from "../../../templates/runtime/environment.js";
import type { ExchangeRequest } from "../../../templates/runtime/exchange.js";
import { oauth2 } from "../../../templates/runtime/oauth/oauth2.js";
import { apiResponse, exchangeRequest } from "../support.js";

const client = oauth2({
  grants: ["refresh_token", "client_credentials"],
  tokenUrl: "https://login.example.com/token",
  variables: {
    clientId: "ID",
    clientSecret: "SECRET",
    refreshToken: "REFRESH",
    token: "TOKEN",
    scopes: "SCOPES",
    tokenUrl: "TOKEN_URL",
  },
});

const kinds: [string, Credential, Environment, Environment][] = [
  ["a key in a header", apiKey({ in: "header", name: "X-Key", variable: "K" }), { K: "a" }, { K: "b" }],
  ["a key in the query", apiKey({ in: "query", name: "key", variable: "K" }), { K: "a" }, { K: "b" }],
  ["a cookie", apiKey({ in: "cookie", name: "key", variable: "K" }), { K: "a" }, { K: "b" }],
  ["a token", bearer({ variable: "K" }), { K: "a" }, { K: "b" }],
  ["another scheme", authorization({ scheme: "Token", variable: "K" }), { K: "a" }, { K: "b" }],
  ["a user", basic({ username: "U", password: "P" }), { U: "a", P: "x" }, { U: "b", P: "x" }],
  ["a password", basic({ username: "U", password: "P" }), { U: "a", P: "x" }, { U: "a", P: "y" }],
  ["a user without one", basic({ username: "U", password: "P" }), { U: "a" }, { U: "a", P: "y" }],
  ["a client", client, { ID: "a", SECRET: "x" }, { ID: "b", SECRET: "x" }],
  ["a client's secret", client, { ID: "a", SECRET: "x" }, { ID: "a", SECRET: "y" }],
  ["a client's scopes", client, { ID: "a", SECRET: "x" }, { ID: "a", SECRET: "x", SCOPES: "all" }],
  ["a person", client, { ID: "a", REFRESH: "x" }, { ID: "a", REFRESH: "y" }],
  ["a grant", client, { ID: "a", REFRESH: "x" }, { ID: "a", SECRET: "x" }],
  ["a token that is ready", client, { TOKEN: "x" }, { TOKEN: "y" }],
];

const asks = exchangeRequest({ security: [["s"]] });

function identify(
  credential: Credential,
  environment: Environment,
  request = asks,
): Promise<string | undefined> {
  return identity({ s: credential }, environment)(request);
}

describe.each(kinds)("%s", (_, credential, one, other) => {
  it("is told apart from another, and hidden", async () => {
    const [first, again, second] = [
      await identify(credential, one),
      await identify(credential, one),
      await identify(credential, other),
    ];
    expect(first).toMatch(/^[\w+/]{43}=$/);
    expect(again).toBe(first);
    expect(second).not.toBe(first);
  });

  it("is nobody's while it is not set, as far as `auth` sees it, too", async () => {
    expect(await identify(credential, {})).toBeUndefined();
    const open = credential.open({ environment: {}, hooks: {}, exchange: async () => apiResponse() });
    expect(await open.apply(asks)).toBeUndefined();
    expect(await identify(credential, {}, { ...asks, security: [["s"], []] })).toBe("");
  });
});

describe("of several sets", () => {
  const credentials = {
    first: apiKey({ in: "header", name: "X-First", variable: "FIRST" }),
    second: apiKey({ in: "query", name: "second", variable: "SECOND" }),
    mine: custom("mine"),
  };
  const of = (
    security: ExchangeRequest["security"],
    environment: Environment,
    parts: Partial<ExchangeRequest> = {},
  ): Promise<string | undefined> =>
    identity(credentials, environment)(exchangeRequest({ security, ...parts }));

  it("the first that is set counts", async () => {
    const second = await of([["first"], ["second"]], { SECOND: "x" });
    expect(second).toBe(await of([["second"]], { SECOND: "x" }));
    expect(await of([["first"], ["second"]], { FIRST: "x", SECOND: "x" })).not.toBe(second);
  });

  it("all of a set count", async () => {
    const set = [["first", "second"]];
    expect(await of(set, { FIRST: "x" })).toBeUndefined();
    expect(await of(set, { FIRST: "x", SECOND: "y" })).not.toBe(await of(set, { FIRST: "x", SECOND: "z" }));
  });

  it("the same value is another in another place", async () => {
    expect(await of([["first"]], { FIRST: "x" })).not.toBe(await of([["second"]], { SECOND: "x" }));
    expect(await of([["first", "second"]], { FIRST: "x", SECOND: "y" })).not.toBe(
      await of([["second", "first"]], { FIRST: "y", SECOND: "x" }),
    );
  });

  it("nobody knows whom your own code stands for", async () => {
    expect(await of([["mine"]], {})).toBeUndefined();
    expect(await of([["mine"], []], {})).toBeUndefined();
    expect(await of([["first", "mine"]], { FIRST: "x" })).toBeUndefined();
    expect(await of([["first"], ["mine"]], { FIRST: "x" })).toBeDefined();
  });

  it("a set that names a scheme without a credential does not", async () => {
    expect(await of([["unknown"], ["first"]], { FIRST: "x" })).toBe(await of([["first"]], { FIRST: "x" }));
  });

  it("what the client brings takes the place of the server's, and is told apart by the headers of the request", async () => {
    const brought = { forwarded: ["x-first"], headers: [["x-first", "mine"]] as const };
    const other = await of([["first"], ["second"]], { FIRST: "x", SECOND: "y" }, brought);
    expect(other).toBe(await of([["first"]], {}, brought));
    expect(other).not.toBe(await of([["first"]], { FIRST: "x" }));
  });
});

describe("a credential in the client's own header", () => {
  const credential = bearer({ variable: "K", header: "x-token" });
  const from = (token: string | undefined): Promise<string | undefined> =>
    identify(
      credential,
      { K: "server" },
      {
        ...asks,
        clientHeaders: new Map(token === undefined ? [] : [["x-token", token]]),
      },
    );

  it("is that client's", async () => {
    expect(await from("a")).toBe(await from("a"));
    expect(await from("a")).not.toBe(await from("b"));
    expect(await from("server")).not.toBe(await identify(credential, { K: "other" }));
    expect(await from(undefined)).toBeUndefined();
  });
});

describe("a credential in a file", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "identity-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is another with each change of the file, though the value comes back", async () => {
    const path = join(folder, "token");
    const replace = (value: string): void => {
      writeFileSync(`${path}.new`, value);
      renameSync(`${path}.new`, path);
    };
    const ask = identity({ s: bearer({ variable: "K", file: "K_FILE" }) }, { K_FILE: path });
    const seen: (string | undefined)[] = [];
    for (const value of ["first", "second", "first"]) {
      replace(value);
      seen.push(await ask(asks));
      expect(await ask(asks)).toBe(seen.at(-1));
    }
    expect(new Set(seen).size).toBe(3);
  });

  it("that cannot be read is an error, as for the request itself", async () => {
    const missing = { K_FILE: join(folder, "missing") };
    await expect(identify(bearer({ variable: "K", file: "K_FILE" }), missing)).rejects.toThrow("K_FILE");
  });
});
