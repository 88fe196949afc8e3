/** What a server does with its memory, with a cancellation and at its end. */
import { gzipSync } from "node:zlib";
import type { Fault, FaultServer } from "./fault-server.js";
import type { Connected } from "./server.js";

const megabyte = 1_000_000;

/** An answer of so many bytes, as fast as it is read. */
function bodyOf(chunks: () => Iterator<Uint8Array>, headers: Record<string, string>): Fault {
  return (response) => {
    const source = chunks();
    response.writeHead(200, { "content-type": "application/json", ...headers });
    const more = (): void => {
      while (!response.destroyed) {
        const { value, done } = source.next() as IteratorResult<Uint8Array, undefined>;
        if (done === true || value === undefined) return void response.end();
        if (!response.write(value)) return;
      }
    };
    response.on("drain", more).on("error", () => undefined);
    more();
  };
}

function* repeated(chunk: Uint8Array, times: number): Generator<Uint8Array, undefined> {
  for (let index = 0; index < times; index += 1) yield chunk;
  return undefined;
}

/** 500 MB as they are, and 1 GB in gzip, whose parts may follow one another (RFC 1952 section 2.2). */
const large: readonly (readonly [name: string, fault: Fault])[] = [
  ["500 MB", bodyOf(() => repeated(Buffer.alloc(megabyte, " "), 500), {})],
  ["1 GB in gzip", bodyOf(() => repeated(packed, 100), { "content-encoding": "gzip" })],
];
const packed = gzipSync(Buffer.alloc(10 * megabyte, " "));

/** By how many bytes the resident memory grows at most while such answers are read. */
export async function memoryGrowth(api: FaultServer, server: Connected): Promise<Map<string, number>> {
  // Not measured: what the first calls load.
  for (let calls = 0; calls < 200; calls += 1) await server.call("getThing", "warm");
  const growth = new Map<string, number>();
  for (const [name, fault] of large) {
    api.on(name, fault);
    const before = server.residentBytes();
    let most = before;
    const timer = setInterval(() => (most = Math.max(most, server.residentBytes())), 5);
    const { text } = await server.call("getThing", name);
    clearInterval(timer);
    if (!text.includes("reason: too-large")) throw new Error(`${name}: ${text.slice(0, 300)}`);
    growth.set(name, most - before);
  }
  return growth;
}

/** The most milliseconds from a client's cancellation to the end of the request at the API. */
export async function cancellation(api: FaultServer, server: Connected): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < 20; index += 1) {
    const name = `cancelled-${index} ${server.transport}`;
    const asked = new Promise<void>((resolve) => api.on(name, () => resolve()));
    const controller = new AbortController();
    const call = server.call("getThing", name, controller.signal).catch(() => undefined);
    await asked;
    const began = performance.now();
    controller.abort();
    times.push(((await api.received(name)[0]?.closed) ?? Infinity) - began);
    await call;
  }
  return Math.max(...times);
}

/** What SIGTERM does to calls in flight. */
export interface Ended {
  /** Calls that got neither a result nor an error of the protocol. */
  readonly lost: number;
  readonly code: number | null;
  readonly milliseconds: number;
}

/** Ends a server while some of its calls are about to be answered and others never are. */
export async function termination(api: FaultServer, server: Connected): Promise<Ended> {
  const names = Array.from({ length: 20 }, (_, index) => `ending-${index} ${server.transport}`);
  const asked = names.map((name, index) => {
    return new Promise<void>((resolve) =>
      api.on(name, (response) => {
        if (index % 2 === 0) setTimeout(() => response.end('{"ok":true}'), 200);
        resolve();
      }),
    );
  });
  let lost = 0;
  const calls = names.map((name) => server.call("getThing", name).catch(() => (lost += 1)));
  await Promise.all(asked);
  const ended = await server.terminate();
  await Promise.all(calls);
  return { lost, ...ended };
}
