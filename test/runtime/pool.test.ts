import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import { createServer as createSocketServer, type AddressInfo, type Socket } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ApiResponse, Exchange } from "../../templates/runtime/exchange.js";
import { send } from "../../templates/runtime/send.js";
import { answerJson, exchangeRequest, neverAnswer, policy, startUpstream, type Upstream } from "./support.js";

let upstream: Upstream;
let exchange: Exchange;
beforeEach(async () => {
  upstream = await startUpstream(answerJson("up"));
});
afterEach(async () => {
  await exchange.close?.();
  await upstream.close();
});

const get = (origin = upstream.url): Promise<ApiResponse> => exchange(exchangeRequest({ origin }));

interface Proxy {
  readonly url: string;
  /** What it was asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** A proxy for plain http and for tunnels. */
async function startProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    const onward = httpRequest(request.url ?? "", { headers: request.headers }, (answer: IncomingMessage) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    asked.push(`CONNECT ${request.url ?? ""}`);
    socket.on("error", () => undefined).end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

it.each(["HTTP_PROXY", "http_proxy"])("sends through the proxy that %s names", async (name) => {
  const proxy = await startProxy();
  exchange = send(policy(), { [name]: proxy.url });
  expect((await get()).status).toBe(200);
  expect(proxy.asked).toEqual([`GET ${upstream.url}/pets`]);
  expect(upstream.requests).toHaveLength(1);
  await exchange.close?.();
  await proxy.close();
});

it("tunnels https, and says when the proxy will not", async () => {
  const proxy = await startProxy();
  exchange = send(policy(), { HTTPS_PROXY: proxy.url });
  const failure = get("https://api.example.com");
  await expect(failure).rejects.toMatchObject({
    reason: "unreachable",
    message:
      "GET /pets: no answer from https://api.example.com: the proxy opened no connection to it (see HTTPS_PROXY)",
  });
  expect(proxy.asked).toEqual(["CONNECT api.example.com:443"]);
  await exchange.close?.();
  await proxy.close();
});

it("says when the proxy does not take its credentials", async () => {
  upstream.answer = answerJson({}, 407);
  exchange = send(policy(), { HTTP_PROXY: upstream.url.replace("//", "//user:wrong@") });
  await expect(get("http://api.example.com")).rejects.toMatchObject({
    reason: "unreachable",
    message:
      "GET /pets: no answer from http://api.example.com: the proxy wants other credentials (see HTTP_PROXY)",
  });
});

it("leaves the proxy out for hosts in NO_PROXY", async () => {
  exchange = send(policy(), { HTTP_PROXY: "http://127.0.0.1:1", NO_PROXY: "example.com,127.0.0.1" });
  expect((await get()).status).toBe(200);
});

it("says which variable names no proxy", async () => {
  exchange = send(policy(), { HTTPS_PROXY: "proxy:secret@here" });
  await expect(get()).rejects.toThrow("HTTPS_PROXY is not the URL of a proxy: write http://host:port");
});

it("opens no more connections than it may", async () => {
  exchange = send({ ...policy(), connections: 2 }, {});
  const ports = new Set<number | undefined>();
  upstream.answer = (_, response) => {
    ports.add(response.socket?.remotePort);
    setImmediate(() => response.end("ok"));
  };
  await Promise.all(Array.from({ length: 10 }, () => get()));
  expect(ports.size).toBe(2);
});

it("gives up on a connection that does not come about", async () => {
  const silent = createSocketServer((socket) => socket.on("error", () => undefined).resume());
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  exchange = send({ ...policy(), connectSeconds: 0.1 }, {});
  const failure = get(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`);
  await expect(failure).rejects.toMatchObject({ reason: "timeout" });
  await new Promise((resolve) => silent.close(resolve));
});

it("closes its connections, and opens no others", async () => {
  const { answer, asked, gone } = neverAnswer();
  upstream.answer = answer;
  exchange = send(policy(), {});
  const failure = expect(get()).rejects.toThrow("no answer");
  await asked;
  await exchange.close?.();
  await failure;
  await gone;
  await expect(get()).rejects.toThrow("no answer");
});
