import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../src/json/json-schema.js";
import { plainSchema } from "../../src/mapping/plain-schema.js";

const cases: readonly [name: string, schema: JsonSchema, plain: JsonSchema][] = [
  ["one type is kept", { type: "string", minLength: 1 }, { type: "string", minLength: 1 }],
  ["a list of one type is that type", { type: ["string"] }, { type: "string" }],
  [
    "two types are alternatives, described outside",
    { type: ["string", "null"], minLength: 1, description: "A tag." },
    { description: "A tag.", anyOf: [{ type: "string", minLength: 1 }, { type: "null" }] },
  ],
  [
    "each alternative has its own values",
    { type: ["string", "integer", "null"], enum: ["a", 1, null] },
    { anyOf: [{ type: "string", enum: ["a"] }, { type: "integer", enum: [1] }, { type: "null" }] },
  ],
  [
    "an alternative without values is none, and one that is left stands alone",
    { type: ["string", "null"], enum: ["a"] },
    { type: "string", enum: ["a"] },
  ],
  ["no alternative at all is nothing", { type: ["string", "null"], enum: [1] }, { not: {} }],
  ["arrays say what they hold", { type: "array" }, { type: "array", items: {} }],
  [
    "alternatives that were there stay",
    { type: ["string", "null"], anyOf: [{ minLength: 2 }] },
    { anyOf: [{ minLength: 2 }], allOf: [{ anyOf: [{ type: "string" }, { type: "null" }] }] },
  ],
  [
    "a key that clients refuse is only described",
    { type: "object", properties: { "a.b": {}, c: {} }, required: ["a.b"], additionalProperties: false },
    { type: "object", properties: { c: {} }, required: ["a.b"], description: 'Takes "a.b" as well.' },
  ],
];

describe("schemas that every client reads", () => {
  test.each(cases)("%s", (_name, schema, plain) => {
    expect(plainSchema(schema)).toEqual(plain);
  });

  test("mean what they meant", () => {
    const type = fc.constantFrom("array", "boolean", "integer", "null", "number", "object", "string");
    const value = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.double({ min: 0, max: 2 }),
      fc.constantFrom("", "a", "ab", true, null),
      fc.constant([1]),
      fc.constant({ a: 1 }),
    );
    const schema = fc.record(
      {
        type: fc.uniqueArray(type, { minLength: 1 }),
        enum: fc.array(value, { minLength: 1, maxLength: 4 }),
        minLength: fc.nat(2),
        minimum: fc.nat(2),
        minItems: fc.nat(2),
        required: fc.constant(["a"]),
        anyOf: fc.constant([{ type: "string" }, { type: ["integer", "object"] }]),
      },
      { requiredKeys: ["type"] },
    );
    fc.assert(
      fc.property(schema, value, (given, instance) => {
        const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false });
        const plain = plainSchema(given) as object;
        expect(ajv.validate(plain, instance)).toBe(ajv.validate(given, instance));
      }),
      { numRuns: 500 },
    );
  });
});
