// Schemes whose tokens an authorization server issues: what the project has of them, and what is said about their URLs.
import { describe, expect, test } from "vitest";
import type { CredentialConfig } from "../../src/config/credentials.js";
import type { Credential } from "../../src/project/project.js";
import { openapi } from "../openapi/support.js";
import { mapped } from "./support.js";

const api = "https://api.example.com/v1";
const clientCredentials = { tokenUrl: "https://api.example.com/token", scopes: {} };
const authorizationCode = {
  tokenUrl: "https://api.example.com/code",
  refreshUrl: "https://api.example.com/refresh",
};

/** The only credential of a document that asks for two scopes of its only scheme, and what is said about it. */
function only(
  scheme: object,
  options: { said?: CredentialConfig; server?: string; scopes?: string[][] } = {},
): { credential: Credential | undefined; messages: readonly string[] } {
  const { said, server = api, scopes = [["write"], ["read", "write"]] } = options;
  const operations = scopes.map((each, index) => [`/${index}`, { get: { security: [{ s: each }] } }]);
  const document = openapi("3.1", {
    servers: [{ url: server }],
    paths: Object.fromEntries(operations) as object,
    components: { securitySchemes: { s: scheme } },
  });
  const credentials = new Map(said === undefined ? [] : [["s", said]]);
  const { project, messages } = mapped(document, {
    config: { upstream: { credentials, credentialOrigins: [] } },
  });
  return { credential: project.credentials[0], messages };
}

const variables = {
  clientId: "TEST_S_CLIENT_ID",
  clientSecret: "TEST_S_CLIENT_SECRET",
  token: "TEST_S_TOKEN",
  scopes: "TEST_S_SCOPES",
  tokenUrl: "TEST_S_TOKEN_URL",
};
const refreshed = { ...variables, refreshToken: "TEST_S_REFRESH_TOKEN" };
const scopes = ["read", "write"];

describe("a scheme", () => {
  test.each<[string, object, object]>([
    ["of a client", { type: "oauth2", flows: { clientCredentials } },
      { grants: ["client_credentials"], tokenUrl: clientCredentials.tokenUrl, scopes, variables }],
    ["of a person", { type: "oauth2", flows: { authorizationCode } },
      { grants: ["refresh_token"], tokenUrl: authorizationCode.refreshUrl, variables: refreshed }],
    ["of both", { type: "oauth2", flows: { clientCredentials, authorizationCode } },
      { grants: ["refresh_token", "client_credentials"], tokenUrl: clientCredentials.tokenUrl, refreshUrl: authorizationCode.refreshUrl, scopes, variables: refreshed }],
    ["of OpenID Connect", { type: "openIdConnect", openIdConnectUrl: "https://api.example.com/.well-known/openid-configuration" },
      { grants: ["refresh_token", "client_credentials"], discoveryUrl: "https://api.example.com/.well-known/openid-configuration", scopes, variables: refreshed }],
    ["without a token URL", { type: "oauth2", flows: { clientCredentials: {} } },
      { grants: ["client_credentials"], scopes, variables }],
  ])("%s", (_, scheme, options) => {
    expect(only(scheme)).toEqual({ credential: { scheme: "s", kind: "oauth2", options, hosts: [] }, messages: [] });
  }); // prettier-ignore

  test.each([
    ["{ type: oauth2, flows: {} }", {}],
    ["implicit", { implicit: { authorizationUrl: "https://api.example.com/a" } }],
    ["password", { password: { tokenUrl: "https://api.example.com/t" } }],
  ])("that only a person can begin takes a token: %s", (_, flows) => {
    expect(only({ type: "oauth2", flows }).credential).toEqual({
      scheme: "s",
      kind: "bearer",
      variable: "TEST_S_TOKEN",
    });
  });

  test("has what the config says", () => {
    const said = {
      tokenUrl: "https://login.example.net/t",
      scopes: ["all"],
      audience: "a",
      resource: "urn:r",
      clientAuthentication: "client_secret_post",
      source: "file",
    } as const;
    expect(only({ type: "oauth2", flows: {} }, { said })).toEqual({
      credential: {
        scheme: "s",
        kind: "oauth2",
        options: {
          grants: ["client_credentials"],
          tokenUrl: "https://login.example.net/t",
          scopes: ["all"],
          audience: "a",
          resource: "urn:r",
          clientAuthentication: "client_secret_post",
          variables: {
            ...variables,
            clientSecretFile: "TEST_S_CLIENT_SECRET_FILE",
            tokenFile: "TEST_S_TOKEN_FILE",
          },
        },
        hosts: ["login.example.net"],
      },
      messages: [],
    });
  });
});

