// The cache from end to end: clients of MCP, the bundled example over HTTP, a recording upstream.
import { expect, it } from "vitest";
import { answerJson, type Answer } from "../support.js";
import { harness } from "../http/server.js";

const { start, connect, upstream } = harness();

/** Tells each user who asks, and lets that be kept. */
const whoAsks: Answer = ({ headers }, response) => {
  if (headers["if-none-match"] !== undefined) return void response.writeHead(304).end();
  response.setHeader("cache-control", "max-age=60");
  answerJson({ id: String(headers["x-api-key"]).split("-")[0] })(
    { method: "", url: "", headers, body: "" },
    response,
  );
};

const call = { name: "getPet", arguments: { petId: "p1" } };
const fromCache = { fromCache: true, ageSeconds: 0 };

it("each user gets the answer made for them, and a second time from the cache", async () => {
  upstream().answer = whoAsks;
  const server = await start({ env: { PETSTORE_LOG: "all" } });
  const users = await Promise.all([
    connect(server),
    connect(server, { "x-user-key": "ann-key" }),
    connect(server, { "x-user-key": "bob-key" }),
  ]);
  for (const _meta of [undefined, fromCache]) {
    const results = await Promise.all(users.map((user) => user.callTool(call)));
    const ids = results.map(({ structuredContent }) => structuredContent);
    expect(ids).toEqual([{ id: "server" }, { id: "ann" }, { id: "bob" }]);
    expect(results.map((result) => result._meta)).toEqual([_meta, _meta, _meta]);
  }
  expect(
    upstream()
      .requests.map(({ headers }) => headers["x-api-key"])
      .sort(),
  ).toEqual(["ann-key", "bob-key", "server-key"]);
  const line = await server.program.said(/(\{[^\n]*"cache":"hit"[^\n]*\})/);
  expect(JSON.parse(line)).toMatchObject({ tool: "getPet", status: 200, cache: "hit", attempts: 0 });
});

it("a resource says where its contents are from, too", async () => {
  upstream().answer = whoAsks;
  const client = await connect(await start());
  const first = await client.readResource({ uri: "petstore://pets" });
  expect(first.contents[0]?._meta).toBeUndefined();
  const second = await client.readResource({ uri: "petstore://pets" });
  expect(second.contents[0]?._meta).toEqual(fromCache);
  expect(upstream().requests).toHaveLength(1);
});

it("PETSTORE_CACHE switches it off", async () => {
  upstream().answer = whoAsks;
  const client = await connect(await start({ env: { PETSTORE_CACHE: "off" } }));
  for (let count = 0; count < 2; count += 1) expect((await client.callTool(call))._meta).toBeUndefined();
  expect(upstream().requests).toHaveLength(2);
});
