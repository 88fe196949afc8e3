/** How fast a server starts and answers, beside one that is written by hand. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { startHttp } from "./http-calls.js";
import { Program } from "./program.js";
import { median, ratio } from "./statistics.js";

const startRounds = 21;
const callRounds = 61;
const callsPerRound = 80;
const httpRounds = 15;

/** A generated server against a bare one. */
export interface Starting {
  /** Time from the spawn to the end of the first `tools/list`. */
  readonly time: number;
  /** Resident memory then. */
  readonly memory: number;
  readonly listBytes: number;
}

/** Starts both in turn and compares them. */
export async function compareStarts(entry: string, bare: string): Promise<Starting> {
  const memory: Record<string, number[]> = { [entry]: [], [bare]: [] };
  let listBytes = 0;
  const start = async (program: string): Promise<number> => {
    const began = performance.now();
    const server = new Program(program);
    await server.initialize();
    const list = await server.request("tools/list");
    const milliseconds = performance.now() - began;
    if (program === entry) listBytes = Buffer.byteLength(list);
    memory[program]?.push(server.residentBytes());
    await server.end();
    return milliseconds;
  };
  const time = await ratio(
    startRounds,
    () => start(entry),
    () => start(bare),
  );
  return { time, memory: median(memory[entry] ?? []) / median(memory[bare] ?? []), listBytes };
}

/** How many times a GET costs what it costs in a server that just does `fetch`. */
export async function compareCalls(entry: string, fetching: string): Promise<number> {
  const upstream = await startUpstream();
  const environment = { BENCH_BASE_URL: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}` };
  const servers = [new Program(entry, environment), new Program(fetching, environment)] as const;
  try {
    for (const server of servers) await server.initialize();
    // Not measured: the first calls load and compile what later ones use.
    for (const server of servers) await callOften(server);
    return await ratio(
      callRounds,
      () => callOften(servers[0]),
      () => callOften(servers[1]),
    );
  } finally {
    await Promise.all(servers.map((server) => server.end()));
    upstream.close();
  }
}

/** How many times 50 calls at a time over HTTP take what they take in a server that just does `fetch`. */
export async function compareHttpCalls(entry: string, fetching: string): Promise<number> {
  const upstream = await startUpstream();
  const environment = { BENCH_BASE_URL: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}` };
  const servers = await Promise.all([
    startHttp([entry, "--http", "--port", "0"], environment),
    startHttp([fetching], environment),
  ]);
  try {
    for (const server of servers) await server.callOften();
    return await ratio(
      httpRounds,
      () => servers[0].callOften(),
      () => servers[1].callOften(),
    );
  } finally {
    for (const server of servers) server.end();
    upstream.close();
  }
}

async function callOften(server: Program): Promise<number> {
  const began = performance.now();
  for (let call = 0; call < callsPerRound; call += 1) {
    const answer = await server.request("tools/call", { name: "getPet", arguments: { petId: "p 7" } });
    if (!answer.includes("Rex") || answer.includes("isError")) throw new Error(answer.slice(0, 500));
  }
  return performance.now() - began;
}

function startUpstream(): Promise<Server> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/pets/p%207" ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify({ id: "p 7", name: "Rex" }));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
