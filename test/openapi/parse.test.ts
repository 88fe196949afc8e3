import { describe, expect, test } from "vitest";
import { openapi, parsed, refusal } from "./support.js";

describe("the version", () => {
  test.each([
    ["swagger: '2.0'"],
    ["swagger: 2.0"],
    ["openapi: 3.0.0"],
    ["openapi: 3.0"],
    ["openapi: 3"],
    ["openapi: 3.1.1"],
    ["openapi: '3.2.0-rc1'"],
    ["openapi: 3.9.0"],
  ])("is read: %s", (line) => {
    expect(parsed(`${line}\npaths: {}`).messages).toEqual([]);
  });

  test.each([
    ["openapi: 4.0.0\npaths: {}", 'its version is "4.0.0"'],
    ["openapi: 30.0.0\npaths: {}", 'its version is "30.0.0"'],
    ["swagger: 1.2\npaths: {}", 'its version is Swagger "1.2"'],
    ["openapi: [3]\npaths: {}", 'it has neither "openapi" nor "swagger" at its root'],
    ["paths: {}", 'it has neither "openapi" nor "swagger" at its root'],
    ["openapi: 3.1.0", "it has neither paths, webhooks nor components"],
    ["[1]", "its root is no object"],
    ["null", "its root is no object"],
  ])("is refused: %s", (text, reason) => {
    expect(refusal(text)).toBe(`not-openapi: This is not an OpenAPI document: ${reason}`);
  });
});

test("what a document does not say has a default", () => {
  expect(parsed("openapi: 3.1.0\ncomponents: {}").api).toEqual({
    title: "API",
    version: "0.0.0",
    operations: [],
    servers: [{ written: "/" }],
    security: [],
    schemas: new Map(),
    securitySchemes: new Map(),
    skipped: [],
  });
});

test("a number where a text should be counts as its text", () => {
  const { api } = parsed("openapi: 3.1.0\ninfo: { title: 404, version: 1.5, description: true }\npaths: {}");
  expect(api).toMatchObject({ title: "404", version: "1.5", description: "true" });
});

test("paths of a wrong shape are no document to generate from", () => {
  expect(() => parsed({ ...openapi("3.1"), paths: ["a"] })).toThrow("its paths are no object");
});

test.each([
  ["info", 7],
  ["servers", { url: "x" }],
  ["security", "none"],
  ["components", null],
  ["tags", 1],
])("%s of a wrong shape is read as if it were absent", (key, value) => {
  const { api, messages } = parsed({ ...openapi("3.1"), [key]: value });
  expect(messages).toEqual([]);
  expect(api.operations).toEqual([]);
});
