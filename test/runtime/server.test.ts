// A server over stdio from end to end: a real MCP client, the bundled example, a recording upstream.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bundleExample, Program, type Bundle } from "./program.js";
import { answerJson, neverAnswer, startUpstream, type Upstream } from "./support.js";

let bundle: Bundle;
let upstream: Upstream;
let environment: Record<string, string>;
beforeAll(async () => {
  bundle = await bundleExample();
});
afterAll(() => bundle.remove());
beforeEach(async () => {
  upstream = await startUpstream(answerJson({ id: "p1" }));
  environment = { PETSTORE_BASE_URL: `${upstream.url}/v1`, PETSTORE_API_KEY: "k" };
});
afterEach(() => upstream.close());

describe("with an MCP client", () => {
  let client: Client;
  afterEach(() => client.close());

  async function connect(env: Record<string, string> = environment): Promise<Client> {
    client = new Client({ name: "test", version: "1" });
    const args = [bundle.file("index")];
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args, env, stderr: "ignore" }),
    );
    return client;
  }

  const textOf = (result: Awaited<ReturnType<Client["callTool"]>>): unknown =>
    (result.content as { text?: string }[]).map((block) => block.text).join("\n");

  it("lists its tools in their order, without their code", async () => {
    const { tools } = await (await connect()).listTools();
    expect(tools.map((tool) => tool.name)).toEqual(["createPet", "getPet", "getHealth", "chatty", "broken"]);
    expect(tools[0]).toEqual({
      name: "createPet",
      title: "Register a pet for an owner",
      description: "Creates the pet and returns it with its id.",
      inputSchema: expect.objectContaining({ type: "object", required: ["ownerId", "name"] }) as unknown,
      annotations: {
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: false,
        openWorldHint: true,
      },
    });
    expect(client.getServerVersion()).toEqual({ name: "petstore", title: "Petstore", version: "1.0.0" });
  });

  it("calls the API", async () => {
    const args = { ownerId: 7, dryRun: true, name: "Rex", tag: "dog" };
    const result = await (await connect()).callTool({ name: "createPet", arguments: args });
    expect(result).toEqual({ content: [{ type: "text", text: '{"id":"p1"}' }] });
    expect(upstream.requests).toHaveLength(1);
    expect(upstream.requests[0]).toMatchObject({
      method: "POST",
      url: "/v1/owners/7/pets?dry-run=true",
      headers: { "x-api-key": "k", "content-type": "application/json", "user-agent": "petstore" },
      body: '{"name":"Rex","tag":"dog"}',
    });
  });

  it("gives structured content that the client accepts, and an error where it would not", async () => {
    await connect();
    // Only with the list does the client know the output schemas that it checks.
    await client.listTools();
    const good = await client.callTool({ name: "getPet", arguments: { petId: "p/1" } });
    expect(good.structuredContent).toEqual({ id: "p1" });
    expect(upstream.requests[0]?.url).toBe("/v1/pets/p%2F1");
    upstream.answer = answerJson({ name: "Rex" });
    const bad = await client.callTool({ name: "getPet", arguments: { petId: "p1" } });
    expect(bad.isError).toBe(true);
    expect(textOf(bad)).toMatch(/- id is required\n[^]*\{"name":"Rex"\}$/);
  });

  it("sends nothing for wrong arguments", async () => {
    const args = { ownerId: "seven", nam: "Rex" };
    const result = await (await connect()).callTool({ name: "createPet", arguments: args });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe(
      "Wrong arguments for createPet:\n- name is required\n- nam is unknown; did you mean name?\n" +
        '- ownerId must be integer, got "seven"',
    );
    expect(upstream.requests).toEqual([]);
  });

  it("names the variables of a credential that is missing, and needs none for an open operation", async () => {
    await connect({ PETSTORE_BASE_URL: upstream.url });
    const result = await client.callTool({ name: "getPet", arguments: { petId: "p1" } });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe(
      "GET /pets/{petId} needs a credential: set PETSTORE_API_KEY, or PETSTORE_PETSTORE_AUTH_TOKEN",
    );
    expect(upstream.requests).toEqual([]);
    await client.callTool({ name: "getHealth" });
    expect(upstream.requests[0]?.headers).not.toHaveProperty("x-api-key");
  });

  it("lists without a base URL, and a call names its variable", async () => {
    await connect({ PETSTORE_API_KEY: "k" });
    expect((await client.listTools()).tools).toHaveLength(5);
    const result = await client.callTool({ name: "getHealth" });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain("set PETSTORE_BASE_URL");
  });

  it("aborts the upstream's request when a call is cancelled", async () => {
    const { answer, asked, gone } = neverAnswer();
    upstream.answer = answer;
    const controller = new AbortController();
    await connect();
    const call = client.callTool({ name: "getHealth" }, undefined, { signal: controller.signal });
    const failure = expect(call).rejects.toThrow();
    await asked;
    controller.abort();
    await failure;
    await gone;
    upstream.answer = answerJson("up");
    expect(textOf(await client.callTool({ name: "getHealth" }))).toBe('"up"');
  });

  it("survives a tool with a mistake in it", async () => {
    const result = await (await connect()).callTool({ name: "broken" });
    expect(result).toMatchObject({
      isError: true,
      content: [{ text: "broken failed: cannot read the mind" }],
    });
    expect((await client.callTool({ name: "getHealth" })).isError).toBeUndefined();
  });
});

