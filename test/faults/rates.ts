/** What a rate limit lets through, on the API's own clock: one that is configured, and one that is learned. */
import { status, succeed, type Fault, type FaultServer } from "./fault-server.js";
import type { Connected } from "./server.js";

/** The limit that the server is given: `FAULTS_RATE_LIMIT`. */
export const window = { requests: 100, seconds: 2 };

/** What came of many calls at once. */
export interface Limited {
  readonly succeeded: number;
  /** The most requests in any window. */
  readonly most: number;
}

/** Twice as many calls at once as a window holds, each answered after a time of its own. */
export async function fullestWindow(api: FaultServer, server: Connected): Promise<Limited> {
  const name = `limited ${server.transport}`;
  api.on(name, (response, request, index) => {
    setTimeout(() => succeed(response, request, index), (index * 37) % 50);
  });
  const succeeded = await callAtOnce(server, name, 2 * window.requests);
  const times = api.received(name).map(({ at }) => at);
  const within = (begin: number): number =>
    times.filter((at) => at >= begin && at < begin + window.seconds * 1000).length;
  return { succeeded, most: Math.max(...times.map(within)) };
}

/** What an API had to refuse that tells of its quota in headers only. */
export interface Learned {
  readonly succeeded: number;
  readonly refused: number;
}

/** 200 calls at once to an API that takes 50 in each two seconds; one before tells the server of it. */
export async function learnedQuota(api: FaultServer, server: Connected): Promise<Learned> {
  const name = `quota ${server.transport}`;
  let refused = 0;
  api.on(
    name,
    quota(50, 2, () => (refused += 1)),
  );
  await server.call("getThing", name);
  return { succeeded: await callAtOnce(server, name, 200), refused };
}

/** So many requests in each window of so many seconds, one window after the other. */
function quota(requests: number, seconds: number, onRefused: () => void): Fault {
  const used = new Map<number, number>();
  return (response, request, index) => {
    const now = performance.now() / 1000;
    const current = Math.floor(now / seconds);
    const count = (used.get(current) ?? 0) + 1;
    used.set(current, count);
    const reset = Math.ceil((current + 1) * seconds - now);
    const headers = {
      "x-ratelimit-limit": `${requests}`,
      "x-ratelimit-remaining": `${Math.max(0, requests - count)}`,
      "x-ratelimit-reset": `${reset}`,
    };
    if (count <= requests) {
      for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
      return succeed(response, request, index);
    }
    onRefused();
    status(429, { ...headers, "retry-after": `${reset}` })(response, request, index);
  };
}

async function callAtOnce(server: Connected, name: string, calls: number): Promise<number> {
  const results = await Promise.all(Array.from({ length: calls }, () => server.call("getThing", name)));
  return results.filter(({ isError }) => !isError).length;
}
