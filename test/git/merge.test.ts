// Two branches that each add an operation: git stops in the lists and in the lock, and the next `generate` solves it.
import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Repository, toolOf } from "./support.js";

it("branches that each add an operation are merged by the document and the next generate", async (test) => {
  const work = new Repository(test);
  work.init();
  work.document("first", "middle", "last");
  await work.generate();
  work.commit("Three operations");
  work.git("switch", "--quiet", "--create", "theirs");
  work.document("first", "theirs", "middle", "last");
  await work.generate();
  work.commit("Add theirs");
  work.git("switch", "--quiet", "main");
  work.document("first", "middle", "ours", "last");
  await work.generate();
  work.commit("Add ours");

  expect(() => work.git("merge", "--quiet", "--no-edit", "theirs")).toThrow();
  expect(readFileSync(work.path("mcpgen.lock.json"), "utf8")).toContain("<<<<<<<");
  // The document is the user's to merge.
  work.document("first", "theirs", "middle", "ours", "last");
  await work.generate();
  work.commit("Merge theirs");
  expect(await work.outOfDate()).toEqual([]);
  for (const name of ["ours", "theirs"]) expect(existsSync(work.path(toolOf(name)))).toBe(true);
  expect(readFileSync(work.path("mcpgen.lock.json"), "utf8")).not.toMatch(/^[<=>]{7}/m);
});
