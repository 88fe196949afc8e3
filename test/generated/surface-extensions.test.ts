// A server that lists a search over tools of which its author has changed some (snapshots/surface-extensions).
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startUpstream, type Upstream } from "../runtime/support.js";
import { buildCase } from "./build.js";

let entry: string;
let upstream: Upstream;
beforeAll(async () => {
  ({ entry } = await buildCase("surface-extensions"));
  upstream = await startUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
  upstream.answer = (_request, response) => void response.writeHead(204).end();
});

let client: Client | undefined;
afterEach(() => client?.close());

/** Starts the server. Gives the names that it lists. */
async function connect(...args: string[]): Promise<string[]> {
  const env = { HARBOUR_BASE_URL: upstream.url };
  client = new Client({ name: "test", version: "1" });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [entry, ...args], env }));
  return (await client.listTools()).tools.map(({ name }) => name);
}

async function call(name: string, args: object): Promise<{ isError: boolean; text: string }> {
  const result = await client?.callTool({ name, arguments: { ...args } });
  const content = (result?.content ?? []) as { text: string }[];
  return { isError: result?.isError === true, text: content.map(({ text }) => text).join("\n") };
}

const sent = (): string[] => upstream.requests.map(({ method, url }) => `${method} ${url}`);

const search = ["search_operations", "describe_operation", "call_read_operation", "call_write_operation"];
const destructive = "call_destructive_operation";

describe("what is listed", () => {
  it.each<[string[], string[]]>([
    [[], [...search, destructive, "listBoats", "batch_call", "tide"]],
    // Without the override of removeBoat, nothing is written that is not destructive.
    [["--without-extensions"], [...search.slice(0, 3), destructive, "listBoats", "batch_call"]],
    [["--read-only"], [...search.slice(0, 3), "listBoats", "batch_call", "tide"]],
    [["--tools", "get*"], [...search.slice(0, 3)]],
    [
      ["--tools", "tag:sea,tag:lists"],
      [...search.slice(0, 3), "listBoats", "tide"],
    ],
    [
      ["--surface", "all", "--tools", "!tag:boats"],
      ["moorBoat", "batch_call", "tide"],
    ],
    [
      ["--surface", "all", "--without-extensions", "--read-only"],
      ["listBoats", "getBoat", "batch_call"],
    ],
  ])("with %j", async (args, names) => {
    expect(await connect(...args)).toEqual(names);
  });
});

describe("an override", () => {
  it("is found by its own words, and by the tag of its operation", async () => {
    await connect();
    expect((await call("search_operations", { query: "yacht" })).text).toContain(
      "read getBoat: GET /boats/{boatId} Look up a vessel\n",
    );
    expect((await call("search_operations", { tag: "berths" })).text).toMatch(/^destructive moorBoat: PUT/);
    expect((await call("search_operations", { query: "tide" })).text).not.toContain("tide:");
  });

  it("is described with its own arguments, and with an example if that is for them", async () => {
    await connect();
    const wrapped = await call("describe_operation", { operation: "getBoat" });
    expect(wrapped.text).toContain("Gives a yacht or dinghy.");
    expect(wrapped.text).toContain(
      'Example: call_read_operation {"operation":"getBoat","arguments":{"boatId":',
    );
    const replaced = await call("describe_operation", { operation: "moorBoat" });
    expect(replaced.text).toContain('"berth":{"type":"string","pattern":"^[A-Z]\\\\d+$"}');
    expect(replaced.text).not.toContain("pier");
    expect(replaced.text).not.toContain("Example");
  });

  it("is called through the search in the place of what was generated", async () => {
    await connect();
    expect(await call("call_read_operation", { operation: "getBoat", arguments: { boatId: 0 } })).toEqual({
      isError: true,
      text: "Boats are numbered from 1.",
    });
    const moor = { operation: "moorBoat", arguments: { boatId: 1, berth: "B12" } };
    expect(await call(destructive, moor)).toMatchObject({ isError: false });
    expect(upstream.requests).toMatchObject([
      { method: "PUT", url: "/boats/1/berth", body: '{"pier":"B","number":12}' },
    ]);
    const generated = { operation: "moorBoat", arguments: { boatId: 1, pier: "B", number: 12 } };
    expect((await call(destructive, generated)).text).toContain("berth is required");
    expect(sent()).toHaveLength(1);
  });

  it("is called through the tool of its own hints", async () => {
    await connect();
    const remove = { operation: "removeBoat", arguments: { boatId: 1 } };
    expect((await call(destructive, remove)).text).toBe(
      "removeBoat is a write operation: call it through call_write_operation.",
    );
    expect(sent()).toEqual([]);
    expect(await call("call_write_operation", remove)).toMatchObject({ isError: false });
    expect(sent()).toEqual(["DELETE /boats/1"]);
  });

  it("is called in a batch", async () => {
    await connect();
    const { text } = await call("batch_call", { calls: [{ tool: "getBoat", arguments: { boatId: 0 } }] });
    expect(text).toContain("Boats are numbered from 1.");
  });

  it("is not there where its operation is not selected", async () => {
    await connect("--tools", "!tag:berths");
    const moor = { operation: "moorBoat", arguments: { boatId: 1, berth: "B12" } };
    expect((await call("call_write_operation", moor)).text).toContain("Unknown operation: moorBoat");
    const batch = await call("batch_call", { calls: [{ tool: "moorBoat", arguments: moor.arguments }] });
    expect(batch.text).toContain("Unknown tool: moorBoat");
    expect(sent()).toEqual([]);
  });
});

describe("a tool of its own", () => {
  it("is called by its name, and is no operation", async () => {
    await connect();
    expect(await call("tide", { hour: 3 })).toEqual({ isError: false, text: "high" });
    expect(await call("call_read_operation", { operation: "tide" })).toMatchObject({ isError: true });
  });

  it("is not there where it is not selected", async () => {
    await connect("--tools", "tag:boats");
    await expect(call("tide", { hour: 3 })).rejects.toThrow("Unknown tool: tide");
  });
});
