import { describe, expect, test } from "vitest";
import type { Parameter } from "../../src/openapi/api.js";
import { only, openapi, parsed } from "./support.js";

function parametersOf(own: readonly object[], shared: readonly object[] = [], version = "3.1"): readonly Parameter[] {
  const paths = { "/x": { parameters: shared, get: { parameters: own } } };
  return only(parsed(openapi(version, { paths }))).parameters;
} // prettier-ignore

function parameter(written: object, version = "3.1"): Parameter | undefined {
  return parametersOf([{ name: "p", ...written }], [], version)[0];
}

test("what a parameter does not say has OpenAPI's default", () => {
  expect(parameter({ in: "query" })).toEqual({
    name: "p",
    in: "query",
    required: false,
    deprecated: false,
    schema: true,
    style: "form",
    explode: true,
    allowReserved: false,
  });
});

test.each([
  ["query", undefined, "form", true],
  ["query", "spaceDelimited", "spaceDelimited", false],
  ["query", "pipeDelimited", "pipeDelimited", false],
  ["query", "deepObject", "deepObject", true],
  ["query", "weird", "form", true],
  ["header", undefined, "simple", false],
  ["cookie", undefined, "form", true],
  ["cookie", "cookie", "cookie", true],
])("style and explode in %s, style %s", (place, style, expected, explode) => {
  expect(parameter({ in: place, style })).toMatchObject({ style: expected, explode });
  expect(parameter({ in: place, style, explode: !explode })).toMatchObject({ explode: !explode });
});

test("content gives the media type and the schema", () => {
  const content = { "application/json": { schema: { type: "object" } } };
  expect(parameter({ in: "query", content })).toMatchObject({
    mediaType: "application/json",
    schema: { type: "object" },
  });
  expect(parameter({ in: "query", content: {} })).not.toHaveProperty("mediaType");
});

test("the whole query string is a parameter of 3.2", () => {
  const content = { "application/x-www-form-urlencoded": { schema: { type: "object" } } };
  expect(parameter({ in: "querystring", content }, "3.2")).toMatchObject({
    in: "querystring",
    mediaType: "application/x-www-form-urlencoded",
  });
});

describe("parameters of the path item", () => {
  test("are the operation's too, unless it has one of the same name and place", () => {
    const parameters = parametersOf(
      [
        { name: "a", in: "query", description: "own" },
        { name: "c", in: "query" },
      ],
      [
        { name: "a", in: "query", description: "shared" },
        { name: "a", in: "header" },
        { name: "b", in: "query" },
      ],
    );
    expect(parameters.map(({ name, in: place, description }) => [name, place, description])).toEqual([
      ["a", "query", "own"],
      ["a", "header", undefined],
      ["b", "query", undefined],
      ["c", "query", undefined],
    ]);
  });

  test("are compared by header name in any case", () => {
    const parameters = parametersOf([{ name: "x-a", in: "header" }], [{ name: "X-A", in: "header" }]);
    expect(parameters.map(({ name }) => name)).toEqual(["x-a"]);
  });

  test("that cannot be sent do no harm where the operation overrides them", () => {
    const shared = [{ name: "a", in: "query", schema: { type: "string" } }];
    expect(parametersOf([{ name: "a", in: "query", schema: { type: "integer" } }], shared)).toMatchObject([
      { schema: { type: "integer" } },
    ]);
  });
});

test("headers that are described elsewhere are no parameters", () => {
  const names = ["Accept", "content-type", "AUTHORIZATION", "Cookie", "Host", "X-Mine"];
  expect(parametersOf(names.map((name) => ({ name, in: "header" }))).map(({ name }) => name)).toEqual([
    "X-Mine",
  ]);
});

test("the description beside a reference wins", () => {
  const { api } = parsed(
    openapi("3.1", {
      paths: { "/x": { get: { parameters: [{ $ref: "#/components/parameters/P", description: "here" }] } } },
      components: { parameters: { P: { name: "p", in: "query", description: "there" } } },
    }),
  );
  expect(only({ api }).parameters[0]?.description).toBe("here");
});

describe("Swagger 2.0", () => {
  test.each([
    ["csv", "query", "form", false],
    ["csv", "path", "simple", false],
    ["csv", "header", "simple", false],
    [undefined, "query", "form", false],
    ["ssv", "query", "spaceDelimited", false],
    ["tsv", "query", "tabDelimited", false],
    ["pipes", "header", "pipeDelimited", false],
    ["multi", "query", "form", true],
    ["weird", "query", "form", false],
  ])("collectionFormat %s in %s", (collectionFormat, place, style, explode) => {
    const written = { name: "p", in: place, type: "array", items: { type: "string" }, collectionFormat };
    const { api } = parsed(openapi("2.0", { paths: { "/{p}": { get: { parameters: [written] } } } }));
    expect(api.operations[0]?.parameters.find(({ in: each }) => each === place)).toMatchObject({ style, explode });
  }); // prettier-ignore

  test("keywords of the schema stand in the parameter", () => {
    const written = {
      in: "query",
      type: "integer",
      minimum: 1,
      exclusiveMinimum: true,
      "x-nullable": true,
      enum: [2, 3],
      default: 2,
      required: true,
      description: "d",
      allowEmptyValue: true,
    };
    expect(parameter(written, "2.0")).toMatchObject({ required: true, description: "d" });
    expect(parameter(written, "2.0")?.schema).toEqual({
      type: ["integer", "null"],
      exclusiveMinimum: 1,
      enum: [2, 3, null],
      default: 2,
    });
  });

  test("a schema as OpenAPI 3 has it is taken", () => {
    expect(parameter({ in: "query", schema: { type: "integer" } }, "2.0")?.schema).toEqual({
      type: "integer",
    });
  });
});
