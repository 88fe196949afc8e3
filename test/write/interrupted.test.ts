// A write that is killed, or that the disk refuses, at any of its calls: no file is ever cut, the user's are left alone, and
// the next run ends as if nothing had happened.
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { decide } from "../../src/decide.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { emitRun, type EmittedRun } from "../../src/emit-run.js";
import { check, generate } from "../../src/generate.js";
import { Stages } from "../../src/stages.js";
import { changesOf } from "../../src/write/changes.js";
import { loadMemory } from "../../src/write/project-lock.js";
import { isInterrupted, write } from "../../src/write/write.js";
import { documentOf } from "../cli/support.js";
import { readTree, repository } from "../snapshots/cases.js";

const dying = fileURLToPath(new URL("dying-write.mjs", import.meta.url));
const root = join(repository, ".test-projects/interrupted");
const path = (name: string): string => join(root, name);
const mine = "src/extensions/mine.ts";

type Tree = ReadonlyMap<string, string>;
type Grief = "kill" | "cut" | "ENOSPC" | "EACCES";

/** What is written where, and how that ends when nothing happens. */
interface Scenario {
  readonly name: string;
  readonly base: string;
  readonly run: EmittedRun;
  readonly before: Tree;
  readonly after: Tree;
  /** How many calls of the file system change something. */
  readonly calls: number;
}

let first: Scenario;
let again: Scenario;
let third: Scenario;

beforeAll(async () => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  writeFileSync(path("without-cache.yaml"), "upstream: { cache: false }\n");
  const simple = await emitted("first", ["stays", "goes"], "without-cache.yaml");
  first = scenario("first", path("nothing"), simple);
  cpSync(path("first-undisturbed"), path("project"), { recursive: true });
  appendFileSync(join(path("project"), "README.md"), "Mine.\n");
  writeFileSync(join(path("project"), mine), "// Mine.\n");
  writeFileSync(join(path("project"), "src/generated/tools/goes/notes.md"), "Mine.\n");
  again = scenario("again", path("project"), await emitted("again", ["stays", "comes", "more"]));
  third = scenario("third", path("project"), await emitted("third", ["stays", "more", "last"]));
});

/** What a document gives, ready to be written. */
async function emitted(name: string, operations: readonly string[], config?: string): Promise<EmittedRun> {
  writeFileSync(path(`${name}.json`), documentOf(...operations));
  const options = { spec: `${name}.json`, output: "nothing", ...(config === undefined ? {} : { config }) };
  const [diagnostics, stages] = [new Diagnostics(), new Stages()];
  const run = await emitRun(await decide(options, root, stages, diagnostics), stages, diagnostics);
  const head = { ...run.next, operations: [...run.next.operations] };
  writeFileSync(path(`${name}-run.json`), JSON.stringify({ files: run.files, head }));
  return run;
}

function scenario(name: string, base: string, run: EmittedRun): Scenario {
  const folder = copyOf(base, `${name}-undisturbed`);
  const { calls } = attempt(name, folder, "kill", 0);
  return { name, base, run, before: readTree(base), after: readTree(folder), calls };
}

function copyOf(base: string, name: string): string {
  rmSync(path(name), { recursive: true, force: true });
  if (existsSync(base)) cpSync(base, path(name), { recursive: true });
  return path(name);
}

/** Writes in a process of its own that comes to grief at a call. */
function attempt(
  name: string,
  folder: string,
  how: Grief,
  call: number,
): { readonly signal: string | null; readonly calls: number; readonly problems: readonly string[] } {
  const input = path(`input.json`);
  const run = JSON.parse(readFileSync(path(`${name}-run.json`), "utf8")) as object;
  writeFileSync(input, JSON.stringify({ ...run, folder }));
  const { signal, stdout, stderr } = spawnSync(process.execPath, [dying, input, how, String(call)], {
    encoding: "utf8",
  });
  if (signal === null && stdout === "") throw new Error(stderr);
  const said = stdout === "" ? { calls: 0, problems: [] } : (JSON.parse(stdout) as { calls: number; problems: string[] }); // prettier-ignore
  return { signal, ...said };
}

const isTemporary = (name: string): boolean => name.endsWith(".mcpgen-new") || name === "mcpgen.journal";

/** Every file is whole: as it was, or as one of the runs leaves it; and the user's are theirs. */
function expectWhole(folder: string, { before }: Scenario, ends: readonly Tree[]): void {
  const found = readTree(folder);
  for (const [name, text] of found) {
    if (isTemporary(name)) continue;
    expect(
      [before, ...ends].map((tree) => tree.get(name)),
      name,
    ).toContain(text);
  }
  for (const [name, text] of before) {
    const isOfUser = ends.every((tree) => tree.get(name) === text);
    if (isOfUser) expect(found.get(name), name).toBe(text);
  }
}

