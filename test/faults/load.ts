/** What retries do to an API under load: amplification, duplicates, successes. */
import { setTimeout } from "node:timers/promises";
import { status, succeed, type Fault, type FaultServer } from "./fault-server.js";
import type { Connected } from "./server.js";

/** Requests for each call. */
export interface Amplification {
  /** Of the first calls of an outage. */
  readonly atFirst: number;
  /** In an outage, once the budget is spent. */
  readonly inOutage: number;
  /** While half of the requests fail, once the budget is spent. */
  readonly halfFailing: number;
}

const outageCalls = 50;
const perSecond = 50;
const steadySeconds = 5;

/** Takes the API away, and back by half. */
export async function amplification(api: FaultServer, server: Connected): Promise<Amplification> {
  api.on("outage", status(503));
  const sentFor = async (name: string, work: () => Promise<number>): Promise<number> => {
    const before = api.received(name).length;
    const calls = await work();
    return (api.received(name).length - before) / calls;
  };
  const call = (name: string) => (): Promise<unknown> => server.call("getThing", name);
  const atFirst = await sentFor("outage", async () => {
    await Promise.all(Array.from({ length: outageCalls }, call("outage")));
    return outageCalls;
  });
  // What is left of the budget goes.
  await Promise.all(Array.from({ length: 100 }, call("outage")));
  const inOutage = await sentFor("outage", () => atRate(call("outage")));
  api.on("half", (response, request, index) =>
    (index % 2 === 0 ? status(503) : succeed)(response, request, index),
  );
  const halfFailing = await sentFor("half", () => atRate(call("half")));
  return { atFirst, inOutage, halfFailing };
}

/** Calls at a steady rate; gives how many. */
async function atRate(call: () => Promise<unknown>): Promise<number> {
  const calls = perSecond * steadySeconds;
  const began = performance.now();
  const running: Promise<unknown>[] = [];
  for (let index = 0; index < calls; index += 1) {
    running.push(call());
    const due = began + ((index + 1) * 1000) / perSecond;
    if (due > performance.now()) await setTimeout(due - performance.now());
  }
  await Promise.all(running);
  return calls;
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Fails one request of ten: with a status, or by a reset before the answer or in it. */
export function oneOfTen(seed: number): Fault {
  const random = randomNumbers(seed);
  const reset: Fault = (response) => void response.socket?.resetAndDestroy();
  const resetInBody: Fault = (response) => {
    response.writeHead(200, { "content-length": "100" }).write("{");
    setImmediate(() => response.socket?.resetAndDestroy());
  };
  const faults = [status(500), status(502), status(503), status(504), reset, resetInBody];
  return (response, request, index) => {
    const fault = random() < 0.1 ? faults[Math.floor(random() * faults.length)] : succeed;
    (fault ?? succeed)(response, request, index);
  };
}

const concurrent = 50;

/** Calls of which each has a name of its own, many at a time; gives the share that succeeded. */
export async function callMany(
  server: Connected,
  tool: string,
  calls: number,
  nameOf: (index: number) => string,
): Promise<number> {
  let next = 0;
  let successes = 0;
  const worker = async (): Promise<void> => {
    while (next < calls) {
      const name = nameOf(next++);
      if (!(await server.call(tool, name)).isError) successes += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrent }, worker));
  return successes / calls;
}

/** How many of so many POST requests reached the API more than once. */
export async function duplicates(api: FaultServer, server: Connected, calls: number): Promise<number> {
  const fault = oneOfTen(7);
  const names = Array.from({ length: calls }, (_, index) => `order-${index} ${server.transport}`);
  for (const name of names) api.on(name, fault);
  await callMany(server, "createThing", calls, (index) => names[index] ?? "");
  return names.filter((name) => api.received(name).length !== 1).length;
}

/** The share of idempotent calls that succeeds when one request of ten fails. */
export async function successes(api: FaultServer, server: Connected, calls: number): Promise<number> {
  api.on("tenth", oneOfTen(11));
  return callMany(server, "getThing", calls, () => "tenth");
}
