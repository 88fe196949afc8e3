// The examples of the Overlay Specification 1.0.0 and 1.1.0 (section "Examples"), each with what it has to give.
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/json/json.js";
import { apply, overlayOf, yaml } from "./support.js";

/** Applies an example without any problem. */
function result(document: string, ...overlays: Json[]): Json {
  const { value, codes } = apply(yaml(document), overlays);
  expect(codes).toEqual([]);
  return value;
}

const head = "info: { title: Example, version: 1.0.0 }";

describe("both versions", () => {
  test("Structured Overlay Example", () => {
    const overlay = overlayOf("1.0.0", {
      target: "$",
      update: yaml(`
info: { x-overlay-applied: structured-overlay }
paths:
  "/": { summary: The root resource, get: { summary: Retrieve the root resource, x-rate-limit: 100 } }
  "/pets": { get: { summary: Retrieve a list of pets, x-rate-limit: 100 } }
components:
tags:
`),
    });
    expect(
      result(
        `info: { title: Pets }\npaths: { "/": { get: { x-rate-limit: 5, tags: [a] } }, "/owners": {} }`,
        overlay,
      ),
    ).toEqual(
      yaml(`
info: { title: Pets, x-overlay-applied: structured-overlay }
paths:
  "/": { summary: The root resource, get: { summary: Retrieve the root resource, tags: [a], x-rate-limit: 100 } }
  "/owners": {}
  "/pets": { get: { summary: Retrieve a list of pets, x-rate-limit: 100 } }
components:
tags:
`),
    );
  });

  test("Targeted Overlay Example of 1.0", () => {
    const overlay = overlayOf(
      "1.0.0",
      { target: "$.paths['/foo'].get", update: { description: "This is the new description" } },
      {
        target: "$.paths['/bar']",
        update: {
          post: { description: "This is an updated description of a child object", "x-safe": false },
        },
      },
    );
    expect(result(`paths: { /foo: { get: { description: Old } }, /bar: { post: {} } }`, overlay)).toEqual(
      yaml(`
paths:
  /foo: { get: { description: This is the new description } }
  /bar: { post: { description: This is an updated description of a child object, x-safe: false } }
`),
    );
  });

  test("Wildcard Overlay Example", () => {
    const overlay = overlayOf(
      "1.0.0",
      { target: "$.paths.*.get", update: { "x-safe": true } },
      {
        target: "$.paths.*.get.parameters[?@.name=='filter' && @.in=='query']",
        update: { schema: { $ref: "/components/schemas/filterSchema" } },
      },
    );
    expect(
      result(
        `paths: { /a: { get: { parameters: [{ name: filter, in: query }, { name: filter, in: header }] } }, /b: { get: {}, put: {} } }`,
        overlay,
      ),
    ).toEqual(
      yaml(`
paths:
  /a:
    get:
      parameters:
        - { name: filter, in: query, schema: { $ref: /components/schemas/filterSchema } }
        - { name: filter, in: header }
      x-safe: true
  /b: { get: { x-safe: true }, put: {} }
`),
    );
  });

  test("Array Modification Examples", () => {
    const add = overlayOf("1.0.0", {
      target: "$.paths.*.get.parameters",
      update: { name: "newParam", in: "query" },
    });
    const remove = overlayOf("1.0.0", {
      target: "$.paths.*.get.parameters[?@.name == 'dummy']",
      remove: true,
    });
    expect(
      result(
        `paths: { /a: { get: { parameters: [{ name: dummy }, { name: x }, { name: dummy }] } } }`,
        add,
        remove,
      ),
    ).toEqual(yaml(`paths: { /a: { get: { parameters: [{ name: x }, { name: newParam, in: query }] } } }`));
  });
});

describe("1.1", () => {
  test("Targeted Overlay Example: a primitive by itself", () => {
    const overlay = overlayOf("1.1.0", {
      target: "$.paths['/foo'].get.description",
      update: "This is the new description",
    });
    expect(result(`paths: { /foo: { get: { description: Old } } }`, overlay)).toEqual(
      yaml(`paths: { /foo: { get: { description: This is the new description } } }`),
    );
  });

  test("Array Modification Examples: a primitive item", () => {
    const overlay = overlayOf("1.1.0", { target: "$.paths.*.get.tags[?@ == 'dummy']", remove: true });
    expect(result(`paths: { /foo: { get: { tags: [dummy, a, dummy, b] } } }`, overlay)).toEqual(
      yaml(`paths: { /foo: { get: { tags: [a, b] } } }`),
    );
  });

  test("Traits Example", () => {
    const overlay = overlayOf("1.1.0", {
      target: "$.paths[?(@.get['x-oai-traits'][?(@ == 'paged')])].get",
      update: {
        parameters: [
          { name: "top", in: "query" },
          { name: "skip", in: "query" },
        ],
      },
    });
    const document = `
paths:
  /items: { get: { x-oai-traits: [paged] } }
  /items/{id}/subitems: { get: { x-oai-traits: [paged], parameters: [{ name: id, in: path, required: true }] } }
  /other: { get: {} }
`;
    expect(result(document, overlay)).toEqual(
      yaml(`
paths:
  /items:
    get: { x-oai-traits: [paged], parameters: [{ name: top, in: query }, { name: skip, in: query }] }
  /items/{id}/subitems:
    get:
      x-oai-traits: [paged]
      parameters: [{ name: id, in: path, required: true }, { name: top, in: query }, { name: skip, in: query }]
  /other: { get: {} }
`),
    );
  });

  const items = "{ get: { responses: { 200: { description: OK } } } }";
  const before = `${head}\npaths: { /items: ${items}, /some-items: { delete: { responses: {} } } }`;

  test("Copy Example: Simple Copy", () => {
    const overlay = overlayOf("1.1.0", { target: '$.paths["/some-items"]', copy: '$.paths["/items"]' });
    expect(result(before, overlay)).toEqual(
      yaml(
        `${head}\npaths: { /items: ${items}, /some-items: { delete: { responses: {} }, get: { responses: { 200: { description: OK } } } } }`,
      ),
    );
  });

  test("Copy Example: Ensure the Target Exists and Copy", () => {
    const overlay = overlayOf(
      "1.1.0",
      { target: "$.paths", update: { "/other-items": {} } },
      { target: '$.paths["/other-items"]', copy: '$.paths["/items"]' },
    );
    expect(result(before, overlay)).toEqual(
      yaml(
        `${head}\npaths: { /items: ${items}, /some-items: { delete: { responses: {} } }, /other-items: ${items} }`,
      ),
    );
  });

  test("Copy Example: Move Example", () => {
    const overlay = overlayOf(
      "1.1.0",
      { target: "$.paths", update: { "/new-items": {} } },
      { target: '$.paths["/new-items"]', copy: '$.paths["/items"]' },
      { target: '$.paths["/items"]', remove: true },
    );
    expect(result(before, overlay)).toEqual(
      yaml(`${head}\npaths: { /new-items: ${items}, /some-items: { delete: { responses: {} } } }`),
    );
  });
});
