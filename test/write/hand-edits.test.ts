// A generated file that was edited by hand: what is printed of it, and what is none.
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { textOfDiagnostics } from "../../src/cli/report.js";
import { check, ProblemsError } from "../../src/generate.js";
import { readTree } from "../snapshots/cases.js";
import { Workspace } from "./support.js";

const server = "src/generated/server.ts";
const toolOf = (name: string): string => `src/generated/tools/${name}/${name}.ts`;

async function workspace(test: TestContext, ...operations: string[]): Promise<Workspace> {
  const work = new Workspace(test);
  work.document(...operations);
  await work.generate();
  return work;
}

/** How the run stops. */
async function failureOf(work: Workspace): Promise<ProblemsError> {
  const failure: unknown = await work.generate().catch((error: unknown) => error);
  if (failure instanceof ProblemsError) return failure;
  throw new Error("It generated");
}

/** What the run prints that stops. */
async function printed(work: Workspace): Promise<string> {
  return textOfDiagnostics(await failureOf(work), false);
}

describe("an edit", () => {
  it("is shown as a diff that git can apply, without what a terminal would obey", async (test) => {
    const work = await workspace(test, "first");
    const path = work.path(toolOf("first"));
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace('name: "first"', 'name: "mine"') + "// \u001b[31m\n");
    expect(await printed(work))
      .toBe(`error[edited-by-hand]: ${toolOf("first")} was edited by hand since it was generated
  = fix: Move the change to names["GET /first"] or operations["GET /first"] of the config, or, for what it does, to src/extensions/; or overwrite it with --force.
--- a/${toolOf("first")}
+++ b/${toolOf("first")}
@@ -6,10 +6,11 @@
 
 /** GET /first */
 export const first = defineTool<NoArguments>({
-  name: "first",
+  name: "mine",
   description: "First",
   tags: ["first"],
   annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
   inputSchema: { type: "object", properties: {}, additionalProperties: false },
   call: (api, _args, context) => api.request<Operation>("GET", "/first", {}, context),
 });
+// \\u001b[31m

`);
    const { diagnostics } = await failureOf(work);
    writeFileSync(join(work.folder, "edit.patch"), `${diagnostics[0]?.patch}\n`);
    const edited = readFileSync(path, "utf8");
    await work.generate({ force: true });
    execFileSync("git", ["apply", "../edit.patch"], { cwd: work.output });
    expect(readFileSync(path, "utf8")).toBe(edited);
  });

  it("is shown with what the document changed, and that is said", async (test) => {
    const work = await workspace(test, "first");
    appendFileSync(work.path(server), "// mine\n");
    work.document("first", "second");
    const text = await printed(work);
    expect(text).toContain("\nThe other way round, this has what the document, the config or mcpgen changed");
    expect(text).toContain("\n+// mine\n");
    expect(text).toContain('\n-import { second } from "./tools/second/second.js";\n');
  });

  it("of a file that is to be removed has no diff", async (test) => {
    const work = await workspace(test, "first", "second");
    appendFileSync(work.path(toolOf("second")), "// mine\n");
    work.document("first");
    expect(await printed(work))
      .toBe(`error[edited-and-stale]: ${toolOf("second")} was edited by hand since it was generated, and is to be removed
  = fix: Move what you need of it to src/extensions/, and remove it with --force.

`);
  });

  it.for([
    [".env.example", "README.md or a file of your own"],
    [server, "src/extensions/ (tools of your own), or the config (routeMaps, server)"],
    ["src/generated/client.ts", "the config (server.baseUrl, upstream), or to src/extensions/ (credentials)"],
    [
      "src/generated/runtime/run.ts",
      "the config (upstream) or src/extensions/, or report what is wrong with it to mcpgen",
    ],
    ["src/generated/api.ts", "the document or an overlay of it (overlays of the config)"],
    ["src/generated/README.md", "README.md"],
    ["test/generated/contract.test.mjs", "a test of your own beside test/generated/"],
  ] as const)("of %s belongs to %s", async ([path, place], test) => {
    const work = await workspace(test, "first");
    appendFileSync(work.path(path), "\n");
    expect(await printed(work)).toContain(
      `= fix: Move the change to ${place}; or overwrite it with --force.`,
    );
  });

  it.for([
    ['name: "first"', 'name: "mine"', 'names["GET /first"] of the config'],
    ["First", "Mine", 'operations["GET /first"].description of the config'],
    ["openWorldHint: true", "openWorldHint: false", 'operations["GET /first"].annotations of the config'],
    ["properties: {}", "properties: { a: {} }", 'operations["GET /first"].arguments of the config'],
    ["call: (", "// Mine.\n  call: (", "names and more"],
    ["type Operation =", "export type Operation =", "names and more"],
  ] as const)("of %j to %j belongs to %s", async ([from, to, place], test) => {
    const work = await workspace(test, "first");
    const path = work.path(toolOf("first"));
    writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
    const whole =
      'names["GET /first"] or operations["GET /first"] of the config, or, for what it does, to src/extensions/';
    const expected = place === "names and more" ? whole : place;
    expect(await printed(work)).toContain(`= fix: Move the change to ${expected}; or overwrite it`);
  });

  it("of every file is not printed in whole", async (test) => {
    const work = await workspace(test, "first");
    for (const [path, text] of readTree(work.path("src/generated")))
      writeFileSync(work.path(`src/generated/${path}`), text.replaceAll(/^/gm, "  "));
    const text = await printed(work);
    expect(text.match(/^error\[edited-by-hand\]/gm)?.length).toBe(readTree(work.path("src/generated")).size);
    expect(text.split("\n").length).toBeLessThan(1600);
    expect(text).toMatch(/\n\(\d+ more lines; --json prints them all\)\n/);
  });
});

