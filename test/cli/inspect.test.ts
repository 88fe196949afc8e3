// `mcpgen inspect`: the table, the sums, one operation explained, and what cannot be.
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { textOfExplanation } from "../../src/cli/inspect-explanation.js";
import { sorted, type Order } from "../../src/cli/inspect-table.js";
import { inspect as inspectDocument, type InspectReport } from "../../src/inspect.js";
import { runCli, type CliResult } from "./run-cli.js";
import { folder } from "./support.js";
import type { TestContext } from "vitest";

const openapi = `openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: https://shop.example }]
paths:
  /items:
    get:
      operationId: listItems
      summary: List items
      tags: [items]
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses: { "200": { description: Items. } }
    post:
      operationId: addItem
      security: [{ key: [] }]
      x-mcp: { annotations: { openWorldHint: false } }
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string, description: A name that people see on the price tag and in the search. } } } } } }
      responses: { "201": { description: Item. } }
  /items/{id}:
    get: { operationId: getItem, responses: { "200": { description: Item. } } }
  /admin:
    delete: { operationId: wipe, responses: { "204": { description: Done. } } }
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }
`;

const config = `spec: openapi.yaml
output: out
overlays: [texts.overlay.yaml]
routeMaps:
  - { pattern: ^/admin, mcpType: exclude }
  - { mcpType: resource_template, pattern: "\\\\{" }
  - { methods: [GET], tags: [other], mcpType: exclude }
  - { mcpType: tool, mcpTags: [shop] }
names: { listItems: find_items }
operations: { addItem: { upstream: { deadlineSeconds: 60 } } }
`;

const overlay = `overlay: 1.0.0
info: { title: Texts, version: "1" }
actions: [{ target: "$.paths['/items'].get", update: { description: Finds items. } }]
`;

const files = {
  "openapi.yaml": openapi,
  "mcpgen.config.yaml": config,
  "texts.overlay.yaml": overlay,
  "out/mcpgen.lock.json": JSON.stringify({ mcpgen: "0.1.0", operations: { "POST /items": "new_item" }, files: {} }),
}; // prettier-ignore

/** Runs it where the files above are. */
function inspect(context: TestContext, ...args: string[]): Promise<CliResult> {
  return runCli(["inspect", ...args], { cwd: folder(context, files) });
}

/** What it finds there, without a process of its own. */
function report(context: TestContext, operation?: string): Promise<InspectReport> {
  return inspectDocument({ cwd: folder(context, files), ...(operation === undefined ? {} : { operation }) });
}

test("the table has every operation, who decided, and what it costs; nothing is written", async (context) => {
  const cwd = folder(context, { "openapi.yaml": openapi });
  const { code, stdout, stderr } = await runCli(["inspect", "openapi.yaml"], { cwd });
  const table = stdout.replace(/\d[\d,]*/g, "N").replace(/ +/g, " ");
  expect(code).toBe(0);
  expect(stderr).toContain("warning[undeclared-path-parameter]");
  expect(table).toBe(`OPERATION COMPONENT NAME DECIDED BY BYTES TOKENS WARNINGS
GET /items tool listItems no route map N N
POST /items tool addItem no route map N N
GET /items/{id} tool getItem no route map N N N
DELETE /admin tool wipe no route map N N

N operations: N tools
tools/list: N tools, N bytes, about N tokens
N warning
`);
  expect(readdirSync(cwd)).toEqual(["openapi.yaml"]);
});

test("the sums are those of generate, by four characters a token", async (context) => {
  const cwd = folder(context, { "openapi.yaml": openapi });
  const inspected = await runCli(["inspect", "openapi.yaml", "--json"], { cwd });
  const generated = await runCli(["generate", "openapi.yaml", "--json", "--dry-run"], { cwd });
  const { totals, operations } = JSON.parse(inspected.stdout) as {
    totals: { toolsList: { tokens: number; bytes: number } };
    operations: { listed: { bytes: number } }[];
  };
  const { toolsListTokens } = JSON.parse(generated.stdout) as { toolsListTokens: number };
  expect(totals.toolsList.tokens).toBe(toolsListTokens);
  expect(operations.reduce((sum, { listed }) => sum + listed.bytes, 0)).toBe(totals.toolsList.bytes);
});

