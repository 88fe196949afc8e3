// Who may call: nobody else, a client with the token, or one with an access token of the issuer that the test runs.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleExample, Program } from "../program.js";
import { harness, initialize, rpc, send, type Answered, type HttpServer } from "./server.js";

const { start, connect, upstream } = harness();
const bearer = (token: string): { headers: Record<string, string> } => ({
  headers: { authorization: `Bearer ${token}` },
});

describe("an address that others reach", () => {
  it.each([["0.0.0.0"], ["::"]])("%s is not opened to everybody", async (host) => {
    const bundle = await bundleExample();
    const program = new Program(bundle.file("index"), { args: ["--http", "--port", "0", "--host", host] });
    expect(await program.exited).toBe(1);
    expect(program.stderr).toContain("PETSTORE_HTTP_TOKEN");
    expect(program.stderr).toContain("--insecure-no-auth");
    await bundle.remove();
  });

  it("is opened with a token, or when told so", async () => {
    const args = ["--host", "0.0.0.0"];
    await start({ args, env: { PETSTORE_HTTP_TOKEN: "t" } });
    const server = await start({ args: [...args, "--insecure-no-auth"] });
    expect((await send(server, rpc("ping"))).status).toBe(200);
  });
});

describe("a token", () => {
  const env = { PETSTORE_HTTP_TOKEN: "good-token" };

  it("opens the server", async () => {
    const server = await start({ env });
    const client = await connect(server, bearer("good-token").headers);
    expect((await client.listTools()).tools).not.toEqual([]);
    await client.callTool({ name: "getPet", arguments: { petId: "x" } });
    expect(JSON.stringify(upstream().requests[0]?.headers)).not.toContain("good-token");
  });

  it.each([
    ["none", {}, "Bearer"],
    ["another", bearer("good-tokem").headers, 'Bearer error="invalid_token"'],
    ["a part of it", bearer("good").headers, 'Bearer error="invalid_token"'],
    ["another scheme", { authorization: "Basic good-token" }, "Bearer"],
  ])("%s does not", async (_, headers, challenge) => {
    const server = await start({ env });
    const { status, headers: answered } = await send(server, initialize, { headers });
    expect([status, answered["www-authenticate"]]).toEqual([401, challenge]);
    expect((await send(server, initialize, { headers, path: "/mcp?access_token=good-token" })).status).toBe(
      401,
    );
  });

  it("is not asked for by probes", async () => {
    const server = await start({ env });
    const probe = { method: "GET", headers: { host: "10.0.0.7" } };
    expect((await send(server, undefined, { ...probe, path: "/healthz" })).body).toBe('{"status":"ok"}');
    expect((await send(server, undefined, { ...probe, path: "/readyz" })).body).toBe('{"status":"ready"}');
  });
});

