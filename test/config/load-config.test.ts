import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyConfig } from "../../src/config/config.js";
import { findConfig, loadConfig } from "../../src/config/load-config.js";
import { configSchema } from "../../src/config/schema.js";
import { Diagnostics, ProblemsError } from "../../src/diagnostics/diagnostic.js";
import { diagnosticsToJson } from "../../src/diagnostics/print.js";
import { folder } from "../load/support.js";

/** A config knows where it stands. */
const placeOf: unknown = expect.any(Function);

/** Problems as `code line:column title → fix`. */
async function problems(name: string, text: string): Promise<string[]> {
  const cwd = folder({ [name]: text });
  const diagnostics = new Diagnostics();
  const thrown = await loadConfig(join(cwd, name), diagnostics, { cwd }).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ProblemsError);
  return diagnosticsToJson(diagnostics.all, diagnostics.sources).map(
    ({ code, line, column, title, fix }) => `${code} ${line ?? ""}:${column ?? ""} ${title} → ${fix}`,
  );
}

describe("a config", () => {
  test("in full", async () => {
    const cwd = folder({
      "project/mcpgen.config.yaml": `
spec: ../api/openapi.yaml
output: .
refRoot: ../api
allowRefs: [../shared/pet.yaml, "https://schemas.example.com/owner.yaml"]
overlays: [fixes.overlay.yaml, "https://schemas.example.com/fixes.yaml"]
server: { name: Pets, baseUrl: "https://api.example.com/v1", variables: { region: eu } }
http: { forwardHeaders: { X-Key: Authorization, x-trace: X-Trace } }
upstream:
  retry: { attempts: 2 }
  deadlineSeconds: 7.5
  cache: { ttlSeconds: 1.5, staleSeconds: 0, private: true, maxBytes: 100000 }
  log: none
  credentialOrigins: ["https://Files.example.com:443/"]
  credentials:
    token: { source: header, header: X-Token }
    __proto__: { tokenUrl: "https://login.example.com/t?x", scopes: [a], audience: b, resource: "urn:c", clientAuthentication: client_secret_post }
routeMaps:
  - { methods: [get, Post], pattern: ^/admin/, tags: [internal, beta], mcpType: EXCLUDE }
  - { operationIds: [listPets], deprecated: false, mcpType: tool, mcpTags: [reference] }
  - { methods: [HEAD], mcpType: RESOURCE_TEMPLATE, upstream: { idempotent: false } }
  - { mcpType: Resource }
  - { methods: [GET, "*"], mcpType: TOOL }
mcpTags: [pets]
mirrorResources: true
batch: { concurrency: 3 }
budget: { tools: 40 }
names:
  listPets: list_pets
  GET /pets/{petId}: getPet
  __proto__: proto
arguments:
  X-Tenant: { env: TENANT_ID }
operations:
  listPets: { mediaType: text/plain, bodyStyle: nested, arguments: { q: { allowReserved: true, value: [1, null] } } }
  GET /pets/{petId}: { upstream: { maxResponseBytes: 100, cache: false } }
  __proto__: {}
`,
    });
    expect(await loadConfig(join(cwd, "project/mcpgen.config.yaml"), new Diagnostics())).toEqual({
      spec: join(cwd, "api/openapi.yaml"),
      output: join(cwd, "project"),
      refRoot: join(cwd, "api"),
      allowRefs: [join(cwd, "shared/pet.yaml"), "https://schemas.example.com/owner.yaml"],
      overlays: [join(cwd, "project/fixes.overlay.yaml"), "https://schemas.example.com/fixes.yaml"],
      server: {
        name: "Pets",
        baseUrl: "https://api.example.com/v1",
        variables: new Map([["region", "eu"]]),
      },
      http: {
        forwardHeaders: new Map([
          ["x-key", "authorization"],
          ["x-trace", "x-trace"],
        ]),
      },
      upstream: {
        retry: { attempts: 2 },
        deadlineSeconds: 7.5,
        cache: { ttlSeconds: 1.5, staleSeconds: 0, private: true, maxBytes: 100_000 },
        log: "none",
        credentials: new Map([
          ["token", { source: "header", header: "X-Token" }],
          [
            "__proto__",
            {
              tokenUrl: "https://login.example.com/t?x",
              scopes: ["a"],
              audience: "b",
              resource: "urn:c",
              clientAuthentication: "client_secret_post",
            },
          ],
        ]),
        credentialOrigins: ["https://files.example.com"],
      },
      routeMaps: [
        {
          methods: ["GET", "POST"],
          pattern: /^\/admin\//,
          tags: ["internal", "beta"],
          mcpType: "exclude",
          mcpTags: [],
        },
        { operationIds: ["listPets"], deprecated: false, mcpType: "tool", mcpTags: ["reference"] },
        { methods: ["HEAD"], mcpType: "resource_template", mcpTags: [], upstream: { idempotent: false } },
        { mcpType: "resource", mcpTags: [] },
        { mcpType: "tool", mcpTags: [] },
      ],
      mcpTags: ["pets"],
      mirrorResources: true,
      batch: { maxCalls: 20, concurrency: 3, readOnly: false },
      budget: { tools: 40, level: "warn" },
      names: new Map([
        ["listPets", "list_pets"],
        ["GET /pets/{petId}", "getPet"],
        ["__proto__", "proto"],
      ]),
      arguments: new Map([["X-Tenant", { env: "TENANT_ID" }]]),
      operations: new Map([
        [
          "listPets",
          {
            mediaType: "text/plain",
            bodyStyle: "nested",
            arguments: new Map([["q", { allowReserved: true, value: [1, null] }]]),
          },
        ],
        ["GET /pets/{petId}", { arguments: new Map(), upstream: { maxResponseBytes: 100, cache: false } }],
        ["__proto__", { arguments: new Map() }],
      ]),
      placeOf,
    });
  });

  const spec = "https://example.com/openapi.yaml";
  test.each([
    ["mcpgen.config.json", JSON.stringify({ $schema: "x", spec })],
    ["mcpgen.config.yml", `spec: ${spec}\n`],
    ["mcpgen.config.ts", `const spec: string = "${spec}";\nexport default { spec, output: undefined };`],
    ["mcpgen.config.mjs", `export default { spec: "${spec}" };`],
    ["mcpgen.config.js", `module.exports = { spec: "${spec}" };`],
  ])("as %s", async (name, text) => {
    const config = await loadConfig(join(folder({ [name]: text }), name), new Diagnostics());
    expect(config).toEqual({ ...emptyConfig, spec, placeOf });
  });

  test("of comments only is empty", async () => {
    const cwd = folder({ "mcpgen.config.yaml": "# spec: openapi.yaml\n" });
    const config = await loadConfig(join(cwd, "mcpgen.config.yaml"), new Diagnostics());
    expect(config).toEqual({ ...emptyConfig, placeOf });
  });

  test("is found in a folder, in a fixed order", () => {
    const cwd = folder({
      "mcpgen.config.ts": "",
      "mcpgen.config.yaml": "",
      "mcpgen.config.toml": "",
      "other.yaml": "",
    });
    expect(findConfig(cwd)).toEqual([join(cwd, "mcpgen.config.yaml"), join(cwd, "mcpgen.config.ts")]);
    expect(findConfig(join(cwd, "nowhere"))).toEqual([]);
  });
});