test("route maps, the lock and the config's names show", async (context) => {
  const { stdout } = await inspect(context, "--json", "--sort", "document");
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    operations: [
      { operation: "GET /items", component: "tool", name: "find_items", decidedBy: "routeMaps[3]" },
      { operation: "POST /items", component: "tool", name: "new_item", decidedBy: "routeMaps[3]" },
      {
        operation: "GET /items/{id}",
        component: "resource_template",
        name: "getItem",
        decidedBy: "routeMaps[1]",
        uris: ["shop://items/{id}"],
        warnings: ["undeclared-path-parameter: The path /items/{id} has a parameter {id} that is not declared"],
      },
      { operation: "DELETE /admin", component: "exclude", decidedBy: "routeMaps[0]" },
    ],
    totals: { operations: 4, components: { tool: 2, resource_template: 1, exclude: 1 }, tools: 2 },
  }); // prettier-ignore
});

test.for<[Order, string[]]>([
  ["operation", ["DELETE /admin", "GET /items", "POST /items", "GET /items/{id}"]],
  ["document", ["GET /items", "POST /items", "GET /items/{id}", "DELETE /admin"]],
  ["name", ["GET /items", "GET /items/{id}", "POST /items", "DELETE /admin"]],
  ["tokens", ["POST /items", "GET /items", "GET /items/{id}", "DELETE /admin"]],
])("in the order of %s", async ([order, operations], context) => {
  const found = sorted((await report(context)).operations, order);
  expect(found.map(({ operation }) => operation)).toEqual(operations);
});

test("sorted by tokens, the table is followed by what each tag costs, or each path without a tag", async (context) => {
  const cwd = folder(context, { "openapi.yaml": openapi });
  const { stdout } = await runCli(["inspect", "openapi.yaml", "--sort", "tokens"], { cwd });
  const { operations, bill, totals } = await inspectDocument({ cwd, spec: "openapi.yaml" });
  const tokensOf = (...wanted: string[]): number =>
    operations
      .filter(({ operation }) => wanted.includes(operation))
      .reduce((sum, { listed }) => sum + (listed?.tokens ?? 0), 0);
  expect(bill.map(({ tag, pattern, tools, listed }) => [tag ?? pattern, tools, listed.tokens])).toEqual([
    ["^/items(/|$)", 3, tokensOf("GET /items", "POST /items", "GET /items/{id}")],
    ["items", 1, tokensOf("GET /items")],
    ["^/admin(/|$)", 1, tokensOf("DELETE /admin")],
  ]);
  const lines = stdout.split("\n");
  const head = lines.findIndex((line) => line.startsWith("TAG OR PATH"));
  expect(lines.slice(head, head + 4).map((line) => line.split(/ {2,}/)[0])).toEqual(["TAG OR PATH", "^/items(/|$)", "items", "^/admin(/|$)"]);
  const [items] = bill;
  const percent = Math.round((100 * (items?.listed.bytes ?? 0)) / totals.toolsList.bytes);
  expect(lines[head + 1]).toMatch(new RegExp(` ${percent} %$`));
}); // prettier-ignore

