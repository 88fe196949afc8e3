// A project compared with what its document gives: every difference is found, and nothing is written.
import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check, type CheckReport } from "../../src/generate.js";
import { runCli } from "../cli/run-cli.js";
import { Workspace } from "./support.js";

const lock = "mcpgen.lock.json";
const server = "src/generated/server.ts";
const toolOf = (name: string): string => `src/generated/tools/${name}/${name}.ts`;

function checked({ folder }: Workspace): Promise<CheckReport> {
  return check({ cwd: folder, spec: "openapi.json", output: "out" });
}

/** The changed files: `+` added, `-` removed, `~` changed. */
async function changed(work: Workspace): Promise<string[]> {
  const { changes } = await checked(work);
  return changes.map(({ path, before, after }) =>
    before === undefined ? `+${path}` : after === undefined ? `-${path}` : `~${path}`,
  );
}

describe("a check", () => {
  it("finds nothing in a project as it was generated, of which files are the user's own", async (test) => {
    const work = new Workspace(test);
    work.document("first");
    await work.generate();
    for (const path of ["README.md", "src/extensions/index.ts", "tsconfig.json"])
      appendFileSync(work.path(path), "\n");
    expect(await changed(work)).toEqual([]);
  });

  it("finds what another document changes, adds and removes", async (test) => {
    const work = new Workspace(test);
    work.document("first", "second");
    await work.generate();
    work.document("first", "third");
    const generated = ["src/generated/README.md", "src/generated/api.ts", server].map((path) => `~${path}`);
    expect(await changed(work)).toEqual([
      `~${lock}`,
      ...generated,
      `-${toolOf("second")}`,
      `+${toolOf("third")}`,
      "~test/generated/requests.json",
      "~test/generated/tools-list.json",
      "~test/generated/upstream.json",
    ]);
    await work.generate();
    expect(await changed(work)).toEqual([]);
  });

  it("finds hand edits, files that are gone, and missing dependencies", async (test) => {
    const work = new Workspace(test);
    work.document("first");
    await work.generate();
    appendFileSync(work.path(server), "// mine\n");
    rmSync(work.path(toolOf("first")));
    const manifest = readFileSync(work.path("package.json"), "utf8");
    writeFileSync(work.path("package.json"), manifest.replace('"ajv":', '"mine":'));
    expect(await changed(work)).toEqual(["~package.json", `~${server}`, `+${toolOf("first")}`]);
  });

  it("writes nothing", async (test) => {
    const work = new Workspace(test);
    work.document("first");
    await work.generate();
    appendFileSync(work.path(server), "// mine\n");
    work.document("other");
    const before = [lock, server].map((path) => statSync(work.path(path)).mtimeMs);
    await changed(work);
    expect([lock, server].map((path) => statSync(work.path(path)).mtimeMs)).toEqual(before);
    expect(readFileSync(work.path(server), "utf8")).toMatch(/\/\/ mine\n$/);
  });

  it("finds everything where there is no project yet, and refuses a folder that is none", async (test) => {
    const work = new Workspace(test, { "theirs/file.txt": "" });
    work.document("first");
    expect(await changed(work)).toContain(`+${lock}`);
    const failure = check({ cwd: work.folder, spec: "openapi.json", output: "theirs" });
    await expect(failure).rejects.toMatchObject({ diagnostics: [{ code: "output-foreign" }] });
  });
});

describe.concurrent("mcpgen generate --check", () => {
  it("ends with 0 or 3, and prints a unified diff without what a terminal would obey", async (test) => {
    const work = new Workspace(test);
    work.document("first");
    await work.generate();
    const run = (...args: string[]): ReturnType<typeof runCli> =>
      runCli(["generate", "openapi.json", "--output", "out", "--check", ...args], { cwd: work.folder });
    expect(await run()).toMatchObject({
      code: 0,
      stdout: "out is what the document and the config give\n",
      stderr: "",
    });
    appendFileSync(work.path(server), "// mine \u202e\u001b[31m\n");
    const { code, stdout } = await run();
    expect(code).toBe(3);
    expect(stdout).toContain(`--- a/${server}\n+++ b/${server}\n@@ -`);
    expect(stdout).toContain("-// mine \\u202e\\u001b[31m\n");
    expect(stdout).toMatch(/\n1 file differs in out from what the document and the config give/);
    expect(await run("--quiet")).toMatchObject({ code: 3, stdout: "", stderr: "" });
    const json = JSON.parse((await run("--json")).stdout) as object;
    const diff: unknown = expect.stringContaining("-// mine");
    expect(json).toMatchObject({
      ok: true,
      upToDate: false,
      changes: [{ path: server, kind: "changed", diff }],
    });
  });

  it("ends with 1 where the document is wrong, and with 2 beside --force", async (test) => {
    const work = new Workspace(test, { "openapi.json": "{}" });
    const run = (...args: string[]): ReturnType<typeof runCli> =>
      runCli(["generate", join(work.folder, "openapi.json"), "--check", ...args], { cwd: work.folder });
    expect((await run()).code).toBe(1);
    const { code, stderr } = await run("--force");
    expect(code).toBe(2);
    expect(stderr).toContain("'--check' cannot be used with option '--force'");
  });
});