/** The next run, without `force`, ends as an undisturbed one. */
function expectRecovery(folder: string, { run, after }: Scenario): void {
  const diagnostics = new Diagnostics();
  const memory = loadMemory(folder, folder, diagnostics);
  const isWhole = sameTrees(readTree(folder), after);
  expect(changesOf(run.files, run.next, { folder, memory }, diagnostics).length === 0).toBe(isWhole);
  const options = { folder, memory: loadMemory(folder, folder, diagnostics), force: false, dryRun: false };
  write(run.files, run.next, options, diagnostics);
  expect(sameTrees(readTree(folder), after)).toBe(true);
  expect(isInterrupted(folder)).toBe(false);
}

function sameTrees(one: Tree, other: Tree): boolean {
  const whole = [...one].filter(([name]) => !isTemporary(name));
  return whole.length === other.size && whole.every(([name, text]) => other.get(name) === text);
}

/** So many different calls of a scenario, the same in every run. */
function someCalls({ calls }: Scenario, count: number): number[] {
  const all = Array.from({ length: calls }, (_, index) => index + 1);
  const subset = fc.shuffledSubarray(all, { minLength: count, maxLength: count });
  return fc.sample(subset, { seed: 9, numRuns: 1 })[0] ?? [];
}

const killOf = (call: number): Grief => (call % 2 === 0 ? "kill" : "cut");

describe("a write that is killed", () => {
  it.for([
    ["the first one", 20, () => first],
    ["into a project with files of the user's", 20, () => again],
  ] as const)("%s", ([, count, scenarioOf]) => {
    const scenario = scenarioOf();
    for (const call of someCalls(scenario, count)) {
      const folder = copyOf(scenario.base, "killed");
      expect(attempt(scenario.name, folder, killOf(call), call).signal).toBe("SIGKILL");
      expect(isInterrupted(folder) || sameTrees(readTree(folder), scenario.before), `${call}`).toBe(true);
      expectWhole(folder, scenario, [scenario.after]);
      expectRecovery(folder, scenario);
    }
  });

  it("again and again, with another document each time", () => {
    const [calls, later] = [someCalls(third, 10), someCalls(again, 10)];
    for (const [index, call] of calls.entries()) {
      const folder = copyOf(again.base, "killed");
      expect(attempt("third", folder, killOf(call), call).signal).toBe("SIGKILL");
      const { problems } = attempt("again", folder, killOf(index), later[index] ?? 1);
      expect(problems).toEqual([]);
      expectWhole(folder, again, [again.after, third.after]);
      expectRecovery(folder, again);
    }
  });
});

describe("a disk that refuses", () => {
  it.for(["ENOSPC", "EACCES"] as const)("%s: says so, and changes all or nothing", (how) => {
    for (const call of someCalls(again, 8)) {
      const folder = copyOf(again.base, "refused");
      const { problems } = attempt("again", folder, how, call);
      const found = readTree(folder);
      if (isInterrupted(folder))
        expect(problems).toEqual([expect.stringMatching(`^write-interrupted: .*${how}`)]);
      else if (problems.length === 0) expect(sameTrees(found, again.after)).toBe(true);
      else {
        expect(problems).toEqual([expect.stringMatching(`^output-not-writable: .*${how}`)]);
        expect(found).toEqual(again.before);
      }
      expectWhole(folder, again, [again.after]);
      expectRecovery(folder, again);
    }
  });

  it("leaves nothing of a first project", () => {
    const folder = copyOf(first.base, "refused");
    const { problems } = attempt("first", folder, "ENOSPC", 40);
    expect(problems).toEqual([expect.stringMatching(/^output-not-writable: .* cannot be written: ENOSPC/)]);
    expect(existsSync(folder)).toBe(false);
  });
});

describe("mcpgen", () => {
  it("generate --check tells of an interrupted write, and generate ends it", async () => {
    const folder = copyOf(again.base, "told");
    attempt("again", folder, "kill", Math.ceil(again.calls * 0.7));
    const options = { cwd: root, spec: "again.json", output: "told" };
    const { changes, interrupted } = await check(options);
    expect(interrupted).toBe(true);
    expect(changes.length).toBeGreaterThan(0);
    await generate(options);
    expect(await check(options)).toMatchObject({ interrupted: false, changes: [] });
  });
});
