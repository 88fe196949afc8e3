import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { parseText } from "../../src/load/text.js";
import { folder, load, problems } from "./support.js";

function parse(text: string): unknown {
  return parseText(text, "text", 500, new Diagnostics()).value;
}

const aliasBomb = [
  "a: &a [x,x,x,x,x,x,x,x,x]",
  ..."bcdefghi".split("").map((name, index) => `${name}: &${name} [${`*${"abcdefgh"[index]} ,`.repeat(9)}]`),
].join("\n");
const mergeBomb = [
  "a0: &a0 {k: 1}",
  ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i} , *a${i} ]}`),
].join("\n");
const deepBlocks = Array.from({ length: 700 }, (_, level) => `${" ".repeat(level)}a:`).join("\n");

describe("what cannot be read says why, where, and what to do", () => {
  test.each<[name: string, text: string | Uint8Array, code: string, title: string, place: string]>([
    ["empty file", " \n", "input-empty", "openapi is empty", ""],
    [
      "HTML",
      "\n<!DOCTYPE html>\n<html>",
      "input-is-markup",
      "This is an HTML page, not an OpenAPI document",
      "2:1",
    ],
    [
      "HTML without doctype",
      "<html><body>a: b</body></html>",
      "input-is-markup",
      "This is an HTML page, not an OpenAPI document",
      "1:1",
    ],
    [
      "XML",
      '<?xml version="1.0"?><a/>',
      "input-is-markup",
      "This is an XML page, not an OpenAPI document",
      "1:1",
    ],
    [
      "GraphQL",
      "# pets\ntype Query {\n  pet(id: ID!): Pet\n}\n",
      "input-is-graphql",
      "This is a GraphQL schema, not an OpenAPI document",
      "1:1",
    ],
    [
      "GraphQL with a description",
      '"""a: { """\nscalar Date\n',
      "input-is-graphql",
      "This is a GraphQL schema, not an OpenAPI document",
      "1:1",
    ],
    [
      "truncated JSON",
      '{"openapi":\n{"a": 1',
      "json-invalid",
      "This is not valid JSON: the text ends in the middle of an object",
      "2:8",
    ],
    [
      "JSON cut in a string",
      '{"openapi": "3.',
      "json-invalid",
      "This is not valid JSON: the text ends in the middle of an object",
      "1:16",
    ],
    [
      "JSON: trailing comma",
      '{"a": [1,\n 2,\n]}',
      "json-invalid",
      'This is not valid JSON: a comma before the closing "]"',
      "2:3",
    ],
    [
      "JSON: comment",
      '{"a": 1 // one\n}',
      "json-invalid",
      "This is not valid JSON: comments are not allowed",
      "1:9",
    ],
    [
      "JSON: missing comma",
      '{"a": 1\n"b": 2}',
      "json-invalid",
      'This is not valid JSON: expected "," or "}", found "\\""',
      "2:1",
    ],
    ["JSON: single quotes", "{\"a\": 'b'}", "json-invalid", "This is not valid JSON: single quotes", "1:7"],
    [
      "JSON: escape",
      '{"a": "\\d"}',
      "json-invalid",
      "This is not valid JSON: an unknown escape in a string",
      "1:8",
    ],
    [
      "JSON: line break in a string",
      '{"a": "b\n"}',
      "json-invalid",
      "This is not valid JSON: a line break or control character in a string",
      "1:9",
    ],
    [
      "JSON: number",
      '{"a": 01}',
      "json-invalid",
      'This is not valid JSON: expected a value, found "01"',
      "1:7",
    ],
    [
      "JSON: duplicate key",
      '{"a": {"b": 1,\n "\\u0062": 2}}',
      "duplicate-key",
      'The key "b" occurs twice in the same object',
      "2:2",
    ],
    [
      "JSON: duplicate __proto__",
      '{"__proto__": 1, "__proto__": 2}',
      "duplicate-key",
      'The key "__proto__" occurs twice in the same object',
      "1:18",
    ],
    [
      "JSON nested too deeply",
      `{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`,
      "nested-too-deeply",
      "The document is nested more than 500 levels deep",
      "1:505",
    ],
    [
      "YAML with a conflict of a merge",
      "a:\n<<<<<<< HEAD\n  b: 1\n=======\n  b: 2\n>>>>>>> theirs\n",
      "merge-conflict",
      "This has a conflict of a merge that is not solved",
      "2:1",
    ],
    [
      "JSON with a conflict of a merge",
      '{\r\n<<<<<<< HEAD\r\n"b": 1\r\n=======\r\n"b": 2\r\n>>>>>>> theirs\r\n}\r\n',
      "merge-conflict",
      "This has a conflict of a merge that is not solved",
      "2:1",
    ],
    [
      "YAML with a tab",
      "openapi: 3.1.0\ninfo:\n\ttitle: x\n",
      "yaml-invalid",
      "This is not valid YAML: a tab is used as indentation",
      "3:1",
    ],
    [
      "YAML: colon in a value",
      "info:\n  title: Pets: all of them\n",
      "yaml-invalid",
      "This is not valid YAML: a value contains a colon, or its indentation is wrong",
      "2:10",
    ],
    [
      "YAML: reserved character",
      "a: @b\n",
      "yaml-invalid",
      "This is not valid YAML: a text starts with a character that means something in YAML",
      "1:4",
    ],
    [
      "YAML: unclosed quote",
      "a: 'b\n",
      "yaml-invalid",
      "This is not valid YAML: missing closing 'quote",
      "2:1",
    ],
    [
      "YAML: template",
      "a: {{ b }}\n",
      "yaml-invalid",
      "This is not valid YAML: a key is a list or a mapping",
      "1:5",
    ],
    [
      "YAML: several documents",
      "a: 1\n---\nb: 1\n",
      "yaml-several-documents",
      "The file holds more than one YAML document",
      "2:1",
    ],
    [
      "YAML: unknown tag",
      "a: !php/object 'x'\n",
      "yaml-unknown-tag",
      "The YAML tag !php/object is not supported",
      "1:4",
    ],
    [
      "YAML: tag of no JSON type",
      "a: !!binary aa==\n",
      "yaml-unknown-tag",
      "The YAML tag !!binary is not supported",
      "1:4",
    ],
    [
      "YAML: duplicate key",
      "a: 1\nb: 2\na: 3\n",
      "duplicate-key",
      'The key "a" occurs twice in the same object',
      "3:1",
    ],
    [
      "YAML: duplicate after conversion",
      "200: a\n'200': b\n",
      "duplicate-key",
      'The key "200" occurs twice in the same object',
      "2:1",
    ],
    [
      "YAML: unknown alias",
      "a: *b\n",
      "yaml-invalid",
      "This is not valid YAML: the alias *b has no anchor &b before it",
      "1:4",
    ],
    [
      "YAML: alias of itself",
      "a: &a\n  b: *a\n",
      "yaml-invalid",
      "This is not valid YAML: the alias *a stands inside what it refers to",
      "2:6",
    ],
    [
      "YAML: alias bomb",
      aliasBomb,
      "yaml-alias-expansion",
      "The YAML aliases expand to far more than the file holds",
      "7:8",
    ],
    [
      "YAML: merge bomb",
      mergeBomb,
      "yaml-alias-expansion",
      "The YAML aliases expand to far more than the file holds",
      "18:24",
    ],
    [
      "YAML: merge of a text",
      "a:\n  <<: b\n",
      "yaml-invalid",
      'This is not valid YAML: a merge key "<<" has no mapping',
      "2:3",
    ],
    [
      "YAML nested too deeply: flow",
      `a: ${"[".repeat(600)}${"]".repeat(600)}`,
      "nested-too-deeply",
      "The document is nested more than 500 levels deep",
      "1:503",
    ],
    [
      "YAML nested too deeply: blocks",
      deepBlocks,
      "nested-too-deeply",
      "The document is nested more than 500 levels deep",
      "501:501",
    ],
    [
      "not UTF-8",
      Buffer.from("a: 1\nb: caf\xe9", "latin1"),
      "input-not-text",
      "This is not a text file in UTF-8: a byte is not UTF-8",
      "2:7",
    ],
    [
      "zero byte",
      "a: 1\nb: \0",
      "input-not-text",
      "This is not a text file in UTF-8: it contains a zero byte",
      "2:4",
    ],
  ])("%s", async (_, text, code, title, place) => {
    const cwd = folder({ openapi: text });
    const found = await problems(join(cwd, "openapi"), cwd);
    expect(found.map((problem) => [problem.code, problem.title])).toEqual([[code, title]]);
    const { line, column } = found[0]?.place?.position ?? {};
    expect(found[0]?.place?.file).toBe("openapi");
    expect(line === undefined ? "" : `${line}:${column}`).toBe(place);
    expect(found[0]?.fix).not.toBe("");
  });

  test("much deeper than the parser's stack", async () => {
    const cwd = folder({
      "deep.yaml": `a: ${"[".repeat(50_000)}`,
      "blocks.yaml": deepBlocks.replaceAll("a:", "- "),
    });
    for (const file of ["deep.yaml", "blocks.yaml"])
      expect((await problems(join(cwd, file), cwd)).map(({ code }) => code)).toEqual(["nested-too-deeply"]);
  });

  test("all duplicate keys and all unknown tags at once", async () => {
    const cwd = folder({
      "keys.json": '{"a":1,"a":2,"b":[{"c":1,"c":1}]}',
      "tags.yaml": "a: !x 1\nb: !y 2\n",
    });
    expect(await problems(join(cwd, "keys.json"), cwd)).toHaveLength(2);
    expect(await problems(join(cwd, "tags.yaml"), cwd)).toHaveLength(2);
  });
});

describe("values", () => {
  test.each<[name: string, text: string, value: unknown]>([
    ["JSON", '{"a": [1, "b:{", null]}', { a: [1, "b:{", null] }],
    ["YAML", "a: [1, b, ~]\n", { a: [1, "b", null] }],
    [
      "keys keep their spelling",
      "1.10: a\n0x1F: b\nnull: c\ntrue: d\n200: e\n",
      { "1.10": "a", "0x1F": "b", null: "c", true: "d", 200: "e" },
    ],
    [
      "YAML 1.2 whatever the directive",
      "%YAML 1.1\n---\na: yes\nb: 2020-01-01\nc: 012\n",
      { a: "yes", b: "2020-01-01", c: 12 },
    ],
    ["what JSON lacks stays text", "a: .inf\nb: .nan\n", { a: ".inf", b: ".nan" }],
    ["core tags", "a: !!str 1\nb: !!int '2'\n", { a: "1", b: 2 }],
    ["aliases", "a: &x {b: 1}\nc: *x\n", { a: { b: 1 }, c: { b: 1 } }],
    ["the latest anchor counts", "- &x 1\n- *x\n- &x 2\n- *x\n", [1, 1, 2, 2]],
    [
      "merge keys: own, then first",
      "- &x {a: 1, b: 1, c: 1}\n- &y {b: 2, d: 2}\n- {a: 0, <<: [*y , *x ]}\n",
      [
        { a: 1, b: 1, c: 1 },
        { b: 2, d: 2 },
        { a: 0, b: 2, c: 1, d: 2 },
      ],
    ],
    ["a quoted << is a key", '"<<": 1\n', { "<<": 1 }],
    ["empty values", "a:\nb: {}\n? c\n", { a: null, b: {}, c: null }],
    ["a list of JSON-like YAML", "[a, b]", ["a", "b"]],
    ["a scalar", "hello\n", "hello"],
  ])("%s", (_, text, value) => expect(parse(text)).toEqual(value));

  test.each(['{"__proto__": {"x": 1}}', "__proto__:\n  x: 1\n", "a: &a {__proto__: {x: 1}}\n<<: *a\n"])(
    "__proto__ is a key like any other: %j",
    (text) => {
      const value = parse(text) as object;
      expect(Object.keys(value)).toContain("__proto__");
      expect("x" in value).toBe(false);
    },
  );

  test.each<[name: string, bytes: Uint8Array]>([
    ["UTF-8 with a mark", Buffer.from('\ufeff{"a": "é"}')],
    ["UTF-16 little-endian", Buffer.from('\ufeff{"a": "é"}', "utf16le")],
    ["UTF-16 big-endian", Buffer.from('\ufeff{"a": "é"}', "utf16le").swap16()],
  ])("%s", async (_, bytes) => {
    const cwd = folder({ "openapi.json": bytes });
    const { entry } = await load(join(cwd, "openapi.json"), cwd);
    expect(entry.value).toEqual({ a: "é" });
    expect(entry.text.startsWith("{")).toBe(true);
  });
});
