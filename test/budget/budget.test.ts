// `budget`: which limits a list passes, where that is said, and that what is proposed keeps to them when it is pasted.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test, type TestContext } from "vitest";
import { generate } from "../../src/generate.js";
import { inspect, type InspectReport } from "../../src/inspect.js";
import { runCli } from "../cli/run-cli.js";
import { folder } from "../cli/support.js";

/** Some operations that are alike. */
interface Some {
  /** How many. */
  readonly count: number;
  readonly path: string;
  readonly tags?: readonly string[];
  readonly deprecated?: boolean;
  /** What each says, in characters. */
  readonly says?: number;
  readonly mcp?: boolean;
}

function documentOf(...parts: readonly Some[]): string {
  const paths = parts.flatMap(({ count, path, tags = [], deprecated = false, says = 40, mcp }) =>
    Array.from({ length: count }, (_, index) => [
      `${path}/${index}`,
      {
        get: {
          operationId: `get${path.replaceAll("/", "_")}_${index}`,
          tags,
          deprecated,
          description: `${"word ".repeat(says / 5).trim()}.`,
          responses: { "204": { description: "Done." } },
          ...(mcp === undefined ? {} : { "x-mcp": { enabled: mcp } }),
        },
      },
    ]),
  );
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Things", version: "1.0.0" },
    servers: [{ url: "https://api.example.com" }],
    paths: Object.fromEntries(paths) as object,
  });
}

/** Inspects a document with a config. */
function look(context: TestContext, document: string, config: string): Promise<InspectReport> {
  const cwd = folder(context, { "openapi.json": document, "mcpgen.config.yaml": `spec: openapi.json\n${config}` });
  return inspect({ cwd });
} // prettier-ignore

const pets = documentOf(
  { count: 6, path: "/pets", tags: ["pets"] },
  { count: 3, path: "/owners", tags: ["owners"] },
  { count: 2, path: "/shops", tags: ["shops"] },
);

test("a list within its budget is nothing to speak of", async (context) => {
  const { totals, diagnostics } = await look(context, pets, "");
  const { tools, toolsList } = totals;
  const exact = `budget: { tools: ${tools}, tokens: ${toolsList.tokens}, level: error }`;
  expect(diagnostics).toEqual([]);
  expect((await look(context, pets, exact)).diagnostics).toEqual([]);
});

