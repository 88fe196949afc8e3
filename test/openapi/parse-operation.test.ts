import { describe, expect, test } from "vitest";
import { only, openapi, parsed } from "./support.js";

function paths(paths: object, version = "3.1"): ReturnType<typeof parsed> {
  return parsed(openapi(version, { paths }));
}

test("every method is an operation, in document order", () => {
  const methods = ["trace", "get", "put", "post", "delete", "options", "head", "patch", "query"];
  const { api } = paths({ "/x": Object.fromEntries(methods.map((method) => [method, {}])) }, "3.2");
  expect(api.operations.map(({ method }) => method)).toEqual(methods.map((method) => method.toUpperCase()));
});

test("additional operations have the method as it is written", () => {
  const { api, messages } = paths(
    { "/x": { get: {}, additionalOperations: { LINK: {}, link: {}, GET: {}, PUT: {} } } },
    "3.2",
  );
  expect(api.operations.map(({ method }) => method)).toEqual(["GET", "LINK", "link", "PUT"]);
  expect(messages).toEqual([
    "operation-skipped: GET /x is skipped: its path has another operation of this method",
  ]);
});

test("what is no operation is left aside", () => {
  const { api, messages } = paths({
    "x-internal": { get: {} },
    "/x": { summary: "s", description: "d", "x-y": {}, servers: [], parameters: [] },
  });
  expect(api.operations).toEqual([]);
  expect(messages).toEqual([]);
});

test("a method in another case is no operation, and is said to be none", () => {
  const { api, messages } = paths({ "/x": { GET: {} } });
  expect(api.operations).toEqual([]);
  expect(messages).toEqual([
    expect.stringContaining("GET /x is skipped: its method is written in lower case: get"),
  ]);
});

describe("an operation that cannot be supported is skipped by name", () => {
  test.each([
    ["its path does not start with a slash", { x: { get: {} } }, "GET x"],
    ["its method cannot be sent", { "/x": { additionalOperations: { "A B": {} } } }, "A B /x"],
    ["its method cannot be sent", { "/x": { additionalOperations: { CONNECT: {} } } }, "CONNECT /x"],
    ["it is no object", { "/x": { get: null } }, "GET /x"],
    ["a parameter has no name", { "/x": { get: { parameters: [{ in: "query" }] } } }, "GET /x"],
    ["a parameter has no name", { "/x": { get: { parameters: [null] } } }, "GET /x"],
    [
      'the parameter "a" is in "constructor"',
      { "/x": { get: { parameters: [{ name: "a", in: "constructor" }] } } },
      "GET /x",
    ],
  ])("%s", (reason, wrong, operation) => {
    const { api, messages } = paths({ ...wrong, "/right": { get: {} } });
    expect(api.skipped).toMatchObject([{ reason }]);
    expect(messages).toEqual([`operation-skipped: ${operation} is skipped: ${reason}`]);
    expect(api.operations.map(({ path }) => path)).toEqual(["/right"]);
  });
});

test("texts are trimmed and empty ones absent", () => {
  const operation = only(
    paths({ "/x": { get: { operationId: " a ", summary: "", description: "\n", tags: ["t", 1, null] } } }),
  );
  expect(operation).toMatchObject({ operationId: "a", tags: ["t"] });
  expect(operation).not.toHaveProperty("summary");
  expect(operation).not.toHaveProperty("description");
});

describe("path parameters", () => {
  test("that are not declared are required texts", () => {
    const { api, messages } = paths({ "/a/{b}/{c}": { get: { parameters: [{ name: "c", in: "path" }] } } });
    expect(api.operations[0]?.parameters).toMatchObject([
      { name: "b", required: true, schema: { type: "string" } },
      { name: "c", required: true },
    ]);
    expect(messages).toEqual([
      "undeclared-path-parameter: The path /a/{b}/{c} has a parameter {b} that is not declared",
    ]);
  });

  test("that are not in the path are left out", () => {
    const { api, messages } = paths({ "/a": { get: { parameters: [{ name: "b", in: "path" }] } } });
    expect(api.operations[0]?.parameters).toEqual([]);
    expect(messages).toEqual(['stray-path-parameter: The path parameter "b" does not occur in /a']);
  });
});

test("security and servers are inherited unless the operation has its own", () => {
  const [a, b] = ["a", "b"].map((scheme) => ({ scheme, scopes: [] }));
  const { api } = parsed(
    openapi("3.1", {
      security: [{ a: [] }],
      servers: [{ url: "https://root.example/" }],
      paths: {
        "/1": { get: {}, put: { security: [] }, post: { security: [{}] }, patch: { security: [{ b: [] }] } },
        "/2": { servers: [{ url: "https://path.example" }], get: {}, put: { servers: [{ url: "https://own.example" }] } },
        "/3": { servers: [], get: { servers: [] } },
      },
    }),
  ); // prettier-ignore
  expect(api.operations.slice(0, 4).map(({ security }) => security)).toEqual([[[a]], [], [[]], [[b]]]);
  expect(api.operations.map(({ servers }) => servers[0]?.url?.slice(8))).toEqual([
    ...Array.from({ length: 4 }, () => "root.example"),
    "path.example",
    "own.example",
    "root.example",
  ]);
});

test("all broken references of an operation are reported", () => {
  const bad = (name: string): object => ({ $ref: `#/components/${name}` });
  const { messages, api } = paths({
    "/x": { post: { parameters: [bad("p")], requestBody: bad("b"), responses: { 200: bad("r") } } },
  });
  expect(api.operations).toEqual([]);
  expect(messages.map((message) => /#\/\w+\/(\w)/.exec(message)?.[1]).sort()).toEqual(["b", "p", "r"]);
});
