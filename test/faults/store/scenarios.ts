/** What two replicas of a server do with a store that they share, and without it when it goes away. */
import { setTimeout } from "node:timers/promises";
import { mostInAWindow } from "../../runtime/rate-limit/fullest-window.js";
import { RedisServer } from "../../runtime/store/redis.js";
import { clientOf, type Lab } from "../oauth/lab.js";
import { firstRefreshToken } from "../oauth/ledger.js";
import { connect, type Connected } from "../server.js";

/** What came of a scenario. */
export interface Outcome {
  readonly measured: number;
  readonly atMost: number;
  /** What is not as it has to be, in words. */
  readonly problems: readonly string[];
}

/** Two started replicas, and what is around them. */
interface Stage {
  readonly lab: Lab;
  readonly redis: RedisServer;
  readonly replicas: readonly Connected[];
}

/** A scenario. */
export interface Scenario {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** It waits more than it works. */
  readonly isLong?: boolean;
  readonly play: (stage: Stage) => Promise<Outcome>;
}

/** Plays a scenario with a store and replicas of its own. @param lab its config has `store: redis` */
export async function playWithStore({ environment, play }: Scenario, lab: Lab): Promise<Outcome> {
  lab.ledger.reset();
  const redis = await RedisServer.start();
  const variables = { ...environment, LEDGER_STORE_URL: redis.url, LEDGER_LOG: "none" };
  const replicas = [
    await connect(lab.entry, "stdio", variables),
    await connect(lab.entry, "http", variables),
  ];
  try {
    return await play({ lab, redis, replicas });
  } finally {
    redis.goOn();
    await redis.kill();
    await Promise.all(replicas.map((replica) => replica.close()));
  }
}

/** So many calls at once on each replica; gives what is wrong with those that failed. */
async function callAll({ replicas }: Stage, tool: string, count: number): Promise<string[]> {
  const calls = replicas.flatMap((replica) => Array.from({ length: count }, () => replica.call(tool)));
  return (await Promise.all(calls)).flatMap(({ isError, text }) => (isError ? [text] : []));
}

/** What each replica has said of the store. */
function saidOfStore({ replicas }: Stage): string[][] {
  return replicas.map((replica) =>
    replica
      .stderr()
      .split("\n")
      .flatMap((line) => /the store of LEDGER_STORE_URL (is \w+)/.exec(line)?.[1] ?? []),
  );
}

/**
 * Calls while the store goes away and comes back.
 * @returns how many of the calls failed, or took longer than they may
 */
async function callsLost(stage: Stage, away: () => unknown, back: () => unknown): Promise<Outcome> {
  const problems: string[] = [];
  let isOver = false;
  let calls = 0;
  let slowest = 0;
  const caller = async (replica: Connected): Promise<void> => {
    while (!isOver) {
      const began = performance.now();
      const { isError, text } = await replica.call("listAccounts");
      if (isError) problems.push(text);
      slowest = Math.max(slowest, performance.now() - began);
      calls += 1;
      await setTimeout(5);
    }
  };
  const callers = stage.replicas.flatMap((replica) => [caller(replica), caller(replica), caller(replica)]);
  await setTimeout(1000);
  await away();
  // What needs the store is needed while it is away.
  for (let times = 0; times < 4; times += 1) {
    await setTimeout(500);
    stage.lab.ledger.revoke();
  }
  await back();
  await setTimeout(7000);
  isOver = true;
  await Promise.all(callers);
  const lost = problems.length;
  for (const said of saidOfStore(stage))
    if (said.join() !== "is down,is back") problems.push(`said: ${said.join() || "nothing"}`);
  if (calls < 300) problems.push(`only ${calls} calls`);
  // A lease that a store grants late, to a replica that has gone on without, lasts for three seconds.
  if (slowest > 4000) problems.push(`a call took ${slowest.toFixed(0)} ms`);
  return { measured: lost, atMost: 0, problems };
}

const machine = clientOf("MACHINE");
const person = { ...clientOf("PERSON"), LEDGER_PERSON_REFRESH_TOKEN: firstRefreshToken };
const limit = { maxRequests: 20, milliseconds: 1000 };

/** All scenarios. */
export const storeScenarios: readonly Scenario[] = [
  {
    name: "Token requests of two replicas for 50 calls each at once, without a token",
    environment: machine,
    async play(stage) {
      const problems = await callAll(stage, "listAccounts", 50);
      return { measured: stage.lab.ledger.tokenRequests, atMost: 1, problems };
    },
  },
  {
    name: "Token requests of two replicas when a token is revoked under 50 calls each",
    environment: machine,
    async play(stage) {
      const problems = await callAll(stage, "listAccounts", 1);
      stage.lab.ledger.revoke();
      problems.push(...(await callAll(stage, "listAccounts", 50)));
      return { measured: stage.lab.ledger.tokenRequests, atMost: 2, problems };
    },
  },
  {
    name: "Token requests of two replicas with refresh tokens that are taken once, three times revoked",
    environment: person,
    async play(stage) {
      stage.lab.ledger.issuing = { rotates: true };
      const problems = await callAll(stage, "getProfile", 10);
      for (let times = 0; times < 3; times += 1) {
        stage.lab.ledger.revoke();
        problems.push(...(await callAll(stage, "getProfile", 10)));
      }
      return { measured: stage.lab.ledger.tokenRequests, atMost: 4, problems };
    },
  },
  {
    name: "Requests of two replicas in any second at 20 a second, 50 calls each at once",
    isLong: true,
    environment: { ...machine, LEDGER_RATE_LIMIT: `${limit.maxRequests}/${limit.milliseconds / 1000}` },
    async play(stage) {
      const problems = await callAll(stage, "listAccounts", 50);
      const { arrivals } = stage.lab.ledger;
      if (arrivals.length !== 100) problems.push(`${arrivals.length} requests`);
      return { measured: mostInAWindow(arrivals, limit.milliseconds), atMost: limit.maxRequests, problems };
    },
  },
  {
    name: "Calls of two replicas that are lost while the store is killed and started again",
    environment: machine,
    play: (stage) =>
      callsLost(
        stage,
        () => stage.redis.kill(),
        () => stage.redis.start(),
      ),
  },
  {
    name: "Calls of two replicas that are lost while the store hangs for two seconds",
    isLong: true,
    environment: machine,
    play: (stage) =>
      callsLost(
        stage,
        () => stage.redis.hang(),
        () => stage.redis.goOn(),
      ),
  },
  {
    name: "Seconds to exit after SIGTERM while the store hangs, slower of two replicas",
    environment: machine,
    async play(stage) {
      const problems = await callAll(stage, "listAccounts", 5);
      stage.redis.hang();
      stage.lab.ledger.revoke();
      const calls = callAll(stage, "listAccounts", 5);
      await setTimeout(50);
      const ended = await Promise.all(stage.replicas.map((replica) => replica.terminate()));
      // Cancelled by the stop, as calls over stdio are, or answered: none is without an answer.
      problems.push(...(await calls).filter((text) => !text.includes("reason: cancelled")));
      for (const { code } of ended) if (code !== 0) problems.push(`exit code ${code}`);
      const slowest = Math.max(...ended.map(({ milliseconds }) => milliseconds));
      return { measured: Math.ceil(slowest / 100) / 10, atMost: 10, problems };
    },
  },
];
