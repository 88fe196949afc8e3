// What an author has written in src/extensions survives every regeneration, and the compiler says where the API has left it.
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { generate } from "../../src/generate.js";
import { readTree, repository, writeTree } from "../snapshots/cases.js";
import { freshFolder } from "../snapshots/record.js";

const from = join(repository, "snapshots", "extensions");
const own = readTree(join(from, "extensions"));

it("survives, and is a compile error where it uses what is gone", async () => {
  const cwd = freshFolder("survival", "extensions");
  const project = join(cwd, "shelter-mcp");
  const document = join(cwd, "openapi.yaml");
  const regenerate = async (...changes: [from: RegExp, to: string][]): Promise<string[]> => {
    const before = readFileSync(document, "utf8");
    const after = changes.reduce((text, [from, to]) => text.replace(from, to), before);
    writeFileSync(document, after);
    await generate({ cwd });
    expect(readTree(join(project, "src", "extensions"))).toEqual(own);
    return typeErrors(project);
  };
  writeTree(cwd, [
    ["openapi.yaml", readFileSync(join(from, "openapi.yaml"), "utf8")],
    ["mcpgen.config.yaml", "spec: openapi.yaml\noutput: shelter-mcp\nbatch: true\n"],
  ]);
  await generate({ cwd });
  writeTree(join(project, "src", "extensions"), own);
  expect(await regenerate([/summary: Get an animal/, "summary: One animal"])).toEqual([]);
  expect(
    await regenerate(
      [/ {4}delete:\n[^]*?Gone[^\n]*\n/, ""],
      [/required: \[adopter\].*/, "properties: { person: { type: string } } }"],
    ),
  ).toEqual([
    `(${lineOf("deleteAnimal.js")},30): error TS2307: Cannot find module '../generated/tools/general/deleteAnimal.js' or its corresponding type declarations.`,
    `(${lineOf("args.animalId < 100")},9): error TS18046: 'args' is of type 'unknown'.`,
    `(${lineOf("adoptAnimal.call(")},46): error TS2353: Object literal may only specify known properties, and 'adopter' does not exist in type 'AdoptAnimalArguments'.`,
  ]);
});

function lineOf(text: string): number {
  const lines = (own.get("index.ts") ?? "").split("\n");
  return lines.findIndex((line) => line.includes(text)) + 1;
}

/** What the project's `npm run typecheck` prints, without the name of the only file that has errors. */
function typeErrors(project: string): Promise<string[]> {
  const compiler = join(repository, "node_modules", "typescript7", "bin", "tsc");
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [compiler, "--noEmit", "--pretty", "false"],
      { cwd: project },
      (_, stdout, stderr) => {
        const lines = (stdout + stderr).split("\n").filter((line) => line !== "");
        resolve(lines.map((line) => line.replace("src/extensions/index.ts", "")));
      },
    );
  });
}
