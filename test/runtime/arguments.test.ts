import { describe, expect, it } from "vitest";
import { checkArguments } from "../../templates/runtime/arguments.js";
import { ArgumentError } from "../../templates/runtime/errors.js";
import type { JsonSchema } from "../../templates/runtime/protocol.js";
import { toolListing } from "./support.js";

const check = (properties: JsonSchema, given: unknown, more: JsonSchema = {}) =>
  checkArguments(
    toolListing({ inputSchema: { type: "object", properties, additionalProperties: false, ...more } }),
    given,
  );

const problems = async (properties: JsonSchema, given: unknown, more: JsonSchema = {}): Promise<string[]> => {
  const error: unknown = await check(properties, given, more).catch((reason: unknown) => reason);
  if (!(error instanceof ArgumentError)) throw new Error("accepted");
  const [head, ...lines] = error.message.split("\n");
  expect(head).toBe("Wrong arguments for getPet:");
  return lines.map((line) => line.replace("- ", ""));
};

const pet = {
  name: { type: "string", minLength: 2 },
  kind: { type: "string", enum: ["cat", "dog"] },
  age: { type: ["integer", "null"], minimum: 0 },
  born: { type: "string", format: "date" },
  tags: { type: "array", items: { type: "string" } },
  owner: {
    type: "object",
    properties: { email: { type: "string" } },
    required: ["email"],
    additionalProperties: false,
  },
};

describe("wrong arguments are named", () => {
  it.each<[unknown, string[]]>([
    [{ name: 5 }, ["name must be string, got 5"]],
    [{ name: "x" }, ['name must NOT have fewer than 2 characters, got "x"']],
    [{ kind: "fish" }, ['kind must be one of "cat", "dog", got "fish"']],
    [{ age: "old" }, ['age must be integer or null, got "old"']],
    [{ age: -1 }, ["age must be >= 0, got -1"]],
    [{ born: "yesterday" }, ['born must match format "date", got "yesterday"']],
    [{ tags: ["a", 1] }, ["tags[1] must be string, got 1"]],
    [{ owner: {} }, ["owner.email is required"]],
    [{ owner: { email: "a", emial: "b" } }, ["owner.emial is unknown; did you mean email?"]],
    [{ nmae: "Rex" }, ["nmae is unknown; did you mean name?"]],
    [{ KIND: "cat" }, ["KIND is unknown; did you mean kind?"]],
    [{ colour: "red" }, ["colour is unknown (known: name, kind, age, born, tags, owner)"]],
    [JSON.parse('{"__proto__": {"admin": true}}'), ["__proto__ is unknown"]],
    [{ constructor: 1 }, ["constructor is unknown (known: name, kind, age, born, tags, owner)"]],
    [
      { name: 1, kind: 2 },
      ["name must be string, got 1", "kind must be string, got 2", 'kind must be one of "cat", "dog", got 2'],
    ],
    ["text", ['they must be one JSON object, got "text"']],
    [[1], ["they must be one JSON object, got [1]"]],
    [{ name: { long: "x".repeat(100) } }, [`name must be string, got {"long":"${"x".repeat(48)}...`]],
  ])("%j", async (given, lines) => {
    expect(await problems(pet, given)).toEqual(lines);
  });

  it("when they are missing", async () => {
    expect(await problems(pet, undefined, { required: ["name", "kind"] })).toEqual([
      "name is required",
      "kind is required",
    ]);
    expect(await problems({}, { a: 1 })).toEqual(["a is unknown (none is)"]);
  });

  it("when there are many of them or of their values", async () => {
    const given = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`x${index}`, 1]));
    const lines = await problems({}, given);
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe("and more");
    const values = Array.from({ length: 30 }, (_, index) => index);
    expect((await problems({ n: { enum: values } }, { n: "a" }))[0]).toMatch(/18, 19 and 10 more, got "a"$/);
  });
});

