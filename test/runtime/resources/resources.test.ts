// Resources from end to end: the official client, the bundled example, a recording upstream.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { harness, rpc, send } from "../http/server.js";
import { bundleExample, Program, type Bundle } from "../program.js";
import { answerJson, neverAnswer, startUpstream, type Answer, type Upstream } from "../support.js";

let bundle: Bundle;
let upstream: Upstream;
let env: Record<string, string>;
beforeAll(async () => {
  bundle = await bundleExample();
});
afterAll(() => bundle.remove());
beforeEach(async () => {
  upstream = await startUpstream(answerJson([{ id: 1 }]));
  env = { PETSTORE_BASE_URL: `${upstream.url}/v1`, PETSTORE_API_KEY: "secret-key" };
});
afterEach(() => upstream.close());

const answer =
  (status: number, type: string, body: string | Buffer): Answer =>
  (_, response) => {
    response.writeHead(status, type === "" ? {} : { "content-type": type });
    response.end(body);
  };

describe("over stdio", () => {
  let client: Client;
  beforeEach(async () => {
    client = new Client({ name: "test", version: "1" });
    const args = [bundle.file("index")];
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args, env, stderr: "ignore" }),
    );
  });
  afterEach(() => client.close());
  const read = (uri: string): Promise<unknown[]> =>
    client.readResource({ uri }).then(({ contents }) => contents);

  it("are listed, fixed ones and templates", async () => {
    const about = {
      name: "listPets",
      title: "Pets",
      description: "Lists the pets.",
      mimeType: "application/json",
      _meta: { tags: ["pets"] },
    };
    expect((await client.listResources()).resources).toEqual([{ uri: "petstore://pets", ...about }]);
    expect((await client.listResourceTemplates()).resourceTemplates).toEqual([
      { uriTemplate: "petstore://pets{?limit,tags*,status}", ...about },
      {
        uriTemplate: "petstore://pets/{petId}/photo",
        name: "getPhoto",
        description: "The photo of a pet.",
        mimeType: "image/png",
      },
    ]);
    expect(client.getServerCapabilities()).toEqual({ tools: {}, resources: {}, completions: {} });
  });

  it("are read by their URI, and with variables", async () => {
    expect(await read("petstore://pets")).toEqual([
      { uri: "petstore://pets", mimeType: "application/json", text: '[{"id":1}]' },
    ]);
    await read("PetStore://pets");
    await read("petstore://pets?tags=new&limit=5&tags=old");
    expect(upstream.requests.map(({ url }) => url)).toEqual([
      "/v1/pets",
      "/v1/pets",
      "/v1/pets?limit=5&tags=new&tags=old",
    ]);
  });

  it.each<[what: string, Answer, contents: object]>([
    ["a blob", answer(200, "image/png", Buffer.from([1, 255])), { mimeType: "image/png", blob: "Af8=" }],
    ["bytes of no type", answer(200, "", Buffer.from([0, 255])), { mimeType: "application/octet-stream", blob: "AP8=" }],
    ["text of the declared type", answer(200, "", "x"), { mimeType: "image/png", text: "x" }],
    ["text in its charset", answer(200, "text/plain; charset=latin1", Buffer.from([0xe9])), { mimeType: "text/plain", text: "é" }],
    ["an empty file", answer(200, "text/csv", ""), { mimeType: "text/csv", text: "" }],
    ["no content", answer(204, "", ""), { mimeType: "text/plain", text: "204 No Content" }],
    ["a note instead of a huge blob", answer(200, "image/png", Buffer.alloc(1_000_001)), { mimeType: "text/plain", text: "image/png, 1,000,001 bytes, was left out: at most 1,000,000 bytes are passed on." }],
  ])("give %s", async (_, given, contents) => {
    upstream.answer = given;
    const uri = "petstore://pets/7/photo";
    expect(await read(uri)).toEqual([{ uri, ...contents }]);
  }); // prettier-ignore

  it("a long JSON is cut with a note", async () => {
    upstream.answer = answerJson(Array.from({ length: 50_000 }, (_, id) => ({ id, name: "x".repeat(20) })));
    const [first, note] = (await read("petstore://pets")) as { mimeType: string; text: string }[];
    expect(first?.mimeType).toBe("application/json");
    expect(JSON.parse(first?.text ?? "")).toBeInstanceOf(Array);
    expect(note).toMatchObject({ mimeType: "text/plain", text: expect.stringMatching(/cut.*limit/) as unknown });
  }); // prettier-ignore

  it.each([
    ["petstore://pet", /Unknown resource/],
    ["petstore://pets/", /Unknown resource/],
    ["petstore://pets/7/photo?x=1", /Unknown resource/],
    ["petstore://pets/7/photo/..", /Unknown resource/],
    ["petstore://pets#x", /Unknown resource/],
    ["", /Unknown resource/],
    [`petstore://pets?status=${"x".repeat(200_000)}`, /Unknown resource: petstore:\/\/pets\?status=x{170,200}$/],
  ])("%.40s is not found", async (uri, message) => {
    const failure = read(uri);
    await expect(failure).rejects.toMatchObject({ code: -32002, data: { uri } });
    await expect(failure).rejects.toThrow(message);
    expect(upstream.requests).toEqual([]);
  }); // prettier-ignore

  it.each([
    ["petstore://pets/seven/photo", /petId must be integer, got "seven"/],
    ["petstore://pets/%ff/photo", /petId must be percent-encoded UTF-8/],
    ["petstore://pets?limit=101", /limit must be <= 100, got 101/],
    ["petstore://pets?limit=1&limit=2", /limit must be integer/],
    ["petstore://pets?lim=1", /lim is unknown; did you mean limit\?/],
    ["petstore://pets?status=gone", /status must be one of "sold", "unsold", "available"/],
    ["petstore://pets?__proto__=1", /__proto__ is unknown/],
    ["petstore://pets?constructor=1", /constructor is unknown/],
  ])("%s has a wrong variable", async (uri, message) => {
    const failure = read(uri);
    await expect(failure).rejects.toMatchObject({ code: -32602 });
    await expect(failure).rejects.toThrow(message);
    expect(upstream.requests).toEqual([]);
  });

  it("answers of the API that are errors are errors", async () => {
    const uri = "petstore://pets/7/photo";
    upstream.answer = answerJson({ message: "no such pet" }, 404);
    await expect(read(uri)).rejects.toMatchObject({ code: -32002, data: { uri } });
    await expect(read(uri)).rejects.toThrow(
      'GET /pets/{petId}/photo failed: 404 Not Found\nmessage: no such pet\nretry: no\n\n{"message":"no such pet"}',
    );
    upstream.answer = answerJson({ message: "broken" }, 500);
    await expect(read(uri)).rejects.toMatchObject({ code: -32603 });
    await expect(read(uri)).rejects.toThrow(
      /500 Internal Server Error, after 3 attempts\nmessage: broken\nretry: yes\n\n\{"message":"broken"\}/,
    );
    upstream.answer = (_, response) => void response.socket?.destroy();
    const failure = read(uri).catch((error: unknown) => String(error));
    expect(await failure).toMatch(/-32603/);
    expect(await failure).not.toContain("secret-key");
  });

  it.each<[variable: string, typed: string, values: string[]]>([
    ["status", "", ["sold", "unsold", "available"]],
    ["status", "so", ["sold", "unsold"]],
    ["status", "SO", ["sold", "unsold"]],
    ["status", "x", []],
    ["tags", "new", ["new", "renewed"]],
    ["limit", "1", []],
    ["nothing", "", []],
    ["constructor", "", []],
  ])("complete %s, of which %j was typed", async (name, value, values) => {
    const ref = { type: "ref/resource" as const, uri: "petstore://pets{?limit,tags*,status}" };
    const { completion } = await client.complete({ ref, argument: { name, value } });
    expect(completion).toEqual({ values, total: values.length, hasMore: false });
  });

  it("complete nothing of templates that there are not", async () => {
    const argument = { name: "x", value: "" };
    await expect(
      client.complete({ ref: { type: "ref/resource", uri: "petstore://x" }, argument }),
    ).rejects.toMatchObject({ code: -32602 });
    await expect(client.complete({ ref: { type: "ref/prompt", name: "x" }, argument })).rejects.toMatchObject(
      {
        code: -32602,
      },
    );
  });

  it("a read that is cancelled lets go of the API", async () => {
    const { answer: never, asked, gone } = neverAnswer();
    upstream.answer = never;
    const controller = new AbortController();
    const reading = client.readResource({ uri: "petstore://pets" }, { signal: controller.signal });
    const failure = expect(reading).rejects.toThrow();
    await asked;
    controller.abort();
    await failure;
    await gone;
  });
});

