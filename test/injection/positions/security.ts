/** Security schemes. */
import type { JsonObject } from "../../../src/json/json.js";
import * as grammar from "../grammars.js";
import { inOperation, type Options, type Position } from "./position.js";

const scopes = { read: "Reads" };

/** In a scheme that one operation asks for. */
const scheme = (
  name: string,
  of: (text: string) => JsonObject,
  options: Options & {
    readonly needs?: (text: string) => string[];
    readonly key?: (text: string) => string;
  } = {},
): Position => {
  const key = options.key ?? (() => name.replaceAll(/\W+/g, ""));
  return inOperation(
    `security scheme ${name}`,
    (text) => ({ security: [{ [key(text)]: options.needs?.(text) ?? [] }] }),
    {
      ...options,
      around: (text) => ({ document: { components: { securitySchemes: { [key(text)]: { ...of(text) } } } } }),
    },
  );
};

const clientCredentials = (flow: object): JsonObject => ({
  type: "oauth2",
  flows: { clientCredentials: { tokenUrl: "https://api.example.com/token", scopes, ...flow } },
});

/** That the text is a string of the sources. */
const isThere: Options = { back: { has: ({ strings }, text) => strings.has(text) } };

export const securityPositions: readonly Position[] = [
  scheme("key", () => ({ type: "apiKey", in: "header", name: "X-Key-A" }), {
    key: (text) => text,
    grammar: grammar.componentKey,
  }),
  scheme("description", (description) => ({ type: "apiKey", in: "header", name: "X-Key-B", description })),
  scheme("header", (name) => ({ type: "apiKey", in: "header", name }), {
    ...isThere,
    grammar: grammar.headerName,
  }),
  scheme("query parameter", (name) => ({ type: "apiKey", in: "query", name }), {
    ...isThere,
    grammar: grammar.queryName,
  }),
  scheme("cookie", (name) => ({ type: "apiKey", in: "cookie", name }), { grammar: grammar.token }),
  scheme("place", (place) => ({ type: "apiKey", in: place, name: "x" }), { grammar: grammar.keyword }),
  scheme("type", (type) => ({ type }), { grammar: grammar.keyword }),
  scheme("HTTP scheme", (each) => ({ type: "http", scheme: each }), { grammar: grammar.token }),
  scheme("bearer format", (bearerFormat) => ({ type: "http", scheme: "bearer", bearerFormat })),
  scheme("basic description", (description) => ({ type: "http", scheme: "basic", description })),
  scheme("authorization URL", (authorizationUrl) => ({
    type: "oauth2",
    flows: {
      authorizationCode: {
        authorizationUrl,
        tokenUrl: "https://api.example.com/token",
        refreshUrl: authorizationUrl,
        scopes,
      },
    },
  })),
  scheme("token URL path", (text) => clientCredentials({ tokenUrl: `https://api.example.com/${text}` }), {
    grammar: grammar.urlText,
  }),
  scheme("token URL", (tokenUrl) => clientCredentials({ tokenUrl }), { grammar: grammar.url }),
  scheme("scope", (text) => clientCredentials({ scopes: { [text]: "Reads" } }), {
    ...isThere,
    grammar: grammar.scope,
    needs: (text) => [text],
  }),
  scheme("scope description", (text) => clientCredentials({ scopes: { read: text } }), {
    needs: () => ["read"],
  }),
  scheme("flow", (text) => ({
    type: "oauth2",
    flows: { [text]: { tokenUrl: "https://api.example.com/token", scopes } },
  })),
  scheme(
    "OpenID Connect URL path",
    (text) => ({ type: "openIdConnect", openIdConnectUrl: `https://api.example.com/${text}` }),
    {
      grammar: grammar.urlText,
    },
  ),
  scheme("OpenID Connect URL", (openIdConnectUrl) => ({ type: "openIdConnect", openIdConnectUrl }), {
    grammar: grammar.url,
  }),
  scheme("mutual TLS description", (description) => ({ type: "mutualTLS", description })),
  inOperation("security requirement of no scheme", (text) => ({ security: [{ [text]: [text] }, {}] }), {
    grammar: grammar.keyword,
  }),
];