describe("on the wire", () => {
  let program: Program;
  beforeEach(async () => {
    program = new Program(bundle.file("index"), { env: environment });
    await program.initialize();
  });
  afterEach(async () => {
    program.child.kill("SIGKILL");
    await program.exited;
  });

  it("stdout carries JSON-RPC only, whatever a tool prints", async () => {
    expect((await program.call(2, "chatty")).result?.content).toEqual([{ type: "text", text: "said" }]);
    for (const line of program.lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
    expect(program.lines).toHaveLength(2);
    for (const text of [
      "while the extensions are loaded",
      "console.log",
      "console.info",
      "process.stdout.write",
    ]) {
      expect(program.stderr).toContain(text);
    }
  });

  it.each<[string, unknown, number, RegExp]>([
    [
      "an unknown tool",
      { name: "getPett", arguments: {} },
      -32602,
      /Unknown tool: getPett; did you mean getPet\?/,
    ],
    ["a name from the prototype", { name: "__proto__" }, -32602, /Unknown tool: __proto__/],
    ["no name", { arguments: {} }, -32602, /name/],
    ["arguments that are no object", { name: "getHealth", arguments: [1] }, -32602, /arguments/],
  ])("%s is a protocol error", async (_, params, code, message) => {
    const { error } = await program.request(2, "tools/call", params);
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(message);
  });

  it("an argument named __proto__ is refused", async () => {
    const args: unknown = JSON.parse('{"__proto__": {"admin": true}}');
    const { result } = await program.call(2, "getHealth", args);
    expect(result).toMatchObject({ isError: true });
    expect(result?.content[0]?.text).toContain("__proto__ is unknown");
    expect(upstream.requests).toEqual([]);
  });

  it("a line that is not JSON is reported on stderr and does no harm", async () => {
    program.write("{ not JSON");
    expect((await program.call(2, "getHealth")).result?.isError).toBeUndefined();
    expect(program.stderr).toMatch(/^MCP: .*JSON/m);
  });

  it.each(["SIGTERM", "SIGINT"] as const)("%s ends it", async (signal) => {
    program.child.kill(signal);
    expect(await program.exited).toBe(0);
  });

  it("SIGTERM aborts a call, which still answers", async () => {
    const { answer, asked, gone } = neverAnswer();
    upstream.answer = answer;
    const call = program.call(2, "getHealth");
    await asked;
    program.child.kill("SIGTERM");
    expect(await program.exited).toBe(0);
    expect((await call).result).toEqual({
      content: [
        {
          type: "text",
          text: "The call was cancelled: the server is shutting down\nreason: cancelled\nretry: no",
        },
      ],
      isError: true,
    });
    await gone;
  });

  it("the end of stdin ends it", async () => {
    program.child.stdin.end();
    expect(await program.exited).toBe(0);
  });

  it("the end of stdin lets a call finish", async () => {
    let respond = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      upstream.answer = (_, response) => {
        respond = () => void response.end("late");
        resolve();
      };
    });
    const call = program.call(2, "getHealth");
    await asked;
    program.child.stdin.end();
    respond();
    expect((await call).result?.content[0]?.text).toBe("late");
    expect(await program.exited).toBe(0);
  });

  it("the end of stdin right after a request still answers it", async () => {
    const answers = [program.call(2, "getHealth"), program.request(3, "tools/list", {})];
    program.child.stdin.end();
    expect((await Promise.all(answers)).map((answer) => answer.id)).toEqual([2, 3]);
    expect(await program.exited).toBe(0);
  });

  it("SIGTERM does not wait for the rest after the end of stdin", async () => {
    const { answer, asked } = neverAnswer();
    upstream.answer = answer;
    void program.call(2, "getHealth");
    await asked;
    program.child.stdin.end();
    program.child.kill("SIGTERM");
    expect(await program.exited).toBe(0);
  });

  it("a client that no longer reads ends it without noise", async () => {
    program.child.stdout.destroy();
    program.write('{"jsonrpc":"2.0","id":2,"method":"ping"}');
    expect(await program.exited).toBe(0);
    expect(program.stderr).not.toMatch(/EPIPE|at /);
  });
});

