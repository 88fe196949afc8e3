import { expect, test } from "vitest";
import type { JsonSchemaObject } from "../../src/json/json-schema.js";
import type { Json } from "../../src/json/json.js";
import { isDeclared } from "../../src/mapping/declared.js";

const text = { type: "string" };
const pet: JsonSchemaObject = { type: "object", properties: { name: text, friend: { $ref: "#/$defs/Pet" } } };
const union = { anyOf: [text, pet, { type: "null" }] };
const endless = { anyOf: [{ $ref: "#/$defs/Endless" }] };

test.each<[string, JsonSchemaObject, Json, boolean]>([
  ["a text", text, "x", true],
  ["null", pet, null, true],
  ["named properties", pet, { name: "x", friend: { name: "y" } }, true],
  ["another property", pet, { name: "x", age: 1 }, false],
  ["another one further down", pet, { friend: { friend: { age: 1 } } }, false],
  ["what every object inherits", pet, { constructor: "x" }, false],
  ["anything in an object of which nothing is named", { type: "object" }, { a: { b: 1 } }, true],
  ["anything where anything goes", {}, [{ a: 1 }], true],
  ["more of a type", { ...pet, additionalProperties: text }, { a: "x" }, true],
  ["more of a type that names less", { ...pet, additionalProperties: pet }, { a: { b: 1 } }, false],
  ["more of any type", { ...pet, additionalProperties: true }, { a: { b: 1 } }, true],
  ["items", { type: "array", items: pet }, [{ name: "x" }], true],
  ["an item with another property", { type: "array", items: pet }, [{ name: "x" }, { age: 1 }], false],
  ["items of any type", { type: "array" }, [{ age: 1 }], true],
  ["an object in a tuple, in doubt", { type: "array", prefixItems: [pet] }, [{ name: "x" }], false],
  ["one of several", union, { name: "x" }, true],
  ["none of several", union, { age: 1 }, false],
  ["a part of several, in doubt", { allOf: [pet] }, { name: "x" }, false],
  ["a reference in a circle", endless, { name: "x" }, false],
])("%s", (_, schema, value, is) => {
  expect(isDeclared(value, { ...schema, $defs: { Pet: pet, Endless: endless } })).toBe(is);
});
