// A project in a real git repository: generated, committed, edited, changed with its document, extended, reverted.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { check } from "../../src/generate.js";
import { Repository, toolOf } from "./support.js";

const server = "src/generated/server.ts";
const extensions = "src/extensions/index.ts";

it("generate, commit, edit by hand, change the document, check, extend, revert", async (test) => {
  const work = new Repository(test);
  work.init();
  work.document("first", "second");
  await work.generate();
  work.commit("Generate the server");
  await work.generate();
  expect(work.status()).toEqual([]);
  expect(await work.outOfDate()).toEqual([]);

  // An edit of a generated file is noticed before anything is written, committed or not.
  appendFileSync(work.path(server), "// by hand\n");
  work.commit("Edit by hand");
  work.document("first", "second", "third");
  expect(await work.outOfDate()).toContain(server);
  expect(await work.problems()).toEqual([expect.stringMatching(/^edited-by-hand: /)]);
  expect(work.status()).toEqual(["M openapi.json"]);
  work.git("revert", "--no-edit", "HEAD");

  await work.generate();
  const lists = ["README.md", "api.ts", "server.ts"].map((path) => `M src/generated/${path}`);
  const records = ["requests", "tools-list", "upstream"].map((name) => `M test/generated/${name}.json`);
  const all = [...lists, ...records, "M mcpgen.lock.json", "M openapi.json", `?? ${toolOf("third")}`];
  expect(work.status().sort()).toEqual(all.sort());
  work.commit("Add the third operation");

  // What is theirs stays, through a change of the document and through its revert.
  const mine = `import type { ThirdArguments } from "../generated/tools/third/third.js";\nexport const extensions = {};\n`;
  writeFileSync(work.path(extensions), mine);
  writeFileSync(work.path("src/extensions/mine.ts"), "export type Mine = string;\n");
  work.commit("Extend");
  work.document("first", "third");
  await work.generate();
  expect(existsSync(work.path(toolOf("second")))).toBe(false);
  work.commit("Remove the second operation");
  expect(readFileSync(work.path(extensions), "utf8")).toBe(mine);
  expect(existsSync(work.path("src/extensions/mine.ts"))).toBe(true);

  // git brings back document, project and lock together, so there is nothing to do afterwards.
  work.git("revert", "--no-edit", "HEAD");
  expect(existsSync(work.path(toolOf("second")))).toBe(true);
  expect(await work.outOfDate()).toEqual([]);
  const { files } = await work.generate();
  expect(files).toMatchObject({ written: [], removed: [] });
  expect(work.status()).toEqual([]);
});

it("another branch, an old commit and a clone are as up to date as they were committed", async (test) => {
  const work = new Repository(test);
  work.init();
  work.document("first");
  await work.generate();
  work.commit("One operation");
  work.git("switch", "--quiet", "--create", "more");
  work.document("first", "second");
  await work.generate();
  work.commit("Two operations");
  for (const revision of ["main", "more", "main"]) {
    work.git("switch", "--quiet", revision);
    expect(await work.outOfDate(), revision).toEqual([]);
    expect(existsSync(work.path(toolOf("second"))), revision).toBe(revision === "more");
  }
  // On a machine whose git writes \r\n where nothing says otherwise; the project's .gitattributes does.
  work.git("clone", "--quiet", "--config", "core.autocrlf=true", "--branch", "more", ".", "clone");
  const cwd = join(work.folder, "clone");
  expect(readFileSync(join(cwd, "out", server), "utf8")).not.toContain("\r");
  const { changes } = await check({ cwd, spec: "openapi.json", output: "out" });
  expect(changes).toEqual([]);
});

it("a fast-forward and a merge of what does not touch the same lines need no generate", async (test) => {
  const work = new Repository(test);
  work.init();
  work.document("first");
  await work.generate();
  work.commit("One operation");
  work.git("switch", "--quiet", "--create", "mine");
  writeFileSync(work.path("src/extensions/mine.ts"), "export type Mine = string;\n");
  work.commit("Extend");
  work.git("switch", "--quiet", "main");
  work.document("first", "second");
  await work.generate();
  work.commit("Two operations");
  work.git("merge", "--quiet", "--no-edit", "mine");
  expect(await work.outOfDate()).toEqual([]);
  expect(existsSync(work.path("src/extensions/mine.ts"))).toBe(true);
});
