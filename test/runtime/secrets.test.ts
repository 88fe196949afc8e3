// Where a secret is read from: a variable, a file that may change, or the request of an HTTP client.
import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { auth } from "../../templates/runtime/auth.js";
import { apiKey, basic, bearer, type Credential } from "../../templates/runtime/credentials.js";
import type { Environment } from "../../templates/runtime/environment.js";
import { ConfigurationError } from "../../templates/runtime/errors.js";
import type { ExchangeRequest } from "../../templates/runtime/exchange.js";
import { apiResponse, exchangeRequest } from "./support.js";

/** What a request is sent with, call after call. */
function sender(
  credential: Credential,
  environment: Environment,
): (request?: Partial<ExchangeRequest>) => Promise<ExchangeRequest["headers"]> {
  let sent: ExchangeRequest | undefined;
  const exchange = auth(
    { s: credential },
    environment,
  )(async (request) => {
    sent = request;
    return apiResponse();
  });
  return async (request = {}) => {
    await exchange(exchangeRequest({ security: [["s"]], ...request }));
    return sent?.headers ?? [];
  };
}

describe("a file", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mcpgen-secrets-"));
    file = join(folder, "token");
    onTestFinished(() => rmSync(folder, { recursive: true }));
  });
  const token = bearer({ variable: "TOKEN", file: "TOKEN_FILE" });

  test("is read again when it changes, also where it is a link that is moved", async () => {
    const send = sender(token, { TOKEN: "not this", TOKEN_FILE: file });
    writeFileSync(join(folder, "1"), "one\n");
    writeFileSync(join(folder, "2"), "two\n");
    symlinkSync(join(folder, "1"), file);
    expect(await send()).toEqual([["authorization", "Bearer one"]]);
    symlinkSync(join(folder, "2"), `${file}.new`);
    renameSync(`${file}.new`, file);
    expect(await send()).toEqual([["authorization", "Bearer two"]]);
    writeFileSync(file, "ten\n");
    expect(await send()).toEqual([["authorization", "Bearer ten"]]);
  });

  test("gives way to the variable where it is not named", async () => {
    expect(await sender(token, { TOKEN: "t" })()).toEqual([["authorization", "Bearer t"]]);
    const why = "GET /pets needs a credential: set TOKEN or TOKEN_FILE";
    await expect(sender(token, {})()).rejects.toThrow(new ConfigurationError(why));
  });

  test("has the password of a login", async () => {
    const login = basic({ username: "USER", password: "PASSWORD", passwordFile: "PASSWORD_FILE" });
    writeFileSync(file, "pw\n");
    const [header] = await sender(login, { USER: "me", PASSWORD_FILE: file })();
    expect(header?.[1]).toBe(`Basic ${Buffer.from("me:pw").toString("base64")}`);
  });

  test.each([
    ["is missing", undefined, "cannot be read (ENOENT)"],
    ["is empty", " \n", "is empty"],
    ["is no secret", "x".repeat(65_537), "is too large for a secret"],
  ])("that %s is named by its variable", async (_, text, why) => {
    if (text !== undefined) writeFileSync(file, text);
    const call = sender(token, { TOKEN: "t", TOKEN_FILE: file })();
    await expect(call).rejects.toThrow(new ConfigurationError(`The file that TOKEN_FILE names ${why}`));
  });

  test("with what no header carries is named, not shown", async () => {
    writeFileSync(file, "two\nlines");
    const why = "TOKEN_FILE cannot be sent: it contains a line break or a character beyond ASCII";
    await expect(sender(token, { TOKEN_FILE: file })()).rejects.toThrow(new ConfigurationError(why));
  });
});

describe("a header of the client's request", () => {
  const key = apiKey({ in: "query", name: "key", variable: "KEY", header: "x-user-key" });

  test("is the only source over HTTP", async () => {
    const send = sender(bearer({ variable: "TOKEN", header: "x-user-token" }), { TOKEN: "the server's" });
    const clientHeaders = new Map([["x-user-token", "mine"]]);
    expect(await send({ clientHeaders })).toEqual([["authorization", "Bearer mine"]]);
    const why = "set the header x-user-token of the client's request (over stdio TOKEN)";
    await expect(send({ clientHeaders: new Map() })).rejects.toThrow(why);
  });

  test("is the variable over stdio, where there are none", async () => {
    const paths: string[] = [];
    const exchange = auth(
      { s: key },
      { KEY: "k" },
    )(async ({ path }) => {
      paths.push(path);
      return apiResponse();
    });
    await exchange(exchangeRequest({ security: [["s"]] }));
    await exchange(exchangeRequest({ security: [["s"]], clientHeaders: new Map([["x-user-key", "mine"]]) }));
    expect(paths).toEqual(["/pets?key=k", "/pets?key=mine"]);
  });
});