describe("no edit is", () => {
  it("a checkout with Windows line breaks; what does not change is left alone", async (test) => {
    const work = await workspace(test, "first");
    rmSync(work.path(".gitattributes"));
    const git = (...args: string[]): string =>
      execFileSync("git", args, { cwd: work.output, encoding: "utf8" });
    git("init", "--quiet");
    git("add", "--all");
    git("-c", "user.name=Someone", "-c", "user.email=someone@example.com", "commit", "--quiet", "-m", "All");
    git("config", "core.autocrlf", "true");
    for (const path of readTree(work.output).keys()) if (!path.startsWith(".git/")) rmSync(work.path(path));
    git("checkout", "--quiet", "--", ".");
    const path = work.path(toolOf("first"));
    expect(readFileSync(path, "utf8")).toContain("\r\n");
    writeFileSync(work.path(".gitattributes"), "");
    const times = statSync(path, { bigint: true }).mtimeNs;
    expect((await work.generate()).files.written).toEqual([]);
    work.document("first", "second");
    const report = await check({ cwd: work.folder, spec: "openapi.json", output: "out" });
    const change = report.changes.find(({ path }) => path === server);
    expect(change?.before).not.toContain("\r");
    const { files } = await work.generate();
    expect(files.unchanged).toContain(toolOf("first"));
    expect(readFileSync(work.path(server), "utf8")).not.toContain("\r");
    expect(statSync(path, { bigint: true }).mtimeNs).toBe(times);
    expect(git("status", "--porcelain").split("\n").sort()).toEqual(
      [
        "",
        "?? .gitattributes",
        " M mcpgen.lock.json",
        " M src/generated/README.md",
        " M src/generated/api.ts",
        ` M ${server}`,
        " M test/generated/requests.json",
        " M test/generated/tools-list.json",
        " M test/generated/upstream.json",
        `?? ${dirname(dirname(toolOf("second")))}/second/`,
      ].sort(),
    );
  });

  it("a file of the user's where a generated one goes, but it is refused with what stands there", async (test) => {
    const work = await workspace(test, "first");
    mkdirSync(dirname(work.path(toolOf("second"))));
    writeFileSync(work.path(toolOf("second")), "// mine\n");
    work.document("first", "second");
    const text = await printed(work);
    expect(text).toContain(
      `error[output-taken]: ${toolOf("second")} is not mcpgen's, and a generated file has to go there`,
    );
    expect(text).toContain("\n+// mine\n");
  });
});

it("package.json keeps its Windows line breaks when a dependency is added", async (test) => {
  const work = await workspace(test, "first");
  const manifest = readFileSync(work.path("package.json"), "utf8").replace(/^ +"ajv":.*\n/m, "");
  writeFileSync(work.path("package.json"), manifest.replaceAll("\n", "\r\n"));
  expect((await work.generate()).files.addedDependencies).toEqual(["ajv"]);
  expect(readFileSync(work.path("package.json"), "utf8").replaceAll("\r\n", "")).not.toContain("\n");
});
