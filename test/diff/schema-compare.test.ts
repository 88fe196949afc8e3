// Differences of two schemas: what they are called, and how they are graded for arguments and for results.
import { describe, expect, it } from "vitest";
import type { JsonSchemaObject } from "../../src/json/json-schema.js";
import { argumentGrade, resultGrade } from "../../src/diff/grade.js";
import { compareSchemas } from "../../src/diff/schema-compare.js";

const [text, number, whole, nothing] = ["string", "number", "integer", "null"].map((type) => ({ type })) as [
  JsonSchemaObject,
  JsonSchemaObject,
  JsonSchemaObject,
  JsonSchemaObject,
];

/** Each change as `path aspect effect: grade as argument, grade as result`. */
function changes(before: JsonSchemaObject, after: JsonSchemaObject): string[] {
  return compareSchemas(before, after).map((change) => {
    const { path, aspect, effect } = change;
    return `${path.join(".") || "-"} ${aspect} ${effect}: ${argumentGrade(change)}, ${resultGrade(change)}`;
  });
}

function object(properties: Record<string, unknown>, others: object = {}): JsonSchemaObject {
  return { type: "object", properties, additionalProperties: false, ...others } as JsonSchemaObject;
}

describe("one keyword", () => {
  it.for<[JsonSchemaObject, JsonSchemaObject, string[]]>([
    [text, text, []],
    [text, number, ["- type replaced: breaking, breaking"]],
    [whole, number, ["- type widened: compatible, risky"]],
    [number, whole, ["- type narrowed: breaking, compatible"]],
    [{}, text, ["- type narrowed: breaking, compatible"]],
    [text, { anyOf: [text, nothing] }, ["- type widened: compatible, risky"]],
    [{ anyOf: [text, nothing] }, text, ["- type narrowed: breaking, compatible"]],
    [{ anyOf: [text, whole] }, { anyOf: [number, text] }, ["- type widened: compatible, risky"]],
    [{ enum: ["a", "b"] }, { enum: ["b"] }, ["- values narrowed: breaking, compatible"]],
    [{ enum: ["a"] }, { enum: ["a", "b"] }, ["- values widened: compatible, risky"]],
    [{ enum: ["a"] }, { const: "a" }, []],
    [{ enum: ["a"] }, { type: "string", enum: ["a"] }, []],
    [text, { ...text, enum: ["a"] }, ["- values narrowed: breaking, compatible"]],
    [
      { anyOf: [{ const: 1, title: "one" }, { const: 2 }] },
      { anyOf: [{ const: 2 }, { const: 3 }] },
      ["- values replaced: breaking, risky"],
    ],
    [{ ...whole, maximum: 100 }, { ...whole, maximum: 50 }, ["- maximum narrowed: breaking, compatible"]],
    [{ ...whole, minimum: 1 }, { ...whole, minimum: 0 }, ["- minimum widened: compatible, risky"]],
    [
      { ...number, exclusiveMinimum: 0 },
      { ...number, minimum: 0 },
      ["- lower bound widened: compatible, risky"],
    ],
    [
      { ...number, maximum: 9 },
      { ...number, exclusiveMaximum: 9 },
      ["- upper bound narrowed: breaking, compatible"],
    ],
    [{ ...number, minimum: 0 }, { ...number, minimum: 0, exclusiveMinimum: -1 }, []],
    [text, { ...text, minLength: 0 }, []],
    [text, { ...text, minimum: 3 }, []],
    [text, { ...text, pattern: "^a" }, ["- pattern narrowed: breaking, compatible"]],
    [{ ...text, pattern: "^a" }, { ...text, pattern: "^b" }, ["- pattern replaced: breaking, risky"]],
    [text, { ...text, format: "date" }, ["- format narrowed: breaking, compatible"]],
    [text, { ...text, format: "markdown" }, ["- format said: risky, risky"]],
    [{ ...whole, format: "int32" }, { ...whole, format: "int64" }, ["- format widened: compatible, risky"]],
    [{ ...whole, multipleOf: 10 }, { ...whole, multipleOf: 5 }, ["- multipleOf widened: compatible, risky"]],
    [{ ...text, default: "a" }, { ...text, default: "b" }, ["- default said: risky, risky"]],
    [{ ...text, description: "a" }, text, ["- description said: risky, risky"]],
    [{ not: text }, { not: number }, ["- not unclear: risky, risky"]],
    [{ oneOf: [text] }, { oneOf: [text, number] }, ["- oneOf unclear: risky, risky"]],
  ])("%j -> %j", ([before, after, expected]) => {
    expect(changes(before, after)).toEqual(expected);
  });
});