test("each limit that is passed has a diagnostic at its place, and the last has the proposal for all", async (context) => {
  const { diagnostics } = await look(context, pets, "budget: { tools: 8, tokens: 300, perTool: 5 }");
  expect(
    diagnostics.map(({ code, severity, title, place, paste }) => [code, severity, title, place?.pointer, paste]),
  ).toEqual([
    ["budget-tools", "warning", "tools/list has 11 tools, more than the 8 of budget.tools", "/budget/tools", undefined],
    ["budget-tokens", "warning", expect.stringMatching(/^tools\/list is about \d+ tokens, more than the 300/), "/budget/tokens", undefined],
    ["budget-per-tool", "warning", expect.stringMatching(/^11 tools take more than the 5 tokens .*: get_\w+ \(\d+\), .* and 6 more$/), "/budget/perTool", undefined],
  ]); // prettier-ignore
  const one = await look(context, pets, "budget: { tools: 8 }");
  expect(one.diagnostics.map(({ fix, paste }) => [fix, paste])).toEqual([
    [
      expect.stringMatching(/^Put this into mcpgen.config.yaml, which leaves 8 tools, about \d+ tokens; or say `surface: search`, which lists tools to search with instead. Or raise budget.tools.$/),
      expect.stringMatching(/^routeMaps:\n {2}- \{ tags: \[owners\], mcpType: exclude \} # 3 tools, about \d+ tokens$/),
    ],
  ]); // prettier-ignore
});

const isLong = { says: 2000 };
const proposals: [string, string, string, readonly string[]][] = [
  ["the fewest parts, and the cheapest that is enough", pets, "{ tools: 9 }", ["tags: [shops]"]],
  ["the costliest parts first", pets, "{ tools: 4 }", ["tags: [pets]", "tags: [shops]"]],
  ["what is deprecated goes first", documentOf({ count: 5, path: "/a", tags: ["a"] }, { count: 1, path: "/b", tags: ["b"], deprecated: true }, { count: 2, path: "/c", tags: ["c"] }), "{ tools: 5 }", ["deprecated: true", "tags: [c]"]],
  ["by path where there are no tags", documentOf({ count: 5, path: "/v1/a" }, { count: 3, path: "/v1/b" }), "{ tools: 5 }", ["pattern: ^/v1/b(/|$)"]],
  ["by path what has no tag", documentOf({ count: 5, path: "/a" }, { count: 3, path: "/b", tags: ["b"] }), "{ tools: 3 }", ["pattern: ^/a(/|$)"]],
  ["by path where one tag has everything", documentOf({ count: 5, path: "/a", tags: ["all"] }, { count: 3, path: "/b", tags: ["all"] }), "{ tools: 4 }", ["pattern: ^/a(/|$)"]],
  ["by path where one tag has nearly everything", documentOf({ count: 9, path: "/a", tags: ["all"] }, { count: 7, path: "/b", tags: ["all"] }, { count: 1, path: "/c", tags: ["c"] }), "{ tools: 10 }", ["pattern: ^/b(/|$)"]],
  ["a few of what is left, rather than nothing", documentOf({ count: 20, path: "/a", tags: ["a"] }, { count: 1, path: "/b", tags: ["b"] }), "{ tools: 10 }", ["tags: [a]"]],
  ["operations of several tags", documentOf({ count: 5, path: "/a", tags: ["all", "a"] }, { count: 3, path: "/b", tags: ["all", "b"] }), "{ tools: 3 }", ["tags: [a]"]],
  ["single tools that cost too much", documentOf({ count: 5, path: "/a" }, { count: 1, path: "/b", ...isLong }), "{ perTool: 200 }", ["operationIds: [get_b_0]"]],
  ["what the document exposes stays", documentOf({ count: 5, path: "/a", tags: ["a"], mcp: true }, { count: 3, path: "/b", tags: ["b"] }, { count: 3, path: "/c", tags: ["c"] }), "{ tools: 8 }", ["tags: [b]"]],
  ["few tools are told of at length", documentOf({ count: 65, path: "/a", tags: ["a"], ...isLong }, { count: 75, path: "/b", tags: ["b"] }), "{ tokens: 9000 }", ["tags: [a]"]],
  ["tools that cost too much only when there are few", documentOf({ count: 100, path: "/a", tags: ["a"] }, { count: 2, path: "/b", tags: ["b"], ...isLong }, { count: 40, path: "/c", tags: ["c"] }), "{ tools: 120, perTool: 300 }", ["tags: [c]", "operationIds: [get_b_0, get_b_1]"]],
  ["hostile names", documentOf({ count: 3, path: "/a", tags: ["a # b', c: ]\n- d\u202e"] }, { count: 2, path: "/b(c).*[d]" }), "{ tools: 2 }", ["tags:"]],
]; // prettier-ignore

test.for(proposals)("a proposal keeps to the budget: %s", async ([, document, limits, rules], context) => {
  const budget = `budget: ${limits}\n`;
  const { diagnostics } = await look(context, document, budget);
  const { paste = "", fix } = diagnostics.at(-1) ?? expect.fail("the budget is kept");
  const [head, ...lines] = paste.split("\n");
  expect(head).toBe("routeMaps:");
  expect(lines).toEqual(rules.map((rule) => expect.stringContaining(rule) as unknown));

  const pasted = await look(context, document, `${budget}${paste}\n`);
  expect(pasted.diagnostics).toEqual([]);
  expect(fix).toContain(leaves(pasted));
});

/** What a proposal says about the list that it leaves. */
function leaves({ totals: { tools, toolsList } }: InspectReport): string {
  const number = (value: number): string => value.toLocaleString("en-US");
  return `which leaves ${number(tools)} tool${tools === 1 ? "" : "s"}, about ${number(toolsList.tokens)} tokens`;
}

test("a proposal goes before the route maps of the config, in the config's own format", async (context) => {
  const budget = { tools: 5 };
  const rule = { tags: ["pets"], mcpType: "tool" };
  const write = (...routeMaps: object[]): Record<string, string> => ({
    "openapi.json": pets,
    "mcpgen.config.json": JSON.stringify({ spec: "openapi.json", budget, routeMaps: [...routeMaps, rule] }),
  });
  const { diagnostics } = await inspect({ cwd: folder(context, write()) });
  const { paste = "", fix } = diagnostics.at(-1) ?? expect.fail("the budget is kept");
  expect(fix).toContain("Put this before the other route maps in mcpgen.config.json");
  expect(paste).toBe('"routeMaps": [\n  {"tags":["pets"],"mcpType":"exclude"},\n]');

  const rules = paste.replace(/^"routeMaps": /, "").replace(/,\n\]$/, "]");
  const { totals } = await inspect({ cwd: folder(context, write(...(JSON.parse(rules) as object[]))) });
  expect(totals.tools).toBe(5);
});