test("one operation: every rule tested, every part with its origin and place", async (context) => {
  const { code, stdout } = await inspect(context, "get /items");
  expect(code).toBe(0);
  const lines = stdout.replace(/ {2,}/g, " | ").replace(/\d+(?= bytes| tokens)/g, "N");
  expect(lines).toBe(`GET /items | openapi.yaml:6:5
becomes tool find_items
 | in src/generated/tools/items/find_items.ts
 | N bytes, about N tokens of tools/list

ROUTE MAP | TESTS | GIVES | OUTCOME | PLACE
routeMaps[0] | no: pattern ^/admin | exclude | does not fit | mcpgen.config.yaml:5:5
routeMaps[1] | no: pattern \\{ | resource_template | does not fit | mcpgen.config.yaml:6:5
routeMaps[2] | yes: methods GET; no: tags other | exclude | does not fit | mcpgen.config.yaml:7:5
routeMaps[3] | none | tool | fits, and decides | mcpgen.config.yaml:8:5

PART | VALUE | FROM | PLACE
type | tool | routeMaps[3] | mcpgen.config.yaml:8:5
name | find_items | config: names["listItems"] | mcpgen.config.yaml:9:10
title | List items | document: summary | openapi.yaml:8:7
description | Finds items. | overlay: description | texts.overlay.yaml:3:56
readOnlyHint | true | the method GET
destructiveHint | false | the method GET
idempotentHint | true | the method GET
openWorldHint | true | the method GET
tags | items | document: tags | openapi.yaml:9:7
tags | shop | routeMaps[3] | mcpgen.config.yaml:8:5
argument limit | optional | document: query parameter limit | openapi.yaml:10:20
base URL | https://shop.example | document: servers, if SHOP_BASE_URL is not set
credentials | none | document: security | openapi.yaml:6:5
policy deadlineSeconds | 30 | default, if SHOP_TIMEOUT is not set
policy attemptSeconds | 10 | default, if SHOP_TIMEOUT is not set
policy connectSeconds | 5 | default
policy connections | 100 | default
policy retry.attempts | 3 | default, if SHOP_RETRIES is not set
policy retry.statuses | 408, 425, 429, 500, 502, 503, 504 | default
policy maxResponseBytes | 10000000 | default
policy cache.ttlSeconds | 0 | default, if SHOP_CACHE is not set
policy cache.staleSeconds | 0 | default, if SHOP_CACHE is not set
policy cache.private | false | default, if SHOP_CACHE is not set
policy cache.maxBytes | 50000000 | default, if SHOP_CACHE is not set
policy log | errors | default, if SHOP_LOG is not set
policy idempotent | true | the method GET
policy rateLimit.learn | true | default, if SHOP_RATE_LIMIT is not set
`);
});

test.for<[string, string, string]>([
  ["addItem", "POST /items", "extension: x-mcp.annotations.openWorldHint"],
  ["new_item", "POST /items", "lock: mcpgen.lock.json"],
  ["DELETE /admin", "DELETE /admin", "is excluded"],
  ["POST /items", "POST /items", "document: request body"],
  ["POST /items", "POST /items", "credentials | key | "],
  [
    "POST /items",
    "POST /items",
    'policy deadlineSeconds | 60 | config: operations["addItem"] | mcpgen.config.yaml:10:38',
  ],
  ["GET /items/{id}", "GET /items/{id}", "warning[undeclared-path-parameter]"],
])("%s is explained", async ([asked, operation, said], context) => {
  const { explanation, ...found } = await report(context, asked);
  const text = explanation === undefined ? "" : textOfExplanation(explanation, found, false);
  const lines = text.replace(/ {2,}/g, " | ");
  expect(lines).toContain(`${operation} | `);
  expect(lines).toContain(said);
});

