/**
 * `npm run faults`: a generated server against an API that fails, through MCP clients over stdio and HTTP, as a Markdown
 * table. Exits 1 when a scenario or a bound is missed.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "../bench/generating.js";
import { buildProject } from "../corpus/generated-server.js";
import { redisVersion } from "../runtime/store/redis.js";
import { startFaultServer } from "./fault-server.js";
import { amplification, duplicates, successes } from "./load.js";
import { cancellation, memoryGrowth, termination } from "./limits.js";
import { openLab } from "./oauth/lab.js";
import { play, scenarios as tokenScenarios } from "./oauth/scenarios.js";
import { fullestWindow, learnedQuota, window } from "./rates.js";
import { run, scenarios, slowScenarios, type Scenario } from "./scenarios.js";
import { connect, transports, type Connected, type Transport } from "./server.js";
import { playWithStore, storeScenarios } from "./store/scenarios.js";

interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly bound: string;
  readonly isReached: boolean;
}

const root = fileURLToPath(new URL("../../../", import.meta.url));
const project = join(root, ".test-projects/faults");
mkdirSync(project, { recursive: true });
generate(root, join(root, "test/faults/faults.yaml"), project, join(root, "test/faults/mcpgen.config.yaml"));
buildProject(project, root);

/** How much is called; most of it over stdio, whose client is the faster one. */
const volumes = { stdio: { posts: 8000, calls: 10_000 }, http: { posts: 2000, calls: 2000 } };
/** What came of it, over both. */
const totals = { posts: 0, twice: 0, calls: 0, successes: 0 };

const api = await startFaultServer();
const elsewhere = await startFaultServer();
const figures: Figure[] = [];
for (const transport of transports) await measure(transport);
await Promise.all([api.close(), elsewhere.close()]);
figures.push(...totalFigures(), ...(await tokenFigures()), ...(await storeFigures()));
print(figures);
process.exitCode = figures.every(({ isReached }) => isReached) ? 0 : 1;

