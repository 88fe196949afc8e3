import { describe, expect, test } from "vitest";
import { only, openapi, parsed } from "./support.js";

const types = { Ref: { type: "object" } };
const ref = { $ref: "#/components/schemas/Ref" };
const id = { $ref: "file:///specs/openapi.yaml#/components/schemas/Ref" };
const none = { type: "null" };

/** What becomes of a schema. */
function schema(written: unknown, version = "3.1"): unknown {
  const content = { "application/json": { schema: written } };
  const paths = { "/x": { post: { requestBody: { content } } } };
  return only(parsed(openapi(version, { paths, components: { schemas: types } }))).requestBody?.content[0]
    ?.schema;
}

describe("keywords", () => {
  test.each([
    ["boolean schemas stay", true, true],
    ["boolean schemas stay", false, false],
    ["what is no schema allows everything", 7, true],
    ["what is no schema allows everything", null, true],
    ["what is no schema allows everything", ["string"], true],
    ["only those of JSON Schema are kept", { type: "string", example: "x", examples: ["x"], xml: {}, "x-a": 1, externalDocs: {}, discriminator: {}, $comment: "c", $schema: "s", $id: "i" }, { type: "string" }],
    ["in their order", { minLength: 1, type: "string" }, { minLength: 1, type: "string" }],
    ["schemas inside are read", { items: { items: { nullable: true, type: "string" } } }, { items: { items: { type: ["string", "null"] } } }],
    ["lists of schemas are read", { allOf: [ref, 7, false] }, { allOf: [id, true, false] }],
    ["maps of schemas are read", { patternProperties: { "^a": ref }, dependentSchemas: { a: ref } }, { patternProperties: { "^a": id }, dependentSchemas: { a: id } }],
    ["an empty list says nothing", { anyOf: [], oneOf: [], allOf: [], prefixItems: [], enum: [], required: [] }, {}],
    ["a part marks the whole", { allOf: [ref, { readOnly: true }, { writeOnly: false }] }, { allOf: [id, { readOnly: true }, { writeOnly: false }], readOnly: true }],
    ["a $ref that is no text is no reference", { $ref: { type: "string" }, type: "object" }, { type: "object" }],
  ])("%s: %j", (_, written, expected) => {
    expect(schema(written)).toEqual(expected);
  }); // prettier-ignore

  test("as names of properties are names", () => {
    const properties = Object.fromEntries(
      ["$ref", "items", "properties", "type", "allOf", "constructor", "x-a", "nullable"].map((name) => [name, { type: "string" }]),
    ); // prettier-ignore
    expect(schema({ type: "object", properties })).toEqual({ type: "object", properties });
    const proto = JSON.parse('{"properties": {"__proto__": {"type": "string"}}}') as object;
    expect(JSON.stringify(schema(proto))).toBe('{"properties":{"__proto__":{"type":"string"}}}');
  });

  test.each([
    ["required", ["a", "b", "a"], ["a", "b"]],
    ["required", ["a", 1, null], ["a"]],
    ["required", true, undefined],
    ["type", ["string", "string", "null"], ["string", "null"]],
    ["type", ["string"], "string"],
    ["type", ["string", "any"], "string"],
    ["type", ["any"], undefined],
    ["type", [], undefined],
    ["type", "String", undefined],
    ["type", { a: 1 }, undefined],
    ["enum", ["a", "a", 1, "1", null], ["a", 1, "1", null]],
    ["enum", "a", undefined],
    ["enum", [{ a: 1 }, { a: 1 }], [{ a: 1 }]],
    ["maximum", Infinity, undefined],
    ["minimum", "5", undefined],
    ["multipleOf", 0, undefined],
    ["multipleOf", -1, undefined],
    ["multipleOf", 0.01, 0.01],
    ["maxLength", 1.5, undefined],
    ["minItems", -1, undefined],
    ["minProperties", 0, 0],
    ["uniqueItems", "true", undefined],
    ["readOnly", "true", undefined],
    ["pattern", "(?i)[", undefined],
    ["pattern", 7, undefined],
    ["format", null, undefined],
    ["description", ["a"], undefined],
    ["properties", ["a"], undefined],
    ["items", "string", undefined],
    ["additionalProperties", "yes", undefined],
    ["allOf", { a: 1 }, undefined],
    ["dependentRequired", { a: ["b"] }, { a: ["b"] }],
    ["dependentRequired", { a: "b" }, undefined],
    ["dependentRequired", { a: ["b", "b"] }, undefined],
    ["default", null, null],
    ["const", { $ref: "#/nowhere" }, { $ref: "#/nowhere" }],
  ])("of a wrong shape are mended or left out: %s: %j", (keyword, value, expected) => {
    expect(schema({ [keyword]: value })).toEqual(expected === undefined ? {} : { [keyword]: expected });
  });
});

