/** Where the schemas of a document refuse a value that they should not, or that our input schema lets through on purpose. */
import { isObject, type Json, type JsonObject } from "../../../../src/json/json.js";
import { bodyDocument, postJson } from "./example.js";
import type { Waiver } from "./waiver.js";

function listOf(schema: JsonObject, keyword: string): readonly Json[] {
  const list = schema[keyword];
  return Array.isArray(list) ? (list as readonly Json[]) : [];
}

function propertiesOf(schema: JsonObject): JsonObject {
  const { properties = {} } = schema;
  return isObject(properties) ? properties : {};
}

/** A schema and the schemas that hold with it. */
function together(schema: JsonObject, ...keywords: readonly string[]): JsonObject[] {
  const below = keywords.flatMap((keyword) => listOf(schema, keyword)).filter(isObject);
  return [schema, ...below.flatMap((each) => together(each, ...keywords))];
}

/** A schema that requires only what passes, as do those that hold with it. */
function requiring(schema: JsonObject, isKept: (name: Json) => boolean): JsonObject {
  const { required, allOf, ...rest } = schema;
  return {
    ...rest,
    ...(Array.isArray(required) ? { required: (required as readonly Json[]).filter(isKept) } : {}),
    ...(Array.isArray(allOf)
      ? { allOf: allOf.map((each: Json) => (isObject(each) ? requiring(each, isKept) : each)) }
      : {}),
  };
}

function oneOfAsAnyOf(schema: JsonObject): JsonObject {
  const { oneOf, ...rest } = schema;
  return oneOf === undefined ? schema : { ...rest, allOf: [...listOf(schema, "allOf"), { anyOf: oneOf }] };
}

function withoutRequiredReadOnly(schema: JsonObject): JsonObject {
  const parts = together(schema, "allOf", "anyOf", "oneOf");
  const properties = parts.flatMap((each) => Object.entries(propertiesOf(each)));
  const readOnly = properties.filter(([, each]) =>
    together(isObject(each) ? each : {}, "allOf").some(isReadOnly),
  );
  const names = new Set<Json>(readOnly.map(([name]) => name));
  return names.size === 0 ? schema : requiring(schema, (name) => !names.has(name));
}

function isReadOnly(schema: JsonObject): boolean {
  return schema["readOnly"] === true;
}

function withoutRequiredUnknown(schema: JsonObject): JsonObject {
  const known = together(schema, "allOf", "anyOf", "oneOf").flatMap((each) =>
    Object.keys(propertiesOf(each)),
  );
  return known.length === 0 ? schema : requiring(schema, (name) => known.some((each) => each === name));
}

function withoutGroups(schema: JsonObject): JsonObject {
  const isGroup = (each: Json): boolean =>
    isObject(each) && Object.keys(each).every((keyword) => keyword === "required");
  const groups = ["anyOf", "oneOf"].filter((keyword) => {
    const list = listOf(schema, keyword);
    return list.length > 0 && list.every(isGroup);
  });
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !groups.includes(keyword)));
}

function withNull(schema: JsonObject): JsonObject {
  const { nullable, ...rest } = schema;
  return nullable === true && schema["type"] === undefined ? { anyOf: [{ type: "null" }, rest] } : schema;
}

const text = { type: "string" } as const;

/** The waivers of schemas. The order counts: groups of required fields are seen as such before `oneOf` is read as `anyOf`. */
export const schemaWaivers: readonly Waiver[] = [
  {
    kind: "judge",
    reason:
      "It lets required properties that are readOnly be absent only where they stand at the top, not inside allOf, oneOf or " +
      "lists (OpenAPI 3.0.3 section 4.7.24.2: the required will take effect on the response only).",
    ease: withoutRequiredReadOnly,
    example: {
      document: bodyDocument("application/json", {
        schema: {
          oneOf: [
            {
              type: "object",
              properties: { id: { type: "string", readOnly: true }, name: text },
              required: ["id"],
            },
          ],
        },
      }),
      request: postJson({ name: "a" }),
      value: { name: "a" },
    },
  },
  {
    kind: "looser",
    reason:
      "Groups of fields that go together (`oneOf: [{ required: … }, …]`) are left to the API, so that the fields of a body " +
      "can be arguments.",
    ease: withoutGroups,
    example: {
      document: bodyDocument("application/json", {
        schema: {
          type: "object",
          properties: { id: text, name: text },
          oneOf: [{ required: ["id"] }, { required: ["name"] }],
        },
      }),
      request: postJson({ id: "a", name: "b" }),
      value: { id: "a", name: "b" },
    },
  },
  {
    kind: "looser",
    reason:
      "`oneOf` is `anyOf` in input schemas: documents write it for alternatives that overlap, which no model can tell apart.",
    ease: oneOfAsAnyOf,
    example: {
      document: bodyDocument("application/json", {
        schema: {
          oneOf: [
            { type: "object", required: ["a"] },
            { type: "object", required: ["b"] },
          ],
        },
      }),
      request: postJson({ a: 1, b: 2 }),
      value: { a: 1, b: 2 },
    },
  },
  {
    kind: "looser",
    reason:
      "`nullable: true` without a `type` lets null through, as its authors mean, though it says nothing (OpenAPI 3.0.3 " +
      "section 4.7.24.1).",
    ease: withNull,
    example: {
      document: bodyDocument("application/json", {
        schema: { type: "object", properties: { name: { nullable: true, allOf: [text] } } },
      }),
      request: postJson({ name: null }),
      value: { name: null },
    },
  },
  {
    kind: "document",
    reason:
      "A field that is required and nowhere described is no argument, as nothing says what it is; the API will say so as well.",
    ease: withoutRequiredUnknown,
    example: {
      document: bodyDocument("application/json", {
        schema: { type: "object", properties: { name: text }, required: ["id"] },
      }),
      request: postJson({ name: "a" }),
      value: { name: "a" },
    },
  },
];