describe("a token URL", () => {
  const at = (tokenUrl: string, options: Parameters<typeof only>[1] = {}): ReturnType<typeof only> =>
    only({ type: "oauth2", flows: { clientCredentials: { tokenUrl } } }, options);

  test.each([
    ["/token", "https://api.example.com/token"],
    ["token", "https://api.example.com/v1/token"],
    ["https://api.example.com:8443/token?x=1#y", "https://api.example.com:8443/token?x=1"],
    ["http://127.0.0.1:8080/token", "http://127.0.0.1:8080/token"],
  ])("%s is %s", (written, tokenUrl) => {
    expect(at(written).credential).toMatchObject({ options: { tokenUrl } });
  });

  test("on another host is warned of, unless the config says it", () => {
    const elsewhere = "https://login.example.net/token";
    const { credential, messages } = at(elsewhere);
    expect(messages).toEqual([
      'token-url-elsewhere: The tokens of "s" are had from login.example.net, which is not the host of the API',
    ]);
    expect(credential).toMatchObject({ hosts: ["login.example.net"] });
    expect(at(elsewhere, { said: { tokenUrl: elsewhere } }).messages).toEqual([]);
    expect(at(elsewhere, { server: "/v1" }).messages).toEqual([expect.stringMatching(/^no-base-url/)]);
  });

  const plain = "would be had from login.example.net over http: everybody on the way reads the secret";
  test("over http is left out of the document, and wrong in the config", () => {
    const tokenUrl = "http://login.example.net/token";
    const { credential, messages } = at(tokenUrl);
    expect(messages).toEqual([`token-url-not-https: The tokens of "s" ${plain}`]);
    expect(credential).toMatchObject({ kind: "oauth2", hosts: [] });
    expect(credential).not.toHaveProperty("options.tokenUrl");
    expect(at("/token", { said: { tokenUrl } }).messages).toEqual([
      `credential-over-http: The tokens of "s" ${plain}`,
    ]);
  });

  test("over http is that of an API over http", () => {
    expect(at("http://api.example.com/token").messages).toHaveLength(1);
    expect(at("http://api.example.com/token", { server: "http://api.example.com" }).messages).toEqual([]);
  });

  test.each(["mailto:me", "https://me:secret@api.example.com/token", "https://"])(
    "%s is left out",
    (written) => {
      const { credential, messages } = at(written);
      expect(messages).toEqual([
        'token-url-unusable: The token URL of "s" is neither an http(s) URL nor relative to one',
      ]);
      expect(credential).not.toHaveProperty("options.tokenUrl");
    },
  );
});

describe("upstream.credentials", () => {
  test.each<[string, object, CredentialConfig, object]>([
    ["a key in a file", { type: "apiKey", in: "query", name: "k" }, { source: "file" }, { variable: "TEST_S_KEY", file: "TEST_S_KEY_FILE" }],
    ["a password in a file", { type: "http", scheme: "basic" }, { source: "file" }, { password: "TEST_S_PASSWORD", passwordFile: "TEST_S_PASSWORD_FILE" }],
    ["a token of the client", { type: "http", scheme: "bearer" }, { source: "header", header: "X-Token" }, { variable: "TEST_S_TOKEN", header: "x-token" }],
    ["an OAuth2 token of the client", { type: "oauth2", flows: { clientCredentials } }, { source: "header", header: "X-Token" }, { kind: "bearer", header: "x-token" }],
    ["code of the user", { type: "mutualTLS" }, { source: "extension" }, { kind: "custom" }],
  ])("%s", (_, scheme, said, expected) => {
    const { credential, messages } = only(scheme, { said });
    expect(credential).toMatchObject(expected);
    expect(messages).toEqual([]);
  }); // prettier-ignore

  test.each<[object, CredentialConfig, string]>([
    [{ type: "http", scheme: "bearer" }, { scopes: ["a"] }, 'The security scheme "s" cannot have `scopes`: it has no tokens from an authorization server'],
    [{ type: "oauth2", flows: { clientCredentials } }, { source: "header", header: "X-T", audience: "a" }, 'The security scheme "s" cannot have `audience`: it has no tokens from an authorization server'],
    [{ type: "http", scheme: "basic" }, { source: "header", header: "X-Login" }, 'The security scheme "s" cannot have `source`: user name and password are two values'],
  ])("of %j cannot be %j", (scheme, said, problem) => {
    expect(only(scheme, { said }).messages).toEqual([`credential-setting-unfit: ${problem}`]);
  }); // prettier-ignore

  test("are those of the operations", () => {
    const { messages } = mapped(
      openapi("3.1", {
        servers: [{ url: api }],
        paths: { "/x": { get: { security: [{ token: [] }] } } },
        components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
      }),
      { config: { upstream: { credentials: new Map([["tokn", {}]]), credentialOrigins: [] } } },
    );
    expect(messages).toEqual([
      'credential-of-nothing: No operation of the server needs a security scheme "tokn"',
    ]);
  });
});
