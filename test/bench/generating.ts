/** How long the command takes, and the compiler after it. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

/** One run of `mcpgen generate`. */
export interface Generated {
  readonly seconds: number;
  readonly peakMemoryBytes: number;
  readonly operations: number;
}

/** Generates into an empty folder, in a process of its own. @throws {Error} it fails */
export function generate(root: string, document: string, output: string, config?: string): Generated {
  rmSync(output, { recursive: true, force: true });
  const { seconds, stdout } = run(root, document, output, config === undefined ? [] : ["--config", config]);
  const report = JSON.parse(stdout) as {
    readonly peakMemoryBytes: number;
    readonly operations: { readonly total: number };
  };
  return { seconds, peakMemoryBytes: report.peakMemoryBytes, operations: report.operations.total };
}

/** Seconds that `--check` takes for a project that is up to date. @throws {Error} it is not */
export function checkSeconds(root: string, document: string, output: string): number {
  return run(root, document, output, ["--check"]).seconds;
}

function run(
  root: string,
  document: string,
  output: string,
  more: readonly string[],
): { readonly seconds: number; readonly stdout: string } {
  const args = [join(root, "bin/mcpgen.js"), "generate", document, "--output", output, "--json", ...more];
  const began = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    maxBuffer: 1 << 29,
  });
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`${document} does not generate: ${stderr.slice(0, 500)}`);
  return { seconds, stdout };
}

/** The fastest of several runs, which other work on the machine has slowed least. */
export function fastest(runs: number, run: () => Generated): Generated {
  const all = Array.from({ length: runs }, run);
  return all.reduce((best, each) => (each.seconds < best.seconds ? each : best));
}

/** Seconds that a compiler takes for a project. @throws {Error} it finds an error */
export function typecheckSeconds(root: string, compiler: string, project: string): number {
  const tsc = join(root, "node_modules", compiler, "bin/tsc");
  const began = performance.now();
  const { stdout, status } = spawnSync(process.execPath, [tsc, "--noEmit", "-p", project], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${compiler}: ${stdout.slice(0, 500)}`);
  return (performance.now() - began) / 1000;
}