/** Starts a server, works with it and ends it. */
async function withServer<Result>(
  transport: Transport,
  environment: Readonly<Record<string, string>>,
  work: (server: Connected) => Promise<Result>,
  withSessions = false,
): Promise<Result> {
  const base = { FAULTS_BASE_URL: api.origin, FAULTS_TLS_BASE_URL: api.origin.replace("http:", "https:") };
  const server = await connect(
    join(project, "dist/index.js"),
    transport,
    { ...base, ...environment },
    withSessions,
  );
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

async function measure(transport: Transport): Promise<void> {
  const add = (what: string, measured: string, bound: string, isReached: boolean): void =>
    void figures.push({ what: `${what}, over ${transport}`, measured, bound, isReached });
  const quiet = { FAULTS_LOG: "none" };

  const missed = [
    ...(await withServer(transport, {}, (server) => survive(scenarios(elsewhere), server))),
    ...(await withServer(transport, { FAULTS_TIMEOUT: "1.5" }, (server) => survive(slowScenarios, server))),
  ];
  const count = scenarios(elsewhere).length + slowScenarios.length;
  for (const each of missed) console.error(`${transport}: ${each}`);
  add("Scenarios survived", `${count - missed.length}`, `${count}`, missed.length === 0);

  const { atFirst, inOutage, halfFailing } = await withServer(transport, quiet, (server) =>
    amplification(api, server),
  );
  const times = (value: number): string => value.toFixed(2);
  add("Requests for each of the first 50 calls of an outage", times(atFirst), "at most 3.00", atFirst <= 3);
  add("Requests for each call of a lasting outage, 50 calls a second", times(inOutage), "at most 1.20", inOutage <= 1.2);
  add("Requests for each call while half of them fail, 50 calls a second", times(halfFailing), "at most 1.20", halfFailing <= 1.2);

  const { posts, calls } = volumes[transport];
  totals.posts += posts;
  totals.calls += calls;
  totals.twice += await withServer(transport, quiet, (server) => duplicates(api, server, posts));
  totals.successes += calls * (await withServer(transport, quiet, (server) => successes(api, server, calls)));

  const growth = await withServer(transport, quiet, (server) => memoryGrowth(api, server));
  for (const [name, bytes] of growth)
    add(`Memory growth, ${name}`, `${(bytes / 1e6).toFixed(0)} MB`, "at most 64 MB", bytes <= 64e6);

  // A client cancels with a message of its own, which only a session brings together with its call.
  const slowest = await withServer(transport, quiet, (server) => cancellation(api, server), true);
  add("Cancellation to the end of the API's request, slowest of 20", `${slowest.toFixed(0)} ms`, "at most 100 ms", slowest <= 100);

  const limit = { ...quiet, FAULTS_RATE_LIMIT: `${window.requests}/${window.seconds}` };
  const limited = await withServer(transport, limit, (server) => fullestWindow(api, server));
  add("200 calls at once, 100 requests in 2 s: the fullest window", `${limited.most}`, "at most 100", limited.most <= window.requests);
  add("The same: calls that succeed", `${limited.succeeded}`, "200", limited.succeeded === 2 * window.requests);
  const learned = await withServer(transport, quiet, (server) => learnedQuota(api, server));
  add("200 calls at once, a quota of 50 in 2 s that headers tell: refused by the API", `${learned.refused}`, "at most 10", learned.refused <= 10);
  add("The same: calls that succeed", `${learned.succeeded}`, "200", learned.succeeded === 200);

  const { lost, code, milliseconds } = await withServer(transport, quiet, (server) => termination(api, server));
  add("SIGTERM with 20 calls in flight: calls lost", `${lost}`, "0", lost === 0);
  add("SIGTERM: exit code", `${code}`, "0", code === 0);
  add("SIGTERM: time to exit", `${(milliseconds / 1000).toFixed(1)} s`, "at most 10 s", milliseconds <= 10_000);
} // prettier-ignore

function totalFigures(): Figure[] {
  const { posts, twice, calls } = totals;
  const share = totals.successes / calls;
  return [
    {
      what: `POST requests sent twice, of ${posts}, one of ten failing`,
      measured: `${twice}`,
      bound: "0",
      isReached: twice === 0,
    },
    {
      what: `GET calls that succeed, of ${calls}, one request of ten failing`,
      measured: `${(share * 100).toFixed(2)} %`,
      bound: "at least 99.80 %",
      isReached: share >= 0.998,
    },
  ];
}

/** How often tokens are asked for, each time by a server of its own over stdio. */
async function tokenFigures(): Promise<Figure[]> {
  const folder = join(root, ".test-projects/faults-oauth");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const lab = await openLab(folder, root);
  const rows: Figure[] = [];
  for (const scenario of tokenScenarios) {
    const { calls, succeeded, expected, tokenRequests, atMost, problems } = await play(scenario, lab);
    for (const problem of problems) console.error(`${scenario.name}: ${problem}`);
    rows.push({
      what: `Token requests for ${calls} calls: ${scenario.name}`,
      measured: `${tokenRequests}`,
      bound: `at most ${atMost}`,
      isReached: tokenRequests <= atMost && succeeded === expected && problems.length === 0,
    });
  }
  await lab.close();
  return rows;
}

/** What two replicas share, and what they do without it. */
async function storeFigures(): Promise<Figure[]> {
  if (redisVersion === undefined) return [];
  const folder = join(root, ".test-projects/faults-store");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const lab = await openLab(folder, root, "store: redis\n");
  const rows: Figure[] = [];
  for (const scenario of storeScenarios) {
    const { measured, atMost, problems } = await playWithStore(scenario, lab);
    for (const problem of problems) console.error(`${scenario.name}: ${problem}`);
    rows.push({
      what: scenario.name,
      measured: `${measured}`,
      bound: `at most ${atMost}`,
      isReached: measured <= atMost && problems.length === 0,
    });
  }
  await lab.close();
  return rows;
}

async function survive(all: readonly Scenario[], server: Connected): Promise<string[]> {
  const missed: string[] = [];
  for (const scenario of all) {
    const problem = await run(scenario, api, server).catch((error: unknown) => String(error));
    if (problem !== undefined) missed.push(`${scenario.name}: ${problem}`);
  }
  return missed;
}

function print(rows: readonly Figure[]): void {
  console.log("| What | Measured | Bound |\n| --- | --- | --- |");
  for (const { what, measured, bound, isReached } of rows)
    console.log(`| ${what} | ${measured}${isReached ? "" : " **missed**"} | ${bound} |`);
}
