import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeStep, pointerSteps } from "../../src/diagnostics/pointer.js";
import { Locator } from "../../src/diagnostics/locate.js";

function locate(text: string, pointer: string): string | undefined {
  const position = new Locator(new Map([["f", text]])).position({ file: "f", pointer });
  return position && `${position.line}:${position.column}`;
}

const json = `{
  "a/b": { "~": [1, {"x": "}\\"]"}, [] ], "\\u0063": null },
  "": 1
}`;
const yaml = `
paths:
  /pets: &pets
    get: {tags: [a, b]}
    1.10: x
  /dogs: *pets
  /cats:
    <<: [*pets ]
    put: {}
`;

const mergeBomb = [
  "a0: &a0 {k: 1}",
  ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i} , *a${i} ]}`),
].join("\n");

describe("a pointer", () => {
  test.each([
    [json, "", "1:1"],
    [json, "/a~1b", "2:3"],
    [json, "/a~1b/~0", "2:12"],
    [json, "/a~1b/~0/0", "2:18"],
    [json, "/a~1b/~0/1", "2:21"],
    [json, "/a~1b/~0/1/x", "2:22"],
    [json, "/a~1b/~0/2", "2:36"],
    [json, "/a~1b/c", "2:42"],
    [json, "/", "3:3"],
    [json, "/a~1b/nothing/at/all", "2:3"],
    [json, "/a~1b/~0/7", "2:12"],
    [yaml, "", "2:1"],
    [yaml, "/paths/~1pets/get/tags/1", "4:21"],
    [yaml, "/paths/~1pets/1.10", "5:5"],
    [yaml, "/paths/~1dogs/get", "4:5"],
    [yaml, "/paths/~1cats/get", "4:5"],
    [yaml, "/paths/~1cats/put", "9:5"],
    [yaml, "/paths/~1cats/post", "7:3"],
    ["{a: [b", "/a", "1:2"],
    ["", "/a", "1:1"],
    ["&a {<<: *a}", "/x", "1:4"],
    [mergeBomb, "/a40/nothing", "41:1"],
    ["a".repeat(10), "/a", "1:1"],
    ['{"a":\r\n{"b":1}}', "/a/b", "2:2"],
  ])("%j %s", (text, pointer, position) => expect(locate(text, pointer)).toBe(position));

  test("of every node of a JSON text leads to it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const lines = text.split("\n");
        for (const [pointer, key] of pointers(value)) {
          const [line = 0, column = 0] = locate(text, pointer)?.split(":").map(Number) ?? [];
          expect(lines[line - 1]?.slice(column - 1).startsWith(key)).toBe(true);
        }
      }),
    );
  });

  test("and text can be anything", () => {
    fc.assert(fc.property(fc.string(), fc.string(), (text, pointer) => void locate(text, pointer)));
    fc.assert(
      fc.property(
        fc.stringMatching(/^[-{}[\],:"'&*<a\n ]{0,30}$/),
        fc.stringMatching(/^(\/[a01<]){0,4}$/),
        (text, pointer) => {
          expect(locate(text, pointer)).toMatch(/^\d+:\d+$/);
        },
      ),
    );
    expect(locate("[".repeat(20_000), "/0/0")).toMatch(/^1:\d$/);
  });
});

test("a place without a text, or without a pointer, has no position", () => {
  const locator = new Locator(new Map([["f", "a: 1"]]));
  expect(locator.position({ file: "g", pointer: "/a" })).toBeUndefined();
  expect(locator.position({ file: "f" })).toBeUndefined();
  expect(locator.position({ file: "g", position: { line: 3, column: 4 } })).toEqual({ line: 3, column: 4 });
});

test("steps survive a pointer", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (steps) => {
      expect(pointerSteps(steps.map((step) => `/${escapeStep(step)}`).join(""))).toEqual(steps);
    }),
  );
});

/** Every pointer into a value with what stands there: the key, or for an item the start of its value. */
function* pointers(value: unknown, pointer = ""): Generator<[pointer: string, key: string]> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const below = `${pointer}/${escapeStep(key)}`;
    yield [below, Array.isArray(value) ? (JSON.stringify(child)[0] ?? "") : JSON.stringify(key)];
    yield* pointers(child, below);
  }
}