describe("objects and lists", () => {
  const open = { type: "object", properties: { a: text } } satisfies JsonSchemaObject;

  it.for<[string, JsonSchemaObject, JsonSchemaObject, string[]]>([
    ["optional property", object({}), object({ a: text }), ["a added widened: compatible, compatible"]],
    ["required property", object({}), object({ a: text }, { required: ["a"] }), ["a added replaced: breaking, compatible"]],
    ["property gone", object({ a: text }), object({}), ["a removed replaced: breaking, breaking"]],
    ["property gone, others let through", open, { type: "object" }, ["a removed unclear: risky, breaking"]],
    ["property where nothing was said of others", { type: "object" }, open, ["a added widened: compatible, compatible"]],
    ["property where any was allowed", { type: "object", additionalProperties: true }, { ...open, additionalProperties: true }, ["a type narrowed: breaking, compatible"]],
    ["others refused", open, { ...open, additionalProperties: false }, ["* type narrowed: breaking, compatible"]],
    ["now required", object({ a: text }), object({ a: text }, { required: ["a"] }), ["a required narrowed: breaking, compatible"]],
    ["now optional", object({ a: text }, { required: ["a"] }), object({ a: text }), ["a optional widened: compatible, risky"]],
    ["deep inside", object({ a: { type: "array", items: object({ b: text }) } }), object({ a: { type: "array", items: object({ b: whole }) } }), ["a.[].b type replaced: breaking, breaking"]],
    ["named like what objects inherit", object({}), object({ constructor: text }), ["constructor added widened: compatible, compatible"]],
    ["shorter list", { type: "array", maxItems: 3 }, { type: "array", maxItems: 2 }, ["- maxItems narrowed: breaking, compatible"]],
    ["first items", { type: "array", prefixItems: [text], items: whole }, { type: "array", items: whole }, ["[0] type replaced: breaking, breaking"]],
    ["parts put together", { allOf: [object({ a: text }), { description: "x" }] }, object({ a: whole }), ["- description said: risky, risky", "a type replaced: breaking, breaking"]],
  ])("%s", ([, before, after, expected]) => {
    expect(changes(before, after)).toEqual(expected);
  }); // prettier-ignore
});

describe("definitions", () => {
  const node = (value: JsonSchemaObject): JsonSchemaObject => ({
    ...object({ next: { $ref: "#/$defs/Node" } }),
    $defs: { Node: object({ value, next: { $ref: "#/$defs/Node" } }) },
  });

  it("are followed, and a circle of them ends; a change is told at the first place", () => {
    expect(changes(node(text), node(text))).toEqual([]);
    expect(changes(node(text), node(whole))).toEqual(["next.value type replaced: breaking, breaking"]);
  });

  it("may have another name, or stand where they are used", () => {
    const inside = object({ a: object({ b: text }) });
    const named = { ...object({ a: { $ref: "#/$defs/A" } }), $defs: { A: object({ b: text }) } };
    expect(changes(inside, named)).toEqual([]);
    const renamed = { ...object({ a: { $ref: "#/$defs/B" } }), $defs: { B: object({ b: text }) } };
    expect(changes(named, renamed)).toEqual([]);
  });

  it("of one name belong together in a union", () => {
    const optional = (kinds: JsonSchemaObject): JsonSchemaObject => ({
      anyOf: [nothing, { $ref: "#/$defs/Kind" }],
      $defs: { Kind: kinds },
    });
    const kinds = [1, 2].map((value) => ({ const: value }));
    expect(changes(optional({ anyOf: kinds }), optional({ anyOf: kinds.slice(1) }))).toEqual([
      "- values narrowed: breaking, compatible",
    ]);
  });

  it("change behind a reference that is written as before", () => {
    const union = (b: JsonSchemaObject): JsonSchemaObject => ({
      ...object({ a: { anyOf: [{ $ref: "#/$defs/A" }, nothing] }, not: { not: { $ref: "#/$defs/A" } } }),
      $defs: { A: object({ b }) },
    });
    expect(changes(union(text), union(whole))).toEqual([
      "a.b type replaced: breaking, breaking",
      "not not unclear: risky, risky",
    ]);
  });

  it("are told once where several alternatives differ in the same", () => {
    const either = (maxLength: number): JsonSchemaObject =>
      object({
        a: { anyOf: [object({ x: { ...text, maxLength } }), object({ x: { ...text, maxLength }, y: text })] },
      });
    expect(changes(either(3), either(2))).toEqual(["a.x maxLength narrowed: breaking, compatible"]);
  });

  it("end when unions of unions are a knot", () => {
    const knot = (size: number, last: JsonSchemaObject): JsonSchemaObject => {
      const names = Array.from({ length: size }, (_, index) => `N${index}`);
      const all = names.map((name) => ({ $ref: `#/$defs/${name}` }));
      const defs = names.map((name, index) => [
        name,
        object({ [name]: { anyOf: [...all, last] }, deep: { maxLength: index } }),
      ]);
      return { anyOf: [...all, last], $defs: Object.fromEntries(defs) as never };
    };
    const start = performance.now();
    expect(changes(knot(9, text), knot(9, whole)).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
