/** What a case records: what generating it gives, as it is committed. */
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { textOfDiagnostics } from "../../src/cli/report.js";
import { generate, type GenerateReport } from "../../src/generate.js";
import { runCli } from "../cli/run-cli.js";
import { isRecord, readTree, repository, wholeCase, writeTree, type Case } from "./cases.js";

const runtime = "expected/src/generated/runtime/";

/** The input of a case, written in another way. */
export interface Variant {
  readonly name: string;
  readonly rewrite: (text: string, path: string) => string;
}

/** As it is committed. */
const asItIs: Variant = { name: "generate", rewrite: (text) => text };

/** What a case generates, path by path as in its folder: `expected/…` with the runtime, and `stderr.txt`. */
export async function generateCase(
  { name, folder, spec }: Case,
  variant: Variant = asItIs,
): Promise<Map<string, string>> {
  const cwd = freshFolder(variant.name, name);
  // From a copy: the project then lies beside its input, and the lock says so.
  const files = input(folder).map(([path, text]) => [path, variant.rewrite(text, path)] as const);
  writeTree(cwd, files);
  const run = (): Promise<GenerateReport> =>
    generate({ cwd, output: "expected", ...(spec === undefined ? {} : { spec }) });
  let report = await run();
  const own = readTree(join(folder, "extensions"));
  if (own.size > 0) {
    writeTree(join(cwd, "expected", "src", "extensions"), own);
    // Once more, so that what is recorded has survived it.
    report = await run();
  }
  const stderr = textOfDiagnostics(report, false);
  const records = [...readTree(cwd)].filter(([path]) => isRecord(path));
  return new Map([...records, ...(stderr === "" ? [] : [["stderr.txt", stderr] as const])]);
}

/** What a case that must fail prints, and whether it wrote something. */
export async function failCase({
  name,
  folder,
  spec,
}: Case): Promise<{ code: number | null; stdout: string; stderr: string; written: Map<string, string> }> {
  const output = freshFolder("fail", name);
  rmSync(output, { recursive: true });
  const before = readTree(folder);
  const args = [...(spec === undefined ? [] : [spec]), "--output", output];
  const result = await runCli(["generate", ...args], { cwd: folder });
  const written = [...readTree(folder)].filter(([path, text]) => before.get(path) !== text);
  return { ...result, written: new Map([...readTree(output), ...written]) };
}

/** The part of a generated case that is committed: the runtime is the same everywhere, so one case has it. */
export function committed(name: string, files: ReadonlyMap<string, string>): Map<string, string> {
  if (name === wholeCase) return new Map(files);
  const kept = [...files].filter(([path]) => !path.startsWith(runtime));
  return new Map(
    kept.map(([path, text]) => [
      path,
      path === "expected/mcpgen.lock.json" ? text.replaceAll(/^.*"src\/generated\/runtime\/.*\n/gm, "") : text,
    ]),
  );
}

/** The runtime files of a generated case, by path below `runtime/`. */
export function runtimeOf(files: ReadonlyMap<string, string>): Map<string, string> {
  const found = [...files].filter(([path]) => path.startsWith(runtime));
  return new Map(found.map(([path, text]) => [path.slice(runtime.length), text]));
}

function input(folder: string): [string, string][] {
  return [...readTree(folder)].filter(([path]) => !isRecord(path));
}

/** What a case's folder holds besides its input. */
export function recorded({ folder }: Case): Map<string, string> {
  return new Map([...readTree(folder)].filter(([path]) => isRecord(path)));
}

/** An empty folder of one case below `.test-projects/`, where Node finds the repository's node_modules. */
export function freshFolder(purpose: string, name: string): string {
  const folder = join(repository, ".test-projects", purpose, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The expected project of a case in a folder of its own, with its runtime. */
export function joinProject(purpose: string, { name, folder }: Case): string {
  const project = freshFolder(purpose, name);
  cpSync(join(folder, "expected"), project, { recursive: true });
  if (name !== wholeCase)
    cpSync(join(repository, "templates", "runtime"), join(project, "src", "generated", "runtime"), {
      recursive: true,
    });
  return project;
}
