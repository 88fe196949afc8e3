// Symbolic links in and around a project: nothing is written through one that leads out of the output folder.
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { readTree } from "../snapshots/cases.js";
import { Workspace } from "./support.js";

const server = "src/generated/server.ts";

/** A project beside a folder `elsewhere` with files of somebody's. */
async function workspace(test: TestContext): Promise<Workspace & { readonly elsewhere: string }> {
  const work = new Workspace(test, { "elsewhere/server.ts": "theirs", "elsewhere/package.json": "{}" });
  work.document("first");
  await work.generate();
  return Object.assign(work, { elsewhere: join(work.folder, "elsewhere") });
}

describe("a link that leads out of the folder", () => {
  it.for([
    ["a generated file", server, "elsewhere/server.ts"],
    ["a folder of generated files", "src/generated", "elsewhere"],
    ["a file of the user's that is to change", "package.json", "elsewhere/package.json"],
    ["a generated file, and leads nowhere", server, "elsewhere/nothing.ts"],
    ["a file of the user's, and leads nowhere", "README.md", "elsewhere/nothing.md"],
    ["a folder where a file of the user's is missing", "src/extensions", "elsewhere"],
  ] as const)("in the place of %s stops the run", async ([, path, target], test) => {
    const work = await workspace(test);
    const before = readTree(work.elsewhere);
    rmSync(work.path(path), { recursive: true });
    symlinkSync(join(work.folder, target), work.path(path));
    expect(await work.problems({ force: true })).toEqual([
      expect.stringMatching(/^output-link: .* leads out of the output folder through a symbolic link$/),
    ]);
    expect(readTree(work.elsewhere)).toEqual(before);
    expect(lstatSync(work.path(path)).isSymbolicLink()).toBe(true);
  });

  it("in the place of a file of the user's that does not change is theirs", async (test) => {
    const work = await workspace(test);
    rmSync(work.path("src/extensions"), { recursive: true });
    writeFileSync(join(work.elsewhere, "index.ts"), "export const extensions = {};\n");
    symlinkSync(work.elsewhere, work.path("src/extensions"));
    expect((await work.generate()).files).toMatchObject({ written: [], kept: ["src/extensions/index.ts"] });
  });

  it("where a text waits for its place is not written through", async (test) => {
    const work = await workspace(test);
    const names = [server, "mcpgen.lock.json", "mcpgen.journal"].map((path) => `${path}.mcpgen-new`);
    for (const name of names) symlinkSync(join(work.elsewhere, "server.ts"), work.path(name));
    work.document("first", "second");
    await work.generate();
    expect(readFileSync(join(work.elsewhere, "server.ts"), "utf8")).toBe("theirs");
    expect(readFileSync(work.path(server), "utf8")).toContain("second");
    expect([...readTree(work.output).keys()].filter((path) => path.endsWith(".mcpgen-new"))).toEqual([]);
  });
});

describe("a link that stays inside", () => {
  it("to the output folder itself is the folder", async (test) => {
    const work = await workspace(test);
    symlinkSync(work.output, join(work.folder, "link"));
    work.document("first", "second");
    const { files } = await work.generate({ output: "link" });
    expect(files.written).toContain(server);
    expect(readFileSync(work.path(server), "utf8")).toContain("second");
  });

  it("to another folder of the project is followed", async (test) => {
    const work = await workspace(test);
    renameSync(work.path("src/generated"), work.path("generated"));
    symlinkSync("../generated", work.path("src/generated"));
    work.document("first", "second");
    await work.generate();
    expect(readFileSync(work.path("generated/server.ts"), "utf8")).toContain("second");
    expect(readlinkSync(work.path("src/generated"))).toBe("../generated");
  });

  it("in the place of package.json is kept: the file behind it gets the dependency", async (test) => {
    const work = await workspace(test);
    mkdirSync(work.path("npm"));
    const manifest = readFileSync(work.path("package.json"), "utf8").replace(/^ +"ajv":.*\n/m, "");
    writeFileSync(work.path("npm/package.json"), manifest);
    rmSync(work.path("package.json"));
    symlinkSync("npm/package.json", work.path("package.json"));
    expect((await work.generate()).files.addedDependencies).toEqual(["ajv"]);
    expect(readlinkSync(work.path("package.json"))).toBe("npm/package.json");
    expect(readFileSync(work.path("npm/package.json"), "utf8")).toContain('"ajv":');
    expect(readdirSync(work.path("npm"))).toEqual(["package.json"]);
  });
});
