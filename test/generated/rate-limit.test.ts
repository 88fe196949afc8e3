// The generated server of snapshots/rate-limit, built with its own script and driven by a real MCP client, against an API
// that looks at its own clock.
import { exec } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { answerJson, startUpstream, type Answer, type Upstream } from "../runtime/support.js";
import { projectCases, repository } from "../snapshots/cases.js";
import { joinProject } from "../snapshots/record.js";

let entry: string;
let upstream: Upstream;
/** When requests arrived, in milliseconds. */
let arrivals: number[];

const ok = answerJson({ ok: true });
const answer: Answer = (request, response) => {
  arrivals.push(performance.now());
  setTimeout(() => ok(request, response), Math.random() * 20);
};

beforeAll(async () => {
  const limited = projectCases.find(({ name }) => name === "rate-limit");
  if (limited === undefined) throw new Error("snapshots/rate-limit is gone");
  const project = joinProject("generated", limited);
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    scripts: { build: string };
  };
  const path = [join(repository, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);
  await promisify(exec)(manifest.scripts.build, { cwd: project, env: { ...process.env, PATH: path } });
  entry = join(project, "dist", "index.js");
  upstream = await startUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  arrivals = [];
  upstream.answer = answer;
});

interface Result {
  readonly isError: boolean;
  readonly text: string;
}

/** Starts a server, and ends it after the work. */
async function withServer<Done>(
  env: Readonly<Record<string, string>>,
  work: (call: (tool: string, args?: Record<string, unknown>) => Promise<Result>) => Promise<Done>,
): Promise<Done> {
  const client = new Client({ name: "test", version: "1" });
  const variables = { PARTS_BASE_URL: upstream.url, PARTS_KEY: "key", ...env };
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [entry], env: variables, stderr: "ignore" }),
  );
  try {
    return await work(async (name, args = {}) => {
      const result = await client.callTool({ name, arguments: args });
      const blocks = result.content as { text?: string }[];
      return { isError: result.isError === true, text: blocks.map(({ text }) => text).join("\n") };
    });
  } finally {
    await client.close();
  }
}

it("answers 200 parallel calls, and never sends more than 100 in any window", async () => {
  const results = await withServer({ PARTS_RATE_LIMIT: "100/2" }, (call) =>
    Promise.all(Array.from({ length: 200 }, () => call("listParts"))),
  );
  expect(results.filter(({ isError }) => isError)).toEqual([]);
  expect(arrivals).toHaveLength(200);
  const windows = arrivals.map((begin) => arrivals.filter((at) => at >= begin && at < begin + 2000).length);
  expect(Math.max(...windows)).toBe(100);
});

it("tells the model when, at once, if a call cannot be sent in time", async () => {
  const began = performance.now();
  const [first, second] = await withServer({ PARTS_RATE_LIMIT: "1/100" }, (call) =>
    Promise.all([call("listParts"), call("listParts")]),
  );
  expect(first?.isError).toBe(false);
  expect(second?.text).toBe(
    "GET /parts was not sent: the rate limit leaves no place for it in time\n" +
      "reason: rate-limited\nretry: yes\nretryAfterSeconds: 100",
  );
  expect(performance.now() - began).toBeLessThan(10_000);
});

it("limits an operation by itself, and leaves out one that is not limited", async () => {
  await withServer({}, async (call) => {
    await Promise.all([call("searchParts", { q: "a" }), call("searchParts", { q: "b" })]);
  });
  expect((arrivals[1] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThanOrEqual(2000);
  arrivals = [];
  const results = await withServer({ PARTS_RATE_LIMIT: "1/100" }, (call) =>
    Promise.all([call("listParts"), call("getHealth"), call("getHealth")]),
  );
  expect(results.map(({ isError }) => isError)).toEqual([false, false, false]);
});

it("learns from the API's answers, and is told not to by a variable", async () => {
  const limited = answerJson({ message: "Slow down" }, 429);
  const slowDown: Answer = (request, response) => {
    arrivals.push(performance.now());
    response.setHeader("retry-after", "3000");
    limited(request, response);
  };
  const two = async (environment: Record<string, string>): Promise<string | undefined> => {
    upstream.answer = slowDown;
    return withServer(environment, async (call) => {
      const first = await call("listParts");
      expect(first.text).toContain("GET /parts failed: 429 Too Many Requests\nmessage: Slow down\n");
      upstream.answer = answer;
      return (await call("listParts")).text;
    });
  };
  expect(await two({})).toMatch(/\nreason: rate-limited\nretry: yes\nretryAfterSeconds: (3000|2999)$/);
  expect(await two({ PARTS_RATE_LIMIT: "off" })).toBe('{"ok":true}');
});
