import { describe, expect, it } from "vitest";
import { writeJson, parseJson, withNumbers } from "../../templates/runtime/lossless.js";

describe("parseJson", () => {
  it.each([
    ["12345678901234567890", 12345678901234567890n],
    ["-9223372036854775808", -9223372036854775808n],
    ["9007199254740992", 9007199254740992n],
    ["9007199254740991", 9007199254740991],
    ["0.12345678901234567", 0.12345678901234567],
    ["1234567890123456.5", 1234567890123456.5],
    ["1e20", 1e20],
    ["12345678901234567890e1", 12345678901234567890e1],
    ['"12345678901234567890"', "12345678901234567890"],
    ['"\\"12345678901234567890"', '"12345678901234567890'],
  ])("reads %s", (text, value) => {
    expect(parseJson(text)).toBe(value);
    expect(parseJson(`{"a":[${text}]}`)).toEqual({ a: [value] });
  });

  it.each([
    "{12345678901234567890:1}",
    "012345678901234567890",
    "12345678901234567890x",
    "[12345678901234567890",
  ])("refuses %s as JSON.parse does", (text) => expect(() => parseJson(text)).toThrow(SyntaxError));

  it("keeps the last of two keys, and a key that is a prototype's name", () => {
    expect(parseJson('{"a":1,"a":12345678901234567890}')).toEqual({ a: 12345678901234567890n });
    const value = parseJson('{"__proto__":{"a":12345678901234567890}}') as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
  });

  it("reads what is nested deeper than stacks go", () => {
    const text = `${"[".repeat(100_000)}12345678901234567890${"]".repeat(100_000)}`;
    expect(Array.isArray(parseJson(text))).toBe(true);
  });
});

it("writeJson writes every digit, and all else as JSON.stringify does", () => {
  expect(writeJson({ id: 12345678901234567890n, name: "Rex", tags: [null, true, undefined] })).toBe(
    '{"id":12345678901234567890,"name":"Rex","tags":[null,true,null]}',
  );
});

it("withNumbers gives what a schema can be asked about", () => {
  expect(withNumbers({ a: [12345678901234567890n, "x", null], b: 1 })).toEqual({
    a: [12345678901234567890, "x", null],
    b: 1,
  });
});
