import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load-config.js";
import type { Config } from "../../src/config/config.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { configText, type ConfigText } from "../../src/init/config-text.js";
import { strategies, type Strategy } from "../../src/init/strategies.js";
import { map } from "../../src/mapping/map.js";
import { routeOperations } from "../../src/mapping/routes.js";
import type { Api } from "../../src/openapi/api.js";
import { folder } from "../load/support.js";
import { parsed } from "../openapi/support.js";
import { withAllExamples, withEachExample } from "./support.js";

const schemaLine = "# yaml-language-server: $schema=../docs/config.schema.json";

function textFor(api: Api, strategy: Strategy): ConfigText {
  return configText(api, { strategy, schemaLine, spec: "openapi.yaml", allowRefs: [] });
}

/** The part of the text that is about route maps. */
function routeMapsFor(document: object, strategy: Strategy): string {
  const { text } = textFor(parsed(document).api, strategy);
  return text.split("\n\n").find((block) => block.includes("mcpType is tool, ")) ?? "";
}

async function load(text: string): Promise<Config> {
  const path = join(folder({ "mcpgen.config.yaml": text }), "mcpgen.config.yaml");
  return loadConfig(path, new Diagnostics());
}

/** The codes of what is said about the rules of a config. */
function complaints(api: Api, config: Config): string[] {
  const diagnostics = new Diagnostics();
  routeOperations(api.operations, config, diagnostics);
  return diagnostics.all.map(({ code }) => code);
}

interface Written {
  readonly [methodAndPath: string]: object;
}

/** A document with these operations, by `GET /path`. */
function documentOf(written: Written, title = "Shop"): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [key, operation] of Object.entries(written)) {
    const [method = "", path = ""] = key.split(/ (.*)/);
    (paths[path] ??= {})[method.toLowerCase()] = { responses: {}, ...operation };
  }
  return { openapi: "3.1.0", info: { title, version: "1" }, servers: [{ url: "https://shop.example.com/v1" }], paths };
} // prettier-ignore

const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
const tenant = { name: "X-Tenant", in: "header", required: true, schema: { type: "string" } };
const body = { content: { "application/json": {}, "application/xml": {} } };

const shop = documentOf({
  "GET /items": { operationId: "listItems", tags: ["items", "public"] },
  "POST /items": { operationId: "createItem", tags: ["items"], requestBody: body },
  "GET /items/{id}": { operationId: "getItem", tags: ["items", "public"], parameters: [id] },
  "DELETE /items/{id}": { operationId: "deleteItem", tags: ["items"], parameters: [id] },
  "GET /orders": { operationId: "listOrders", tags: ["orders"], parameters: [tenant] },
  "GET /health": {},
});

