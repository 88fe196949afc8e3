import { describe, expect, test } from "vitest";
import type { Server } from "../../src/openapi/api.js";
import { openapi, parsed } from "./support.js";

function server(written: object, url = "file:///specs/openapi.yaml"): Server | undefined {
  return parsed(openapi("3.1", { servers: [written] }), { url }).api.servers[0];
}

describe("OpenAPI 3", () => {
  test.each([
    ["https://api.example/v1/", "https://api.example/v1"],
    ["http://localhost:8080", "http://localhost:8080"],
    [" https://api.example ", "https://api.example"],
    ["https://api.example/v1?a=b#c", "https://api.example/v1"],
    ["/v1", undefined],
    ["//api.example/v1", undefined],
    ["api.example/v1", undefined],
    ["localhost:8080/v1", undefined],
    ["ws://api.example", undefined],
    ["https://{host}/v1", undefined],
    ["https://api.example/{version}", undefined],
    ["https://", undefined],
  ])("%s in a local file", (url, expected) => {
    expect(server({ url })?.url).toBe(expected);
  });

  test.each([
    ["/v1", "https://docs.example/v1"],
    ["v1", "https://docs.example/specs/v1"],
    ["../v1/", "https://docs.example/v1"],
    ["//api.example/v1", "https://api.example/v1"],
    ["", "https://docs.example"],
    ["https://api.example", "https://api.example"],
  ])("%s in a document from a URL", (url, expected) => {
    expect(server({ url }, "https://docs.example/specs/openapi.json")?.url).toBe(expected);
  });

  test("variables have their default, else their first value", () => {
    const variables = { region: { default: "eu", enum: ["us"] }, port: { enum: [8443, "9443"] }, base: { default: 2 } };
    expect(server({ url: "https://{region}.example:{port}/v{base}", variables })).toEqual({
      url: "https://eu.example:9443/v2",
      written: "https://{region}.example:{port}/v{base}",
      variables: new Map([
        ["region", { default: "eu", values: ["us"] }],
        ["port", { default: "9443", values: ["9443"] }],
        ["base", { default: "2", values: [] }],
      ]),
    });
    expect(server({ url: "https://{constructor}.example", variables: {} })?.url).toBeUndefined();
  }); // prettier-ignore

  test("a document without servers is at the root of where it is from", () => {
    expect(parsed(openapi("3.1"), { url: "http://docs.example/a/b.json" }).api.servers).toEqual([
      { url: "http://docs.example", written: "/", documentUrl: "http://docs.example/a/b.json" },
    ]);
  });
});

describe("Swagger 2.0", () => {
  const local = "file:///specs/swagger.json";
  test.each([
    [{ host: "api.example", basePath: "/v1", schemes: ["http", "https"] }, local, "https://api.example/v1"],
    [{ host: "api.example", schemes: ["http"] }, local, "http://api.example"],
    [{ host: "api.example", schemes: ["ws"] }, local, "https://api.example"],
    [{ host: "api.example" }, local, "https://api.example"],
    [{ host: "api.example", basePath: "v1/" }, local, "https://api.example/v1"],
    [{ host: "https://api.example", basePath: "" }, local, "https://api.example"],
    [{ host: "localhost:8080" }, "http://localhost:8080/docs", "http://localhost:8080"],
    [{ basePath: "/v1" }, "https://docs.example/swagger.json", "https://docs.example/v1"],
    [{ basePath: "/v1" }, local, undefined],
  ])("%j", (parts, url, expected) => {
    expect(parsed(openapi("2.0", parts), { url }).api.servers[0]?.url).toBe(expected);
  });

  test("an operation may have schemes of its own", () => {
    const paths = { "/x": { get: { schemes: ["https"] }, put: {} } };
    const { api } = parsed(openapi("2.0", { host: "api.example", schemes: ["http"], paths }));
    expect(api.operations.map(({ servers }) => servers[0]?.url)).toEqual([
      "https://api.example",
      "http://api.example",
    ]);
  });
});
