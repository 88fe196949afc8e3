import { describe, expect, test } from "vitest";
import type { Config } from "../../src/config/config.js";
import type { Project } from "../../src/project/project.js";
import { openapi } from "../openapi/support.js";
import { mapped, type Mapped } from "./support.js";

const securitySchemes = {
  key: { type: "apiKey", in: "header", name: "X-Key", description: "The key." },
  token: { type: "http", scheme: "bearer" },
  login: { type: "http", scheme: "basic" },
  digest: { type: "http", scheme: "Digest" },
  tls: { type: "mutualTLS" },
  unused: { type: "apiKey", in: "query", name: "k" },
};

function secured(security: unknown, operations: Record<string, unknown> = { get: {} }): Mapped {
  const servers = [{ url: "https://api.example" }];
  return mapped(openapi("3.1", { servers, security, paths: { "/x": operations }, components: { securitySchemes } }));
} // prettier-ignore

test("each scheme that is used has its variables, by name", () => {
  const all = ["login", "token", "key", "digest"].map((name) => ({ [name]: [] }));
  expect(secured(all).project.credentials).toEqual([
    { scheme: "digest", kind: "authorization", httpScheme: "Digest", variable: "TEST_DIGEST_CREDENTIAL" },
    { scheme: "key", description: "The key.", kind: "apiKey", in: "header", name: "X-Key", variable: "TEST_KEY" },
    { scheme: "login", kind: "basic", username: "TEST_LOGIN_USERNAME", password: "TEST_LOGIN_PASSWORD" },
    { scheme: "token", kind: "bearer", variable: "TEST_TOKEN" },
  ]);
}); // prettier-ignore

test("a tool says its security where it is not the project's", () => {
  const { project } = secured([{ key: [] }, { token: [] }], {
    get: {},
    put: { security: [] },
    post: { security: [{ key: [], token: [] }] },
    patch: { security: [{ key: [] }, { token: ["scope"] }] },
    delete: { security: [{ key: [] }, {}] },
  });
  expect(project.security).toEqual([["key"], ["token"]]);
  const own = project.tools.map(({ method, security }) => [method, security]);
  expect(Object.fromEntries(own)).toEqual({
    GET: undefined,
    PUT: [],
    POST: [["key", "token"]],
    PATCH: undefined,
    DELETE: [["key"], []],
  });
});

test("schemes that nothing can be sent for are reported and left out", () => {
  const { project, messages } = secured([{ tls: [] }, { tls: [], key: [] }, { nothing: [] }, { token: [] }]);
  expect(messages).toEqual([
    expect.stringMatching(/^unsupported-security-scheme: The security scheme "tls"/),
    'undefined-security-scheme: The security scheme "nothing" is required but not defined',
  ]);
  expect(project.security).toEqual([["token"]]);
  expect(secured([{ tls: [], key: [] }]).project.security).toEqual([["key"]]);
  expect(secured([{ tls: [] }]).project.security).toEqual([]);
});

describe("base URLs", () => {
  function baseUrls(servers: unknown, operations: object, baseUrl?: string): Project {
    const config = baseUrl === undefined ? {} : { config: { server: { baseUrl } } };
    return mapped(openapi("3.1", { servers, paths: { "/x": operations } }), config).project;
  }

  test("are the document's first, and those of operations with a server of their own", () => {
    const own = (url: string): object => ({ servers: [{ url }, { url: "https://second.example" }] });
    const project = baseUrls([{ url: "https://api.example/v1" }, { url: "https://other.example" }], {
      get: own("https://api.example/v1/"),
      put: own("https://files.example"),
      post: own("https://files.example"),
      patch: own("https://files.other"),
    });
    expect(project.baseUrls).toMatchObject([
      { key: "default", variable: "TEST_BASE_URL", url: "https://api.example/v1" },
      { key: "filesExample", variable: "TEST_FILES_EXAMPLE_BASE_URL", url: "https://files.example" },
      { key: "filesOther", variable: "TEST_FILES_OTHER_BASE_URL", url: "https://files.other" },
    ]);
    expect(project.tools.map(({ server }) => server)).toEqual([
      undefined,
      "filesExample",
      "filesExample",
      "filesOther",
    ]);
  });

  test("of the config win over the document's", () => {
    const project = baseUrls([{ url: "https://api.example" }], { get: {} }, "https://mine.example/");
    expect(project.baseUrls).toMatchObject([{ url: "https://mine.example" }]);
    expect(project.tools[0]).not.toHaveProperty("server");
  });

  test("that are missing are reported", () => {
    const { messages, project } = mapped(
      openapi("3.1", { servers: [{ url: "/v1" }], paths: { "/x": { get: {} } } }),
    );
    expect(messages).toEqual([expect.stringMatching(/^no-base-url: .*"\/v1"/)]);
    expect(project.baseUrls).toEqual([{ key: "default", variable: "TEST_BASE_URL" }]);
  });
});

