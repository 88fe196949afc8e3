// Every expected project type-checks, strict, with the oldest and the newest TypeScript that it allows.
import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { projectCases, repository } from "./cases.js";
import { joinProject } from "./record.js";

const folder = join(repository, ".test-projects", "typecheck");

// One program for all of them: a compiler's start and the SDK's types cost more than a project.
beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const each of projectCases) joinProject("typecheck", each);
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: "./petstore/tsconfig.json", include: ["*/src"] }),
  );
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
