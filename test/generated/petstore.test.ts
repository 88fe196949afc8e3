// The generated petstore server as its user runs it: built with its own script, driven by a real MCP client, against a
// recording API. What the runtime does in detail: test/runtime. What each tool sends: snapshots/*/…/requests.json.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Program } from "../runtime/program.js";
import { answerJson, neverAnswer, startUpstream, type Upstream } from "../runtime/support.js";
import { buildCase } from "./build.js";

let entry: string;
let project: string;
let upstream: Upstream;
beforeAll(async () => {
  ({ project, entry } = await buildCase("petstore"));
  upstream = await startUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
  upstream.answer = answerJson({ id: 7, name: "Rex" });
});

const key = { PETSTORE_API_KEY: "secret-key" };
const environment = (): Record<string, string> => ({ ...key, PETSTORE_BASE_URL: `${upstream.url}/api/` });

async function connect(env: Record<string, string>): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [entry], env, stderr: "ignore" }),
  );
  return client;
}

function textOf(result: Awaited<ReturnType<Client["callTool"]>>): string {
  return (result.content as { text?: string }[]).map(({ text }) => text ?? "").join("\n");
}

describe("with a client", () => {
  let client: Client;
  beforeAll(async () => {
    const files = join(project, "photos");
    mkdirSync(files);
    writeFileSync(join(files, "rex.png"), "the photo of Rex");
    client = await connect({ ...environment(), PETSTORE_FILES: files });
  });
  afterAll(() => client.close());

  it("introduces itself and lists its tools as the snapshot has them", async () => {
    expect(client.getServerVersion()).toMatchObject({
      name: "petstore",
      title: "Petstore",
      version: "1.0.0",
    });
    const snapshot: unknown = JSON.parse(
      readFileSync(join(project, "test/generated/tools-list.json"), "utf8"),
    );
    expect((await client.listTools()).tools).toEqual(snapshot);
  });

  it("calls with path, query, header and body in their places, below BASE_URL", async () => {
    const args = { ownerId: "o/1", "dry-run": true, "Idempotency-Key": "k-1", name: "Rex", tag: null };
    const result = await client.callTool({ name: "createPet", arguments: args });
    expect(result).toEqual({
      content: [{ type: "text", text: '{"id":7,"name":"Rex"}' }],
      structuredContent: { id: 7, name: "Rex" },
    });
    expect(upstream.requests).toEqual([
      {
        method: "POST",
        url: "/api/owners/o%2F1/pets?dry-run=true",
        headers: expect.objectContaining({
          "x-api-key": "secret-key",
          "idempotency-key": "k-1",
          "content-type": "application/json",
        }) as unknown,
        body: '{"name":"Rex","tag":null}',
      },
    ]);
  });

  it("joins a list and spreads an object as the document says", async () => {
    await client.callTool({ name: "listPets", arguments: { status: ["adopted", "in care"], limit: 5 } });
    await client.callTool({ name: "searchOwners", arguments: { filter: { city: "Bern & Co" } } });
    expect(upstream.requests.map(({ url }) => url)).toEqual([
      "/api/pets?status=adopted,in%20care&limit=5",
      "/api/owners?filter%5Bcity%5D=Bern%20%26%20Co",
    ]);
  });

  it("sends no credential where none is asked for", async () => {
    await client.callTool({ name: "getPet", arguments: { petId: 7 } });
    expect(upstream.requests[0]?.url).toBe("/api/pets/7");
    expect(upstream.requests[0]?.headers).not.toHaveProperty("x-api-key");
    expect(upstream.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  it("uploads a file, and gives a picture back as one", async () => {
    const png = Buffer.from("89504e470d0a1a0a", "hex");
    await client.callTool({
      name: "uploadPetPhoto",
      arguments: { petId: 7, photo: png.toString("base64"), caption: "Rex" },
    });
    expect(upstream.requests[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(upstream.requests[0]?.body).toContain("Content-Type: image/png\r\n\r\n");
    expect(upstream.requests[0]?.body).toContain('name="caption"\r\n\r\nRex\r\n');
    upstream.answer = (_, response) => response.writeHead(200, { "content-type": "image/png" }).end(png);
    expect(await client.callTool({ name: "getPetPhoto", arguments: { petId: 7 } })).toEqual({
      content: [{ type: "image", mimeType: "image/png", data: png.toString("base64") }],
    });
  });

  it("uploads a file of the allowed folder under its name, and none from elsewhere", async () => {
    const upload = (photo: string): ReturnType<Client["callTool"]> =>
      client.callTool({ name: "uploadPetPhoto", arguments: { petId: 7, photo } });
    await upload("file:rex.png");
    expect(upstream.requests[0]?.body).toContain(
      'name="photo"; filename="rex.png"\r\nContent-Type: image/png\r\n\r\nthe photo of Rex\r\n',
    );
    const refused = await upload("file:../package.json");
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toBe(
      'body field "photo" names "../package.json", which is not below the folder of files.',
    );
    expect(upstream.requests).toHaveLength(1);
  });

  it("says what an answer without a body means", async () => {
    upstream.answer = (_, response) => response.writeHead(204).end();
    const result = await client.callTool({ name: "deletePet", arguments: { petId: 7 } });
    expect(result).toEqual({ content: [{ type: "text", text: "204 No Content" }] });
  });

  it("gives an error of the API to the model, with status and body", async () => {
    upstream.answer = answerJson({ message: "no such pet" }, 404);
    const result = await client.callTool({ name: "getPet", arguments: { petId: 8 } });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe(
      'GET /pets/{petId} failed: 404 Not Found\nmessage: no such pet\nretry: no\n\n{"message":"no such pet"}',
    );
    expect(result.structuredContent).toBeUndefined();
  });

  it.each([
    [{}, /petId is required/],
    [{ petId: "seven" }, /petId must be integer/],
    [{ petId: 7, petid: 7 }, /petid is unknown; did you mean petId\?/],
  ])("sends nothing for the arguments %j", async (args, message) => {
    const result = await client.callTool({ name: "getPet", arguments: args });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatch(message);
    expect(upstream.requests).toEqual([]);
  });

  it("aborts its request when the call is cancelled, and goes on", async () => {
    const { answer, asked, gone } = neverAnswer();
    upstream.answer = answer;
    const controller = new AbortController();
    const call = client.callTool({ name: "getPet", arguments: { petId: 7 } }, undefined, {
      signal: controller.signal,
    });
    const failure = expect(call).rejects.toThrow();
    await asked;
    controller.abort();
    await failure;
    await gone;
    upstream.answer = answerJson({ id: 7, name: "Rex" });
    expect((await client.callTool({ name: "getPet", arguments: { petId: 7 } })).isError).toBeUndefined();
  });
});

it("names the variables of a missing credential and sends nothing", async () => {
  const client = await connect({ PETSTORE_BASE_URL: upstream.url });
  try {
    const one = await client.callTool({ name: "deletePet", arguments: { petId: 7 } });
    expect(one.isError).toBe(true);
    expect(textOf(one)).toBe("DELETE /pets/{petId} needs a credential: set PETSTORE_API_KEY");
    expect(textOf(await client.callTool({ name: "searchOwners", arguments: {} }))).toMatch(
      /set PETSTORE_API_KEY, or PETSTORE_LOGIN_USERNAME/,
    );
    expect(upstream.requests).toEqual([]);
    await client.callTool({ name: "listPets", arguments: {} });
    expect(upstream.requests).toHaveLength(1);
  } finally {
    await client.close();
  }
});

describe("as a process", () => {
  it("writes nothing but JSON-RPC to stdout, and ends with 0 at the end of stdin", async () => {
    const program = new Program(entry, { env: environment() });
    await program.initialize();
    await program.request(2, "tools/list", {});
    await program.call(3, "getPet", { petId: 7 });
    program.child.stdin.end();
    expect(await program.exited).toBe(0);
    expect(program.lines).toHaveLength(3);
    for (const line of program.lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
    expect(program.stderr).toBe("");
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "ends with 0 on %s, and aborts what it waits for",
    async (signal) => {
      const { answer, asked, gone } = neverAnswer();
      upstream.answer = answer;
      const program = new Program(entry, { env: environment() });
      await program.initialize();
      const call = program.call(2, "getPet", { petId: 7 });
      await asked;
      program.child.kill(signal);
      await gone;
      expect((await call).result?.isError).toBe(true);
      expect(await program.exited).toBe(0);
    },
  );

  it("--list prints the tools", async () => {
    const program = new Program(entry, { args: ["--list"] });
    expect(await program.exited).toBe(0);
    expect(program.lines).toHaveLength(8);
    expect(program.lines[0]).toBe("listPets        List pets");
  });

  it("--call calls one", async () => {
    const good = new Program(entry, { args: ["--call", "getPet", '{"petId":7}'], env: environment() });
    expect(await good.exited).toBe(0);
    expect(good.lines).toEqual(['{"id":7,"name":"Rex"}']);
    const wrong = new Program(entry, { args: ["--call", "getPet"], env: environment() });
    expect(await wrong.exited).toBe(1);
    expect(wrong.lines.join("\n")).toMatch(/petId is required/);
    expect(upstream.requests).toHaveLength(1);
  });
});