describe("each strategy, as it is written", () => {
  test("tools, with the whole file", () => {
    expect(textFor(parsed(shop).api, "tools").text).toBe(`${schemaLine}
# The MCP server of "Shop".
# Begun with mcpgen init --strategy tools; it is yours to edit.

# The OpenAPI document: a path, relative to this file, or an http(s) URL.
spec: openapi.yaml
# The folder of the generated project, relative to this file.
output: shop-mcp

server:
  # Environment variables and the URIs of resources begin with it.
  name: shop
  # Where the API is, if not where the document says.
  # baseUrl: https://shop.example.com/v1

# Every operation becomes a tool. Rules such as these change that.
# The first rule that fits an operation decides; what none fits is a tool.
# mcpType is tool, resource, resource_template or exclude.
# routeMaps:
#   - { tags: [items], mcpType: exclude } # 4 operations
#   - { tags: [public], mcpType: exclude } # 2 operations
#   - { tags: [orders], mcpType: exclude } # 1 operation
#   - { pattern: ^/items(/|$), mcpType: exclude } # 4 operations
#   - { pattern: ^/orders(/|$), mcpType: exclude } # 1 operation
#   - { pattern: ^/health(/|$), mcpType: exclude } # 1 operation
#   - { methods: [DELETE], mcpType: exclude } # 1 operation

# Other names of tools and resources, by operationId or by method and path.
# names:
#   listItems: list_items

# What differs from the document: slashes in an argument travel as they are, a body has another media type.
# operations:
#   getItem: { arguments: { id: { allowReserved: true } } }
#   createItem: { mediaType: application/xml }

# Overlays that you write change the document before it is read: paths, relative to this file, or URLs.
# overlays: [fixes.overlay.yaml]

# Makes a read-only tool of each resource as well: many clients read no resources.
# mirrorResources: true
`);
  });

  test.each<[Strategy, string, object, string]>([
    [
      "semantic",
      "with a rule before for what no URI can hold",
      shop,
      `routeMaps:
  # No URI holds the headers, cookies or body that these need.
  - { operationIds: [listOrders], mcpType: tool } # 1 operation
  - { methods: [GET], pattern: '\\{[^{}]+\\}', mcpType: resource_template } # 1 operation
  - { methods: [GET], mcpType: resource } # 2 operations, and 2 that rules above decide`,
    ],
    [
      "semantic",
      "by path where an operationId does not tell",
      documentOf({
        "GET /a.b/{id}": { operationId: "same", parameters: [id, tenant] },
        "GET /a": { operationId: "same" },
        "GET /b": {},
      }),
      `routeMaps:
  # No URI holds the headers, cookies or body that these need.
  - { methods: [GET], pattern: '^/a\\.b/\\{id\\}$', mcpType: tool } # 1 operation
  # - { methods: [GET], pattern: '\\{[^{}]+\\}', mcpType: resource_template } # decides nothing: the rules above fit its 1 operation
  - { methods: [GET], mcpType: resource } # 2 operations, and 1 that rules above decide`,
    ],
    [
      "semantic",
      "the other way round where few can be read",
      documentOf({
        "GET /a": { operationId: "a", parameters: [tenant] },
        "GET /b/{id}": { operationId: "b", parameters: [id] },
        "GET /c": { operationId: "c", parameters: [tenant] },
      }),
      `routeMaps:
  - { operationIds: [b], mcpType: resource_template } # 1 operation`,
    ],
    ["semantic", "none of whose operations can be read", documentOf({ "GET /a": { parameters: [tenant] } }), ""],
    [
      "read-only",
      "",
      shop,
      `routeMaps:
  - { methods: [GET, HEAD], mcpType: tool } # 4 operations
  - { mcpType: exclude } # 2 operations`,
    ],
    [
      "read-only",
      "with nothing to read",
      documentOf({ "POST /a": {} }),
      `routeMaps:
  # - { methods: [GET, HEAD], mcpType: tool } # no operation
  - { mcpType: exclude } # 1 operation`,
    ],
    [
      "by-tag",
      "rare tags first, because operations have several",
      shop,
      `routeMaps:
  - { tags: [orders], mcpType: tool } # 1 operation
  - { tags: [public], mcpType: tool } # 2 operations
  - { tags: [items], mcpType: tool } # 2 operations, and 2 that rules above decide
  # What has none of these tags.
  - { mcpType: tool } # 1 operation`,
    ],
    [
      "by-tag",
      "in the document's order, and tags that always come together",
      documentOf({ "GET /a": { tags: ["b", "a"] }, "GET /b": { tags: ["a", "b"] } }),
      `routeMaps:
  - { tags: [b], mcpType: tool } # 2 operations
  # - { tags: [a], mcpType: tool } # decides nothing: the rules above fit its 2 operations
  # What has none of these tags.
  - { mcpType: tool } # no operation`,
    ],
    [
      "by-tag",
      "without tags: by what follows the segments that all paths share",
      documentOf({ "GET /v1/a": {}, "GET /v1/a/{id}": { parameters: [id] }, "GET /v1/{id}": { parameters: [id] }, "GET /v1/": {} }),
      `routeMaps:
  - { pattern: ^/v1/a(/|$), mcpType: tool } # 2 operations
  - { pattern: '^/v1/\\{id\\}(/|$)', mcpType: tool } # 1 operation
  - { pattern: ^/v1/(/|$), mcpType: tool } # 1 operation
  # What has none of these paths.
  - { mcpType: tool } # no operation`,
    ],
  ])("%s %s", (strategy, _, document, expected) => {
    const lines = routeMapsFor(document, strategy).split("\n");
    expect(lines.slice(lines.findIndex((line) => line.startsWith("routeMaps:")) >>> 0).join("\n")).toBe(expected);
  });
}); // prettier-ignore

test.each(strategies)("%s: each example holds by itself", async (strategy) => {
  const { api } = parsed(shop);
  const examples = withEachExample(textFor(api, strategy).text);
  expect(examples.map(({ example }) => example.trim().replace(/:.*/, ":"))).toEqual([
    "# baseUrl:",
    ...(strategy === "tools" ? ["# routeMaps:"] : []),
    "# names:",
    "# operations:",
    "# overlays:",
    "# mirrorResources:",
  ]);
  for (const { example, text } of examples) {
    const diagnostics = new Diagnostics();
    map(api, await load(text), undefined, diagnostics);
    expect(diagnostics.all.filter(({ severity }) => severity === "error"), example).toEqual([]);
  }
}); // prettier-ignore

test("many operationIds stand on lines of their own", () => {
  const names = Array.from({ length: 9 }, (_, index) => `operationNumber${index}`);
  const needy = names.map((operationId) => [`GET /${operationId}`, { operationId, parameters: [tenant] }] as const);
  const others = names.map((operationId) => [`GET /other/${operationId}`, {}] as const);
  const text = routeMapsFor(documentOf(Object.fromEntries([...needy, ...others])), "semantic");
  expect(text).toContain("\n  - mcpType: tool # 9 operations\n    operationIds:\n      - operationNumber0\n      - operationNumber1\n");
}); // prettier-ignore

