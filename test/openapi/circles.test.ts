import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../src/json/json-schema.js";
import { listsOfThemselves, withoutCircles } from "../../src/openapi/circles.js";

const ref = ($ref: string): { $ref: string } => ({ $ref });

function cut(schemas: Record<string, JsonSchema>): { schemas: unknown; circular: readonly string[] } {
  const { schemas: left, circular } = withoutCircles(new Map(Object.entries(schemas)));
  return { schemas: Object.fromEntries(left), circular };
}

const kind = { type: "object", properties: { kind: { type: "string" } } };

describe("no circle", () => {
  test.each<[string, Record<string, JsonSchema>]>([
    ["recursion", { A: { properties: { a: ref("A") }, items: ref("A") } }],
    ["inheritance", { A: kind, B: { allOf: [ref("A")] }, C: { allOf: [ref("B"), ref("A")] } }],
    ["alternatives", { A: { oneOf: [ref("B"), ref("C")] }, B: { properties: { a: ref("A") } }, C: true }],
    ["what leads nowhere", { A: { allOf: [ref("Z")] } }],
  ])("is %s", (_, schemas) => {
    expect(cut(schemas)).toEqual({ schemas, circular: [] });
  });
});

describe("a circle", () => {
  test("of a base and its children leaves each child with the base's own properties", () => {
    const schemas = {
      Base: { ...kind, oneOf: [ref("Cat"), ref("Dog")] },
      Cat: { allOf: [ref("Base"), { properties: { lives: {} } }] },
      Dog: { allOf: [ref("Base")], title: "Dog" },
    };
    expect(cut(schemas)).toEqual({
      circular: ["Base"],
      schemas: {
        Base: schemas.Base,
        Cat: { allOf: [kind, { properties: { lives: {} } }] },
        Dog: { allOf: [kind], title: "Dog" },
      },
    });
  });

  test("of a base and its grandchildren, too", () => {
    const schemas = {
      Base: { ...kind, anyOf: [ref("Child"), ref("Grandchild")] },
      Child: { allOf: [ref("Base"), { title: "c" }] },
      Grandchild: { allOf: [ref("Child"), { title: "g" }] },
    };
    expect(cut(schemas).schemas).toMatchObject({
      Child: { allOf: [kind, { title: "c" }] },
      Grandchild: { allOf: [{ allOf: [kind, { title: "c" }] }, { title: "g" }] },
    });
  });

  test.each<[string, Record<string, JsonSchema>, Record<string, unknown>]>([
    ["a part of itself", { A: { allOf: [ref("A"), kind] } }, { A: { allOf: [true, kind] } }],
    ["an alternative of itself", { A: { oneOf: [ref("A"), kind] } }, { A: { oneOf: [kind] } }],
    ["the only alternative", { A: { oneOf: [ref("A")], title: "t" } }, { A: { title: "t" } }],
    ["alternatives of each other", { A: { oneOf: [ref("B"), { title: "a" }] }, B: { oneOf: [ref("A"), { title: "b" }] } }, { A: { oneOf: [ref("B"), { title: "a" }] }, B: { oneOf: [{ title: "b" }] } }],
    ["an alternative of a part", { A: { allOf: [{ anyOf: [ref("A"), kind] }] } }, { A: { allOf: [{ anyOf: [kind] }] } }],
    ["beside a reference", { A: { $ref: "B", title: "t" }, B: { allOf: [ref("A")] } }, { A: { title: "t", allOf: [{ allOf: [true] }] }, B: { allOf: [{ title: "t", allOf: [true] }] } }],
  ])("is cut: %s", (_, schemas, expected) => {
    expect(cut(schemas)).toEqual({ schemas: expected, circular: ["A"] });
  }); // prettier-ignore

  test("is told once, by its first schema", () => {
    const pair = (a: string, b: string): Record<string, JsonSchema> => ({
      [a]: { oneOf: [ref(b)] },
      [b]: { allOf: [ref(a)] },
    });
    expect(cut({ ...pair("A", "B"), ...pair("C", "D") }).circular).toEqual(["A", "C"]);
  });
});

test("no circle is left, whatever refers to whatever", () => {
  const names = ["A", "B", "C", "D"];
  const keywords = ["allOf", "anyOf", "oneOf"];
  for (let seed = 0; seed < 400; seed++) {
    const schemas = names.map((name, i): [string, JsonSchema] => {
      const at = (shift: number): number => (seed * 7919 + i * 104729 + shift * 15485863) >>> 3;
      const links = names.filter((_, j) => (at(j) & 3) === 0).map(ref);
      return [name, { title: name, [keywords[at(5) % 3] ?? "allOf"]: [...links, kind] }];
    });
    const { schemas: left } = withoutCircles(new Map(schemas));
    expect(withoutCircles(left).circular).toEqual([]);
  }
});

test("a chain of five thousand is looked through at once", () => {
  const chain = Array.from({ length: 5000 }, (_, i): [string, JsonSchema] => [
    `A${i}`,
    { allOf: [ref(`A${i + 1}`)] },
  ]);
  const schemas = new Map(chain);
  expect(withoutCircles(schemas).schemas).toEqual(schemas);
});

test("lists of themselves are known", () => {
  const value = { oneOf: [{ type: "string" }, { type: "array", items: ref("Value") }] };
  const schemas = new Map<string, JsonSchema>([
    ["Value", value],
    ["Pair", { prefixItems: [ref("Pair"), true] }],
    ["Tree", { type: "object", properties: { below: { type: "array", items: ref("Tree") } } }],
    ["Map", { additionalProperties: ref("Map") }],
  ]);
  expect([...listsOfThemselves(schemas)]).toEqual(["Value", "Pair"]);
});
