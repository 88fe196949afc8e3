/** What the cache spares an API, and what it must not: an answer from before a write. */
import { setTimeout } from "node:timers/promises";
import type { Fault, FaultServer } from "./fault-server.js";
import { randomNumbers } from "./load.js";
import type { Connected } from "./server.js";

/** What came of it all. */
export interface Saved {
  readonly load: Load;
  /** Requests for calls for the same at the same time. */
  readonly ofTogether: number;
  /** How often a body was sent for calls one after the other, whose answer has an ETag and no time. */
  readonly bodies: number;
  /** Of as many calls in an outage: those that were answered. */
  readonly answered: number;
  /** By what the log says that the cache had to do with them: calls. */
  readonly logged: ReadonlyMap<string, number>;
}

/** Calls of a scripted load. */
export interface Load {
  readonly calls: number;
  readonly requests: number;
  /** Calls that were answered as if a write before them had not been. */
  readonly outdated: number;
}

/** How many calls each part makes. */
export const volume = { load: 2000, together: 50, tagged: 100, outage: 100 };

const things = 100;
const concurrent = 20;
/** One write for as many reads. */
const writeEvery = 50;

/** Plays all parts, with a server that logs all. */
export async function saved(api: FaultServer, server: Connected): Promise<Saved> {
  const load = await playLoad(api, server);
  const name = (part: string): string => `${part} ${server.transport}`;
  const times = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

  api.on(name("together"), (response) => void setTimeout(50).then(() => answer(response, 0, {})));
  await Promise.all(times(volume.together).map(() => server.call("getKept", name("together"))));

  let bodies = 0;
  api.on(name("tagged"), (response, request) => {
    const isKnown = request.headers["if-none-match"] === '"1"';
    if (isKnown) return void response.writeHead(304, { etag: '"1"' }).end();
    bodies += 1;
    answer(response, 1, { etag: '"1"' });
  });
  for (const _ of times(volume.tagged)) await server.call("getThing", name("tagged"));

  api.on(name("stale"), (response, _, index) => {
    if (index > 0) return void response.writeHead(503).end();
    answer(response, 1, { "cache-control": "max-age=0, stale-if-error=600" });
  });
  await server.call("getThing", name("stale"));
  let answered = 0;
  for (const _ of times(volume.outage)) {
    const { text, isError } = await server.call("getThing", name("stale"));
    if (!isError && versionIn(text) === 1) answered += 1;
  }
  return {
    load,
    ofTogether: api.received(name("together")).length,
    bodies,
    answered,
    logged: countLogged(server.stderr()),
  };
}

/** Reads of a hundred things, some far more often than others, and writes between them. */
async function playLoad(api: FaultServer, server: Connected): Promise<Load> {
  const names = Array.from({ length: things }, (_, index) => `kept-${index} ${server.transport}`);
  for (const name of names) api.on(name, readOrWrite());
  /** The newest version of which a client knows. */
  const known = new Map<string, number>();
  const random = randomNumbers(3);
  let next = 0;
  let calls = 0;
  let outdated = 0;
  const worker = async (): Promise<void> => {
    while (next < volume.load) {
      const index = next++;
      const name = names[Math.floor(random() ** 3 * things)] ?? "";
      if (index % writeEvery === writeEvery - 1) {
        const written = versionIn((await server.call("createThing", name)).text);
        known.set(name, Math.max(written, known.get(name) ?? 0));
        continue;
      }
      const least = known.get(name) ?? 0;
      calls += 1;
      if (versionIn((await server.call("getThing", name)).text) < least) outdated += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrent }, worker));
  const requests = names
    .flatMap((name) => api.received(name))
    .filter(({ method }) => method === "GET").length;
  return { calls, requests, outdated };
}

/** A POST changes what a GET reads; either is answered a while after it was done. */
function readOrWrite(): Fault {
  let version = 0;
  return (response, request) => {
    if (request.method !== "GET") version += 1;
    const now = version;
    const headers: Record<string, string> =
      request.method === "GET" ? { "cache-control": "max-age=3600" } : {};
    void setTimeout(5).then(() => answer(response, now, headers));
  };
}

function answer(response: Parameters<Fault>[0], version: number, headers: Record<string, string>): void {
  response.writeHead(200, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify({ ok: true, version }));
}

function versionIn(text: string): number {
  return Number(/"version":(\d+)/.exec(text)?.[1] ?? -1);
}

function countLogged(stderr: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, how = ""] of stderr.matchAll(/"cache":"(\w+)"/g)) counts.set(how, (counts.get(how) ?? 0) + 1);
  return counts;
}
