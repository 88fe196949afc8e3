import { describe, expect, test } from "vitest";
import type { Operation } from "../../src/openapi/api.js";
import { only, openapi, parsed } from "./support.js";

function operation(post: object, parts: object = {}, shared: readonly object[] = []): Operation {
  return only(parsed(openapi("2.0", { paths: { "/x": { parameters: shared, post } }, ...parts })));
}

describe("a body parameter", () => {
  const body = { in: "body", name: "b", required: true, description: "d", schema: { type: "object" } };

  test("is the request body, in every media type that is consumed", () => {
    const { requestBody, parameters } = operation({ parameters: [body], consumes: ["a/json", "b/xml"] });
    expect(parameters).toEqual([]);
    expect(requestBody).toMatchObject({ required: true, description: "d" });
    expect(requestBody?.content.map(({ name, schema }) => [name, schema])).toEqual([
      ["a/json", { type: "object" }],
      ["b/xml", { type: "object" }],
    ]);
  });

  test("is JSON where nothing is said, or what the document consumes", () => {
    expect(operation({ parameters: [body] }).requestBody?.content[0]?.name).toBe("application/json");
    const parts = { consumes: ["text/plain"] };
    expect(operation({ parameters: [body] }, parts).requestBody?.content[0]?.name).toBe("text/plain");
    expect(operation({ parameters: [body], consumes: [] }, parts).requestBody?.content[0]?.name).toBe(
      "application/json",
    );
  });

  test("needs no name, replaces that of the path item and may be a reference", () => {
    const shared = [{ in: "body", name: "other", schema: { type: "string" } }];
    const parts = { parameters: { B: { in: "body", schema: { $ref: "#/definitions/D" } } }, definitions: { D: {} } };
    const { requestBody } = operation({ parameters: [{ $ref: "#/parameters/B" }] }, parts, shared);
    expect(requestBody?.content[0]?.schema).toEqual({ $ref: "file:///specs/openapi.yaml#/definitions/D" });
    expect(requestBody?.required).toBe(false);
  }); // prettier-ignore
});

describe("form parameters", () => {
  const field = { in: "formData", name: "a", type: "string", required: true, description: "d" };
  const list = (name: string, collectionFormat?: string): object => ({
    in: "formData", name, type: "array", items: { type: "string" }, collectionFormat,
  }); // prettier-ignore

  test("are one body together, with those of the path item", () => {
    const { requestBody } = operation({ parameters: [{ ...field, name: "b", required: false }] }, {}, [
      field,
    ]);
    expect(requestBody?.required).toBe(true);
    expect(requestBody?.content).toMatchObject([
      {
        name: "application/x-www-form-urlencoded",
        schema: {
          type: "object",
          properties: {
            a: { type: "string", description: "d" },
            b: { type: "string", description: "d" },
          },
          required: ["a"],
        },
      },
    ]);
  });

  test.each([
    [undefined, "application/x-www-form-urlencoded"],
    [["multipart/form-data"], "multipart/form-data"],
    [["multipart/form-data", "application/x-www-form-urlencoded"], "application/x-www-form-urlencoded"],
    [["application/json"], "application/x-www-form-urlencoded"],
  ])("travel as the form that is consumed: %j", (consumes, name) => {
    expect(operation({ parameters: [field], consumes }).requestBody?.content[0]?.name).toBe(name);
  });

  test("with a file travel in parts", () => {
    const { requestBody } = operation({ parameters: [{ in: "formData", name: "f", type: "file" }] });
    expect(requestBody).toMatchObject({
      required: false,
      content: [
        {
          name: "multipart/form-data",
          schema: { properties: { f: { type: "string", format: "binary" } } },
        },
      ],
    });
  });

  test("that are lists are joined as they say", () => {
    const formats = [undefined, "csv", "ssv", "tsv", "pipes", "multi"];
    const parameters = [field, ...formats.map((format, index) => list(String(index), format))];
    const { requestBody } = operation({ parameters });
    expect([...(requestBody?.content[0]?.encoding ?? [])]).toEqual([
      ["0", { style: "form", explode: false }],
      ["1", { style: "form", explode: false }],
      ["2", { style: "spaceDelimited", explode: false }],
      ["3", { style: "tabDelimited", explode: false }],
      ["4", { style: "pipeDelimited", explode: false }],
      ["5", { style: "form", explode: true }],
    ]);
  });

  test("without a name cannot be sent", () => {
    const { api } = parsed(
      openapi("2.0", { paths: { "/x": { post: { parameters: [{ in: "formData" }] } } } }),
    );
    expect(api.skipped).toMatchObject([{ reason: "a parameter has no name" }]);
  });
});

test("answers come in every media type that is produced", () => {
  const responses = {
    200: { description: "d", schema: { type: "file" } },
    default: { $ref: "#/responses/E" },
    "x-a": {},
  };
  const parts = {
    produces: ["application/json", "text/csv"],
    responses: { E: { description: "e", schema: { type: "string" } } },
  };
  expect(operation({ responses }, parts).responses).toMatchObject([
    {
      status: "200",
      description: "d",
      content: [
        { name: "application/json", schema: { type: "string", format: "binary" } },
        { name: "text/csv" },
      ],
    },
    { status: "default", description: "e", content: [{ schema: { type: "string" } }, {}] },
  ]);
  expect(operation({ responses: { 204: {} } }).responses).toEqual([{ status: "204", content: [] }]);
});
