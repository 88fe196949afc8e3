import { expect, test } from "vitest";
import type { SecurityScheme, WrittenUrl } from "../../src/openapi/api.js";
import { openapi, parsed } from "./support.js";

function scheme(written: unknown, version = "3.1"): SecurityScheme | undefined {
  const parts =
    version === "2.0"
      ? { securityDefinitions: { s: written } }
      : { components: { securitySchemes: { s: written } } };
  return parsed(openapi(version, parts)).api.securitySchemes.get("s");
}

/** A URL that is written somewhere below the scheme. */
function at(text: string, pointer: string, version = "3.1"): WrittenUrl {
  const schemes = version === "2.0" ? "/securityDefinitions" : "/components/securitySchemes";
  return { text, place: { file: "openapi.yaml", pointer: `${schemes}/s${pointer}` } };
}

test.each([
  [{ type: "apiKey", in: "header", name: "X-Key" }, { type: "apiKey", in: "header", name: "X-Key" }],
  [{ type: "apiKey", in: "cookie", name: "k", description: "d" }, { type: "apiKey", in: "cookie", name: "k", description: "d" }],
  [{ type: "http", scheme: "BASIC" }, { type: "basic" }],
  [{ type: "http", scheme: "Bearer", bearerFormat: "JWT" }, { type: "bearer" }],
  [{ type: "http" }, { type: "bearer" }],
  [{ type: "http", scheme: "Digest" }, { type: "http", scheme: "Digest" }],
  [{ type: "oauth2", flows: {} }, { type: "oauth2" }],
  [{ type: "oauth2", flows: { implicit: { scopes: {} }, password: { tokenUrl: "https://x" } } }, { type: "oauth2" }],
  [{ type: "oauth2", flow: "application", tokenUrl: 7, description: "d" }, { type: "oauth2", clientCredentials: { tokenUrl: at("7", "/tokenUrl"), scopes: [] }, description: "d" }],
  [
    { type: "oauth2", flows: { clientCredentials: { tokenUrl: " /token ", refreshUrl: "https://x/r", scopes: { read: "Read.", write: "" } } } },
    {
      type: "oauth2",
      clientCredentials: {
        tokenUrl: at("/token", "/flows/clientCredentials/tokenUrl"),
        refreshUrl: at("https://x/r", "/flows/clientCredentials/refreshUrl"),
        scopes: ["read", "write"],
      },
    },
  ],
  [
    { type: "oauth2", flows: { authorizationCode: { authorizationUrl: "https://x/a", tokenUrl: "https://x/t" } } },
    { type: "oauth2", authorizationCode: { tokenUrl: at("https://x/t", "/flows/authorizationCode/tokenUrl"), scopes: [] } },
  ],
  [{ type: "openIdConnect", openIdConnectUrl: "https://x" }, { type: "openIdConnect", discoveryUrl: at("https://x", "/openIdConnectUrl") }],
  [{ type: "openIdConnect", openIdConnectUrl: "" }, { type: "openIdConnect" }],
])("%j", (written, expected) => {
  expect(scheme(written)).toEqual(expected);
}); // prettier-ignore

test.each([
  [{ type: "basic" }, { type: "basic" }],
  [{ type: "oauth2", flow: "implicit", authorizationUrl: "https://x" }, { type: "oauth2" }],
  [
    { type: "oauth2", flow: "application", tokenUrl: "https://x", scopes: { read: "Read." } },
    {
      type: "oauth2",
      clientCredentials: { tokenUrl: at("https://x", "/tokenUrl", "2.0"), scopes: ["read"] },
    },
  ],
  [
    { type: "oauth2", flow: "accessCode", authorizationUrl: "https://x/a", tokenUrl: "https://x" },
    { type: "oauth2", authorizationCode: { tokenUrl: at("https://x", "/tokenUrl", "2.0"), scopes: [] } },
  ],
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

const a = { scheme: "a", scopes: [] };

test.each([
  [undefined, []],
  [[], []],
  [[{}], [[]]],
  [[{ a: [], b: ["read", "write"] }, { c: [] }], [[a, { scheme: "b", scopes: ["read", "write"] }], [{ scheme: "c", scopes: [] }]]],
  [[null, "a", { a: [] }, { a: [7, null] }, { a: "read" }], [[a], [a], [a]]],
  [{ a: [] }, []],
])("security: %j", (security, expected) => {
  expect(parsed(openapi("3.1", security === undefined ? {} : { security })).api.security).toEqual(expected);
}); // prettier-ignore
