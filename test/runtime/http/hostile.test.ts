// What a server on a socket is sent that no client means.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { neverAnswer } from "../support.js";
import { harness, initialize, rawExchange, rpc, send, toolCall } from "./server.js";

const { start, upstream } = harness();
const error = (code: number): object => ({ jsonrpc: "2.0", error: { code }, id: null });

describe("a browser's request", () => {
  it.each([
    ["of another host", { host: "evil.example" }],
    ["of a host that only begins like this one", { host: "localhost.evil.example" }],
    ["of a host with a user name", { host: "localhost@evil.example" }],
    ["of a page elsewhere", { origin: "https://evil.example" }],
    ["of a page on another port of this machine", { origin: "http://localhost:1" }],
    ["of a page in a sandbox", { origin: "null" }],
  ])("%s is refused", async (_, headers) => {
    const server = await start();
    const { status, body, headers: answered } = await send(server, toolCall("getHealth"), { headers });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject(error(-32000));
    expect(answered["access-control-allow-origin"]).toBeUndefined();
    expect(upstream().requests).toEqual([]);
  });

  it("of the server's own names is served", async () => {
    const server = await start({ env: { PETSTORE_HTTP_ALLOWED_HOSTS: "mcp.example.com" } });
    for (const host of ["localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]:3000", "mcp.example.com"])
      expect((await send(server, rpc("ping"), { headers: { host } })).status).toBe(200);
    const own = { host: "localhost:3000", origin: "http://localhost:3000" };
    expect((await send(server, rpc("ping"), { headers: own })).status).toBe(200);
  });

  it("of a listed page is served, and may be read", async () => {
    const origin = "https://app.example.com";
    const server = await start({ env: { PETSTORE_HTTP_ALLOWED_ORIGINS: `${origin}/, https://b.example` } });
    const preflight = { origin, "access-control-request-method": "POST" };
    const asked = await send(server, undefined, { method: "OPTIONS", headers: preflight });
    expect(asked.status).toBe(204);
    expect(asked.headers["access-control-allow-origin"]).toBe(origin);
    expect(asked.headers["access-control-allow-headers"]).toContain("mcp-session-id");
    const { status, headers } = await send(server, rpc("ping"), { headers: { origin } });
    expect([status, headers["access-control-allow-origin"], headers["vary"]]).toEqual([
      200,
      origin,
      "Origin",
    ]);
  });

  it("asks in vain for leave where no page is listed", async () => {
    const server = await start();
    const headers = { "access-control-request-method": "POST" };
    const { headers: answered } = await send(server, undefined, { method: "OPTIONS", headers });
    expect(Object.keys(answered).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe("a message", () => {
  const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
  const callWith = (args: string): string =>
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"getHealth","arguments":${args}}}`;

  it.each([
    ["that is no JSON", "{", 400, -32700],
    ["that is empty", "", 400, -32700],
    ["that is a batch", [initialize], 400, -32600],
    ["that is a text", '"initialize"', 400, -32600],
    ["that is null", "null", 400, -32600],
    ["that is no JSON-RPC", {}, 400, -32600],
    ["that is 10,000 levels deep", nested(10_000), 400, -32600],
    ["whose arguments are 10,000 levels deep", callWith(`{"a":${nested(10_000)}}`), 400, -32600],
    ["that is no UTF-8", Buffer.from([0x22, 0xff, 0x22]), 400, -32700],
    ["of an endless text", `"${"\\".repeat(1_000_001)}`, 400, -32700],
    ["of 5 MB", `"${"x".repeat(5_000_000)}"`, 413, -32600],
  ])("%s is refused, and the next is served", async (_, body, status, code) => {
    const server = await start();
    const refused = await send(server, body);
    expect(refused.status).toBe(status);
    expect(JSON.parse(refused.body)).toMatchObject({ error: { code }, id: null });
    expect((await send(server, rpc("ping"))).status).toBe(200);
  });

  it("of 5 MB in chunks is cut off", async () => {
    const server = await start();
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`.repeat(80);
    const head =
      "POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    expect(await rawExchange(server, head + chunk)).toMatch(/^HTTP\/1\.1 413 /);
    expect((await send(server, rpc("ping"))).status).toBe(200);
  });

  it("with an argument named __proto__, or of an unknown method, is answered with an error", async () => {
    const server = await start();
    const { body } = await send(server, callWith('{"__proto__":{"admin":true}}'));
    expect(JSON.parse(body)).toMatchObject({ result: { isError: true } });
    expect(body).toContain("__proto__ is unknown");
    const unknown = await send(server, rpc("tools/explode"));
    expect(JSON.parse(unknown.body)).toMatchObject({ error: { code: -32601 }, id: 1 });
    expect(upstream().requests).toEqual([]);
  });

  it("of another media type, or to another place, is refused", async () => {
    const server = await start();
    expect((await send(server, rpc("ping"), { headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await send(server, rpc("ping"), { headers: { accept: "text/html" } })).status).toBe(406);
    expect((await send(server, rpc("ping"), { path: "/" })).status).toBe(404);
    expect((await send(server, rpc("ping"), { path: "//evil.example/mcp" })).status).toBe(404);
    const { status, headers } = await send(server, undefined, { method: "GET" });
    expect([status, headers["allow"]]).toEqual([405, "POST"]);
    expect((await send(server, rpc("ping"), { method: "PUT" })).status).toBe(405);
  });
});

describe("a connection", () => {
  it.each([
    ["with garbage", "\u0000\u0001 garbage\r\n\r\n", /^HTTP\/1\.1 400 /],
    ["without a host", "POST /mcp HTTP/1.1\r\ncontent-length: 0\r\n\r\n", /^HTTP\/1\.1 400 /],
    ["with two lengths", "POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx", /^HTTP\/1\.1 400 /],
    ["with endless headers", `GET /mcp HTTP/1.1\r\nhost: localhost\r\nx: ${"x".repeat(100_000)}`, /^HTTP\/1\.1 431 /],
    ["that never ends its headers", "POST /mcp HTTP/1.1\r\nhost: localhost\r\nx-slow: ", /^HTTP\/1\.1 408 /],
  ])("%s is ended", async (_, bytes, answer) => {
    const server = await start();
    expect(await rawExchange(server, bytes)).toMatch(answer);
    expect((await send(server, rpc("ping"))).status).toBe(200);
  }, 20_000); // prettier-ignore
});

function residentBytes(pid = 0): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
}

describe("requests that are sent before the last is answered", () => {
  const head =
    "POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\naccept: application/json, text/event-stream\r\n";
  const message = (body: object): string => {
    const text = JSON.stringify(body);
    return `${head}content-length: ${text.length}\r\n\r\n${text}`;
  };

  it("end their connection and take no place", async () => {
    const server = await start();
    upstream().answer = neverAnswer().answer;
    const burst = message(toolCall("getHealth")) + message(rpc("ping")).repeat(250);
    for (let round = 0; round < 3; round += 1) await rawExchange(server, burst);
    await rawExchange(server, "POST /mcp HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2000));
    expect((await send(server, rpc("ping"))).status).toBe(200);
  });
});

it("a name of a megabyte costs no time", async () => {
  const server = await start();
  const name = "x".repeat(1_000_000);
  const began = performance.now();
  const { body } = await send(server, toolCall(name));
  expect(body.length).toBeLessThan(1000);
  await send(server, toolCall("getHealth", { [name]: 1 }));
  expect(performance.now() - began).toBeLessThan(2000);
});

it("a log that nobody reads ends nothing", async () => {
  const server = await start();
  server.program.child.stderr.destroy();
  for (let round = 0; round < 5; round += 1) expect((await send(server, rpc("ping"))).status).toBe(200);
});

it.runIf(process.platform === "linux")("does not grow with what it refuses", async () => {
  const server = await start({ args: ["--stateful"] });
  const bodies = [
    "{",
    [{}],
    `"${"[".repeat(100_000)}"`,
    { jsonrpc: "2.0", id: 1, method: "x".repeat(100_000) },
  ];
  const { headers: opened } = await send(server, initialize);
  const headers = { "mcp-session-id": String(opened["mcp-session-id"]) };
  const round = async (): Promise<void> => {
    for (let index = 0; index < 300; index += 1) await send(server, bodies[index % bodies.length]);
    for (let index = 0; index < 30; index += 1)
      await send(server, rpc("ping", { _meta: { note: "x".repeat(1_000_000) } }), { headers });
  };
  await round();
  const before = residentBytes(server.program.child.pid);
  for (let count = 0; count < 3; count += 1) await round();
  expect(residentBytes(server.program.child.pid) - before).toBeLessThan(80_000_000);
});
