// A server with a batch tool, driven by a real MCP client over stdio and over HTTP.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Progress } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Program } from "../runtime/program.js";
import { answerJson, startUpstream, type Upstream } from "../runtime/support.js";
import { buildCase } from "./build.js";

let entry: string;
let upstream: Upstream;
beforeAll(async () => {
  ({ entry } = await buildCase("batch"));
  upstream = await startUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
  upstream.answer = (request, response) =>
    answerJson({ url: request.url }, request.url === "/articles/2" ? 404 : 200)(request, response);
});

const environment = (): Record<string, string> => ({ SHOP_KEY: "k-123456", SHOP_BASE_URL: upstream.url });
const article = (articleId: number): object => ({ tool: "getArticle", arguments: { articleId } });

describe.each(["stdio", "HTTP"])("over %s", (transport) => {
  let client: Client;
  let program: Program | undefined;

  beforeEach(async () => {
    client = new Client({ name: "test", version: "1" });
    if (transport === "stdio") {
      const env = environment();
      return client.connect(new StdioClientTransport({ command: process.execPath, args: [entry], env }));
    }
    program = new Program(entry, { args: ["--http", "--port", "0", "--stateful"], env: environment() });
    const url = await vi.waitFor(
      () => /http:\S+mcp/.exec(program?.stderr ?? "")?.[0] ?? expect.fail(),
      10_000,
    );
    // The client's types and its transport's differ under exactOptionalPropertyTypes.
    return client.connect(new StreamableHTTPClientTransport(new URL(url)));
  });
  afterEach(async () => {
    await client.close();
    program?.child.kill();
    await program?.exited;
  });

  async function batch(calls: object[]): Promise<{ isError: unknown; texts: string[] }> {
    const { isError, content } = await client.callTool({ name: "batch_call", arguments: { calls } });
    return { isError, texts: (content as { text: string }[]).map(({ text }) => text) };
  }

  it("gives each call its own result, in their order, and counts them", async () => {
    const calls = [
      article(1),
      article(2),
      { tool: "getArticle", arguments: { articleId: "x" } },
      { tool: "getInternal" },
      { tool: "batch_call", arguments: { calls: [article(1)] } },
      { tool: "putArticle", arguments: { articleId: 3, price: 7 } },
    ];
    const { isError, texts } = await batch(calls);
    expect(isError).toBeUndefined();
    expect(texts).toEqual([
      "1. getArticle: ok",
      '{"url":"/articles/1"}',
      "2. getArticle: failed",
      expect.stringContaining("404"),
      "3. getArticle: failed",
      expect.stringContaining("- articleId must be"),
      "4. getInternal: failed",
      expect.stringMatching(/^Unknown tool: getInternal/),
      "5. batch_call: failed",
      expect.stringMatching(/^Unknown tool: batch_call/),
      "6. putArticle: ok",
      '{"url":"/articles/3"}',
      "Of 6 calls, 2 went well and 4 failed.",
    ]);
    expect(upstream.requests.map(({ url }) => url).sort()).toEqual([
      "/articles/1",
      "/articles/2",
      "/articles/3",
    ]);
    expect(upstream.requests.every(({ headers }) => headers["x-key"] === "k-123456")).toBe(true);
  });

  it("is an error when every call fails", async () => {
    const { isError, texts } = await batch([article(2), article(2)]);
    expect(isError).toBe(true);
    expect(texts.at(-1)).toBe("Of 2 calls, 0 went well and 2 failed.");
  });

  it("refuses more calls than the config allows, and none, and sends nothing", async () => {
    for (const calls of [[], Array.from({ length: 11 }, (_, index) => article(index))])
      expect((await batch(calls)).texts[0]).toMatch(
        /^Wrong arguments for batch_call:\n- calls must (not be empty|NOT have more than 10 items)/,
      );
    expect(upstream.requests).toEqual([]);
  });

  it("sends as many requests at a time as the config allows", async () => {
    let inWork = 0;
    let most = 0;
    upstream.answer = (request, response) => {
      most = Math.max(most, ++inWork);
      setTimeout(() => {
        inWork -= 1;
        answerJson({})(request, response);
      }, 20);
    };
    await batch(Array.from({ length: 7 }, (_, index) => article(index)));
    expect(most).toBe(2);
    expect(upstream.requests).toHaveLength(7);
  });

  it("tells its progress", async () => {
    const told: Progress[] = [];
    const calls = [article(1), article(2), article(3)];
    const onprogress = (progress: Progress): void => void told.push(progress);
    await client.callTool({ name: "batch_call", arguments: { calls } }, undefined, { onprogress });
    // The SDK's client drops progress that it reads together with the answer.
    const all = [1, 2, 3].slice(0, Math.max(told.length, 2));
    expect(told.map(({ progress, total }) => [progress, total])).toEqual(all.map((each) => [each, 3]));
    expect(told[0]?.message).toMatch(/^getArticle: (ok|failed)$/);
  });

  it("is cancelled as a whole", async () => {
    let aborted = 0;
    upstream.answer = (_, response) => void response.once("close", () => (aborted += 1));
    const controller = new AbortController();
    const calls = Array.from({ length: 8 }, (_, index) => article(index));
    const call = client.callTool({ name: "batch_call", arguments: { calls } }, undefined, {
      signal: controller.signal,
    });
    const failure = expect(call).rejects.toThrow();
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(2), 5000);
    controller.abort("enough");
    await failure;
    await vi.waitFor(() => expect(aborted).toBe(2), 5000);
    upstream.answer = answerJson({});
    await batch([article(9)]);
    expect(upstream.requests.map(({ url }) => url)).not.toContain("/articles/3");
    expect(upstream.requests).toHaveLength(3);
  });
});
