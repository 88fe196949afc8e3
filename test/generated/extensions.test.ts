// A server that its author has extended (snapshots/extensions), driven by a real MCP client over stdio and over HTTP.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Program } from "../runtime/program.js";
import { answerJson, startUpstream, type Upstream } from "../runtime/support.js";
import { readmeExample } from "../snapshots/cases.js";
import { buildCase } from "./build.js";

let entry: string;
let upstream: Upstream;
beforeAll(async () => {
  ({ entry } = await buildCase("extensions"));
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const animals = new Map([
  ["1", { id: 1, name: "Rex", species: "dog", chip: "276-1" }],
  ["2", { id: 2, name: "Ada", species: "dog" }],
]);
beforeEach(() => {
  upstream.requests.length = 0;
  upstream.answer = (request, response) => {
    const found = animals.get(/^\/v2\/animals\/(\d+)$/.exec(request.url ?? "")?.[1] ?? "");
    if (request.method !== "GET") response.writeHead(204).end();
    else if (request.url === "/v2/animals") answerJson([...animals.values()])(request, response);
    else answerJson(found ?? { message: "no such animal" }, found ? 200 : 404)(request, response);
  };
});

const environment = (): Record<string, string> => ({
  SHELTER_BASE_URL: `${upstream.url}/v1`,
  SHELTER_KEY: "k-123456",
});

describe.each(["stdio", "HTTP"])("over %s", (transport) => {
  let client: Client;
  let program: Program | undefined;

  beforeAll(async () => {
    client = new Client({ name: "test", version: "1" });
    const env = environment();
    if (transport === "stdio") {
      const args = [entry];
      return client.connect(
        new StdioClientTransport({ command: process.execPath, args, env, stderr: "ignore" }),
      );
    }
    program = new Program(entry, { args: ["--http", "--port", "0", "--stateful"], env });
    const url = await vi.waitFor(
      () => /http:\S+mcp/.exec(program?.stderr ?? "")?.[0] ?? expect.fail(),
      10_000,
    );
    // The client's types and its transport's differ under exactOptionalPropertyTypes.
    return client.connect(new StreamableHTTPClientTransport(new URL(url)));
  });
  afterAll(async () => {
    await client.close();
    program?.child.kill();
    await program?.exited;
  });

  async function call(name: string, args: object): Promise<{ isError: unknown; text: string }> {
    const { isError, content } = await client.callTool({ name, arguments: { ...args } });
    return { isError, text: (content as { text: string }[]).map(({ text }) => text).join("\n") };
  }

  const sent = (): string[] => upstream.requests.map(({ method, url }) => `${method} ${url}`);

  it("lists own tools after the generated ones, and overrides in their places", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "listAnimals",
      "getAnimal",
      "deleteAnimal",
      "adoptAnimal",
      "batch_call",
      "compareAnimals",
    ]);
    expect(tools[1]).toMatchObject({
      description: "Get an animal, without its chip",
      inputSchema: { required: ["animalId"] },
      outputSchema: { type: "object" },
    });
    expect(tools[3]).toMatchObject({
      title: "Adopt",
      inputSchema: { properties: { adopter: { description: "Name, address" } } },
    });
  });

  it("calls a tool of its own, whose requests are the client's: credential, cache and hooks included", async () => {
    const args = { first: 1, second: 2 };
    const expected = { isError: undefined, text: "Rex and Ada are both a dog" };
    const { answer } = upstream;
    upstream.answer = (request, response) => {
      response.setHeader("cache-control", "max-age=60");
      answer(request, response);
    };
    expect(await call("compareAnimals", args)).toEqual(expected);
    expect(upstream.requests).toHaveLength(2);
    expect(upstream.requests[0]?.headers).toMatchObject({ "x-key": "k-123456", "x-tool": "compareAnimals" });
    expect(await call("compareAnimals", args)).toEqual(expected);
    expect(upstream.requests).toHaveLength(2);
  });

  it("gives an error of the API as any tool does, where a tool of its own needs the answer", async () => {
    const { isError, text } = await call("compareAnimals", { first: 1, second: 7 });
    expect(isError).toBe(true);
    expect(text).toContain("GET /animals/{animalId} failed: 404 Not Found\nmessage: no such animal");
  });

  it("checks the arguments of tools of its own", async () => {
    expect(await call("compareAnimals", { first: 1 })).toMatchObject({ isError: true });
    expect(await call("adoptAnimal", { animalId: 1, adopter: "Eve", address: "Bern" })).toMatchObject({
      isError: true,
      text: expect.stringContaining("address is unknown") as string,
    });
    expect(sent()).toEqual([]);
  });

  it("calls a wrapped tool, which calls what it wraps or does not", async () => {
    await client.listTools();
    const result = await client.callTool({ name: "getAnimal", arguments: { animalId: 1 } });
    expect(result).toEqual({
      content: [{ type: "text", text: '{"id":1,"name":"Rex","species":"dog"}' }],
      structuredContent: { id: 1, name: "Rex", species: "dog" },
    });
    expect(await call("deleteAnimal", { animalId: 1 })).toEqual({
      isError: true,
      text: "Animals below 100 have been here for ever and stay.",
    });
    expect(await call("deleteAnimal", { animalId: 100 })).toEqual({
      isError: undefined,
      text: "204 No Content",
    });
    expect(sent()).toEqual(["GET /v2/animals/1", "DELETE /v2/animals/100"]);
  });

  it("calls a replaced tool with its own arguments", async () => {
    await call("adoptAnimal", { animalId: 1, adopter: "Eve, Bern" });
    expect(upstream.requests).toMatchObject([
      { url: "/v2/animals/1/adoption", body: '{"adopter":"Eve","address":"Bern"}' },
    ]);
  });

  it("calls overrides in a batch, and no tools of its own", async () => {
    const calls = [
      { tool: "deleteAnimal", arguments: { animalId: 1 } },
      { tool: "compareAnimals", arguments: { first: 1, second: 2 } },
    ];
    const { text } = await call("batch_call", { calls });
    expect(text).toContain("Animals below 100 have been here for ever and stay.");
    expect(text).toContain("Unknown tool: compareAnimals");
    expect(sent()).toEqual([]);
  });

  it("changes an answer in a hook", async () => {
    expect((await call("listAnimals", {})).text).toContain('"NAME":"REX"');
  });

  it("gives what a hook throws as the call's error, and sends nothing", async () => {
    expect(await call("getAnimal", { animalId: 13 })).toEqual({
      isError: true,
      text: "getAnimal failed: beforeRequest of src/extensions: nobody asks for 13",
    });
    expect(sent()).toEqual([]);
  });

  it("reads resources of its own, though it has no generated ones", async () => {
    expect((await client.listResources()).resources).toEqual([
      {
        uri: "shelter://rules",
        name: "rules",
        description: "The rules of the house.",
        mimeType: "text/plain",
      },
    ]);
    expect((await client.listResourceTemplates()).resourceTemplates).toMatchObject([
      { uriTemplate: "shelter://animals/{animalId}" },
    ]);
    expect((await client.readResource({ uri: "shelter://rules" })).contents).toEqual([
      { uri: "shelter://rules", mimeType: "text/plain", text: "No dogs upstairs." },
    ]);
    const { contents } = await client.readResource({ uri: "shelter://animals/2" });
    expect(contents).toMatchObject([{ uri: "shelter://animals/2", text: JSON.stringify(animals.get("2")) }]);
    await expect(client.readResource({ uri: "shelter://animals/7" })).rejects.toMatchObject({ code: -32002 });
    await expect(client.readResource({ uri: "shelter://animals/x" })).rejects.toMatchObject({ code: -32602 });
  });

  it("lists, gets and completes prompts", async () => {
    expect((await client.listPrompts()).prompts).toEqual([
      {
        name: "letter",
        description: "A letter to somebody who wants an animal.",
        arguments: [
          { name: "animalId", description: "The animal's number.", required: true },
          { name: "tone", required: false },
        ],
      },
      { name: "first", description: "The first steps." },
    ]);
    const letter = await client.getPrompt({ name: "letter", arguments: { animalId: "1", tone: "firm" } });
    expect(letter).toEqual({
      messages: [{ role: "user", content: { type: "text", text: "Write a firm letter about Rex." } }],
    });
    expect(upstream.requests[0]?.headers).toMatchObject({ "x-key": "k-123456", "x-tool": "letter" });
    expect(await client.getPrompt({ name: "first" })).toMatchObject({
      description: "How to begin",
      messages: [{ role: "user" }, { role: "assistant", content: { text: "I ask listAnimals." } }],
    });
    const ref = { type: "ref/prompt" as const, name: "letter" };
    const { completion } = await client.complete({ ref, argument: { name: "tone", value: "f" } });
    expect(completion.values).toEqual(["friendly", "formal", "firm"]);
  });

  it.each([
    [{ name: "leter" }, -32602, "Unknown prompt: leter; did you mean letter?"],
    [{ name: "letter" }, -32602, "animalId is required"],
    [{ name: "letter", arguments: { animalId: "1", tones: "x" } }, -32602, "tones is unknown"],
    [{ name: "letter", arguments: { animalId: "7" } }, -32603, "404 Not Found"],
    [{ name: "letter", arguments: { animalId: "13" } }, -32603, "nobody asks for 13"],
  ])("refuses the prompt %j", async (params, code, message) => {
    await expect(client.getPrompt(params)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });
});

