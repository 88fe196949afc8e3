/** `mcpgen generate --watch` in a process of its own, as a user has it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { repository } from "../snapshots/cases.js";

/** What a line of a run begins with: the time of day. */
const time = /^\d\d:\d\d:\d\d /;

/** A watcher that runs until its test ends. */
export class Watcher {
  /** What was printed to stdout and stderr. */
  output = "";
  readonly #child: ChildProcess;
  #seen = 0;

  constructor(test: TestContext, cwd: string, ...args: string[]) {
    const program = join(repository, "bin", "mcpgen.js");
    const child = spawn(process.execPath, [program, "generate", "--watch", ...args], { cwd });
    child.stdout.setEncoding("utf8").on("data", (text: string) => (this.output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (this.output += text));
    test.onTestFinished(() => void child.kill("SIGKILL"));
    this.#child = child;
  }

  /** The line of the next run, without its time. @throws if none comes in a minute, or the watcher has ended */
  async nextRun(): Promise<string> {
    for (let tries = 0; tries < 1200; tries += 1) {
      const line = this.#lines()[this.#seen];
      if (line !== undefined) {
        this.#seen += 1;
        return line.replace(time, "");
      }
      if (this.#child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`No further run:\n${this.output}`);
  }

  /** Ends it as Ctrl-C does; its exit code, and the lines of runs that nobody has asked for. */
  async interrupt(): Promise<{ readonly code: number | null; readonly unseen: readonly string[] }> {
    const ended = once(this.#child, "close");
    this.#child.kill("SIGINT");
    await ended;
    return { code: this.#child.exitCode, unseen: this.#lines().slice(this.#seen) };
  }

  #lines(): string[] {
    const whole = this.output.slice(0, this.output.lastIndexOf("\n") + 1);
    return whole.split("\n").filter((line) => time.test(line));
  }
}
