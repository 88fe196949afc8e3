// Streamable HTTP from end to end: the official client, the bundled example, a recording upstream.
import { describe, expect, it } from "vitest";
import { answerJson, neverAnswer } from "../support.js";
import { harness, initialize, rawExchange, rpc, send, toolCall } from "./server.js";

const { start, connect, upstream } = harness();
const textOf = (result: object): unknown =>
  (result as { content: { text?: string }[] }).content.map(({ text }) => text).join("\n");

describe.each([
  ["stateless", []],
  ["with sessions", ["--stateful"]],
])("%s", (_, args) => {
  it("lists tools and calls the API", async () => {
    const client = await connect(await start({ args }));
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["createPet", "getPet", "getHealth", "chatty", "broken"]);
    const result = await client.callTool({ name: "getPet", arguments: { petId: "a/b" } });
    expect(result).toMatchObject({ structuredContent: { id: "p1" } });
    expect(upstream().requests[0]).toMatchObject({ method: "GET", url: "/v1/pets/a%2Fb" });
    expect(upstream().requests[0]?.headers["x-api-key"]).toBe("server-key");
  });

  it("answers errors of arguments, of the API and of tools as over stdio", async () => {
    const client = await connect(await start({ args }));
    const wrong = await client.callTool({ name: "getPet", arguments: { petId: 7 } });
    expect(textOf(wrong)).toContain("petId must be string");
    upstream().answer = answerJson({ problem: "gone" }, 404);
    expect(textOf(await client.callTool({ name: "getPet", arguments: { petId: "x" } }))).toContain("404");
    await expect(client.callTool({ name: "getPett" })).rejects.toThrow("did you mean getPet?");
    expect(await client.callTool({ name: "broken" })).toMatchObject({ isError: true });
  });

  it("two clients with equal ids get each their own answer", async () => {
    const server = await start({ args });
    upstream().answer = ({ url }, response) => {
      // The first is answered last.
      const id = url?.split("/").at(-1);
      setTimeout(
        () => answerJson({ id })({ method: "", url, headers: {}, body: "" }, response),
        id === "one" ? 200 : 20,
      );
    };
    const clients = await Promise.all([connect(server), connect(server)]);
    const calls = clients.map((client, index) =>
      client.callTool({ name: "getPet", arguments: { petId: index === 0 ? "one" : "two" } }),
    );
    expect((await Promise.all(calls)).map(textOf)).toEqual(['{"id":"one"}', '{"id":"two"}']);
  });

  it("200 calls at a time", async () => {
    const client = await connect(await start({ args }));
    upstream().answer = ({ url }, response) =>
      setTimeout(
        () =>
          answerJson({ id: url?.split("/").at(-1) })({ method: "", url, headers: {}, body: "" }, response),
        50,
      );
    const calls = Array.from({ length: 200 }, (__, index) =>
      client.callTool({ name: "getPet", arguments: { petId: `p${index}` } }),
    );
    const answers = (await Promise.all(calls)).map(textOf);
    expect(answers).toEqual(Array.from({ length: 200 }, (__, index) => `{"id":"p${index}"}`));
  });
});

describe("headers of the client", () => {
  it("go on to the API only where they are named, and before the server's own credential", async () => {
    const server = await start();
    const headers = {
      "X-User-Key": "user-key",
      "X-Trace": "t1",
      "X-Other": "o",
      Cookie: "c=1",
      Authorization: "Bearer inbound",
    };
    const client = await connect(server, headers);
    await client.callTool({ name: "getPet", arguments: { petId: "x" } });
    const [sent] = upstream().requests;
    expect(sent?.headers).toMatchObject({ "x-api-key": "user-key", "x-trace": "t1" });
    expect(JSON.stringify(sent?.headers)).not.toMatch(/inbound|server-key|x-other|cookie/);
  });

  it("are not left over for the next client", async () => {
    const server = await start({ args: ["--stateful"] });
    await (
      await connect(server, { "X-User-Key": "user-key" })
    ).callTool({ name: "getPet", arguments: { petId: "x" } });
    await (await connect(server)).callTool({ name: "getPet", arguments: { petId: "x" } });
    expect(upstream().requests.map(({ headers }) => headers["x-api-key"])).toEqual([
      "user-key",
      "server-key",
    ]);
  });
});

