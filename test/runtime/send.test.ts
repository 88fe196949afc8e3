import { createServer } from "node:net";
import { gzipSync, brotliCompressSync } from "node:zlib";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectionError } from "../../templates/runtime/connection-error.js";
import { UpstreamError, type FailureReason } from "../../templates/runtime/errors.js";
import type { Exchange } from "../../templates/runtime/exchange.js";
import { send } from "../../templates/runtime/send.js";
import { exchangeRequest, neverAnswer, policy, startUpstream, type Upstream } from "./support.js";

let upstream: Upstream;
let exchange: Exchange;
beforeEach(async () => {
  upstream = await startUpstream();
  exchange = send(policy());
});
afterEach(async () => {
  await exchange.close?.();
  await upstream.close();
});

const request = (parts: Parameters<typeof exchangeRequest>[0] = {}) =>
  exchangeRequest({
    origin: upstream.url,
    path: "/pets?key=secret",
    policy: policy({ maxResponseBytes: 1000 }),
    ...parts,
  });

describe("an exchange", () => {
  it("says when the head of the answer is there, before its body", async () => {
    let finish = (): void => undefined;
    upstream.answer = (_, response) => {
      response.writeHead(200).write("be");
      finish = () => void response.end("gun");
    };
    const body = await new Promise((resolve, reject) => {
      exchange(request({ answered: () => finish() })).then(({ body }) => resolve(String(body)), reject);
    });
    expect(body).toBe("begun");
  });

  it("sends the request as it is and gives the whole answer", async () => {
    upstream.answer = (_, response) => {
      response.writeHead(
        201,
        "Made",
        [
          ["Content-Type", "Text/Plain; charset=utf-8"],
          ["Set-Cookie", "a=1"],
          ["Set-Cookie", "b=2"],
        ].flat(),
      );
      response.end("hello");
    };
    const answer = await exchange(
      request({ method: "POST", path: "/a%2Fb/?x=%20", headers: [["x-note", "1"]], body: "text" }),
    );
    expect(upstream.requests).toMatchObject([
      {
        method: "POST",
        url: "/a%2Fb/?x=%20",
        body: "text",
        headers: { "x-note": "1", "content-length": "4" },
      },
    ]);
    expect(answer).toMatchObject({
      operation: "GET /pets",
      status: 201,
      statusText: "Made",
      mediaType: "text/plain",
      charset: "utf-8",
    });
    expect(answer.headers.get("set-cookie")).toBe("a=1, b=2");
    expect(Buffer.from(answer.body).toString()).toBe("hello");
  });

  it("keeps connections for the requests that follow", async () => {
    const ports = new Set<number | undefined>();
    upstream.answer = (_, response) => {
      ports.add(response.socket?.remotePort);
      response.end("ok");
    };
    for (let index = 0; index < 5; index++) await exchange(request());
    expect(ports.size).toBeLessThan(5);
  });

  it("leaves redirects alone", async () => {
    upstream.answer = (_, response) => response.writeHead(302, { location: `${upstream.url}/other` }).end();
    expect(await exchange(request())).toMatchObject({ status: 302, statusText: "Found" });
    expect(upstream.requests).toHaveLength(1);
  });

  it.each([
    ["gzip", gzipSync("packed")],
    ["br", brotliCompressSync("packed")],
    ["identity", Buffer.from("packed")],
  ])("undoes the coding %s", async (coding, body) => {
    upstream.answer = (_, response) => response.writeHead(200, { "content-encoding": coding }).end(body);
    expect(Buffer.from((await exchange(request())).body).toString()).toBe("packed");
  });
});

it.each([
  ["HEAD", 200],
  ["GET", 204],
])("%s %s has no body to unpack", async (method, status) => {
  upstream.answer = (_, response) => response.writeHead(status, { "content-encoding": "gzip" }).end();
  expect(await exchange(request({ method }))).toMatchObject({ status, body: Buffer.alloc(0) });
});

