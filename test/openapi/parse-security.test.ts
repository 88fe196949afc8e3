import { expect, test } from "vitest";
import type { SecurityScheme } from "../../src/openapi/api.js";
import { openapi, parsed } from "./support.js";

function scheme(written: unknown, version = "3.1"): SecurityScheme | undefined {
  const parts =
    version === "2.0"
      ? { securityDefinitions: { s: written } }
      : { components: { securitySchemes: { s: written } } };
  return parsed(openapi(version, parts)).api.securitySchemes.get("s");
}

test.each([
  [{ type: "apiKey", in: "header", name: "X-Key" }, { type: "apiKey", in: "header", name: "X-Key" }],
  [{ type: "apiKey", in: "cookie", name: "k", description: "d" }, { type: "apiKey", in: "cookie", name: "k", description: "d" }],
  [{ type: "http", scheme: "BASIC" }, { type: "basic" }],
  [{ type: "http", scheme: "Bearer", bearerFormat: "JWT" }, { type: "bearer" }],
  [{ type: "http" }, { type: "bearer" }],
  [{ type: "http", scheme: "Digest" }, { type: "http", scheme: "Digest" }],
  [{ type: "oauth2", flows: {} }, { type: "bearer" }],
  [{ type: "openIdConnect", openIdConnectUrl: "https://x" }, { type: "bearer" }],
])("%j", (written, expected) => {
  expect(scheme(written)).toEqual(expected);
}); // prettier-ignore

test.each([
  [{ type: "basic" }, { type: "basic" }],
  [{ type: "oauth2", flow: "implicit", authorizationUrl: "https://x" }, { type: "bearer" }],
  [
    { type: "apiKey", in: "query", name: "k" },
    { type: "apiKey", in: "query", name: "k" },
  ],
])("Swagger 2.0: %j", (written, expected) => {
  expect(scheme(written, "2.0")).toEqual(expected);
});

test.each([
  [{ type: "mutualTLS" }, 'security schemes of type "mutualTLS" are not supported'],
  [{ type: "constructor" }, 'security schemes of type "constructor" are not supported'],
  [{}, 'security schemes of type "" are not supported'],
  [null, 'security schemes of type "" are not supported'],
  [{ type: "apiKey", in: "body", name: "k" }, "the API key says neither header, query nor cookie, or has no name"],
  [{ type: "apiKey", in: "query" }, "the API key says neither header, query nor cookie, or has no name"],
])("is not supported: %j", (written, reason) => {
  expect(scheme(written)).toEqual({ type: "unsupported", reason });
}); // prettier-ignore

test.each([
  [undefined, []],
  [[], []],
  [[{}], [[]]],
  [[{ a: [], b: ["scope"] }, { c: [] }], [["a", "b"], ["c"]]],
  [[null, "a", { a: [] }], [["a"]]],
  [{ a: [] }, []],
])("security: %j", (security, expected) => {
  expect(parsed(openapi("3.1", security === undefined ? {} : { security })).api.security).toEqual(expected);
}); // prettier-ignore