describe("older versions", () => {
  test.each([
    [{ minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
    [{ minimum: 1, exclusiveMinimum: false }, { minimum: 1 }],
    [{ exclusiveMaximum: true }, {}],
    [{ maximum: 0, exclusiveMaximum: true }, { exclusiveMaximum: 0 }],
    [{ exclusiveMaximum: 3, maximum: 5 }, { exclusiveMaximum: 3, maximum: 5 }],
    [{ type: "array", items: [{ type: "string" }, 7] }, { type: "array", prefixItems: [{ type: "string" }, true] }],
    [{ type: "array", items: [] }, { type: "array" }],
    [{ type: "file" }, { type: "string", format: "binary" }],
    [{ type: ["file", "null"] }, { type: ["string", "null"], format: "binary" }],
  ])("%j", (written, expected) => {
    expect(schema(written, "3.0")).toEqual(expected);
  }); // prettier-ignore
});

describe("nullable", () => {
  test.each([
    [{ type: "string" }, { type: ["string", "null"] }],
    [{ type: ["string", "null"] }, { type: ["string", "null"] }],
    [{ type: "string", enum: ["a"] }, { type: ["string", "null"], enum: ["a", null] }],
    [{ type: "string", enum: ["a", null] }, { type: ["string", "null"], enum: ["a", null] }],
    [{ enum: ["a"] }, { enum: ["a", null] }],
    [{ const: "a" }, { enum: ["a", null] }],
    [{ type: "string", const: "a" }, { type: ["string", "null"], enum: ["a", null] }],
    [{}, {}],
    [{ properties: {} }, { properties: {} }],
    [{ type: "file" }, { type: ["string", "null"], format: "binary" }],
    [ref, { anyOf: [id, none] }],
    [{ ...ref, description: "d" }, { description: "d", anyOf: [id, none] }],
    [{ allOf: [ref] }, { anyOf: [{ allOf: [id] }, none] }],
    [{ type: "object", oneOf: [ref], readOnly: true, default: null }, { readOnly: true, default: null, anyOf: [{ type: "object", oneOf: [id] }, none] }],
  ])("%j", (written, expected) => {
    expect(schema({ ...written, nullable: true }, "3.0")).toEqual(expected);
    expect(schema({ ...written, "x-nullable": true }, "3.0")).toEqual(expected);
    expect(schema({ ...written, nullable: false }, "3.0")).not.toHaveProperty("nullable");
  }); // prettier-ignore
});

describe("beside a reference", () => {
  const beside = { ...ref, description: "d", title: "t", minProperties: 1, readOnly: true, "x-a": 1 };

  test("3.1 allows every keyword", () => {
    expect(schema(beside, "3.1")).toEqual({
      ...id,
      description: "d",
      title: "t",
      minProperties: 1,
      readOnly: true,
    });
  });

  test("3.0 and 2.0 only describe", () => {
    expect(schema(beside, "3.0")).toEqual({ ...id, description: "d" });
  });

  test("3.0 does not even follow what it ignores", () => {
    const broken = { ...ref, properties: { a: { $ref: "#/nowhere" } } };
    expect(schema(broken, "3.0")).toEqual(id);
    expect(() => schema(broken, "3.1")).toThrow("0 operations");
  });
});

describe("the mapping of a discriminator", () => {
  const other = { type: "object", properties: { kind: { type: "integer" }, size: { type: "integer" } } };
  const told = (...values: string[]): object => ({ properties: { kind: { type: "string", enum: values } } });

  test.each([
    ["by reference", { a: ref.$ref }, [{ ...id, ...told("a") }, other]],
    ["by name", { a: "Ref" }, [{ ...id, ...told("a") }, other]],
    ["several values for one", { a: "Ref", b: ref.$ref }, [{ ...id, ...told("a", "b") }, other]],
    ["of a schema that is no alternative", { a: "Other", b: 7, c: "f" }, [id, other]],
    ["of another form", ["Ref"], [id, other]],
  ])("%s", (_, mapping, alternatives) => {
    const discriminator = { propertyName: "kind", mapping };
    expect(schema({ oneOf: [ref, other], discriminator })).toEqual({ oneOf: alternatives });
    expect(schema({ anyOf: [ref, other], discriminator }, "3.0")).toEqual({ anyOf: alternatives });
  });

  test("gives way to what an alternative says itself", () => {
    const content = (kind: object): unknown => {
      const types = { Ref: { type: "object", properties: { kind } } };
      const written = {
        oneOf: [ref],
        discriminator: { propertyName: "kind", mapping: { a: "Ref", b: "Ref" } },
      };
      const paths = {
        "/x": { post: { requestBody: { content: { "application/json": { schema: written } } } } },
      };
      const document = openapi("3.1", { paths, components: { schemas: types } });
      return only(parsed(document)).requestBody?.content[0]?.schema;
    };
    expect(content({ enum: ["b", "c"] })).toEqual({ oneOf: [{ ...id, ...told("b") }] });
    expect(content({ const: "c" })).toEqual({ oneOf: [id] });
    expect(content({ type: "string" })).toEqual({ oneOf: [{ ...id, ...told("a", "b") }] });
  });

  test("says nothing without the name of a property, or without alternatives", () => {
    const mapping = { a: "Ref" };
    expect(schema({ oneOf: [ref], discriminator: { mapping } })).toEqual({ oneOf: [id] });
    expect(schema({ type: "object", discriminator: { propertyName: "kind", mapping } })).toEqual({
      type: "object",
    });
  });
});

test("a value beyond 2^53 is reported, a bound is not", () => {
  const messages = (written: object): string[] => {
    const content = { "application/json": { schema: written } };
    const paths = { "/x": { post: { requestBody: { content } } } };
    return [...parsed(openapi("3.1", { paths })).messages];
  };
  const report = "inexact-integer: An integer in enum is beyond 2^53, and JavaScript reads 9007199254740992";
  expect(messages({ enum: [1, Number("9007199254740993")] })).toEqual([report]);
  expect(messages({ type: "integer", maximum: 2 ** 63, minimum: -(2 ** 63) })).toEqual([]);
  expect(messages({ enum: [Number.MAX_SAFE_INTEGER, 1.5, "9007199254740993"], default: 0 })).toEqual([]);
});

test("a schema nested as deep as the loader lets it is read", () => {
  let deep: object = { type: "string" };
  for (let level = 0; level < 480; level++) deep = { not: deep };
  expect(JSON.stringify(schema(deep))).toBe(JSON.stringify(deep));
});