describe("on the command line", () => {
  const run = async (
    ...args: string[]
  ): Promise<{ code: number | null; lines: string[]; stderr: string }> => {
    const program = new Program(entry, { args, env: environment() });
    const code = await program.exited;
    return { code, lines: program.lines, stderr: program.stderr };
  };

  it("lists everything", async () => {
    const { lines } = await run("--list");
    expect(lines.map((line) => line.split(" ", 1)[0])).toEqual([
      ...["listAnimals", "getAnimal", "deleteAnimal", "adoptAnimal", "batch_call", "compareAnimals"],
      ...["shelter://rules", "shelter://animals/{animalId}"],
      ...["letter", "first"],
    ]);
  });

  it("leaves src/extensions out where that is asked for", async () => {
    const { lines } = await run("--list", "--without-extensions");
    expect(lines.map((line) => line.split(" ", 1)[0])).toEqual([
      "listAnimals",
      "getAnimal",
      "deleteAnimal",
      "adoptAnimal",
      "batch_call",
    ]);
    await run("--without-extensions", "--call", "getAnimal", '{"animalId": 13}');
    expect(upstream.requests).toMatchObject([{ url: "/v1/animals/13" }]);
  });
});

it("runs the example of the README", async () => {
  const built = await buildCase("petstore", readmeExample);
  upstream.answer = answerJson({ pets: [] });
  const env = { PETSTORE_BASE_URL: upstream.url, PETSTORE_API_KEY: "k-123456" };
  const client = new Client({ name: "test", version: "1" });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [built.entry], env, stderr: "ignore" }),
  );
  const { tools } = await client.listTools();
  expect(tools[0]).toMatchObject({
    name: "listPets",
    description: expect.stringMatching(/One call is enough: keep the answer\.$/) as string,
  });
  expect(tools.at(-1)?.name).toBe("timeApi");
  expect(await client.callTool({ name: "timeApi" })).toMatchObject({
    content: [{ text: expect.stringMatching(/^The API answered in \d+ ms\.$/) as string }],
  });
  await client.callTool({ name: "listPets", arguments: {} });
  expect(upstream.requests.map(({ headers }) => headers["x-called-by"])).toEqual(["timeApi", "listPets"]);
  expect((await client.readResource({ uri: "docs://house-rules" })).contents).toMatchObject([
    { text: "- Ask before you delete something." },
  ]);
  expect((await client.getPrompt({ name: "report", arguments: { topic: "pets" } })).messages).toMatchObject([
    { content: { text: "Write a short report on pets. Use the tools of this server." } },
  ]);
  await client.close();
});