describe("on the command line", () => {
  async function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const program = new Program(bundle.file("index"), { args, env: environment });
    const code = await program.exited;
    return { code, out: program.lines.join("\n"), err: program.stderr };
  }

  it("--list prints a line for each tool", async () => {
    const { code, out } = await run("--list");
    expect(code).toBe(0);
    expect(out.split("\n").slice(0, 3)).toEqual([
      "createPet  Register a pet for an owner",
      "getPet     Gives one pet.",
      "getHealth  Says whether the API is up.",
    ]);
  });

  it("--call prints the result of a tool", async () => {
    expect(await run("--call", "getPet", '{"petId":"p1"}')).toMatchObject({ code: 0, out: '{"id":"p1"}' });
    expect(await run("--call", "chatty")).toMatchObject({ code: 0, out: "said" });
    upstream.answer = (_, response) =>
      void response.writeHead(200, { "content-type": "image/png" }).end("12345");
    expect(await run("--call", "getHealth")).toMatchObject({ code: 0, out: "[image/png, 5 bytes]" });
  });

  it("--call fails with a result that is an error", async () => {
    upstream.answer = answerJson({ message: "in use" }, 409);
    const args = ["--call", "createPet", '{"ownerId":1,"name":"Rex"}'];
    expect(await run(...args)).toMatchObject({
      code: 1,
      out: 'POST /owners/{ownerId}/pets failed: 409 Conflict\nmessage: in use\nretry: no\n\n{"message":"in use"}',
    });
  });

  it("prints its version and help", async () => {
    expect(await run("--version")).toMatchObject({ code: 0, out: "1.0.0" });
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    expect(out).toContain(".env.example");
  });

  it.each([
    [["--lst"], /petstore: unknown option --lst\n/],
    [["--list", "x"], /petstore: --list takes nothing after it\n/],
    [["--call"], /petstore: --call needs the name of a tool\n/],
    [["--call", "getPet", "{petId"], /petstore: the arguments of --call are not JSON: /],
    [["--call", "getPet", "{", "petId}"], /petstore: --call takes the arguments as one JSON object/],
    [["--call", "getPt"], /petstore: Unknown tool: getPt; did you mean getPet\? \(--list prints the tools\)/],
  ])("%j is wrong usage", async (args, message) => {
    const { code, out, err } = await run(...args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(message);
  });

  it("refuses an own tool with the name of a generated one", async () => {
    const program = new Program(bundle.file("clash"));
    expect(await program.exited).toBe(1);
    expect(program.stderr).toBe(
      "petstore: src/extensions has a tool named createPet, and so has src/generated; rename yours, or put it in that one's place with replaceTool\n",
    );
  });
});