test("where no route map can exclude enough, a search is proposed, and nothing where that is too much", async (context) => {
  const fixed = documentOf({ count: 5, path: "/a", mcp: true }, { count: 1, path: "/b" });
  const { diagnostics } = await look(context, fixed, "budget: { tools: 4 }");
  expect(diagnostics.map(({ fix, paste }) => [fix, paste])).toEqual([
    [
      expect.stringMatching(/^Put this .*, to search the others with. Or raise budget.tools.$/),
      "surface: search",
    ],
  ]);
  const tight = await look(context, fixed, "budget: { tools: 2 }");
  expect(tight.diagnostics.map(({ fix, paste }) => [fix, paste])).toEqual([
    ["Exclude operations by route maps. Or raise budget.tools.", undefined],
  ]);
});

const many = documentOf(
  { count: 30, path: "/a", tags: ["a"] },
  { count: 15, path: "/b", tags: ["b"] },
  { count: 15, path: "/c" },
);

test.for([
  ["mcpgen.config.yaml", "surface: search", (paste: string) => `spec: openapi.json\nbudget: { tools: 20 }\n${paste}\n`],
  ["mcpgen.config.json", '"surface": "search",', (paste: string) => `{${paste} "spec": "openapi.json", "budget": { "tools": 20 }}`],
] as const)("of many tools, a search is proposed rather than to exclude most of them: %s", async ([name, text, write], context) => {
  const lookAt = (config: string): Promise<InspectReport> =>
    inspect({ cwd: folder(context, { "openapi.json": many, [name]: config }) });
  const { diagnostics } = await lookAt(write(""));
  const { paste = "", fix } = diagnostics.at(-1) ?? expect.fail("the budget is kept");
  expect(paste).toBe(text);
  const pasted = await lookAt(write(paste));
  expect(pasted.diagnostics).toEqual([]);
  expect(pasted.totals.tools).toBe(3);
  expect(fix).toContain(`${leaves(pasted)}, to search the others with; or exclude most operations by route maps.`);
}); // prettier-ignore

test("a search is not proposed where a tool has the name of one of its own", async (context) => {
  const named = many.replace('"get_a_0"', '"search_operations"');
  const { diagnostics } = await look(context, named, "budget: { tools: 20 }");
  const { paste = "", fix = "" } = diagnostics.at(-1) ?? expect.fail("the budget is kept");
  expect(paste).toMatch(/^routeMaps:/);
  expect(fix).not.toContain("search");
});

