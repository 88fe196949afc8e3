import { describe, expect, test } from "vitest";
import { mapped } from "../mapping/support.js";
import { openapi } from "./support.js";

interface TypesDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

function types(document: object): TypesDocument {
  return mapped(document).project.typesDocument as unknown as TypesDocument;
}

/** How the types see a schema that a property refers to. */
function typed(schema: unknown, schemas: object = {}, version = "3.1"): unknown {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/A" } } };
  const paths = { "/x": { post: { requestBody: { required: true, content } } } };
  return types(openapi(version, { paths, components: { schemas: { A: schema, ...schemas } } })).components
    .schemas["A"];
}

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

describe("operations", () => {
  test("stand under the constants of their tools; methods that openapi-typescript does not know under paths of their own", () => {
    const { paths } = types(
      openapi("3.2", {
        paths: {
          "/x": {
            get: { operationId: "read" },
            query: { operationId: "search" },
            additionalOperations: { get: { operationId: "lower" }, LINK: { operationId: "link" } },
          },
        },
      }),
    );
    expect(Object.entries(paths).map(([path, methods]) => [path, Object.keys(methods)])).toEqual([
      ["/x", ["get"]],
      ["/x#search", ["post"]],
      ["/x#lower", ["post"]],
      ["/x#link", ["post"]],
    ]);
    expect(paths["/x"]?.["get"]).toMatchObject({ operationId: "read", parameters: [] });
  });

  test("have their parameters, the body that the tool sends and the JSON of their successes", () => {
    const json = { content: { "text/csv": {}, "application/problem+json": { schema: { type: "string" } } } };
    const { paths } = types(
      openapi("3.2", {
        paths: {
          "/x": {
            post: {
              parameters: [
                { name: "q", in: "query", description: "d", schema: { type: "string", default: "a", format: "date" } },
                { name: "all", in: "querystring", content: { "application/json": {} } },
              ],
              requestBody: { content: { "text/csv": {}, "application/json": { schema: true } } },
              responses: { 200: json, "2XX": {}, 400: json, default: json },
            },
          },
        },
      }),
    );
    expect(paths["/x"]?.["post"]).toEqual({
      operationId: "postX",
      parameters: [{ name: "q", in: "query", required: false, schema: { type: "string" } }],
      requestBody: { required: false, content: { "application/json": { schema: {} } } },
      responses: {
        200: { description: "", content: { "application/json": { schema: { type: "string" } } } },
        "2XX": { description: "" },
      },
    });
  }); // prettier-ignore
});

test("no reference dangles, and only what is reached is there", () => {
  const schemas = { B: { type: "object", properties: { c: ref("C-d") } }, "C-d": { type: "string" }, Unused: ref("B") };
  const content = { "application/json": { schema: ref("B") } };
  const document = types(
    openapi("3.1", { paths: { "/x": { post: { requestBody: { content } } } }, components: { schemas } }),
  );
  expect(document.components.schemas).toEqual({
    B: { type: "object", properties: { c: { $ref: "#/components/schemas/CD" } } },
    CD: { type: "string" },
  });
}); // prettier-ignore

describe("schemas", () => {
  const object = { type: "object", properties: { a: { type: "string" } } };

  test.each<[string, unknown, unknown]>([
    ["keep what makes a type", { ...object, title: "t", description: "d", minProperties: 1, default: {}, deprecated: true, not: {}, if: {}, patternProperties: {} }, object],
    ["true is anything", { properties: { a: true } }, { properties: { a: {} } }],
    ["false is nothing", { properties: { a: false } }, { properties: { a: false } }],
    ["false as a part is nothing", { allOf: [false] }, { allOf: [{ enum: [] }] }],
    ["ways to require are no type", { ...object, anyOf: [{ required: ["a"] }, { required: ["b"] }] }, object],
    ["marks beside a reference are kept", { properties: { a: { ...ref("B"), readOnly: true } } }, { properties: { a: { allOf: [ref("B")], readOnly: true } } }],
    ["what narrows a reference is a second part", { properties: { a: { ...ref("B"), required: ["x"] } } }, { properties: { a: { allOf: [ref("B"), { required: ["x"] }] } } }],
    ["what describes a reference is none", { properties: { a: { ...ref("B"), description: "d" } } }, { properties: { a: ref("B") } }],
    ["an only alternative is a part", { ...object, anyOf: [ref("B")] }, { ...object, allOf: [ref("B")] }],
    ["an only alternative to null is a part", { ...object, oneOf: [ref("B"), { type: "null" }] }, { ...object, allOf: [ref("B")] }],
    ["an alternative to null by itself stays", { anyOf: [ref("B"), { type: "null" }] }, { anyOf: [ref("B"), { type: "null" }] }],
    ["several alternatives stay", { ...object, anyOf: [ref("B"), object] }, { ...object, anyOf: [ref("B"), object] }],
    ["a list of itself ends", { type: "array", items: ref("A") }, { type: "array", items: {} }],
    ["any value ends", { oneOf: [{ type: "string" }, { type: "array", items: { anyOf: [ref("A"), object] } }] }, { oneOf: [{ type: "string" }, { type: "array", items: {} }] }],
    ["recursion in properties goes on", { properties: { a: { type: "array", items: ref("A") } } }, { properties: { a: { type: "array", items: ref("A") } } }],
  ])("%s", (_, schema, expected) => {
    expect(typed(schema, { B: { type: "object" } })).toEqual(expected);
  }); // prettier-ignore

  test("nested too deep for TypeScript's printer end as anything", () => {
    let deep: object = { type: "string" };
    for (let level = 0; level < 480; level++) deep = { type: "array", items: deep };
    expect(JSON.stringify(typed(deep)).split("items")).toHaveLength(102);
  });
});
