import { expect, test } from "vitest";
import type { Operation } from "../../src/openapi/api.js";
import { only, openapi, parsed } from "./support.js";

function operation(parts: object, version = "3.1"): Operation {
  return only(parsed(openapi(version, { paths: { "/x": { post: parts } } })));
}

test("a body without content says nothing", () => {
  for (const requestBody of [{}, { content: {} }, { required: true, content: null }, null, "body"]) {
    expect(operation({ requestBody })).not.toHaveProperty("requestBody");
  }
});

test("media types are in document order; one without a schema allows everything", () => {
  const content = { "text/plain": {}, "application/json": { schema: { type: "object" } }, "image/png": null };
  expect(operation({ requestBody: { description: "d", content } }).requestBody).toEqual({
    description: "d",
    required: false,
    content: [
      { name: "text/plain", schema: true, encoding: new Map() },
      { name: "application/json", schema: { type: "object" }, encoding: new Map() },
      { name: "image/png", schema: true, encoding: new Map() },
    ],
  });
});

test("itemSchema (3.2) describes the items of an array", () => {
  const content = { "application/jsonl": { itemSchema: { type: "string" } } };
  expect(operation({ requestBody: { content } }, "3.2").requestBody?.content[0]?.schema).toEqual({
    type: "array",
    items: { type: "string" },
  });
});

test("media types may be references (3.2)", () => {
  const document = openapi("3.2", {
    paths: {
      "/x": { post: { requestBody: { content: { a: { $ref: "#/components/mediaTypes/A" } } } } },
    },
    components: { mediaTypes: { A: { schema: { type: "string" } } } },
  });
  expect(only(parsed(document)).requestBody?.content).toMatchObject([
    { name: "a", schema: { type: "string" } },
  ]);
});

test("an encoding has what the document says and OpenAPI knows", () => {
  const encoding = {
    a: { contentType: "image/png, image/*", style: "deepObject", explode: false, allowReserved: true },
    b: { contentType: 7, style: "weird", explode: "no", allowReserved: false },
    c: null,
  };
  const content = { "multipart/form-data": { encoding } };
  expect(operation({ requestBody: { content } }).requestBody?.content[0]?.encoding).toEqual(
    new Map<string, unknown>([
      ["a", encoding.a],
      ["b", { contentType: "7" }],
      ["c", {}],
    ]),
  );
});

test("statuses are codes, ranges and the default", () => {
  const responses = { "x-y": {}, 600: {}, abc: {}, 200: { description: "d" }, "4xx": {}, default: null };
  expect(operation({ responses }).responses).toEqual([
    { status: "200", description: "d", content: [] },
    { status: "4XX", content: [] },
    { status: "default", content: [] },
  ]);
});