describe("an access token", () => {
  const audience = "https://mcp.example.com/mcp";
  let keys: { publicKey: CryptoKey; privateKey: CryptoKey };
  let other: { privateKey: CryptoKey };
  let issuer: { url: string; server: Server; down: boolean };
  beforeAll(async () => {
    keys = await generateKeyPair("RS256");
    other = await generateKeyPair("RS256");
    issuer = await startIssuer(await exportJWK(keys.publicKey));
  });
  afterAll(() => issuer.server.close());

  const env = (more: Record<string, string> = {}): Record<string, string> => ({
    PETSTORE_HTTP_ISSUER: issuer.url,
    PETSTORE_HTTP_PUBLIC_URL: audience,
    ...more,
  });
  const token = (claims: object = {}, sign = keys.privateKey, end = "5m"): Promise<string> =>
    new SignJWT({ iss: issuer.url, aud: audience, sub: "ann", scope: "pets:read pets:write", ...claims })
      .setProtectedHeader({ alg: "RS256", kid: "k1" })
      .setIssuedAt()
      .setExpirationTime(end)
      .sign(sign);
  const ask = async (server: HttpServer, given: string): Promise<Answered> =>
    send(server, initialize, bearer(given));

  it("opens the server, and is not sent to the API", async () => {
    const server = await start({ env: env({ PETSTORE_HTTP_SCOPES: "pets:read pets:write" }) });
    const given = await token();
    const client = await connect(server, bearer(given).headers);
    await client.callTool({ name: "getPet", arguments: { petId: "x" } });
    expect(JSON.stringify(upstream().requests[0]?.headers)).not.toContain(given);
    await expect.poll(() => server.program.stderr).toContain('"caller":"ann"');
  });

  it("with its scopes in a list of scp does so too", async () => {
    const server = await start({ env: env({ PETSTORE_HTTP_SCOPES: "pets:read" }) });
    expect((await ask(server, await token({ scope: undefined, scp: ["pets:read"] }))).status).toBe(200);
  });

  it.each([
    ["for another server", () => token({ aud: "https://other.example.com" })],
    ["of another issuer", () => token({ iss: "https://evil.example" })],
    ["that is over", () => token({}, keys.privateKey, "-5m")],
    ["that is not good yet", () => token({ nbf: Math.floor(Date.now() / 1000) + 3600 })],
    ["of another key", () => token({}, other.privateKey)],
    ["without a signature", () => Promise.resolve(new UnsecuredJWT({ sub: "ann" }).setIssuer(issuer.url).setAudience(audience).setExpirationTime("5m").encode())],
    ["signed with the public key as a secret", async () =>
      new SignJWT({ sub: "ann" }).setProtectedHeader({ alg: "HS256", kid: "k1" }).setIssuer(issuer.url).setAudience(audience)
        .setExpirationTime("5m").sign(new TextEncoder().encode(await exportSPKI(keys.publicKey)))],
    ["that never ends", () => new SignJWT({ iss: issuer.url, aud: audience }).setProtectedHeader({ alg: "RS256", kid: "k1" }).sign(keys.privateKey)],
    ["that is none", () => Promise.resolve("abc.def.ghi")],
  ])("%s does not", async (_, make) => {
    const server = await start({ env: env() });
    const { status, headers } = await ask(server, await make());
    expect(status).toBe(401);
    expect(headers["www-authenticate"]).toBe(
      'Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp", error="invalid_token"',
    );
  }); // prettier-ignore

  it("without a scope is told which", async () => {
    const server = await start({ env: env({ PETSTORE_HTTP_SCOPES: "pets:read,pets:admin" }) });
    const { status, headers, body } = await ask(server, await token());
    expect(status).toBe(403);
    expect(headers["www-authenticate"]).toContain('scope="pets:read pets:admin", error="insufficient_scope"');
    expect(body).toContain("pets:admin");
  });

  it("is asked for with the place that says where to get one", async () => {
    const server = await start({ env: env({ PETSTORE_HTTP_SCOPES: "pets:read" }) });
    const { status, headers } = await send(server, initialize);
    expect(status).toBe(401);
    expect(headers["www-authenticate"]).toMatch(/^Bearer resource_metadata="\S+", scope="pets:read"$/);
    for (const path of [
      "/.well-known/oauth-protected-resource/mcp",
      "/.well-known/oauth-protected-resource",
    ]) {
      const { body } = await send(server, undefined, { method: "GET", path });
      expect(JSON.parse(body)).toEqual({
        resource: audience,
        authorization_servers: [issuer.url],
        bearer_methods_supported: ["header"],
        scopes_supported: ["pets:read"],
      });
    }
  });

  it("is asked for below the public URL, whatever its path", async () => {
    const publicUrl = "https://a.example/petstore/mcp";
    const server = await start({ env: env({ PETSTORE_HTTP_PUBLIC_URL: publicUrl }) });
    const { headers } = await send(server, initialize);
    const place = "/.well-known/oauth-protected-resource/petstore/mcp";
    expect(headers["www-authenticate"]).toBe(`Bearer resource_metadata="https://a.example${place}"`);
    const { body } = await send(server, undefined, { method: "GET", path: place });
    expect(JSON.parse(body)).toMatchObject({ resource: publicUrl });
  });

  it("is good for the public URL with and without the slash behind its host", async () => {
    const server = await start({ env: env({ PETSTORE_HTTP_PUBLIC_URL: "https://mcp.example.com" }) });
    for (const aud of ["https://mcp.example.com", "https://mcp.example.com/"])
      expect((await ask(server, await token({ aud }))).status).toBe(200);
  });

  it("of a client is not mistaken for that of a user", async () => {
    const server = await start({ env: env() });
    expect((await ask(server, await token({ sub: undefined }))).status).toBe(401);
    expect((await ask(server, await token({ sub: undefined, client_id: "ann" }))).status).toBe(200);
    await expect.poll(() => server.program.stderr).toContain('"caller":"client ann"');
  });

  it("opens no session of another caller", async () => {
    const server = await start({ args: ["--stateful"], env: env() });
    const { headers } = await ask(server, await token());
    const session = { "mcp-session-id": String(headers["mcp-session-id"]) };
    const asBob = { headers: { ...bearer(await token({ sub: "bob" })).headers, ...session } };
    expect((await send(server, rpc("ping"), asBob)).status).toBe(404);
    const asAnn = { headers: { ...bearer(await token()).headers, ...session } };
    expect((await send(server, rpc("ping"), asAnn)).status).toBe(200);
  });

  it("cannot be checked while the issuer is away, and can be afterwards", async () => {
    const server = await start({ env: env() });
    issuer.down = true;
    const { status, headers } = await ask(server, await token());
    expect([status, headers["retry-after"]]).toEqual([503, "5"]);
    issuer.down = false;
    expect((await ask(server, await token())).status).toBe(200);
  });

  it.each([
    [{ PETSTORE_HTTP_TOKEN: "t", PETSTORE_HTTP_ISSUER: "https://issuer.example" }, "not both"],
    [{ PETSTORE_HTTP_ISSUER: "https://issuer.example" }, "PETSTORE_HTTP_PUBLIC_URL"],
    [
      {
        PETSTORE_HTTP_ISSUER: "https://issuer.example",
        PETSTORE_HTTP_PUBLIC_URL: "https://a.example",
        PETSTORE_HTTP_SCOPES: "“a”",
      },
      "PETSTORE_HTTP_SCOPES",
    ],
    [{ PETSTORE_HTTP_ISSUER: "http://issuer.example" }, "has to be an https: URL"],
    [{ PETSTORE_HTTP_TOKEN: "two words" }, "PETSTORE_HTTP_TOKEN has to be visible ASCII"],
    [{ PETSTORE_HTTP_ALLOWED_ORIGINS: "example.com" }, "PETSTORE_HTTP_ALLOWED_ORIGINS has to list origins"],
  ])("with settings that contradict each other: %j", async (given, message) => {
    await expect(start({ env: given })).rejects.toThrow(message);
  });
});

async function startIssuer(key: object): Promise<{ url: string; server: Server; down: boolean }> {
  const issuer = { url: "", server: createServer(), down: false };
  issuer.server.on("request", ({ url }, response) => {
    const documents = new Map<string | undefined, object>([
      ["/.well-known/openid-configuration", { issuer: issuer.url, jwks_uri: `${issuer.url}/keys` }],
      ["/keys", { keys: [{ ...key, kid: "k1", alg: "RS256", use: "sig" }] }],
    ]);
    const document = issuer.down ? undefined : documents.get(url);
    response.writeHead(document ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(document ?? {}));
  });
  await new Promise<void>((resolve) => issuer.server.listen(0, "127.0.0.1", resolve));
  issuer.url = `http://127.0.0.1:${(issuer.server.address() as AddressInfo).port}`;
  return issuer;
}
