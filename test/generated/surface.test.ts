// A server that lists a search over its tools, driven by a real MCP client, and started with a part of them.
import { execFile } from "node:child_process";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answerJson, startUpstream, type Upstream } from "../runtime/support.js";
import { buildCase } from "./build.js";

let entry: string;
let upstream: Upstream;
beforeAll(async () => {
  ({ entry } = await buildCase("surface-search"));
  upstream = await startUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
  upstream.answer = answerJson({ name: "cup" });
});

let client: Client | undefined;
afterEach(() => client?.close());

const environment = (): Record<string, string> => ({ SHOP_KEY: "k-123456", SHOP_BASE_URL: upstream.url });

async function connect(args: string[] = [], variables: Record<string, string> = {}): Promise<string[]> {
  const env = { ...environment(), ...variables };
  client = new Client({ name: "test", version: "1" });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [entry, ...args], env }));
  return (await client.listTools()).tools.map(({ name }) => name);
}

async function call(name: string, args: object): Promise<{ isError: boolean; text: string }> {
  const result = await client?.callTool({ name, arguments: { ...args } });
  const [block] = (result?.content ?? []) as { text: string }[];
  return { isError: result?.isError === true, text: block?.text ?? "" };
}

/** Runs the server to its end. */
function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...environment(), PATH: process.env["PATH"] };
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

const entries = ["search_operations", "describe_operation"];
const calls = ["call_read_operation", "call_write_operation", "call_destructive_operation"];
const pinned = ["get_article", "list_orders"];

describe("the search", () => {
  it("is listed with what is pinned, in less than 1,500 bytes without", async () => {
    expect(await connect()).toEqual([...entries, ...calls, ...pinned]);
    const { tools } = (await client?.listTools()) ?? { tools: [] };
    const search = tools.filter(({ name }) => !pinned.includes(name));
    expect(Buffer.byteLength(JSON.stringify({ tools: search }))).toBeLessThanOrEqual(1500);
    expect(search.map(({ annotations }) => annotations)).toEqual([
      { readOnlyHint: true },
      { readOnlyHint: true },
      { readOnlyHint: true },
      { destructiveHint: false },
      { destructiveHint: true },
    ]);
  });

  it.each([
    [
      "the words of the summary",
      { query: "sell an article" },
      "write add_article: POST /articles Offer an article",
    ],
    [
      "a misspelled word",
      { query: "artcle", method: "delete" },
      "destructive delete_article: DELETE /articles/{articleId}",
    ],
    [
      "a value of an argument",
      { query: "red" },
      "read list_articles: GET /articles List the articles on sale",
    ],
    ["a tag alone", { tag: "Orders" }, "read list_orders: GET /orders List orders"],
  ])("finds by %s", async (_what, query, first) => {
    await connect();
    const { text, isError } = await call("search_operations", query);
    expect(isError).toBe(false);
    expect(text.startsWith(first), text).toBe(true);
  });

  it.each([
    [{}, "5 operations. Tags: articles (4), orders (1)"],
    [{ query: "qqqqq" }, 'Nothing found about "qqqqq". Try other words, or none for a list of tags.'],
    [{ tag: "article" }, 'No operation has the tag "article"; did you mean articles?'],
  ])("answers %j", async (query, text) => {
    await connect();
    expect((await call("search_operations", query)).text).toBe(text);
  });

  it("says how many more there are", async () => {
    await connect();
    const { text } = await call("search_operations", { query: "article", limit: 1 });
    expect(text).toMatch(
      /^These are the first 1 of [45] that fit\. describe_operation has .* call_\w+_operation\.$/m,
    );
  });

  it("describes an operation in full", async () => {
    await connect();
    expect((await call("describe_operation", { operation: "add_article" })).text).toBe(
      `add_article: POST /articles
Kind: write. Call it through call_write_operation.
Tags: articles

Offer an article
Puts an article on sale. Nobody sees it before it has a price.

Prices are in cents.

Arguments (JSON Schema): {"type":"object","properties":{"name":{"type":"string","minLength":1},"price":{"type":"integer"}},"required":["name"],"additionalProperties":false}
Example: call_write_operation {"operation":"add_article","arguments":{"name":"string","price":0}}`,
    );
    expect((await call("describe_operation", { operation: "get_article" })).text).toContain(
      '\nResult (JSON Schema): {"type":"object"',
    );
  });
});

