import { once } from "node:events";
import { PassThrough } from "node:stream";
import { afterEach, expect, it, vi } from "vitest";
import { connectStdio } from "../../templates/runtime/mcp-sdk.js";
import type { ProtocolServer } from "../../templates/runtime/protocol.js";

afterEach(() => void vi.restoreAllMocks());

const server: ProtocolServer = {
  name: "petstore",
  version: "1.0.0",
  forwardedHeaders: [],
  listTools: () => [],
  callTool: async () => ({ content: [] }),
};

it("a message over the limit breaks the connection instead of leaving a deaf server", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const input = new PassThrough();
  const connection = await connectStdio(server, input, new PassThrough());
  input.write(Buffer.alloc(64 * 1024 * 1024 + 1, "x"));
  await connection.broken;
  expect(log.mock.calls).toEqual([["MCP: a message is larger than 67108864 bytes"]]);
});

it("a message over the SDK's own limit is read", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const connection = await connectStdio(server, input, output);
  const params = { note: "x".repeat(11 * 1024 * 1024) };
  input.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping", params })}\n`);
  const [answer] = (await once(output, "data")) as [Buffer];
  expect(JSON.parse(answer.toString())).toEqual({ jsonrpc: "2.0", id: 1, result: {} });
  await connection.close();
});
