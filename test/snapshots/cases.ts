/**
 * The cases in snapshots/. A case is a folder with an input (`openapi.*`, perhaps other files and `mcpgen.config.yaml`)
 * and what has to come out: `expected/`, the generated project, and `stderr.txt` if there are warnings; or, for a case
 * called `error-*`, `stderr.txt` alone. A case with a folder `extensions/` has an author, who has written those files into
 * the project's `src/extensions/`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** One folder of snapshots/. */
export interface Case {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** The document that the command line names; absent where the config names it. */
  readonly spec: string | undefined;
}

/** The cases that generate a project. */
export const projectCases: readonly Case[] = cases().filter(({ name }) => !name.startsWith("error-"));

/** The cases that end with an error. */
export const errorCases: readonly Case[] = cases().filter(({ name }) => name.startsWith("error-"));

/** The case whose expected project is committed whole: the README's example. */
export const wholeCase = "petstore";

/** Cases for `it.for` with `%s`. */
export function named(all: readonly Case[]): [name: string, each: Case][] {
  return all.map((each) => [each.name, each]);
}

/** The example of `src/extensions/index.ts` in a project's README. */
export function readmeExample(project: string): string {
  const readme = readFileSync(join(project, "README.md"), "utf8");
  const [, example] = /^```ts\n([^]*?)^```$/m.exec(readme) ?? [];
  if (example === undefined) throw new Error(`the README of ${project} has no example`);
  return example;
}

/** Whether a file of a case was recorded, and is none of its input. */
export function isRecord(path: string): boolean {
  return path === "stderr.txt" || path.startsWith("expected/");
}

/** The text of every file below a folder, by path with `/`, sorted; empty when there is no such folder. */
export function readTree(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return new Map(
    paths.map((path) => [
      path.slice(folder.length + 1).split(sep).join("/"),
      readFileSync(path, "utf8"),
    ]),
  );
}

/** Writes files below a folder. */
export function writeTree(folder: string, files: Iterable<readonly [path: string, text: string]>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function cases(): Case[] {
  const root = join(repository, "snapshots");
  const names = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => {
      const folder = join(root, name);
      const spec = readdirSync(folder).find((file) => file.startsWith("openapi."));
      return { name, folder, spec };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
