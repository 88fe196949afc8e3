import { describe, expect, test } from "vitest";
import type { Tool } from "../../src/project/project.js";
import { openapi } from "../openapi/support.js";
import { mapped, onlyTool } from "./support.js";

const list = { type: "array", items: { type: "string" } };

function wireOf(parts: object, version = "3.2"): Tool["wire"] {
  return onlyTool(mapped(openapi(version, { paths: { "/{p}": { post: parts } } }))).wire;
}

describe("a parameter says how it travels where that is not OpenAPI's default", () => {
  test.each<[object, object | undefined]>([
    [{ in: "query", schema: list }, undefined],
    [{ in: "query", schema: list, style: "form", explode: true }, undefined],
    [{ in: "query", schema: list, explode: false }, { explode: false }],
    [{ in: "query", schema: { type: "string" }, explode: false }, undefined],
    [{ in: "query", schema: { type: ["string", "null"] }, explode: false }, undefined],
    [{ in: "query", explode: false }, { explode: false }],
    [{ in: "query", schema: list, style: "pipeDelimited" }, { style: "pipeDelimited" }],
    [{ in: "query", schema: list, style: "spaceDelimited", explode: false }, { style: "spaceDelimited" }],
    [
      { in: "query", schema: { type: "object" }, style: "deepObject", explode: true },
      { style: "deepObject" },
    ],
    [{ in: "query", schema: { type: "string" }, allowReserved: true }, { allowReserved: true }],
    [{ in: "path", schema: list }, undefined],
    [
      { in: "path", schema: list, style: "matrix", explode: true },
      { style: "matrix", explode: true },
    ],
    [{ in: "header", schema: list, explode: true }, { explode: true }],
    [{ in: "cookie", schema: list, style: "cookie" }, { style: "cookie" }],
    [{ in: "query", style: "weird", schema: list }, undefined],
    [{ in: "query", content: { "application/json": {} }, style: "form" }, { content: "application/json" }],
    [{ in: "querystring", content: { "application/json": {} } }, { content: "application/json" }],
  ])("%j", (parameter, expected) => {
    const place = (parameter as { in: string }).in;
    const wire = wireOf({ parameters: [{ name: "p", ...parameter }] });
    expect(wire).toEqual(expected && { [place]: { p: expected } });
  });

  test("Swagger 2.0", () => {
    const swagger = (collectionFormat?: string): Tool["wire"] =>
      wireOf({ parameters: [{ name: "q", in: "query", type: "array", items: {}, collectionFormat }] }, "2.0");
    expect(swagger()).toEqual({ query: { q: { explode: false } } });
    expect(swagger("multi")).toBeUndefined();
    expect(swagger("tsv")).toEqual({ query: { q: { style: "tabDelimited" } } });
  });
});

describe("a body says how it travels where that is not JSON", () => {
  function bodyWire(media: string, schema: object, encoding: object = {}): unknown {
    const requestBody = { required: true, content: { [media]: { schema, encoding } } };
    return wireOf({ requestBody })?.body;
  }
  const properties = {
    a: { type: "string" },
    l: list,
    o: { type: "object" },
    f: { type: "string", format: "binary" },
  };
  const object = { type: "object", properties };

  test.each<[string, object, unknown]>([
    ["application/json", {}, undefined],
    ["application/JSON; charset=utf-8", {}, undefined],
    ["application/json; version=2", {}, "application/json; version=2"],
    ["application/vnd.api+json", {}, "application/vnd.api+json"],
    ["application/x-www-form-urlencoded", {}, "application/x-www-form-urlencoded"],
    ["application/x-www-form-urlencoded", { o: { style: "deepObject", explode: true }, l: { style: "form", explode: false } }, { o: { style: "deepObject" }, l: { style: "form", explode: false } }],
    ["application/x-www-form-urlencoded", { o: { contentType: "application/json" } }, { o: { contentType: "application/json" } }],
    ["application/x-www-form-urlencoded", { a: { style: "form", explode: true }, z: { style: "weird" } }, "application/x-www-form-urlencoded"],
    ["multipart/form-data", {}, { f: { base64: true } }],
    ["multipart/form-data", { f: { contentType: "image/png, image/jpeg" } }, { f: { base64: true, contentType: "image/png" } }],
  ])("%s %j", (media, encoding, expected) => {
    const fields = typeof expected === "object" ? { mediaType: media, fields: expected } : expected;
    expect(bodyWire(media, object, encoding)).toEqual(fields);
  }); // prettier-ignore
});
