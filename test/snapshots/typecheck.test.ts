// Every expected project type-checks, strict, with the oldest and the newest TypeScript that it allows.
import { execFile } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { projectCases, readmeExample, repository } from "./cases.js";

const folder = join(repository, ".test-projects", "typecheck");

// One program for all of them, with one runtime: a compiler's start, the SDK's types and a runtime cost more than a project.
beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  const shared = join(folder, "shared");
  cpSync(join(repository, "templates", "runtime"), join(shared, "runtime"), { recursive: true });
  for (const { name, folder: from } of projectCases) {
    cpSync(join(from, "expected"), join(folder, name), { recursive: true });
    // The example of the README is for any project.
    writeFileSync(join(folder, name, "src", "extensions", "example.ts"), readmeExample(join(from, "expected")));
  }
  // What an import does not find in its own project, it finds where the runtime is.
  const rootDirs = [...projectCases.map(({ name }) => `${name}/src/generated`), "shared"];
  const config = {
    extends: "./petstore/tsconfig.json",
    compilerOptions: { rootDirs },
    include: ["*/src", "shared"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
});

it("has the same strict compiler options in every project", () => {
  const [first = "", ...others] = projectCases.map((each) =>
    readFileSync(join(folder, each.name, "tsconfig.json"), "utf8"),
  );
  expect(JSON.parse(first)).toMatchObject({ compilerOptions: { strict: true }, include: ["src"] });
  for (const other of others) expect(other).toBe(first);
});

it.concurrent.each([
  ["5.9", "typescript"],
  ["7.0", "typescript7"],
])("type-checks with TypeScript %s", async (version, alias) => {
  const compiler = join(repository, "node_modules", alias, "bin", "tsc");
  expect((await node(compiler, "--version")).output).toContain(`Version ${version}.`);
  const { output, code } = await node(compiler, "--noEmit", "--pretty", "false", "-p", folder);
  expect(output).toBe("");
  expect(code).toBe(0);
});

it("finds what is wrong in a project", async () => {
  const broken = join(folder, "petstore", "src", "generated", "tools", "pets", "getPet.ts");
  const text = readFileSync(broken, "utf8");
  expect(text).toContain("{ petId: args.petId }");
  writeFileSync(broken, text.replace("{ petId: args.petId }", "{ petID: args.petId }"));
  const compiler = join(repository, "node_modules", "typescript7", "bin", "tsc");
  const { output } = await node(compiler, "--noEmit", "--pretty", "false", "-p", folder);
  expect(output).toMatch(/^petstore\/src\/generated\/tools\/pets\/getPet\.ts\(\d+,\d+\): error TS/m);
});

function node(...args: string[]): Promise<{ output: string; code: number }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ output: stdout + stderr, code: error ? Number(error.code ?? 1) : 0 }),
    );
  });
}
