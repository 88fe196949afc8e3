import { expect, test } from "vitest";
import { openapi, parsed } from "./support.js";

const components = {
  examples: { rex: { value: { name: "Rex" } }, remote: { externalValue: "https://example.com/rex.json" } },
  schemas: {
    Name: { type: "string", examples: ["Tom"] },
    Owner: { type: "object", properties: { email: { type: "string", example: "ann@example.com" } } },
    Pet: {
      type: "object",
      properties: {
        name: { $ref: "#/components/schemas/Name" },
        tags: { type: "array", items: { type: "string", example: "cat" } },
        age: { type: "integer" },
        parent: { $ref: "#/components/schemas/Pet" },
      },
      allOf: [{ properties: { owner: { $ref: "#/components/schemas/Owner" } } }],
    },
  },
};

const pet = { name: "Tom", tags: ["cat"], owner: { email: "ann@example.com" } };

test.each([
  ["of the parameter", { example: 0, schema: { type: "integer", example: 1 } }, [0, 1]],
  ["by name", { examples: { a: { value: "x" }, b: { dataValue: "y" } }, schema: {} }, ["x", "y"]],
  ["of the schema", { schema: { type: "string", examples: ["a", "b"] } }, ["a"]],
  ["behind a reference", { schema: { $ref: "#/components/schemas/Name" } }, ["Tom"]],
  ["of a list's items", { schema: { items: { $ref: "#/components/schemas/Name" } } }, [["Tom"]]],
  ["that is too long to read", { example: "x".repeat(3000), schema: {} }, undefined],
  ["that is nowhere", { examples: { a: { $ref: "#/components/examples/none" } }, schema: {} }, undefined],
  ["elsewhere", { examples: { a: { $ref: "#/components/examples/remote" } }, schema: {} }, undefined],
  ["of its content", { content: { "application/json": { schema: { example: { a: 1 } } } } }, [{ a: 1 }]],
])("a parameter's example %s", (_, parameter, examples) => {
  const operation = { operationId: "x", parameters: [{ name: "p", in: "query", ...parameter }] };
  const { api, diagnostics } = parsed(openapi("3.1", { components, paths: { "/x": { get: operation } } }));
  expect(api.operations[0]?.parameters[0]?.examples).toEqual(examples);
  expect(diagnostics).toEqual([]);
});

test.each([
  ["its own", { examples: { rex: { $ref: "#/components/examples/rex" } } }, [{ name: "Rex" }, partly()]],
  ["put together from its properties", {}, [partly()]],
])("a body's examples: %s", (_, media, examples) => {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Pet" }, ...media } };
  const paths = { "/x": { post: { operationId: "x", requestBody: { content } } } };
  const { api } = parsed(openapi("3.1", { components, paths }));
  expect(api.operations[0]?.requestBody?.content[0]?.examples).toEqual(examples);
});

/** A pet inside a pet, until it is deep enough. */
function partly(): object {
  return { ...pet, parent: { ...pet, parent: { name: "Tom" } } };
}
