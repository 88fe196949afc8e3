/** An API that fails on purpose: the last segment of a path says how. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came. */
export interface Received {
  readonly method: string;
  readonly headers: IncomingMessage["headers"];
  readonly at: number;
  /** Resolves when the connection or the answer is over. */
  readonly closed: Promise<number>;
}

/** What happens to the request number so-and-so of a scenario, from 0. */
export type Fault = (response: ServerResponse, request: IncomingMessage, index: number) => void;

export interface FaultServer {
  readonly origin: string;
  /** Says what happens under a name; what has no fault succeeds. */
  on(name: string, fault: Fault): void;
  /** What came under a name. */
  received(name: string): readonly Received[];
  close(): Promise<void>;
}

/** Answers what every tool takes for a success. */
export const succeed: Fault = (response) =>
  void response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');

/** One fault after the other, the last for ever. */
export function sequence(...faults: readonly Fault[]): Fault {
  return (response, request, index) =>
    (faults[Math.min(index, faults.length - 1)] ?? succeed)(response, request, index);
}

/** Answers with a status. */
export function status(code: number, headers: Record<string, string> = {}): Fault {
  return (response) =>
    void response
      .writeHead(code, { "content-type": "application/json", ...headers })
      .end('{"message":"not now"}');
}

/** Starts it on 127.0.0.1. */
export async function startFaultServer(): Promise<FaultServer> {
  const faults = new Map<string, Fault>();
  const log = new Map<string, Received[]>();
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url?.split("?")[0]?.split("/").at(-1) ?? "");
    const received = log.get(name) ?? [];
    log.set(name, received);
    const closed = new Promise<number>((resolve) => response.once("close", () => resolve(performance.now())));
    received.push({ method: request.method ?? "", headers: request.headers, at: performance.now(), closed });
    const index = received.length - 1;
    // Not before the request is whole, as an API would.
    request.resume().once("end", () => (faults.get(name) ?? succeed)(response, request, index));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    on: (name, fault) => void faults.set(name, fault),
    received: (name) => log.get(name) ?? [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
