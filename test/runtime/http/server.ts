// The example server over HTTP, and requests to it without a client library.
import { request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { bundleExample, Program, type Bundle } from "../program.js";
import { answerJson, startUpstream, type Upstream } from "../support.js";

/** A running server that speaks HTTP. */
export interface HttpServer {
  readonly program: Program;
  /** Of `/mcp`. */
  readonly url: string;
  readonly port: number;
}

/** An answer with its body read. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What a test file works with; servers and clients end with their test. */
export interface Harness {
  readonly upstream: () => Upstream;
  readonly start: (options?: { args?: string[]; env?: Record<string, string> }) => Promise<HttpServer>;
  readonly connect: (server: HttpServer, headers?: Record<string, string>) => Promise<Client>;
}

/** Bundles the example once and starts servers as tests ask for them. */
export function harness(): Harness {
  let bundle: Bundle;
  let upstream: Upstream;
  const programs: Program[] = [];
  const clients: Client[] = [];
  beforeAll(async () => {
    bundle = await bundleExample();
  });
  afterAll(() => bundle.remove());
  beforeEach(async () => {
    upstream = await startUpstream(answerJson({ id: "p1" }));
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    for (const program of programs) program.child.kill("SIGKILL");
    await Promise.all(programs.splice(0).map((program) => program.exited));
    await upstream.close();
  });
  return {
    upstream: () => upstream,
    start: async ({ args = [], env = {} } = {}) => {
      const environment = { PETSTORE_BASE_URL: `${upstream.url}/v1`, PETSTORE_API_KEY: "server-key", ...env };
      const program = new Program(bundle.file("index"), {
        args: ["--http", "--port", "0", ...args],
        env: environment,
      });
      programs.push(program);
      const url = await program.said(/serves MCP on (\S+),/);
      return { program, url, port: Number(new URL(url).port) };
    },
    connect: async ({ url }, headers = {}) => {
      const client = new Client({ name: "test", version: "1" });
      clients.push(client);
      const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
      await client.connect(transport);
      return client;
    },
  };
}

/** Headers that every POST needs. */
const postHeaders = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
};

/** Sends a body to `/mcp`, or whatever else is asked for; a fresh connection each time. */
export function send(
  { port }: HttpServer,
  body: unknown,
  options: { method?: string; path?: string; headers?: Record<string, string> } = {},
): Promise<Answered> {
  const { method = "POST", path = "/mcp", headers = {} } = options;
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      host: "127.0.0.1",
      port,
      method,
      path,
      agent: false,
      headers: { ...(method === "POST" ? postHeaders : {}), ...headers },
    });
    request.once("error", reject);
    request.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    const isReady = body === undefined || typeof body === "string" || Buffer.isBuffer(body);
    request.end(isReady ? body : JSON.stringify(body));
  });
}

/** A JSON-RPC request. */
export function rpc(method: string, params: object = {}, id: number | string = 1): object {
  return { jsonrpc: "2.0", id, method, params };
}

/** A call of a tool. */
export function toolCall(name: string, args: unknown = {}, id: number | string = 1): object {
  return rpc("tools/call", { name, arguments: args }, id);
}

export const initialize = rpc("initialize", {
  protocolVersion: "2025-11-25",
  capabilities: {},
  clientInfo: { name: "test", version: "1" },
});

/** What comes back on a raw connection until the server ends it. */
export function rawExchange(
  { port }: HttpServer,
  bytes: string | Buffer,
  then: (socket: Socket) => void = () => undefined,
): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1", () =>
      socket.write(bytes, () => setTimeout(() => then(socket), 100)),
    );
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.once("error", () => undefined);
    socket.once("close", () => resolve(Buffer.concat(chunks).toString()));
  });
}
