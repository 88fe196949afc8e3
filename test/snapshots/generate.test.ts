// Each case generates exactly what is committed in its folder. `npm run snapshots` records it anew.
import { join } from "node:path";
import { describe, it, type ExpectStatic } from "vitest";
import { generate } from "../../src/generate.js";
import { errorCases, projectCases, readTree, repository, wholeCase, named } from "./cases.js";
import { committed, failCase, generateCase, recorded, runtimeOf } from "./record.js";

const runtime = readTree(join(repository, "templates", "runtime"));

describe("a case generates what is recorded", () => {
  it.for(named(projectCases))("%s", async ([name, each], { expect }) => {
    const files = await generateCase(each);
    expectSame(expect, name, committed(name, files), recorded(each));
    const copied = runtimeOf(files);
    expect(copied.size).toBeGreaterThan(0);
    for (const [path, text] of copied) expect(text === runtime.get(path), `${path} is copied`).toBe(true);
  });
});

describe.concurrent("an error case prints what is recorded and writes nothing", () => {
  it.for(named(errorCases))("%s", async ([name, each], { expect }) => {
    const { code, stdout, stderr, written } = await failCase(each);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect([...written.keys()]).toEqual([]);
    expectSame(expect, name, new Map([["stderr.txt", stderr]]), recorded(each));
  });
});

it("the case that is committed whole is generated again in its place without a change", async ({ expect }) => {
  const { files } = await generate({
    cwd: join(repository, "snapshots", wholeCase, "expected"),
    dryRun: true,
  });
  expect(files).toMatchObject({ written: [], removed: [], kept: [] });
  expect(files.unchanged.length).toBeGreaterThan(50);
});

/** Every file that differs is shown with its difference. */
function expectSame(
  expect: ExpectStatic,
  name: string,
  actual: ReadonlyMap<string, string>,
  expected: ReadonlyMap<string, string>,
): void {
  const paths = [...actual.keys()].sort();
  expect.soft(paths, `the files of snapshots/${name}`).toEqual([...expected.keys()].sort());
  for (const [path, text] of expected) {
    if (actual.has(path)) expect.soft(actual.get(path), `snapshots/${name}/${path}`).toBe(text);
  }
}
