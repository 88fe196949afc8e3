/** Runs `mcpgen` as a user does: the built program in a process of its own. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = join(fileURLToPath(new URL("../../", import.meta.url)), "bin", "mcpgen.js");

/** What a run gave. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `mcpgen <args>` until it ends.
 * @param options the working directory, what is piped in, and variables besides those of this process
 * @throws if it printed a stack trace: input never causes one
 */
export async function runCli(
  args: readonly string[],
  options: { cwd: string; stdin?: string; env?: Readonly<Record<string, string>> },
): Promise<CliResult> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.stdin ?? "");
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (/^\s+at .+:\d+:\d+\)?$/m.test(stdout + stderr)) throw new Error(`A stack trace:\n${stdout}${stderr}`);
  return { code, stdout, stderr };
}
