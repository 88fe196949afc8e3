// The cache of a generated server, operation by operation as its config says, through a real client.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { generate } from "../../src/generate.js";
import { buildProject } from "../corpus/generated-server.js";
import { answerJson, startUpstream, type Answer, type Upstream } from "../runtime/support.js";
import { repository } from "../snapshots/cases.js";
import { freshFolder } from "../snapshots/record.js";

let project: string;
let api: Upstream;
let client: Client;

beforeAll(async () => {
  project = freshFolder("faults", "cache");
  await generate({
    cwd: join(repository, "snapshots/cache"),
    spec: "openapi.yaml",
    config: "mcpgen.config.yaml",
    output: project,
  });
  buildProject(project, repository);
});

beforeEach(async () => {
  api = await startUpstream(answerJson({}));
  client = new Client({ name: "test", version: "1" });
  const env = { CATALOGUE_BASE_URL: api.url, CATALOGUE_KEY: "key-of-the-server", CATALOGUE_RETRIES: "0" };
  const args = [join(project, "dist/index.js")];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env }));
});
afterEach(async () => {
  await client.close();
  await api.close();
});

/** An answer with these headers. */
function withHeaders(headers: Record<string, string>): Answer {
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answerJson({})(request, response);
  };
}

/** Calls a tool twice; gives how many requests that took. */
async function requestsForTwo(name: string, args: Record<string, string> = {}): Promise<number> {
  const before = api.requests.length;
  for (let count = 0; count < 2; count += 1) {
    expect((await client.callTool({ name, arguments: args })).isError).not.toBe(true);
  }
  return api.requests.length - before;
}

it("keeps what the config says, and nothing else, of answers that say nothing", async () => {
  expect(await requestsForTwo("listItems")).toBe(1);
  expect(await requestsForTwo("getItem", { id: "7" })).toBe(1);
  expect(await requestsForTwo("listCurrencies")).toBe(1);
  expect(await requestsForTwo("getBasket")).toBe(2);
  expect(await requestsForTwo("takeNext")).toBe(2);
  expect(await requestsForTwo("createItem", { name: "pen" })).toBe(2);
});

it("keeps what is private only where the config says so", async () => {
  api.answer = withHeaders({ "cache-control": "private, max-age=60" });
  expect(await requestsForTwo("getBasket")).toBe(1);
  expect(await requestsForTwo("listItems")).toBe(2);
});

it("forgets what a write covers", async () => {
  const read = async (): Promise<number> =>
    (await requestsForTwo("getItem", { id: "7" })) + (await requestsForTwo("listCurrencies"));
  expect(await read()).toBe(2);
  await client.callTool({ name: "createItem", arguments: { name: "pen" } });
  expect(await read()).toBe(1);
});

it("gives what is past its time while the API fails, and says so", async () => {
  api.answer = withHeaders({ "cache-control": "max-age=0" });
  await client.callTool({ name: "listItems" });
  api.answer = answerJson({}, 503);
  const stale = await client.callTool({ name: "listItems" });
  expect(stale).toMatchObject({ _meta: { fromCache: true, ageSeconds: 0, stale: true } });
  expect(stale.isError).not.toBe(true);
});

it("loads its library when it is needed", () => {
  // What it throws, which nothing else says.
  const ofLibrary = "maxEntrySize must be a positive integer";
  const files = readdirSync(join(project, "dist"), { recursive: true, encoding: "utf8" });
  const holding = files.filter(
    (file) => file.endsWith(".js") && readFileSync(join(project, "dist", file), "utf8").includes(ofLibrary),
  );
  expect(holding).not.toContain("index.js");
  expect(holding.length).toBeGreaterThan(0);
});