describe("no answer", () => {
  it.each<[string, Upstream["answer"], string, FailureReason]>([
    [
      "is larger than allowed",
      (_, response) => void response.end("x".repeat(1001)),
      "the answer is larger than 1,000 bytes",
      "too-large",
    ],
    [
      "unpacks to more than is allowed",
      (_, response) =>
        void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(100_000))),
      "the answer is larger than 1,000 bytes",
      "too-large",
    ],
    [
      "is packed in an unknown way",
      (_, response) => void response.writeHead(200, { "content-encoding": "lzma" }).end("x"),
      "the answer has an unknown content-encoding",
      "malformed",
    ],
    [
      "is not packed as it says",
      (_, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end("not gzip at all"),
      "no answer from ORIGIN: its answer is not compressed as it says (Z_DATA_ERROR)",
      "malformed",
    ],
    [
      "was cut off",
      (_, response) => void response.destroy(),
      "no answer from ORIGIN: it closed the connection",
      "reset",
    ],
    [
      "was cut off in its body",
      (_, response) => {
        response.writeHead(200, { "content-length": "10" }).write("x");
        setImmediate(() => response.destroy());
      },
      "no answer from ORIGIN: it closed the connection",
      "reset",
    ],
  ])("that %s", async (_, answer, text, reason) => {
    upstream.answer = answer;
    const message = `GET /pets: ${text.replace("ORIGIN", upstream.url)}`;
    await expect(exchange(request())).rejects.toMatchObject({ name: "UpstreamError", message, reason });
  });

  it("of a server that is not there", async () => {
    await upstream.close();
    const message = `GET /pets: no answer from ${upstream.url}: it refused the connection`;
    const failure = exchange(request({ method: "POST" }));
    await expect(failure).rejects.toMatchObject({ message, reason: "refused", isRepeatable: true });
  });

  it("of a server that does not speak HTTP or TLS", async () => {
    const server = createServer((socket) =>
      socket
        .on("error", () => undefined)
        .resume()
        .end("SSH-2.0-x\r\n"),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await expect(exchange(request({ origin: `http://127.0.0.1:${port}` }))).rejects.toThrow(
      /it did not answer in HTTP/,
    );
    await expect(exchange(request({ origin: `https://127.0.0.1:${port}` }))).rejects.toThrow(/TLS failed/);
    await new Promise((resolve) => server.close(resolve));
  });

  it("of a request that is not HTTP", async () => {
    const failure = exchange(request({ headers: [["x y", "secret"]] }));
    await expect(failure).rejects.toThrow(/the request is not valid HTTP$/);
  });

  it.each([
    ["ENOTFOUND", "its host name does not exist (DNS)", "dns"],
    ["ECONNRESET", "it reset the connection", "reset"],
    ["UND_ERR_CONNECT_TIMEOUT", "no connection in time", "timeout"],
    ["CERT_HAS_EXPIRED", "TLS failed: its certificate has expired", "tls"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "TLS failed (ERR_SSL_WRONG_VERSION_NUMBER)", "tls"],
    ["EWHATEVER", "the request failed (EWHATEVER)", "reset"],
  ])("for the reason %s", (code, cause, reason) => {
    const error = Object.assign(new Error("connect to /pets?key=secret"), { code });
    expect(connectionError(error, exchangeRequest())).toMatchObject({
      message: `GET /pets: no answer from https://api.example.com: ${cause}`,
      reason,
    });
  });
});

describe("a cancellation", () => {
  it("reaches the upstream before its answer", async () => {
    const { answer, asked, gone } = neverAnswer();
    upstream.answer = answer;
    const call = new AbortController();
    const failure = exchange(request({ signal: call.signal }));
    await asked;
    call.abort();
    await expect(failure).rejects.toMatchObject({ message: "GET /pets was cancelled", reason: "cancelled" });
    await gone;
  });

  it("reaches the upstream in the middle of its answer", async () => {
    const call = new AbortController();
    const gone = new Promise<void>((resolve) => {
      upstream.answer = (_, response) => {
        response.once("close", resolve);
        response.writeHead(200).write("x", () => call.abort());
      };
    });
    await expect(exchange(request({ signal: call.signal }))).rejects.toThrow(UpstreamError);
    await gone;
  });
});

describe("a stream", () => {
  const stream = (type: string, ...chunks: string[]): void => {
    upstream.answer = (_, response) => {
      response.writeHead(200, { "content-type": type });
      response.flushHeaders();
      for (const chunk of chunks) response.write(chunk);
    };
  };
  const beginning = async (): Promise<[string, boolean | undefined]> => {
    exchange = send({ ...policy(), maxStreamMilliseconds: 200 });
    const { body, isCut } = await exchange(request());
    return [Buffer.from(body).toString(), isCut];
  };

  it.each([
    ["text/event-stream", "data: 1\n\ndata: 2\n\n"],
    ["application/x-ndjson; charset=utf-8", '{"a":1}\n{"a":2}\n'],
    ["application/json-seq", '\x1e{"a":1}\n'],
  ])("of %s that does not end is read for a while", async (type, text) => {
    stream(type, text, "data: half a li");
    expect(await beginning()).toEqual([text, true]);
  });

  it("that says nothing at all is empty", async () => {
    stream("text/event-stream");
    expect(await beginning()).toEqual(["", true]);
  });

  it("that ends is read to its end, whatever the limit of an answer", async () => {
    const text = `${"x".repeat(5000)}\nend`;
    upstream.answer = (_, response) =>
      void response.writeHead(200, { "content-type": "application/jsonl" }).end(text);
    expect(await beginning()).toEqual([text, false]);
  });

  it("that is long is cut between lines", async () => {
    const line = `${"x".repeat(99_999)}\n`;
    stream("application/x-ndjson", ...Array.from({ length: 11 }, () => line));
    expect(await beginning()).toEqual([line.repeat(10), true]);
  });

  it("is given up when its call is cancelled", async () => {
    stream("text/event-stream", "data: 1\n\n");
    const controller = new AbortController();
    const answer = exchange(request({ signal: controller.signal }));
    setTimeout(() => controller.abort(new UpstreamError("cancelled")), 50);
    await expect(answer).rejects.toThrow("cancelled");
  });
});