test("what the document lacks is left out, and the file still holds", async () => {
  const { api } = parsed({ openapi: "3.1.0", info: { title: "3D printers", version: "1" }, paths: {} });
  for (const strategy of strategies) {
    const { text } = configText(api, { strategy, schemaLine, allowRefs: ["b.yaml"], refRoot: ".." });
    expect(text).toContain('# spec: openapi.yaml\nrefRoot: ..\nallowRefs: [b.yaml]\n');
    expect(text).toContain("# server:\n#   name: api-3d-printers\n#   # Where the API is: the document does not say it.\n#   # baseUrl: https://api.example.com/v1\n");
    expect(text).not.toMatch(/names:|operations:/);
    expect(complaints(api, await load(text))).toEqual([]);
    for (const each of withEachExample(text)) await load(each.text);
  }
}); // prettier-ignore

test("at most twelve tags and paths are shown, the others counted", () => {
  const written = Array.from({ length: 40 }, (_, index) => [`GET /p${index}`, { tags: [`t${index}`] }] as const);
  const text = routeMapsFor(documentOf(Object.fromEntries(written)), "tools");
  expect(text).toContain("# The document has 34 more tags and 34 more paths.");
  expect(text.match(/^# {3}- /gm)).toHaveLength(12);
}); // prettier-ignore

/** What has a meaning in YAML, in a comment, in a pattern or on a screen. */
const hostile = fc.oneof(
  fc.constantFrom("<<", "__proto__", "constructor", "null", "~", "- a", "? a", "a: b", "a #b", "# a", "*a", "&a", "!a", "|", ">", "%a", "@a", "---", "...", "'", '"', "\\", "\\{", "{a}", "[a]", "a, b", "a\nrouteMaps: []", "a\r\n- b", "\u0085x", "\u2028x", "\u202ex\u2066", "\u0000", "\u001b[2J", "\ufeffx", "\ud800", "x\ud83c\udf89", "é", "", " ", "\t", "x".repeat(3000), ".*", "(a|b)+", "a$", "^", "1e3", "0x1f", "true", "GET /a"),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(..."'\"\\#:-?[]{},&*!|>%@` \n\t\r\u0085\u2028a/{}^$.(+)~<="), maxLength: 12 }),
); // prettier-ignore

const hostileOperation = fc.record({
  method: fc.constantFrom("get", "post", "delete", "head"),
  path: fc.array(hostile, { minLength: 1, maxLength: 3 }).map((segments) => `/${segments.join("/")}`),
  tags: fc.array(hostile, { maxLength: 3 }),
  operationId: fc.option(hostile, { nil: undefined }),
  parameters: fc.constantFrom([], [tenant]),
  argument: hostile,
  mediaTypes: fc.array(hostile, { minLength: 1, maxLength: 3 }),
});

const hostileDocument = fc
  .record({ title: hostile, url: hostile, operations: fc.array(hostileOperation, { minLength: 1, maxLength: 6 }) })
  .map(({ title, url, operations }) => {
    const paths: Record<string, object> = Object.create(null) as Record<string, object>;
    for (const { method, path, tags, operationId, parameters, argument, mediaTypes } of operations) {
      const inPath = { name: argument, in: "path", required: true, schema: {} };
      const content = Object.fromEntries(mediaTypes.map((each) => [each, {}]));
      const requestBody = method === "post" ? { requestBody: { content } } : {};
      const operation = { operationId, tags, parameters: [...parameters, ...(path.includes(`{${argument}}`) ? [inPath] : [])], ...requestBody, responses: {} };
      paths[path] = { ...paths[path], [method]: operation };
    }
    return { openapi: "3.1.0", info: { title, version: "1" }, servers: [{ url: `https://a.example/${url}` }], paths };
  }); // prettier-ignore

test("whatever the document says, the file and each of its examples load, and the rules decide as they say", async () => {
  await fc.assert(
    fc.asyncProperty(hostileDocument, fc.constantFrom(...strategies), async (document, strategy) => {
      const { api } = parsed(document);
      const { text, routed } = textFor(api, strategy);
      expect(text.replaceAll("\n", "").match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu) ?? []).toEqual([]);
      const config = await load(text);
      expect(complaints(api, config)).toEqual([]);
      const { decisions } = map(api, config, undefined, new Diagnostics());
      expect(decisions.map(({ type }) => type.value)).toEqual(routed.map(({ type }) => type.value));
      const diagnostics = new Diagnostics();
      map(api, await load(withAllExamples(text)), undefined, diagnostics);
      const errors = diagnostics.all.filter(({ severity }) => severity === "error");
      expect(errors.map(({ title }) => title)).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 240_000); // prettier-ignore
