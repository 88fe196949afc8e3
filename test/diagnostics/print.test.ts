import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { diagnosticsToJson, printDiagnostics } from "../../src/diagnostics/print.js";

const text = `openapi: 3.1.0
paths:
  /owners:
    get:
      schema:
        $ref: '#/components/schemas/Owner'
`;
const pointer = "/paths/~1owners/get/schema/$ref";

function print(diagnostics: Diagnostics, colour = false): string {
  return printDiagnostics(diagnostics.all, { sources: diagnostics.sources, colour });
}

describe("text", () => {
  test("a problem with its place", () => {
    const diagnostics = new Diagnostics();
    diagnostics.sources.set("openapi.yaml", text);
    const values = { ref: "#/components/schemas/Owner", suggestion: "#/components/schemas/Owners" };
    diagnostics.report("unresolved-ref", values, { place: { file: "openapi.yaml", pointer } });
    expect(print(diagnostics))
      .toBe(`error[unresolved-ref]: The $ref "#/components/schemas/Owner" points to nothing
 --> openapi.yaml:6:9
  |
5 |       schema:
6 |         $ref: '#/components/schemas/Owner'
  |         ^
  = fix: Did you mean "#/components/schemas/Owners"?`);
  });

  test("further places below, line numbers of all aligned", () => {
    const diagnostics = new Diagnostics();
    diagnostics.sources.set("a.yaml", `${"\n".repeat(98)}a: 1\na: 2\n`);
    const at = (line: number) => ({ file: "a.yaml", position: { line, column: 1 } });
    diagnostics.report(
      "duplicate-key",
      { key: "a" },
      { place: at(100), related: [{ place: at(99), label: "first\nhere" }] },
    );
    expect(print(diagnostics)).toBe(`error[duplicate-key]: The key "a" occurs twice in the same object
   --> a.yaml:100:1
    |
 99 | a: 1
100 | a: 2
    | ^
   ::: a.yaml:99:1 first\\nhere
    |
 99 | a: 1
    | ^
    = fix: Keep one of the two; most programs would silently drop the first.`);
  });

  test("sorted by place; what has none comes last, a whole file before its parts", () => {
    const diagnostics = new Diagnostics();
    diagnostics.sources.set("b.yaml", "a: 1\nb: 2\n");
    diagnostics.report("nothing-exposed", {});
    for (const [file, pointer] of [
      ["b.yaml", "/b"],
      ["b.yaml", "/a"],
      ["b.yaml", undefined],
      ["a.yaml", "/z"],
    ] as const)
      diagnostics.report("not-openapi", { found: "x" }, { place: { file, ...(pointer && { pointer }) } });
    const places = print(diagnostics)
      .split("\n\n")
      .map((printed) => / --> (.*)/.exec(printed)?.[1] ?? "none");
    expect(places).toEqual(["a.yaml", "b.yaml", "b.yaml:1:1", "b.yaml:2:1", "none"]);
  });

  test("long lines are cut around the column, the line before likewise", () => {
    const diagnostics = new Diagnostics();
    const long = `${"x".repeat(5000)}HERE${"y".repeat(5000)}`;
    diagnostics.sources.set("a", `${"-".repeat(9000)}\n${long}\n`);
    diagnostics.report(
      "not-openapi",
      { found: "z".repeat(10_000) },
      { place: { file: "a", position: { line: 2, column: 5001 } } },
    );
    const lines = print(diagnostics).split("\n");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(600);
    const arrow = lines.findIndex((line) => line.endsWith("^"));
    expect(lines[arrow - 1]?.slice(lines[arrow]?.indexOf("^"))).toMatch(/^HERE/);
    expect(lines[arrow - 2]).toMatch(/^1 \| …-{100}…$/);
  });

  test.each([
    ["escape sequence", "\u001b[31m", "\\u001b[31m"],
    ["C1 control", "\u009b31m", "\\u009b31m"],
    ["bidi override", "\u202e", "\\u202e"],
    ["bidi isolate", "\u2066", "\\u2066"],
    ["zero width", "\u200b", "\\u200b"],
    ["byte order mark", "\ufeff", "\\ufeff"],
    ["tag character", "\u{e0041}", "\\u{e0041}"],
    ["line separator", "\u2028", "\\u2028"],
    ["lone surrogate", "\ud800", "\\ud800"],
    ["carriage return", "\r", "\\r"],
    ["Hangul filler", "\u3164", "\\u3164"],
  ])("%s never reaches the terminal", (_, character, shown) => {
    const diagnostics = new Diagnostics();
    const file = `a${character}.yaml`;
    diagnostics.sources.set(file, `{"${character}key": 1}`);
    const place = { file, pointer: `/${character}key` };
    diagnostics.report(
      "not-openapi",
      { found: `<${character}>` },
      { place, related: [{ place, label: character }] },
    );
    const printed = print(diagnostics);
    expect(printed).not.toContain(character);
    expect(printed).toContain(`<${shown}>`);
    expect(printed).toContain(`a${shown}.yaml`);
  });

  test("the arrow meets its column behind characters that are shown longer", () => {
    const diagnostics = new Diagnostics();
    diagnostics.sources.set("a", "\t\u202e\u001bHERE");
    diagnostics.report(
      "not-openapi",
      { found: "x" },
      { place: { file: "a", position: { line: 1, column: 4 } } },
    );
    const lines = print(diagnostics).split("\n");
    expect(lines[3]).toBe("1 |   \\u202e\\u001bHERE");
    expect(lines[4]?.indexOf("^")).toBe(lines[3]?.indexOf("HERE"));
  });

  test("in colour it is the same text", () => {
    const diagnostics = new Diagnostics();
    diagnostics.sources.set("openapi.yaml", text);
    diagnostics.report("unresolved-ref", { ref: "x" }, { place: { file: "openapi.yaml", pointer } });
    diagnostics.report("nothing-exposed", {});
    const coloured = print(diagnostics, true);
    expect(coloured).toContain("\u001b[");
    expect(stripVTControlCharacters(coloured)).toBe(print(diagnostics));
  });

  test("a position beyond the file, a pointer to nothing, no problem at all", () => {
    const diagnostics = new Diagnostics();
    expect(print(diagnostics)).toBe("");
    diagnostics.sources.set("a", "x: 1");
    diagnostics.report(
      "not-openapi",
      { found: "1" },
      { place: { file: "a", position: { line: 9, column: 9 } } },
    );
    diagnostics.report("not-openapi", { found: "2" }, { place: { file: "a", pointer: "no pointer" } });
    diagnostics.report("not-openapi", { found: "3" }, { place: { file: "unknown", pointer: "/a" } });
    expect(print(diagnostics).match(/-->.*/g)).toEqual(["--> a:1:1", "--> a:9:9", "--> unknown"]);
  });
});

test("data", () => {
  const diagnostics = new Diagnostics();
  diagnostics.sources.set("openapi.yaml", text);
  diagnostics.report("nothing-exposed", {});
  diagnostics.report("circular-ref", { ref: "x" }, { place: { file: "openapi.yaml", pointer } });
  const [first, second] = diagnosticsToJson(diagnostics.all, diagnostics.sources);
  expect(first).toEqual({
    code: "circular-ref",
    severity: "error",
    title: 'The $ref "x" leads back to itself',
    fix: expect.any(String) as string,
    file: "openapi.yaml",
    line: 6,
    column: 9,
  });
  expect(second).toMatchObject({ code: "nothing-exposed", severity: "warning" });
  expect(Object.keys(second ?? {})).toEqual(["code", "severity", "title", "fix"]);
});