describe("a session", () => {
  const open = async (server: Awaited<ReturnType<typeof start>>): Promise<string> => {
    const { headers } = await send(server, initialize);
    return String(headers["mcp-session-id"]);
  };

  it("is needed after initialize, and ends when its client says so", async () => {
    const server = await start({ args: ["--stateful"] });
    const id = await open(server);
    const withSession = { "mcp-session-id": id };
    expect((await send(server, rpc("ping"))).status).toBe(400);
    expect((await send(server, rpc("ping"), { headers: { "mcp-session-id": "other" } })).status).toBe(404);
    expect((await send(server, rpc("ping"), { headers: withSession })).status).toBe(200);
    expect((await send(server, undefined, { method: "DELETE", headers: withSession })).status).toBe(200);
    expect((await send(server, rpc("ping"), { headers: withSession })).status).toBe(404);
  });

  it("is not kept when the server refuses to open it", async () => {
    const server = await start({ args: ["--stateful"] });
    const { status, headers } = await send(server, initialize, { headers: { accept: "text/html" } });
    expect(status).toBe(406);
    const session = { "mcp-session-id": String(headers["mcp-session-id"]) };
    expect((await send(server, rpc("ping"), { headers: session })).status).toBe(404);
  });

  it("cancels a call by a later message, and refuses an id that is in flight", async () => {
    const server = await start({ args: ["--stateful"] });
    const headers = { "mcp-session-id": await open(server) };
    const { answer, asked, gone } = neverAnswer();
    upstream().answer = answer;
    const call = send(server, toolCall("getHealth", {}, 5), { headers }).catch(() => "closed");
    await asked;
    const again = await send(server, toolCall("getHealth", {}, 5), { headers });
    expect([again.status, JSON.parse(again.body)]).toMatchObject([400, { error: { code: -32600 } }]);
    const cancelled = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 5 } };
    expect((await send(server, cancelled, { headers })).status).toBe(202);
    await gone;
    expect(await call).toBe("closed");
    expect((await send(server, rpc("ping", {}, 5), { headers })).status).toBe(200);
  });

  it("that ends during a call cancels it", async () => {
    const server = await start({ args: ["--stateful"] });
    const headers = { "mcp-session-id": await open(server) };
    const { answer, asked, gone } = neverAnswer();
    upstream().answer = answer;
    const call = send(server, toolCall("getHealth"), { headers }).catch(() => "closed");
    await asked;
    await send(server, undefined, { method: "DELETE", headers });
    await gone;
    expect(await call).toBe("closed");
  });
});

it.each([
  ["stateless", []],
  ["with sessions", ["--stateful"]],
])("a client that leaves cancels its call: %s", async (_, args) => {
  const server = await start({ args });
  const { headers } = await send(server, initialize);
  const session: Record<string, string> =
    args.length === 0 ? {} : { "mcp-session-id": String(headers["mcp-session-id"]) };
  const { answer, asked, gone } = neverAnswer();
  upstream().answer = answer;
  const controller = new AbortController();
  const call = fetch(server.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...session,
    },
    body: JSON.stringify(toolCall("getHealth")),
    signal: controller.signal,
  }).catch(() => undefined);
  await asked;
  controller.abort();
  await Promise.all([gone, call]);
});

describe("SIGTERM", () => {
  it("lets a call in flight finish, takes no other, and ends with 0", async () => {
    const server = await start();
    let finish = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      upstream().answer = (request, response) => {
        finish = () => answerJson({ id: "late" })(request, response);
        resolve();
      };
    });
    const call = send(server, toolCall("getPet", { petId: "x" }));
    await asked;
    server.program.child.kill("SIGTERM");
    await expect.poll(() => send(server, rpc("ping")).catch(() => "refused")).toBe("refused");
    finish();
    expect((await call).body).toContain("late");
    expect(await server.program.exited).toBe(0);
  });

  it("takes the rest of a message that has begun to arrive", async () => {
    const server = await start();
    const body = JSON.stringify(toolCall("getPet", { petId: "x" }));
    const head =
      "POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n" +
      `accept: application/json, text/event-stream\r\ncontent-length: ${body.length}\r\n\r\n`;
    const answer = rawExchange(server, head + body.slice(0, 20), (socket) => {
      server.program.child.kill("SIGTERM");
      setTimeout(() => socket.write(body.slice(20)), 300);
    });
    expect(await answer).toContain("p1");
    expect(await server.program.exited).toBe(0);
  });

  it("ends at once when nothing is in flight, whatever connections are open", async () => {
    const server = await start({ args: ["--stateful"] });
    // Holds a stream of events open.
    await connect(server);
    const began = performance.now();
    server.program.child.kill("SIGTERM");
    expect(await server.program.exited).toBe(0);
    expect(performance.now() - began).toBeLessThan(1500);
  });
});

describe("the log", () => {
  const lines = (stderr: string): unknown[] =>
    stderr
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as unknown);

  it("has a line of JSON for each request, without what was sent", async () => {
    const server = await start({ env: { PETSTORE_HTTP_TOKEN: "top-secret-token" } });
    const headers = { authorization: "Bearer top-secret-token" };
    await send(server, toolCall("getPet", { petId: "private-id" }), {
      headers,
      path: "/mcp?key=secret-query",
    });
    await send(server, toolCall("getPet"), {});
    await expect.poll(() => lines(server.program.stderr)).toHaveLength(2);
    expect(lines(server.program.stderr)).toMatchObject([
      { method: "POST", path: "/mcp", status: 200, rpc: "tools/call", tool: "getPet", client: "127.0.0.1" },
      { method: "POST", path: "/mcp", status: 401, refused: "A bearer token is needed" },
    ]);
    expect(server.program.stderr).not.toMatch(/secret|private/);
  });
});
