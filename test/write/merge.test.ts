// Two branches that git merges: `generate` solves what is in conflict in its files, the lock included, without --force.
import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, type TestContext } from "vitest";
import { check } from "../../src/generate.js";
import { documentOf } from "../cli/support.js";
import { readTree } from "../snapshots/cases.js";
import { Workspace } from "./support.js";

const lock = "mcpgen.lock.json";
const toolOf = (name: string): string => `src/generated/tools/${name}/${name}.ts`;

/** A project in a git repository. */
class Repository extends Workspace {
  constructor(test: TestContext) {
    super(test);
    this.git("init", "--quiet", "--initial-branch=main");
  }

  git(...args: string[]): string {
    const settings = ["user.name=Someone", "user.email=someone@example.com", "commit.gpgsign=false"];
    const options = { cwd: this.folder, encoding: "utf8", stdio: "pipe" } as const;
    return execFileSync("git", [...settings.flatMap((setting) => ["-c", setting]), ...args], options);
  }

  async commit(...operations: string[]): Promise<void> {
    this.document(...operations);
    await this.generate();
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", operations.join(" "));
  }

  /** Merges the branch `theirs`, which leaves conflicts; the document is solved by hand. */
  merge(...operations: string[]): void {
    expect(() => this.git("merge", "--quiet", "theirs")).toThrow();
    expect(readFileSync(this.path(lock), "utf8")).toContain("<<<<<<< HEAD");
    this.document(...operations);
  }
}

/** Two branches that each add an operation, in conflict. */
async function inConflict(test: TestContext): Promise<Repository> {
  const work = new Repository(test);
  await work.commit("first", "last");
  work.git("branch", "theirs");
  await work.commit("first", "ours", "last");
  work.git("checkout", "--quiet", "theirs");
  await work.commit("first", "theirs", "last");
  work.git("checkout", "--quiet", "main");
  work.merge("first", "ours", "theirs", "last");
  return work;
}

it("all is as generated anew, and the run says what it has made anew", async (test) => {
  const work = await inConflict(test);
  const { changes } = await check({ cwd: work.folder, spec: "openapi.json", output: "out" });
  expect(changes.map(({ path }) => path)).toEqual(expect.arrayContaining([lock, "src/generated/server.ts"]));
  const { files } = await work.generate();
  expect(files.rebuilt).toEqual(
    expect.arrayContaining(["src/generated/server.ts", "test/generated/tools-list.json"]),
  );
  expect(files.rebuilt).not.toContain(toolOf("first"));
  await work.generate({ output: "anew" });
  expect(readTree(work.output)).toEqual(readTree(join(work.folder, "anew")));
});

it("a hand edit of a file that both branches have alike is one still", async (test) => {
  const work = await inConflict(test);
  appendFileSync(work.path(toolOf("first")), "// mine\n");
  expect(await work.problems()).toEqual([expect.stringContaining(`edited-by-hand: ${toolOf("first")}`)]);
});

it("generated files in conflict are no hand edits where the lock was solved by hand", async (test) => {
  const work = await inConflict(test);
  work.git("checkout", "--ours", `out/${lock}`);
  const server = "src/generated/server.ts";
  expect(readFileSync(work.path(server), "utf8")).toContain("<<<<<<< HEAD");
  expect((await work.generate()).files.rebuilt).toContain(server);
  await work.generate({ output: "anew" });
  expect(readTree(work.output)).toEqual(readTree(join(work.folder, "anew")));
});

it("the name that ours gave stays, with a warning", async (test) => {
  const work = new Repository(test);
  const name = (operationId: string): void =>
    writeFileSync(
      join(work.folder, "openapi.json"),
      documentOf("first", "added").replace('"operationId":"added"', `"operationId":"${operationId}"`),
    );
  await work.commit("first");
  work.git("branch", "theirs");
  for (const [branch, operationId] of [
    ["main", "mine"],
    ["theirs", "yours"],
  ] as const) {
    // prettier-ignore
    work.git("checkout", "--quiet", branch);
    name(operationId);
    await work.generate();
    work.git("add", "--all");
    work.git("commit", "--quiet", "--message", branch);
  }
  work.git("checkout", "--quiet", "main");
  work.merge("first");
  name("yours");
  const { diagnostics } = await work.generate();
  expect(diagnostics.map(({ title }) => title)).toEqual([
    'Two merged branches call GET /added by two names: "mine" stays, "yours" goes',
  ]);
  expect([...readTree(work.output).keys()]).toContain("src/generated/tools/added/mine.ts");
  expect([...readTree(work.output).keys()]).not.toContain("src/generated/tools/added/yours.ts");
  expect(readFileSync(work.path(lock), "utf8")).toContain('"GET /added": "mine"');
  expect((await work.generate()).files.written).toEqual([]);
});
