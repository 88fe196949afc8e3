/** What can go wrong with access tokens, and what the generated server has to make of it. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { firstRefreshToken } from "./ledger.js";
import { clientOf, type Answer, type Lab, type Session } from "./lab.js";

/** What came of a scenario. */
export interface Outcome {
  readonly calls: number;
  readonly succeeded: number;
  /** How many have to. */
  readonly expected: number;
  /** Requests to the token endpoint, and how many there may be. */
  readonly tokenRequests: number;
  readonly atMost: number;
  /** What is not as it has to be, in words. */
  readonly problems: readonly string[];
}

/** A scenario. */
export interface Scenario {
  readonly name: string;
  readonly environment: (lab: Lab) => Readonly<Record<string, string>>;
  readonly play: (lab: Lab, session: Session) => Promise<Outcome>;
}

/** Plays a scenario with a server of its own. */
export async function play(scenario: Scenario, lab: Lab): Promise<Outcome> {
  lab.ledger.reset();
  const session = await lab.start(scenario.environment(lab));
  try {
    return await scenario.play(lab, session);
  } finally {
    await session.close();
  }
}

const machine = (): Record<string, string> => clientOf("MACHINE");
const person = (): Record<string, string> => ({
  ...clientOf("PERSON"),
  LEDGER_PERSON_REFRESH_TOKEN: firstRefreshToken,
});

/** What the answers and the ledger say. */
function outcome(
  { ledger }: Lab,
  answers: readonly Answer[],
  atMost: number,
  checks: Readonly<Record<string, boolean>> = {},
  expected = answers.length,
): Outcome {
  const problems = Object.entries(checks).flatMap(([what, holds]) => (holds ? [] : [what]));
  const succeeded = answers.filter(({ isError }) => !isError).length;
  const { tokenRequests } = ledger;
  return { calls: answers.length, succeeded, expected, tokenRequests, atMost, problems };
}

/** All scenarios. */
export const scenarios: readonly Scenario[] = [
  {
    name: "50 calls at once without a token",
    environment: machine,
    play: async (lab, session) => outcome(lab, await session.calls("listAccounts", 50), 1),
  },
  {
    name: "a token is revoked under 50 calls",
    environment: machine,
    async play(lab, session) {
      const before = await session.call("listAccounts");
      lab.ledger.revoke();
      const after = await session.calls("listAccounts", 50);
      const { refused, answered } = lab.ledger;
      return outcome(lab, [before, ...after], 2, {
        "each call is sent at most twice": refused <= 50 && answered === 51,
        "the API has refused some": refused > 0,
      });
    },
  },
  {
    name: "a wrong secret, repeated by the authorization server",
    environment: () => ({ ...machine(), LEDGER_MACHINE_CLIENT_SECRET: "wrong-secret-of-mine" }),
    async play(lab, session) {
      const answers = [
        ...(await session.calls("listAccounts", 50)),
        ...(await session.calls("listAccounts", 10)),
      ];
      const said = [...answers.map(({ text }) => text), session.stderr()].join("\n");
      const checks = {
        "each is an error that names the variable": answers.every(
          ({ isError, text }) => isError && text.includes("LEDGER_MACHINE_CLIENT_SECRET is wrong"),
        ),
        "nobody says the secret": !/wrong-secret-of-mine/.test(said),
        "the API is left alone": lab.ledger.answered + lab.ledger.refused === 0,
      };
      return outcome(lab, answers, 2, checks, 0);
    },
  },
  {
    name: "tokens that live for a twentieth of a second",
    environment: machine,
    async play(lab, session) {
      lab.ledger.issuing = { lifetimeSeconds: 0.05 };
      const answers: Answer[] = [];
      while (lab.ledger.tokenRequests < 4 && answers.length < 5000) {
        answers.push(await session.call("listAccounts"));
      }
      return outcome(lab, answers, 4, { "tokens have expired": lab.ledger.tokenRequests === 4 });
    },
  },
  {
    name: "a token without expires_in, 20 calls",
    environment: machine,
    async play(lab, session) {
      const answers: Answer[] = [];
      for (let index = 0; index < 20; index += 1) answers.push(await session.call("listAccounts"));
      return outcome(lab, answers, 1);
    },
  },
  {
    name: "refresh tokens that are taken once, three times revoked",
    environment: person,
    async play(lab, session) {
      lab.ledger.issuing = { rotates: true };
      const answers = await session.calls("getProfile", 10);
      for (let index = 0; index < 3; index += 1) {
        lab.ledger.revoke();
        answers.push(...(await session.calls("getProfile", 10)));
      }
      return outcome(lab, answers, 4);
    },
  },
  {
    name: "50 calls at once to a provider that is discovered",
    environment: () => clientOf("OPEN_ID"),
    async play(lab, session) {
      const answers = await session.calls("listStatements", 50);
      return outcome(lab, answers, 1, { "it is discovered once": lab.ledger.discoveries === 1 });
    },
  },
  {
    name: "a token in a file, which is replaced",
    environment: ({ folder }) => ({ LEDGER_TOKEN_FILE: join(folder, "token") }),
    async play(lab, session) {
      const file = join(lab.folder, "token");
      rmSync(file, { force: true });
      const missing = await session.call("audit");
      const answers: Answer[] = [];
      for (const token of ["first", "other", "third and longer"]) {
        writeFileSync(file, `${token}\n`);
        lab.ledger.reset({}, [token]);
        answers.push(await session.call("audit"));
      }
      return outcome(lab, answers, 0, {
        "a missing file is named by its variable": missing.text.includes(
          "The file that LEDGER_TOKEN_FILE names cannot be read (ENOENT)",
        ),
        "the old token is not sent any more": lab.ledger.refused === 0,
      });
    },
  },
  {
    name: "the call that began a token request is cancelled",
    environment: machine,
    async play(lab, session) {
      let release = (): void => undefined;
      lab.ledger.issuing = { held: new Promise((resolve) => (release = resolve)) };
      const cancelled = new AbortController();
      const first = session.call("listAccounts", cancelled.signal).then(
        () => "answered",
        () => "cancelled",
      );
      await lab.ledger.asked;
      const others = session.calls("listAccounts", 10);
      cancelled.abort();
      const end = await first;
      release();
      return outcome(lab, await others, 1, { "the first is cancelled": end === "cancelled" });
    },
  },
];