describe("a call", () => {
  it("is what a call of the tool is", async () => {
    await connect();
    const args = { operation: "add_article", arguments: { name: "cup" } };
    expect(await call("call_write_operation", args)).toEqual({ isError: false, text: '{"name":"cup"}' });
    expect(upstream.requests).toMatchObject([
      { method: "POST", url: "/articles", headers: { "x-key": "k-123456" } },
    ]);
    upstream.answer = answerJson({ title: "gone" }, 404);
    const read = { operation: "get_article", arguments: '{"articleId":7}' };
    const failed = await call("call_read_operation", read);
    expect(failed.isError).toBe(true);
    expect(failed.text).toContain("404");
    expect(upstream.requests[1]?.url).toBe("/articles/7");
  });

  it.each([
    [
      "call_read_operation",
      { operation: "add_article" },
      "add_article is a write operation: call it through call_write_operation.",
    ],
    [
      "call_write_operation",
      { operation: "delete_article" },
      "delete_article is a destructive operation: call it through call_destructive_operation.",
    ],
    [
      "call_write_operation",
      { operation: "ad_article" },
      "Unknown operation: ad_article; did you mean add_article?",
    ],
    [
      "call_write_operation",
      { operation: "call_write_operation" },
      "Unknown operation: call_write_operation; search_operations finds them",
    ],
    [
      "call_write_operation",
      { operation: "add_article", arguments: { name: "" } },
      'Wrong arguments for add_article:\n- name must not be empty, got ""',
    ],
    [
      "call_write_operation",
      { operation: "add_article", name: "cup" },
      "Wrong arguments for call_write_operation:\n- name is unknown (known: operation, arguments)",
    ],
  ])("of %s with %j is refused", async (name, args, text) => {
    await connect();
    expect(await call(name, args)).toEqual({ isError: true, text });
    expect(upstream.requests).toEqual([]);
  });

  it("of a tool that is not listed says how it is called", async () => {
    await connect();
    await expect(call("add_article", { name: "cup" })).rejects.toThrow(
      "add_article is called through call_write_operation",
    );
    await expect(call("nothing", {})).rejects.toThrow("Unknown tool: nothing");
  });
});

describe("the tools that a server is started with", () => {
  it.each([
    ["--read-only", ["--read-only"], {}, [...entries, calls[0], ...pinned]],
    ["--tools", ["--tools", "tag:orders,add_*"], {}, [...entries, calls[0], calls[1], "list_orders"]],
    [
      "the variable",
      [],
      { SHOP_TOOLS: "tag:articles, !delete_article" },
      [...entries, calls[0], calls[1], "get_article"],
    ],
    [
      "both",
      ["--tools=tag:orders,add_*"],
      { SHOP_TOOLS: "read-only" },
      [...entries, calls[0], "list_orders"],
    ],
    [
      "--surface all",
      ["--surface", "all", "--tools", "*_article"],
      {},
      ["add_article", "get_article", "delete_article"],
    ],
    [
      "the variable of the surface",
      ["--read-only"],
      { SHOP_SURFACE: "all" },
      ["list_articles", "get_article", "list_orders"],
    ],
  ])("are listed: %s", async (_what, args, variables, names) => {
    expect(await connect(args, variables)).toEqual(names);
  });

  it("are all that can be found and called", async () => {
    await connect(["--tools", "tag:orders,add_*"]);
    expect((await call("search_operations", {})).text).toBe("2 operations. Tags: articles (1), orders (1)");
    expect((await call("search_operations", { query: "article" })).text).not.toContain("get_article");
    expect((await call("call_read_operation", { operation: "get_article" })).isError).toBe(true);
    await expect(call("get_article", { articleId: 1 })).rejects.toThrow("Unknown tool: get_article");
    expect(upstream.requests).toEqual([]);
  });

  it.each([
    [["--tools", "get_artcle"], 1, "shop: no tool is selected by get_artcle; did you mean get_article?\n"],
    [["--tools", "tag:oders,!x"], 1, "shop: no tool is selected by tag:oders; did you mean tag:orders?\n"],
    [["--surface", "some"], 2, "shop: the surface is all or search, not some\n"],
    [["--tools"], 2, "shop: --tools needs a value\n"],
  ])("do not start with %j", async (args, code, message) => {
    const { stderr, ...ended } = await run(...args, "--list");
    expect(stderr.startsWith(message), stderr).toBe(true);
    expect(ended).toEqual({ code, stdout: "" });
  });

  it("are called from the command line by their own names, too", async () => {
    expect(await run("--call", "list_articles", "--read-only")).toMatchObject({
      code: 0,
      stdout: '{"name":"cup"}\n',
    });
    expect(await run("--call", "search_operations", '{"tag":"orders"}')).toMatchObject({ code: 0 });
    expect(await run("--call", "add_article", '{"name":"x"}', "--read-only")).toMatchObject({ code: 2 });
  });
});
