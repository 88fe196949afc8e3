// What the tests of the runtime share.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { standardPolicy } from "../../src/mapping/policy.js";
import type { ApiResponse } from "../../templates/runtime/api-client.js";
import type { ExchangeRequest } from "../../templates/runtime/exchange.js";
import { policyOf, type OwnPolicy, type UpstreamPolicy } from "../../templates/runtime/policy.js";
import type { ToolListing } from "../../templates/runtime/protocol.js";

/** A policy: mcpgen's own, but for what a test says. */
export function policy(own: OwnPolicy = {}): UpstreamPolicy {
  const { cache, ...others } = policyOf(standardPolicy, own);
  return { ...standardPolicy, ...others, cache: cache && { maxBytes: 50_000_000, ...cache } };
}

/** A request as the layers see it. */
export function exchangeRequest(parts: Partial<ExchangeRequest> = {}): ExchangeRequest {
  return {
    operation: "GET /pets",
    method: "GET",
    origin: "https://api.example.com",
    path: "/pets",
    headers: [],
    security: [],
    signal: new AbortController().signal,
    expires: Infinity,
    policy: policy(),
    trace: { attempts: 1 },
    ...parts,
  };
}

/** An answer of the upstream. */
export function apiResponse(
  parts: Partial<Omit<ApiResponse, "body">> & { body?: string | Uint8Array } = {},
): ApiResponse {
  const { body = "", ...rest } = parts;
  return {
    operation: "GET /pets",
    status: 200,
    statusText: "OK",
    mediaType: "application/json",
    headers: new Map(),
    ...rest,
    body: typeof body === "string" ? Buffer.from(body) : body,
  };
}

/** A tool as it is listed. */
export function toolListing(parts: Partial<ToolListing> = {}): ToolListing {
  return {
    name: "getPet",
    description: "Gives one pet.",
    inputSchema: { type: "object" },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    ...parts,
  };
}

export interface RecordedRequest {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage["headers"];
  body: string;
}

export type Answer = (request: RecordedRequest, response: ServerResponse) => void;

export interface Upstream {
  url: string;
  requests: RecordedRequest[];
  /** Decides what the next requests get. */
  answer: Answer;
  close(): Promise<void>;
}

/** An HTTP server on 127.0.0.1 that records what it is asked. */
export async function startUpstream(answer: Answer = answerJson({})): Promise<Upstream> {
  const upstream: Upstream = { url: "", requests: [], answer, close: async () => undefined };
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method, url, headers } = request;
      const recorded = { method, url, headers, body: Buffer.concat(chunks).toString() };
      upstream.requests.push(recorded);
      upstream.answer(recorded, response);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  upstream.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  upstream.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return upstream;
}

export function answerJson(value: unknown, status = 200): Answer {
  return (_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(value));
  };
}

/** An answer that never comes: says when it was asked for, and when the client has gone away. */
export function neverAnswer(): { answer: Answer; asked: Promise<void>; gone: Promise<void> } {
  let ask = (): void => undefined;
  let go = (): void => undefined;
  const asked = new Promise<void>((resolve) => (ask = resolve));
  const gone = new Promise<void>((resolve) => (go = resolve));
  const answer: Answer = (_, response) => {
    response.once("close", go);
    ask();
  };
  return { answer, asked, gone };
}