test("with a search, the budget is about what is listed then, and what to do about it are the pins", async (context) => {
  const search = (pin: string): string => `surface: { mode: search, pin: [${pin}] }\nbudget: { tools: 8, perTool: 200 }`;
  expect((await look(context, many, search("get_a_0"))).diagnostics).toEqual([]);
  const { diagnostics, totals, bill } = await look(context, many, search("tag:b"));
  expect(diagnostics.map(({ fix, paste }) => [fix, paste])).toEqual([["Pin fewer tools. Or raise budget.tools.", undefined]]);
  expect(totals.tools).toBe(18);
  expect(bill.map(({ tag, tools }) => [tag, tools])).toEqual([["b", 15]]);
}); // prettier-ignore

test("with level error nothing is written, but inspect shows what there is", async (context) => {
  const config = "spec: openapi.json\noutput: out\nbudget: { tools: 5, level: error }\n";
  const cwd = folder(context, { "openapi.json": pets, "mcpgen.config.yaml": config });
  const generated = await runCli(["generate"], { cwd });
  expect(generated.code).toBe(1);
  expect(generated.stderr).toMatch(/^error\[budget-tools\][^]*\n\nrouteMaps:\n {2}- \{ tags: \[pets\], mcpType: exclude \} # 6 tools/);
  expect(existsSync(join(cwd, "out"))).toBe(false);
  expect((await runCli(["generate", "--check"], { cwd })).code).toBe(1);
  const inspected = await runCli(["inspect"], { cwd });
  expect(inspected.code).toBe(0);
  expect(inspected.stderr).toContain("warning[budget-tools]");
}); // prettier-ignore

test("with level warn the project is written", async (context) => {
  const cwd = folder(context, { "openapi.json": pets });
  const config = "budget: { tools: 5 }";
  const path = join(folder(context, { "mcpgen.config.yaml": config }), "mcpgen.config.yaml");
  const { diagnostics, files } = await generate({ cwd, spec: "openapi.json", config: path, output: "out" });
  expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["warning budget-tools"]);
  expect(files.written.length).toBeGreaterThan(0);
});

test("without a budget, clients that send fewer tools are named, and how to get there", async (context) => {
  const dryRun = async (count: number, config: string): ReturnType<typeof generate> => {
    const document = documentOf({ count: count - 1, path: "/a", tags: ["a"] }, { count: 1, path: "/b" });
    const cwd = folder(context, { "openapi.json": document, "mcpgen.config.yaml": `spec: openapi.json\n${config}` });
    return generate({ cwd, dryRun: true });
  };
  expect((await dryRun(40, "")).clientLimits).toBeUndefined();
  const some = (await dryRun(41, "")).clientLimits;
  expect([some?.clients, some?.advice?.tools]).toEqual([[{ name: "Cursor", tools: 40 }], 40]);
  expect(some?.advice?.text).toContain("pattern: ^/b");
  const { clients, advice } = (await dryRun(129, "")).clientLimits ?? {};
  expect([clients?.map(({ name }) => name), advice?.tools]).toEqual([["Cursor", "VS Code"], 128]);
  expect((await dryRun(41, "budget: { tools: 50 }")).clientLimits).toEqual({ clients: [{ name: "Cursor", tools: 40 }] });
}); // prettier-ignore

test("the report says so too", async (context) => {
  const document = documentOf({ count: 40, path: "/a" }, { count: 1, path: "/b" });
  const cwd = folder(context, { "openapi.json": document });
  const { stdout, stderr } = await runCli(["generate", "openapi.json", "--dry-run"], { cwd });
  expect(stderr).toBe("");
  expect(
    stdout
      .replace(/about [\d,]+ tokens/g, "about N tokens")
      .split("\n")
      .slice(2),
  ).toEqual([
    "tools/list: 41 tools, about N tokens",
    "  Cursor sends about 40 tools to a model",
    "",
    "Put this into mcpgen.config.yaml, which leaves 40 tools, about N tokens; or say `surface: search`, which lists tools to search with instead.",
    "",
    "routeMaps:",
    "  - { pattern: ^/b(/|$), mcpType: exclude } # 1 tool, about N tokens",
    "",
  ]);
});