describe("on the wire", () => {
  it.each([
    ["resources/read", {}],
    ["resources/read", { uri: 7 }],
    ["completion/complete", { ref: { type: "ref/resource" } }],
  ])("parameters of %s that are wrong are the client's mistake: %j", async (method, params) => {
    const program = new Program(bundle.file("index"), { env });
    await program.initialize();
    expect((await program.request(2, method, params)).error?.code).toBe(-32602);
    program.child.kill("SIGKILL");
    await program.exited;
  });

  it("SIGTERM aborts a read, which still answers", async () => {
    const { answer: never, asked } = neverAnswer();
    upstream.answer = never;
    const program = new Program(bundle.file("index"), { env });
    await program.initialize();
    const reading = program.request(2, "resources/read", { uri: "petstore://pets" });
    await asked;
    program.child.kill("SIGTERM");
    expect(await program.exited).toBe(0);
    expect((await reading).error).toMatchObject({
      code: -32603,
      message: "The call was cancelled: the server is shutting down\nreason: cancelled\nretry: no",
    });
  });

  it("the command line lists and reads", async () => {
    const run = async (...args: string[]): Promise<string> => {
      const program = new Program(bundle.file("index"), { args, env });
      return `${await program.exited} ${program.lines.join("\n")}${program.stderr.replace(/^said.*\n/gm, "")}`;
    };
    expect(await run("--list")).toContain("petstore://pets{?limit,tags*,status}  Pets\n");
    expect(await run("--read", "petstore://pets?limit=1")).toMatch(/^0 \[\{"id":1\}\]/);
    expect(await run("--read", "petstore://pet")).toMatch(
      /^1 .*Unknown resource: petstore:\/\/pet \(--list/s,
    );
    expect(await run("--read")).toMatch(/^2 .*--read needs the URI/s);
    expect(await run("--read", "a", "b")).toMatch(/^2 .*one URI/s);
  });
});

describe.each([
  ["stateless", []],
  ["with sessions", ["--stateful"]],
])("over HTTP, %s", (_, args) => {
  const http = harness();

  it("are listed, read and completed", async () => {
    const client = await http.connect(await http.start({ args }), { "X-User-Key": "user-key" });
    expect((await client.listResources()).resources).toHaveLength(1);
    expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(2);
    const { contents } = await client.readResource({ uri: "petstore://pets/7/photo" });
    expect(contents).toMatchObject([{ text: '{"id":"p1"}' }]);
    expect(http.upstream().requests[0]).toMatchObject({
      url: "/v1/pets/7/photo",
      headers: { "x-api-key": "user-key" },
    });
    const ref = { type: "ref/resource" as const, uri: "petstore://pets{?limit,tags*,status}" };
    const { completion } = await client.complete({ ref, argument: { name: "status", value: "a" } });
    expect(completion.values).toEqual(["available"]);
    await expect(client.readResource({ uri: "petstore://x" })).rejects.toMatchObject({ code: -32002 });
  });

  it("a client that leaves cancels its read", async () => {
    const server = await http.start({ args });
    const { answer: never, asked, gone } = neverAnswer();
    http.upstream().answer = never;
    const client = await http.connect(server);
    const controller = new AbortController();
    const reading = client.readResource({ uri: "petstore://pets" }, { signal: controller.signal });
    const failure = expect(reading).rejects.toThrow();
    await asked;
    controller.abort();
    if (args.length === 0) await client.close();
    await failure;
    await gone;
  });
});

describe("over HTTP, a server that ends", () => {
  const http = harness();

  it("lets a read finish", async () => {
    const server = await http.start();
    let finish = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      http.upstream().answer = (request, response) => {
        finish = () => answerJson({ id: "late" })(request, response);
        resolve();
      };
    });
    const reading = send(server, rpc("resources/read", { uri: "petstore://pets" }));
    await asked;
    server.program.child.kill("SIGTERM");
    await expect.poll(() => send(server, rpc("ping")).catch(() => "refused")).toBe("refused");
    finish();
    expect((await reading).body).toContain("late");
    expect(await server.program.exited).toBe(0);
    expect(server.program.stderr).not.toContain("petstore://");
  });
});
