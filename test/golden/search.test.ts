import { describe, expect, test } from "vitest";
import { Search } from "../../src/golden/search.js";

const text = { type: "string" };
const ref = (name: string): object => ({ $ref: `#/$defs/${name}` });

/** What is found for a schema, and how many steps are left of some. */
function found(schema: object, definitions: Record<string, object> = {}, steps = 2000): unknown {
  return new Search(definitions as never, { steps }).value(schema as never);
}

describe("a value is found for", () => {
  test.each<[string, object, unknown]>([
    ["fields that are required and nothing more", { required: ["a", "b"] }, { a: "string", b: "string" }],
    ["fields that one part requires and another describes", { allOf: [{ required: ["a"] }, { properties: { a: { type: "integer", minimum: 3 } } }] }, { a: 3 }],
    ["the second alternative", { anyOf: [{ properties: { a: { not: {} } }, required: ["a"] }, { properties: { b: text }, required: ["b"] }] }, { b: "string" }],
    ["an alternative that a value tells", { properties: { kind: { enum: ["b", "c"] } }, required: ["kind"], anyOf: [{ properties: { kind: { enum: ["a"] } } }, { properties: { kind: { const: "c" } } }] }, { kind: "c" }],
    ["an alternative that another part forbids", { properties: { a: text, b: text }, anyOf: [{ required: ["a", "b"] }, { required: ["b"] }], not: { required: ["a", "b"] } }, { b: "string" }],
    ["unions inside of unions", { anyOf: [{ allOf: [{ type: "integer" }, text] }, { anyOf: [{ type: "array", items: { anyOf: [ref("Never"), ref("Pair")] } }] }] }, [{ one: 0, two: true }]],
    ["bounds beside a union", { anyOf: [{ type: "integer" }, text], minimum: 7, maximum: 9 }, 7],
    ["formats", { type: "string", format: "url" }, "https://example.com"],
    ["a pattern beside another bound", { allOf: [{ pattern: "^[a-z]{8}$" }, { type: "string", maxLength: 9 }] }, expect.stringMatching(/^[a-z]{8}$/)],
    ["lists that want more", { type: "array", items: text, minItems: 2 }, ["string", "string 1"]],
    ["lists of different items", { type: "array", items: { enum: ["a", "b"] }, minItems: 2, uniqueItems: true }, ["a", "b"]],
    ["a tuple", { type: "array", prefixItems: [{ const: 1 }, { type: "boolean" }], minItems: 2 }, [1, false]],
    ["maps that want more", { type: "object", additionalProperties: { type: "integer" }, minProperties: 2 }, { key1: 0, key2: 0 }],
    ["an empty list where no item is possible", { type: "array", items: ref("Never") }, []],
    ["one field of several that may be left out", { type: "object", properties: { a: text, b: text } }, { a: "string" }],
  ])("%s", (_, schema, expected) => {
    const definitions = {
      Never: { not: {} },
      Pair: { properties: { one: { type: "number" }, two: { type: "boolean" } }, required: ["one", "two"], additionalProperties: false },
    };
    expect(found(schema, definitions)).toEqual(expected);
  }); // prettier-ignore
});

describe("no value is found for", () => {
  const union = (link: object): object => ({ anyOf: [link, link] });

  test.each<[string, object, Record<string, object>?]>([
    ["types that exclude each other", { allOf: [text, { type: "integer" }] }],
    ["fields that are required and forbidden", { required: ["a"], allOf: [{ properties: {}, additionalProperties: false }] }],
    ["a field that needs itself", ref("A"), { A: { properties: { a: ref("A") }, required: ["a"] } }],
    ["a part of itself", ref("A"), { A: { allOf: [ref("A")] } }],
    ["alternatives of themselves", ref("A"), { A: union(ref("A")) }],
    ["a list of a thousand million", { type: "array", minItems: 1e9 }],
    ["two to the power of forty readings", { allOf: Array.from({ length: 40 }, () => union({ minLength: 1 })), type: "string", maxLength: 0 }],
  ])("%s, and that is found out in time", (_, schema, definitions) => {
    expect(found(schema, definitions)).toBeUndefined();
  }); // prettier-ignore

  test("anything once the steps are used up", () => {
    expect(found(text, {}, 0)).toBeUndefined();
  });
});
