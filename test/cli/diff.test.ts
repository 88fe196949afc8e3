// What `mcpgen diff` prints, and its exit codes.
import { describe, expect, it } from "vitest";
import { codeSpan, markdownOfDiff } from "../../src/cli/diff-markdown.js";
import { jsonOfDiff, textOfDiff } from "../../src/cli/diff-report.js";
import type { DiffReport } from "../../src/diff.js";
import { compare } from "../../src/diff/compare.js";
import type { ComponentRecord } from "../../src/diff/surface.js";
import type { JsonObject } from "../../src/json/json.js";
import { pets, petsWith, Room } from "../diff/support.js";
import { runCli } from "./run-cli.js";

function tool(name: string, listed: JsonObject = {}): ComponentRecord {
  return { type: "tool", name, operation: `GET /${name}`, listed };
}

function withLimit(schema: JsonObject, description?: string): JsonObject {
  const inputSchema = { type: "object", properties: { limit: schema }, additionalProperties: false };
  return { inputSchema, ...(description === undefined ? {} : { description }) };
}

function report(before: readonly ComponentRecord[], after: readonly ComponentRecord[]): DiffReport {
  const changes = compare({ components: before }, { components: after });
  return { before: "old", after: "new", changes, diagnostics: [], sources: new Map() };
}

const names = ["one", "two", "three", "four", "five", "six", "seven"];
const several = report(
  [...names.map((name) => tool(name, withLimit({ maximum: 100 }))), tool("gone")],
  [
    ...names.map((name) => tool(name, withLimit({ maximum: 50 }, name === "two" ? "Says so." : undefined))),
    tool("come"),
  ],
);

