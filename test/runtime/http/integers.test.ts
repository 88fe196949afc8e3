// Integers beyond 2^53 from a client to the API and back, as the bytes of both transports have them.
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundleExample, Program, type Bundle } from "../program.js";
import type { Answer } from "../support.js";
import { harness, initialize, send } from "./server.js";

const big = "12345678901234567890";
const { start, upstream } = harness();
let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleExample();
});
afterAll(() => bundle.remove());

const call = (name: string, args: string): string =>
  `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"${name}","arguments":${args}}}`;

const answerBig: Answer = (_, response) => {
  response.setHeader("content-type", "application/json");
  response.end(`{"id":"p1","chip":${big},"weights":[1.5,-${big}]}`);
};

/** Both transports as what turns a message into the bytes of its answer. */
async function overHttp(): Promise<(message: string) => Promise<string>> {
  const server = await start();
  return async (message) => (await send(server, message)).body;
}

async function overStdio(): Promise<(message: string) => Promise<string>> {
  const env = { PETSTORE_BASE_URL: `${upstream().url}/v1`, PETSTORE_API_KEY: "k" };
  const { child } = new Program(bundle.file("index"), { env });
  const ask = async (message: string): Promise<string> => {
    child.stdin.write(`${message}\n`);
    const [answer] = (await once(child.stdout, "data")) as [Buffer];
    return answer.toString();
  };
  await ask(JSON.stringify(initialize));
  return async (message) => {
    const answer = await ask(message);
    child.kill("SIGKILL");
    return answer;
  };
}

it.each([
  ["HTTP", overHttp],
  ["stdio", overStdio],
])("over %s an argument keeps its digits in path and body", async (_, open) => {
  const ask = await open();
  const answer = await ask(call("createPet", `{"ownerId":${big},"name":"Rex"}`));
  expect(answer).not.toContain("isError");
  expect(upstream().requests[0]?.url).toBe(`/v1/owners/${big}/pets`);
});

it.each([
  ["HTTP", overHttp],
  ["stdio", overStdio],
])("over %s an answer keeps its digits in text and structured content", async (_, open) => {
  upstream().answer = answerBig;
  const answer = await (await open())(call("getPet", '{"petId":"p1"}'));
  expect(answer).toContain(`"text":"{\\"id\\":\\"p1\\",\\"chip\\":${big}`);
  expect(answer).toContain(`"structuredContent":{"id":"p1","chip":${big},"weights":[1.5,-${big}]}`);
});

it("a schema still refuses such a number where it wants a text", async () => {
  const ask = await overHttp();
  const answer = await ask(call("createPet", `{"ownerId":"${big}","name":${big}}`));
  expect(answer).toContain("ownerId must be integer");
  expect(answer).toContain("name must be string");
  expect(upstream().requests).toEqual([]);
});
