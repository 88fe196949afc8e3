// Which inputs a run names before it reads them, and what counts as a change of a file.
import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check, ProblemsError } from "../../src/generate.js";
import { absent, asTheyAre, isSame, stateOf } from "../../src/watch/inputs.js";
import { documentOf, folder } from "../cli/support.js";

const configs = ["yaml", "yml", "json", "ts", "js", "mjs"].map((format) => `mcpgen.config.${format}`);

/** What a run in a folder reads, relative to it. */
async function inputsIn(cwd: string): Promise<string[]> {
  const inputs = new Set<string>();
  try {
    await check({ cwd, onInput: (place) => void inputs.add(place.replace(`${cwd}/`, "")) });
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
  }
  return [...inputs];
}

describe("a run names its inputs", () => {
  it("the document, what it refers to, there or not, overlays, the config and what that imports", async (test) => {
    const paths =
      '"paths":{"/a":{"$ref":"parts/a.json"},"/b":{"$ref":"parts/b.json"},"/c":{"$ref":"../c.json"},';
    const cwd = folder(test, {
      "mcpgen.config.ts":
        'import { spec } from "./lib/spec";\nimport rest from "./rest.json";\nexport default { spec, ...rest };\n',
      "lib/spec.ts": 'import name from "./name.cjs";\nexport const spec: string = name;\n',
      "lib/name.cjs": 'module.exports = "openapi.json";\n',
      "rest.json": '{ "output": "out", "overlays": ["overlay.yaml"] }',
      "overlay.yaml":
        'overlay: 1.0.0\ninfo: { title: Change, version: "1" }\nactions: [{ target: $.info, update: {} }]\n',
      "openapi.json": documentOf("first").replace('"paths":{', paths),
      "parts/a.json": '{"get":{"responses":{"default":{"$ref":"deeper.json"}}}}',
    });
    const expected = ["lib/spec", "lib/spec.ts", "lib/name.cjs", "rest.json", "openapi.json", "overlay.yaml", "parts/a.json", "parts/b.json", "parts/deeper.json"]; // prettier-ignore
    // Not the file that it may not refer to.
    expect((await inputsIn(cwd)).sort()).toEqual([...configs, ...expected].sort());
  });

  it("as far as it comes", async (test) => {
    const cwd = folder(test, { "mcpgen.config.yaml": "outptu: out\n", "openapi.json": "{}" });
    expect(await inputsIn(cwd)).toEqual(configs);
  });
});

describe("a file has changed", () => {
  it("when it was written, replaced, removed or made, and not when it was only looked at", (test) => {
    const cwd = folder(test, { "a.txt": "one", "b.txt": "one" });
    const path = join(cwd, "a.txt");
    let before = asTheyAre(new Map([[path, ""], ["https://api.example.com/a", ""]])); // prettier-ignore
    const changed = (change: () => void): boolean => {
      change();
      const now = asTheyAre(before);
      const isChanged = !isSame(now, before);
      before = now;
      return isChanged;
    };
    expect(changed(() => undefined)).toBe(false);
    expect(changed(() => writeFileSync(path, "two"))).toBe(true);
    // The same size and the same time, in another file.
    utimesSync(path, 1, 1);
    utimesSync(join(cwd, "b.txt"), 1, 1);
    before = asTheyAre(before);
    expect(changed(() => renameSync(join(cwd, "b.txt"), path))).toBe(true);
    expect(changed(() => rmSync(path))).toBe(true);
    expect(changed(() => mkdirSync(path))).toBe(true);
    expect(changed(() => undefined)).toBe(false);
  });

  it("is absent also where a folder of its path is a file", (test) => {
    const cwd = folder(test, { "a.txt": "" });
    expect(stateOf(join(cwd, "a.txt", "b.txt"))).toBe(absent);
  });
});