describe("the report", () => {
  it("as text: by grade, and what is the same of many is said once", () => {
    expect(textOfDiff(several)).toBe(`old → new: 8 breaking, 1 risky, 1 compatible changes

breaking
  tool gone (GET /gone): removed
  7 tools (one, two, three, four, five and 2 more): argument limit: maximum 100 → 50

risky
  tool two (GET /two): description none → "Says so."

compatible
  tool come (GET /come): added`);
    expect(textOfDiff(report([], []))).toBe("old → new: nothing has changed for a model");
  });

  it("names a component once, whatever is the same of it", () => {
    const limits = (maximum: number): JsonObject => ({
      inputSchema: {
        type: "object",
        properties: { "a.b": { maximum }, a: { type: "object", properties: { b: { maximum } } } },
      },
    });
    const twice = report([tool("one", limits(9))], [tool("one", limits(8))]);
    expect(textOfDiff(twice)).toContain("tool one (GET /one)\n    argument a.b: maximum 9 → 8");
  });

  it("words a bound that is exclusive now", () => {
    const bounds = report(
      [tool("one", withLimit({ minimum: 0 }))],
      [tool("one", withLimit({ exclusiveMinimum: 0 }))],
    );
    expect(textOfDiff(bounds)).toContain('argument limit: lower bound ">= 0" → "> 0"');
  });

  it("as Markdown: what is compatible is folded", () => {
    expect(markdownOfDiff(several)).toBe(`### MCP server: 8 breaking, 1 risky, 1 compatible changes

\`old\` → \`new\`

#### Breaking: calls that worked fail

- tool \`gone\` (\`GET /gone\`): removed
- 7 tools (\`one\`, \`two\`, \`three\`, \`four\`, \`five\` and 2 more): argument \`limit\`: maximum \`100\` → \`50\`

#### Risky: calls may do something else

- tool \`two\` (\`GET /two\`): description none → \`"Says so."\`

<details>
<summary>Compatible (1)</summary>

- tool \`come\` (\`GET /come\`): added

</details>`);
  });

  it("as JSON: each change by itself", () => {
    const json = JSON.parse(jsonOfDiff(several)) as { counts: unknown; changes: unknown[] };
    expect(json.counts).toEqual({ breaking: 8, risky: 1, compatible: 1 });
    expect(json.changes).toHaveLength(10);
    expect(json.changes[0]).toEqual({
      grade: "breaking",
      kind: "argument",
      component: { type: "tool", name: "one", operation: "GET /one" },
      path: "limit",
      before: 100,
      after: 50,
      message: "argument limit: maximum 100 → 50",
    });
  });

  it("shows of long texts where they differ", () => {
    const long = (word: string): JsonObject => ({
      description: `${"a ".repeat(500)}${word}${" z".repeat(500)}`,
    });
    const text = textOfDiff(report([tool("one", long("old"))], [tool("one", long("new"))]));
    expect(text).toMatch(/description "\.\.\.(a )+old( z)+.{0,2}\.\.\." → "\.\.\.(a )+new/);
    expect(text.length).toBeLessThan(500);
  });

  it("fits into a comment of GitHub", () => {
    const many = Array.from({ length: 2000 }, (_, index) =>
      tool(`tool${index}`, { description: `${index} `.repeat(20) }),
    );
    const markdown = markdownOfDiff(
      report(
        [],
        many.map((each) => ({ ...each, listed: {} })),
      ),
    );
    expect(markdown.length).toBeLessThan(65_536);
    const texts = markdownOfDiff(
      report(
        many.map((each) => ({ ...each, listed: {} })),
        many,
      ),
    );
    expect(texts.length).toBeLessThan(65_536);
    expect(texts).toMatch(/- and \d+ more, which `mcpgen diff` prints$/);
  });
});

describe("a stranger's text", () => {
  const hostile = "\u001b[31m`|*_<b>@octocat</b>\u202e\n</details>\n# x https://evil.example";
  const found = report(
    [tool("one", { description: "a", _meta: { tags: ["a"] } })],
    [
      tool(hostile, withLimit({ [hostile]: 1 })),
      tool("one", { description: hostile, _meta: { tags: [hostile] }, annotations: { [hostile]: true } }),
    ],
  );

  it("is one line without control characters", () => {
    for (const text of [textOfDiff(found), markdownOfDiff(found)]) {
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
      expect(text).toContain("\\u001b[31m");
    }
  });

  it("is no markup: nothing of it stands outside of backticks", () => {
    const outside = markdownOfDiff(found).replace(/(?<!`)(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, "");
    expect(outside).not.toMatch(/octocat|evil|<b>|# x/);
    expect(outside.match(/<\/details>/g)).toHaveLength(1);
  });

  it.for<[string, string]>([
    ["a", "`a`"],
    ["a`b", "``a`b``"],
    ["``", "``` `` ```"],
    [" a ", "`  a  `"],
    ["", "`  `"],
  ])("%j -> %s", ([text, span]) => {
    expect(codeSpan(text)).toBe(span);
  });
});

describe.concurrent("the command", () => {
  it("ends with 3 where a change is as bad as --fail-on says, and with 0 otherwise", async (test) => {
    const { folder: cwd } = new Room(test, {
      "old.json": pets(),
      "risky.json": petsWith(({ paths }) =>
        Object.assign(paths["/pets"]?.["get"] ?? {}, { description: "All." }),
      ),
      "worse.json": petsWith(({ paths }) => delete paths["/pets"]),
    });
    const codeOf = async (...args: string[]): Promise<number | null> =>
      (await runCli(["diff", "old.json", ...args], { cwd })).code;
    expect(await codeOf("worse.json")).toBe(0);
    expect(await codeOf("worse.json", "--fail-on", "breaking")).toBe(3);
    expect(await codeOf("risky.json", "--fail-on", "breaking")).toBe(0);
    expect(await codeOf("risky.json", "--fail-on", "risky")).toBe(3);
  });

  it.for([
    [["old.json"], /name two documents or projects/],
    [[], /name two documents or projects/],
    [["-", "-"], /only one of the two/],
    [["old.json", "--since", "HEAD"], /name no document or folder/],
    [["a", "b", "--fail-on", "compatible"], /Allowed choices are breaking, risky/],
    [["a", "b", "--json", "--markdown"], /cannot be used with/],
  ] as const)("%j is wrong usage", async ([args, message], test) => {
    const { code, stderr } = await runCli(["diff", ...args], { cwd: new Room(test).folder });
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it("--since, in a hook of git too", async (test) => {
    const room = new Room(test);
    room.git("init", "-q");
    await room.generate(pets());
    room.commit("generate");
    await room.generate(petsWith(({ paths }) => delete paths["/pets"]));
    const env = { GIT_DIR: `${room.folder}/.git`, GIT_INDEX_FILE: "nowhere" };
    const { stdout, code } = await runCli(["diff", "--since", "HEAD"], { cwd: `${room.folder}/api`, env });
    expect({ stdout, code }).toEqual({
      stdout: "HEAD → api: 1 breaking change\n\nbreaking\n  tool listPets (GET /pets): removed\n",
      code: 0,
    });
  });
});