describe("what is wrong with a config", () => {
  test.each([
    ["http: { forwardHeaders: [authorization] }", "http.forwardHeaders[0]", "authorization", "other than Authorization and Cookie"],
    ["http: { forwardHeaders: { Cookie: X-Key } }", "http.forwardHeaders", "Cookie", "other than Authorization and Cookie"],
    ["http: { forwardHeaders: { X-Key: Host } }", "http.forwardHeaders.X-Key", "Host", "other than Cookie and those that belong"],
    ["http: { forwardHeaders: { X-Key: 'X Key' } }", "http.forwardHeaders.X-Key", "X Key", "other than Cookie and those that belong"],
  ])("%s", async (text, path, name, fix) => {
    const [problem, ...others] = await problems("mcpgen.config.yaml", `${text}\n`);
    expect(problem).toContain(`${path} cannot be "${name}"`);
    expect(problem).toContain(fix);
    expect(others).toEqual([]);
  }); // prettier-ignore

  test.each([
    ["{ source: header }", 'upstream.credentials.k lacks the key "header" → Add "header".'],
    ["{ header: X-Key }", "upstream.credentials.k.header is for the source `header` → Add `source: header`."],
    ["{ source: header, header: Cookie }", 'upstream.credentials.k.header cannot be "Cookie" → For `source: header`: a header of the client, other than Authorization and Cookie.'],
    ["{ source: vault }", 'upstream.credentials.k.source cannot be "vault" → Where the credential is read from: environment, file, header, extension.'],
    ["{ tokenUrl: /token }", 'upstream.credentials.k.tokenUrl cannot be "/token" → An absolute http(s) URL without user name and fragment, e.g. https://login.example.com/token'],
    ["{ tokenUrl: 'https://me:pw@x' }", 'upstream.credentials.k.tokenUrl cannot be "https://me:pw@x" → An absolute http(s) URL without user name and fragment, e.g. https://login.example.com/token'],
    ["{ scopes: [a b] }", 'upstream.credentials.k.scopes[0] cannot be "a b" → A scope, without spaces.'],
    ["{ resource: api }", 'upstream.credentials.k.resource cannot be "api" → The parameter `resource` of the token request, an absolute URI without a fragment.'],
    ["{ clientAuthentication: client_secret_basics }", 'upstream.credentials.k.clientAuthentication cannot be "client_secret_basics" → Did you mean "client_secret_basic"?'],
  ])("upstream.credentials: %s", async (entry, problem) => {
    const found = await problems("mcpgen.config.yaml", `upstream: { credentials: { k: ${entry} } }\n`);
    expect(found).toEqual([expect.stringContaining(problem)]);
  }); // prettier-ignore

  test("is said all at once, each in its place", async () => {
    const text = `specc: a
server:
  baseUrl: api.example.com
  name: ''
routeMaps:
  - methods: [GTE, get]
    pattern: (a
    mcpType: toll
  - pattern: 3
    tags: admin
names:
  listPets: list pets
  longName: ${"a".repeat(65)}
`;
    const nameRule = "A letter, then letters, digits, _ and -, at most 64 characters.";
    expect(await problems("mcpgen.config.yaml", text)).toEqual([
      'config-unknown-key 1:1 The config has no key "specc" → Did you mean "spec"?',
      'config-invalid-value 3:3 server.baseUrl cannot be "api.example.com" → An absolute http(s) URL without user name, query and fragment, e.g. https://api.example.com/v1',
      "config-invalid-value 4:3 server.name is empty → Fill it in or remove the key.",
      'config-invalid-value 6:15 routeMaps[0].methods[0] cannot be "gte" → Did you mean "get"?',
      "config-bad-pattern 7:5 routeMaps[0].pattern is not a valid regular expression: Unterminated group → Write an ECMAScript pattern, e.g. ^/admin/ or ^/pets/\\{petId\\}$",
      'config-invalid-value 8:5 routeMaps[0].mcpType cannot be "toll" → Did you mean "tool"?',
      'config-missing-key 9:5 routeMaps[1] lacks the key "mcpType" → Add "mcpType".',
      "config-invalid-value 9:5 routeMaps[1].pattern must be a text → ECMAScript pattern, searched in the operation's path.",
      "config-invalid-value 10:5 routeMaps[1].tags must be a list → Tags that the operation has to have, all of them.",
      `config-invalid-value 12:3 names.listPets cannot be "list pets" → ${nameRule}`,
      `config-invalid-value 13:3 names.longName cannot be "${"a".repeat(65)}" → ${nameRule}`,
    ]);
  });

  test.each<[name: string, text: string, problem: string]>([
    ["c.yaml", "- a\n", "config-invalid-value 1:1 The config must be a mapping → Correct the value."],
    ["c.yaml", "server:\n", "config-invalid-value 1:1 server must be a mapping → Correct the value."],
    [
      "c.yaml",
      "spec: a\nspec: b\n",
      'duplicate-key 2:1 The key "spec" occurs twice in the same object → Keep one of the two; most programs would silently drop the first.',
    ],
    [
      "c.yaml",
      "server:\n  zzz: 1\n",
      'config-unknown-key 2:3 server has no key "zzz" → Remove it; the keys are name, baseUrl, variables.',
    ],
    [
      "c.json",
      '{"__proto__": {}}',
      'config-unknown-key 1:2 The config has no key "__proto__" → Remove it; the keys are spec, output, refRoot, allowRefs, overlays, server, http, upstream, store, routeMaps, mcpTags, mirrorResources, batch, budget, surface, names, arguments, operations.',
    ],
    [
      "c.yaml",
      "server: {baseUrl: 'https://'}\n",
      'config-invalid-value 1:10 server.baseUrl cannot be "https://" → An absolute http(s) URL without user name, query and fragment, e.g. https://api.example.com/v1',
    ],
    [
      "c.yaml",
      "arguments: { X-Tenant: { env: TENANT ID } }\n",
      'config-invalid-value 1:26 arguments.X-Tenant.env cannot be "TENANT ID" → An environment variable\'s name, e.g. TENANT_ID: letters, digits and _.',
    ],
    [
      "c.yaml",
      "arguments: { q: { description: a, default: 1, env: Q } }\n",
      'argument-decided-twice 1:47 arguments.q has both "default" and "env" → Keep one of value, env, hidden and default: each says where the value comes from.',
    ],
    [
      "c.yaml",
      "operations: { a: { arguments: { q: { value: null, hidden: true } } } }\n",
      'argument-decided-twice 1:51 operations.a.arguments.q has both "value" and "hidden" → Keep one of value, env, hidden and default: each says where the value comes from.',
    ],
    [
      "c.yaml",
      "operations: { a: { bodyStyle: flatt } }\n",
      'config-invalid-value 1:20 operations.a.bodyStyle cannot be "flatt" → Did you mean "flat"?',
    ],
    [
      "c.yaml",
      "server: {baseUrl: 'ftp://a.b'}\n",
      'config-invalid-value 1:10 server.baseUrl cannot be "ftp://a.b" → An absolute http(s) URL without user name, query and fragment, e.g. https://api.example.com/v1',
    ],
    [
      "c.toml",
      "a=1",
      "config-unknown-format : c.toml is not a config file that mcpgen can read → Give it one of the extensions .yaml, .yml, .json, .ts, .js, .mjs",
    ],
    [
      "c.ts",
      "throw new Error('boom\\nagain')",
      "config-failed : The config file failed to run: boom → Correct the file; it has to export an object: export default { spec: … }",
    ],
    [
      "c.mjs",
      "throw null",
      "config-failed : The config file failed to run: it threw null → Correct the file; it has to export an object: export default { spec: … }",
    ],
    [
      "c.mjs",
      "throw Object.create(null)",
      "config-failed : The config file failed to run: it threw an object → Correct the file; it has to export an object: export default { spec: … }",
    ],
    [
      "c.ts",
      "import './nowhere.js'; export default {}",
      "config-failed : The config file failed to run: Cannot find module './nowhere.js' → Correct the file; it has to export an object: export default { spec: … }",
    ],
    [
      "c.ts",
      "export const spec = 'a'",
      "config-no-default : The config file does not export an object by default, but nothing → Write: export default { spec: … }",
    ],
    [
      "c.mjs",
      "export default () => ({})",
      "config-no-default : The config file does not export an object by default, but a function → Write: export default { spec: … }",
    ],
    [
      "c.mjs",
      "export default { routeMaps: [{ pattern: '[', mcpType: 'tool' }] }",
      "config-bad-pattern : routeMaps[0].pattern is not a valid regular expression: Unterminated character class → Write an ECMAScript pattern, e.g. ^/admin/ or ^/pets/\\{petId\\}$",
    ],
    ["c.mjs", "const a = {}; a.a = a; export default a", ""],
  ])("%s: %j", async (name, text, problem) => {
    const found = await problems(name, text);
    expect(found).toHaveLength(1);
    if (problem !== "") expect(found).toEqual([problem]);
    expect(found.join("")).not.toMatch(/\n| at .*:\d+:\d+/);
  });

  test("is said of a file that does not exist, too", async () => {
    const cwd = folder({ "mcpgen.config.yaml": "" });
    const diagnostics = new Diagnostics();
    await loadConfig(join(cwd, "mcpgen.confg.yaml"), diagnostics, { cwd }).catch(() => undefined);
    expect(diagnostics.all).toMatchObject([
      { code: "input-not-found", fix: 'Did you mean "mcpgen.config.yaml"?' },
    ]);
  });
});

test("editors have the schema that the config is checked against", () => {
  const published = readFileSync(new URL("../../docs/config.schema.json", import.meta.url), "utf8");
  expect(JSON.parse(published)).toEqual(configSchema);
});
