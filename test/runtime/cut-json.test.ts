import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutJson } from "../../templates/runtime/cut-json.js";
import { toResult } from "../../templates/runtime/result.js";
import { apiResponse, toolListing } from "./support.js";

const items = (count: number): object[] =>
  Array.from({ length: count }, (_, id) => ({ id, name: `pet ${id}` }));

describe("a JSON that is too long", () => {
  it.each<[string, unknown, number, unknown, string[]]>([
    ["fits once its white space is gone", { a: 1 }, 7, { a: 1 }, []],
    ["keeps the first items of a list", [1, 2, 3, 4, 5, 6, 7, 8], 9, [1, 2, 3, 4], ["4 of 8 items"]],
    ["keeps what is small beside a long list", { next: "c1", pets: items(100) }, 70, { next: "c1", pets: items(2) }, ["pets: 2 of 100 items"]],
    ["cuts inside of an item where the first is too long", [{ ids: [1, 2, 3, 4, 5, 6, 7, 8, 9] }], 20, [{ ids: [1, 2, 3, 4] }], ["1 of 1 items", "[0].ids: 4 of 9 items"]],
    ["shares the room between long lists", { a: items(9), b: items(9) }, 90, { a: items(1), b: items(1) }, ["a: 1 of 9 items", "b: 1 of 9 items"]],
    ["cuts a text", { text: "x".repeat(50), id: 7 }, 40, { text: "x".repeat(22), id: 7 }, ["text: 22 of 50 characters"]],
    ["leaves what is empty", { a: [], b: {}, c: "" }, 3, { a: [] }, ["1 of 3 properties"]],
    ["keeps the first keys of a long map", Object.fromEntries(items(50).map((_, index) => [`key${index}`, 1])), 40, { key0: 1, key1: 1 }, ["2 of 50 properties"]],
  ])("%s", (_, value, room, expected, leftOut) => {
    const cut = cutJson(JSON.stringify(value, undefined, 2), room);
    expect(JSON.parse(cut?.text ?? "")).toEqual(expected);
    expect(cut?.leftOut).toEqual(leftOut);
    expect(cut?.text.length).toBeLessThanOrEqual(Math.max(room, 8));
  }); // prettier-ignore

  it("keeps every digit", () => {
    const text = `[${Array.from({ length: 20 }, () => "9007199254740993, 1.10, 1e400").join()}]`;
    expect(cutJson(text, 30)?.text).toBe("[9007199254740993,1.10,1e400]");
  });

  it("is given up where it is no JSON, or too deep to read", () => {
    expect(cutJson("[1, 2", 3)).toBeUndefined();
    expect(cutJson("[".repeat(1_000_000), 10)).toBeUndefined();
  });

  it("is JSON again, and its lists begin as they did", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 1, max: 200 }), (value, room) => {
        const text = JSON.stringify(value);
        const cut = cutJson(text, room);
        const parsed: unknown = JSON.parse(cut?.text ?? "null");
        if (text.length <= room) expect(parsed).toEqual(JSON.parse(text));
        expect(cut?.text.length).toBeLessThanOrEqual(Math.max(text.length, room));
        if (Array.isArray(parsed) && parsed.length > 1)
          expect(parsed).toEqual((JSON.parse(text) as unknown[]).slice(0, parsed.length));
      }),
    );
  });
});

describe("the result of a tool", () => {
  const pets = items(60_000);
  const tool = toolListing({
    inputSchema: { type: "object", properties: { tag: {}, per_page: {}, $skip: {}, after: {} } },
    outputSchema: { type: "object", properties: { pets: { type: "array" } } },
  });

  it("says what was cut and how to get it, and its structure is that of its text", async () => {
    const result = await toResult(tool, apiResponse({ body: JSON.stringify({ pets }) }));
    const [json, note] = result.content as { text: string }[];
    expect(json?.text.length).toBeLessThanOrEqual(1_000_000);
    expect(JSON.parse(json?.text ?? "")).toEqual(result.structuredContent);
    expect(note?.text).toMatch(
      /^The answer is too long and was cut; it holds pets: \d\d,\d{3} of 60,000 items\. Ask for less at a time, or for the next part, with per_page, \$skip, after\.$/,
    );
  });

  it("of a text that only claims to be JSON is cut as a text", async () => {
    const { content } = await toResult(toolListing(), apiResponse({ body: "x".repeat(1_000_001) }));
    expect(content).toHaveLength(1);
    expect(content[0]).toMatchObject({
      text: expect.stringMatching(/\[cut here: 1 more characters\]$/) as string,
    });
  });
});