test("the policy of an operation is explained part by part, as what wins has it", async (context) => {
  const config = `spec: openapi.yaml
upstream:
  deadlineSeconds: 60
  attemptSeconds: 5
  retry: { attempts: 5 }
  log: all
  rateLimit: { maxRequests: 100, windowSeconds: 60 }
routeMaps:
  - pattern: ^/items$
    mcpType: tool
    upstream: { deadlineSeconds: 90, retry: { statuses: [429] }, rateLimit: { maxConcurrent: 1 } }
operations:
  POST /items: { upstream: { idempotent: true } }
  addItem: { upstream: { retry: { attempts: 2 }, rateLimit: { maxRequests: 1, windowSeconds: 9 } } }
  wipe: { upstream: { rateLimit: false } }
`;
  const cwd = folder(context, { "openapi.yaml": openapi, "mcpgen.config.yaml": config });
  const partsOf = async (operation: string): Promise<string[][]> => {
    const { explanation } = await inspectDocument({ cwd, operation });
    const parts = explanation?.parts.filter(({ part }) => part.includes("policy")) ?? [];
    return parts.map(({ part, value, source: { by, what, place } }) => [part, value, by, what, place?.pointer ?? ""]);
  };
  const own = "operations[\"addItem\"]";
  const unless = "if SHOP_RATE_LIMIT is not set";
  expect(await partsOf("addItem")).toEqual([
    ["policy deadlineSeconds", "90", "route map", "routeMaps[0]", "/routeMaps/0/upstream/deadlineSeconds"],
    ["policy attemptSeconds", "30", "route map", "routeMaps[0], a third of deadlineSeconds", "/routeMaps/0/upstream/deadlineSeconds"],
    ["policy connectSeconds", "5", "mcpgen", "default", ""],
    ["policy connections", "100", "mcpgen", "default", ""],
    ["policy retry.attempts", "2", "config", own, "/operations/addItem/upstream/retry/attempts"],
    ["policy retry.statuses", "429", "route map", "routeMaps[0]", "/routeMaps/0/upstream/retry/statuses"],
    ["policy maxResponseBytes", "10000000", "mcpgen", "default", ""],
    ["policy log", "all", "config", "upstream, if SHOP_LOG is not set", "/upstream/log"],
    ["policy idempotent", "true", "config", 'operations["POST /items"]', "/operations/POST ~1items/upstream/idempotent"],
    ["policy rateLimit.maxRequests", "100", "config", `upstream, ${unless}`, "/upstream/rateLimit/maxRequests"],
    ["policy rateLimit.windowSeconds", "60", "config", `upstream, ${unless}`, "/upstream/rateLimit/windowSeconds"],
    ["policy rateLimit.learn", "true", "mcpgen", `default, ${unless}`, ""],
    ["own policy rateLimit.maxRequests", "1", "config", own, "/operations/addItem/upstream/rateLimit/maxRequests"],
    ["own policy rateLimit.windowSeconds", "9", "config", own, "/operations/addItem/upstream/rateLimit/windowSeconds"],
  ]);
  const limits = (await partsOf("wipe")).filter(([part]) => part?.includes("rateLimit"));
  expect(limits).toEqual([
    ["policy rateLimit.learn", "true", "mcpgen", `default, ${unless}`, ""],
    ["own policy rateLimit", "false", "config", 'operations["wipe"]', "/operations/wipe/upstream/rateLimit"],
  ]);
}); // prettier-ignore

test.for(["listItems", "find_items", "GET /items"])(
  "where a config names the document, %s may stand alone",
  async (asked, context) => {
    const { code, stdout } = await inspect(context, asked);
    expect([code, stdout.split("  ", 1)]).toEqual([0, ["GET /items"]]);
  },
);

test("a header that the config writes in another case is found there", async (context) => {
  const header = openapi.replace("name: limit, in: query", "name: X-Tenant, in: header");
  const files = {
    "openapi.yaml": header,
    "mcpgen.config.yaml": "spec: openapi.yaml\narguments:\n  x-tenant: { env: TENANT }\n",
  };
  const { stdout } = await runCli(["inspect", "listItems"], { cwd: folder(context, files) });
  expect(stdout).toMatch(/X-Tenant +the variable TENANT +config: arguments +mcpgen.config.yaml:3:3/);
});

test("a file that is called like an operation is the document", async (context) => {
  const other = openapi.replaceAll("/items", "/others");
  const cwd = folder(context, {
    "openapi.yaml": openapi,
    "mcpgen.config.yaml": "spec: openapi.yaml\n",
    listItems: other,
  });
  const { stdout } = await runCli(["inspect", "listItems"], { cwd });
  expect(stdout).toContain("GET /others");
});

test.for<[string[], number, string]>([
  [["openapi.yaml", "GET /itms"], 1, 'The document has no operation "GET /itms"\n  = fix: Did you mean "GET /items"?'],
  [["openapi.yaml", "zzzzzzzzzz"], 1, "mcpgen inspect <spec> lists all."],
  [["--sort", "size"], 2, "Allowed choices are document, operation, name, tokens."],
  [["nowhere.yaml"], 1, "There is no file nowhere.yaml"],
  [["listItem"], 1, 'The document has no operation "listItem"\n  = fix: Did you mean "listItems"?'],
])("%j is refused", async ([args, exit, said], context) => {
  const { code, stdout, stderr } = await inspect(context, ...args);
  expect([code, stdout]).toEqual([exit, ""]);
  expect(stderr).toContain(said);
}); // prettier-ignore