describe("a union", () => {
  const nullable = { anyOf: [{ type: "string" }, { type: "null" }] };
  const forms = {
    oneOf: [
      { type: "string" },
      { type: "object", properties: { id: { type: "integer" } }, required: ["id"] },
    ],
  };
  it.each<[JsonSchema, unknown, string[]]>([
    [nullable, 5, ["x must be string or null, got 5"]],
    [forms, { id: "a" }, ['x.id must be integer, got "a"']],
    [forms, {}, ["x.id is required"]],
    [forms, 5, ["x must be string or object, got 5"]],
    [
      { oneOf: [{ type: "number" }, { type: "integer" }] },
      5,
      ["x must match exactly one schema in oneOf, got 5"],
    ],
  ])("%j says what would do instead of %j", async (schema, value, lines) => {
    expect(await problems({ x: schema }, { x: value })).toEqual(lines);
  });
});

describe("JSON text", () => {
  const $defs = {
    owner: { type: "object", properties: { name: { type: "string" } } },
    "a/b": { $ref: "#/$defs/owner" },
  };
  const accept = async (schema: unknown, value: unknown) =>
    (await check({ x: schema }, { x: value }, { $defs }))["x"];

  it.each<[string, unknown, string, unknown]>([
    ["an object", { type: "object" }, '{"a":1}', { a: 1 }],
    ["an array", { type: "array" }, " [1,2]", [1, 2]],
    ["a nullable object", { type: ["object", "null"] }, '{"a":1}', { a: 1 }],
    ["a reference", { $ref: "#/$defs/owner" }, '{"name":"Ann"}', { name: "Ann" }],
    ["a reference to a reference", { $ref: "#/$defs/a~1b" }, '{"name":"Ann"}', { name: "Ann" }],
    ["a union", { anyOf: [{ $ref: "#/$defs/owner" }, { type: "null" }] }, '{"name":"Ann"}', { name: "Ann" }],
    [
      "all of",
      { allOf: [{ $ref: "#/$defs/owner" }, { minProperties: 1 }] },
      '{"name":"Ann"}',
      { name: "Ann" },
    ],
  ])("is parsed for %s", async (_, schema, given, expected) => {
    expect(await accept(schema, given)).toEqual(expected);
  });

  it.each<[string, unknown, string]>([
    ["a string", { type: "string" }, '{"a":1}'],
    ["a string or an object", { type: ["string", "object"] }, '{"a":1}'],
    ["anything", {}, '{"a":1}'],
  ])("stays text for %s", async (_, schema, given) => {
    expect(await accept(schema, given)).toBe(given);
  });

  it("is parsed once only, and refused when it is broken", async () => {
    expect(await problems({ x: { type: "object" } }, { x: '"{}"' })).toEqual([
      'x must be object, got "\\"{}\\""',
    ]);
    expect(await problems({ x: { type: "object" } }, { x: "{" })).toEqual(['x must be object, got "{"']);
    const loop = { $defs: { a: { $ref: "#/$defs/a" } } };
    await expect(check({ x: { $ref: "#/$defs/none" } }, { x: "{}" }, loop)).rejects.toThrow();
  });

  it("leaves the object of the client as it is", async () => {
    const given = Object.freeze({ x: '{"a":1}' });
    expect(await check({ x: { type: "object" } }, given)).toEqual({ x: { a: 1 } });
    expect(given).toEqual({ x: '{"a":1}' });
  });
});

it("takes patterns of other languages and unknown formats and keywords as they are", async () => {
  const properties = {
    a: { type: "string", pattern: "^\\-[a-z]+$" },
    b: { type: "string", pattern: "(?i)^x" },
    c: { type: "string", format: "no-such-format", "x-note": 1 },
  };
  expect(await check(properties, { a: "-b", b: "anything", c: "" })).toEqual({
    a: "-b",
    b: "anything",
    c: "",
  });
  expect(await problems(properties, { a: "b" })).toEqual(['a must match pattern "^\\-[a-z]+$", got "b"']);
});

it("compiles two schemas with the same $id", async () => {
  const more = { $id: "https://example.com/schema" };
  await check({ a: {} }, { a: 1 }, more);
  await check({ b: {} }, { b: 1 }, more);
});
