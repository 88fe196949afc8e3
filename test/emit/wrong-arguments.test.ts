import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { templatesFolder } from "../../src/emit/templates-folder.js";

interface Wrong {
  readonly what: string;
  readonly arguments: unknown;
}

/** What the emitted helper of the contract test gives. */
async function wrong(inputSchema: object, good: object): Promise<readonly Wrong[]> {
  const { href } = new URL("contract-test/wrong-arguments.mjs", templatesFolder);
  const helper = (await import(href)) as { wrongArguments: (...args: object[]) => readonly Wrong[] };
  return helper.wrongArguments(inputSchema, good);
}

/** The ways in which the one property of an object can be wrong, and that the schema refuses each. */
async function ways(schema: object, value: unknown, required: readonly string[] = []): Promise<unknown> {
  const $defs = {
    Id: { type: "integer" },
    Color: { enum: ["red", "blue"] },
    Maybe: { anyOf: [{ $ref: "#/$defs/Color" }, { type: "null" }] },
    Circle: { allOf: [{ $ref: "#/$defs/Circle" }] },
    Pair: { properties: { one: { $ref: "#/$defs/Id" }, two: {} }, required: ["two"] },
  };
  const root = { type: "object", properties: { v: schema }, required, additionalProperties: false, $defs };
  const accepts = new Ajv2020({ strict: false }).compile(root);
  const found = await wrong(root, { v: value });
  for (const each of found) expect(accepts(each.arguments), JSON.stringify(each)).toBe(false);
  return Object.fromEntries(found.slice(1).map((each) => [each.what, (each.arguments as { v?: unknown }).v]));
}

const ref = (name: string): object => ({ $ref: `#/$defs/${name}` });
const text = { type: "string" };

test("an unknown argument is always wrong", async () => {
  expect(await wrong({ type: "object", additionalProperties: false }, {})).toEqual([
    { what: "an argument is unknown", arguments: { "no such argument": 1 } },
  ]);
});

describe("arguments are broken", () => {
  test.each<[string, object, unknown, readonly string[], object]>([
    ["where one is required", {}, 1, ["v"], { "v is missing": undefined }],
    ["in their type", text, "a", [], { "v is of another type": 7.5 }],
    ["in a type behind a reference", ref("Id"), 1, [], { "v is of another type": "text" }],
    ["in several types", { anyOf: [text, { type: "number" }, { type: "null" }] }, 1, [], { "v is of another type": true }],
    ["in their type or null", { anyOf: [{ type: "integer" }, { type: "null" }] }, 1, [], { "v is of another type": "text" }],
    ["in their values", { type: "string", enum: ["a"] }, "a", [], { "v is of another type": 7.5, "v is none of its values": "no such value" }],
    ["in values behind a reference, or null", ref("Maybe"), "red", [], { "v is of another type": 7.5, "v is none of its values": "no such value" }],
    ["in numbers", { enum: [1, 2] }, 1, [], { "v is of another type": "text", "v is none of its values": 123456.789 }],
    ["in a constant", { const: true }, true, [], { "v is none of its values": false }],
    ["in the items of a list", { type: "array", items: ref("Color") }, ["red"], [], { "v is of another type": "text", "v.0 is none of its values": ["no such value"] }],
    ["below, where nothing above can be", ref("Pair"), { one: 1, two: 2 }, [], { "v.two is missing": { one: 1 }, "v.one is of another type": { one: "text", two: 2 } }],
    ["below what may be null", { anyOf: [ref("Pair"), { type: "null" }] }, { two: 2 }, [], { "v.two is missing": {}, "v.one is of another type": { one: "text", two: 2 } }],
  ])("%s", async (_, schema, value, required, expected) => {
    expect(await ways(schema, value, required)).toEqual(expected);
  }); // prettier-ignore
});

describe("arguments are not broken", () => {
  test.each<[string, object, unknown, object]>([
    ["in values beside which any text is one", { anyOf: [ref("Color"), text] }, "red", { "v is of another type": 7.5 }],
    ["below a union, whose other alternative may accept it", { anyOf: [ref("Pair"), { type: "object" }] }, { two: 2 }, {}],
    ["where anything is accepted", {}, 1, {}],
    ["in an item for which the list of first items speaks", { prefixItems: [{}], items: ref("Color") }, [1], {}],
    ["by a schema that is a part of itself", ref("Circle"), 1, {}],
    ["at the prototype", { properties: JSON.parse('{"__proto__": {"type": "string"}}') as object }, {}, {}],
  ])("%s", async (_, schema, value, expected) => {
    expect(await ways(schema, value)).toEqual(expected);
  }); // prettier-ignore
});