describe("a server of another origin", () => {
  const config = (credentialOrigins: string[], baseUrl?: string): Partial<Config> => ({
    upstream: { credentials: new Map(), credentialOrigins },
    server: baseUrl === undefined ? {} : { baseUrl },
  });

  function other(url: string, rest: { api?: string[]; security?: object[]; config?: Partial<Config> } = {}): Mapped {
    const { api = ["https://api.example/v1"], security = [{ s: [] }], config = {} } = rest;
    const servers = api.map((each) => ({ url: each }));
    const paths = { "/x": { get: {} }, "/y": { get: { servers: [{ url }], security } } };
    const components = { securitySchemes: { s: { type: "http", scheme: "bearer" } } };
    return mapped(openapi("3.1", { servers, paths, components }), { config });
  }

  test.each<[string, Parameters<typeof other>, boolean | undefined]>([
    ["gets no credentials", ["https://files.example"], false],
    ["gets none at another port", ["https://api.example:8443"], false],
    ["gets none over http", ["http://api.example"], false],
    ["gets none where they are optional", ["https://files.example", { security: [{}, { s: [] }] }], false],
    ["gets none beside the config's base URL", ["https://api.example/v2", { config: config([], "https://my.example") }], false],
    ["gets them when the config names it", ["https://files.example/a", { config: config(["https://files.example"]) }], true],
    ["needs none", ["https://files.example", { security: [] }], undefined],
    ["is none with another path", ["https://api.example/v2"], undefined],
    ["is none over https instead of http", ["https://api.example", { api: ["http://api.example"] }], undefined],
    ["is none among the document's servers", ["https://eu.example", { api: ["https://api.example", "https://eu.example"] }], undefined],
    ["gets none while the API's own is not known", ["https://files.example", { api: ["/v1"] }], false],
  ])("%s: %j", (_, given, credentials) => {
    const { project, messages } = other(...given);
    expect(project.baseUrls[1]?.credentials).toBe(credentials);
    expect(messages.filter((each) => each.startsWith("server-without-credentials"))).toHaveLength(credentials === false ? 1 : 0);
  });

  test("that the config names without need is reported", () => {
    const { messages } = other("https://api.example/v2", { config: config(["https://api.example"]) });
    expect(messages).toEqual(["credential-origin-idle: No operation goes to https://api.example with credentials, or it is the API's own origin"]);
  });

  test("is no token server of the API's own either", () => {
    const flows = { clientCredentials: { tokenUrl: "https://files.example/token", scopes: {} } };
    const components = { securitySchemes: { s: { type: "oauth2", flows } } };
    const paths = { "/y": { get: { servers: [{ url: "https://files.example" }], security: [{ s: [] }] } } };
    const { messages } = mapped(openapi("3.1", { servers: [{ url: "https://api.example" }], paths, components }));
    expect(messages.map((each) => each.split(":")[0])).toEqual(["server-without-credentials", "token-url-elsewhere"]);
  });
}); // prettier-ignore

test("names of the project come from the title, or are there anyway", () => {
  const named = (title: string): Project =>
    mapped({ ...openapi("3.1"), info: { title, version: "1" } }).project;
  expect(named("Bob's Pet Store")).toMatchObject({ packageName: "bobs-pet-store-mcp", serverName: "bobs-pet-store" });
  expect(named("宠物商店 🎉")).toMatchObject({ packageName: "api-mcp", serverName: "api" });
  expect(named("").baseUrls[0].variable).toBe("API_BASE_URL");
  expect(named("3scale").baseUrls[0].variable).toBe("API_3SCALE_BASE_URL");
}); // prettier-ignore
