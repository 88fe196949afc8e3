/** A project in a real git repository. */
import { execFileSync } from "node:child_process";
import { check } from "../../src/generate.js";
import { Workspace } from "../write/support.js";

/** The file of the one tool that `documentOf` gives for an operation. */
export const toolOf = (name: string): string => `src/generated/tools/${name}/${name}.ts`;

/** A workspace that is a git repository of its own, whatever the machine's git is set to. */
export class Repository extends Workspace {
  init(): void {
    this.git("init", "--quiet", "--initial-branch", "main");
    this.git("config", "user.name", "Ann");
    this.git("config", "user.email", "ann@example.com");
  }

  git(...args: string[]): string {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
    return execFileSync("git", args, { cwd: this.folder, env, encoding: "utf8", stdio: "pipe" });
  }

  commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
  }

  /** What git would commit: its letters and the paths in the project. */
  status(): string[] {
    const lines = this.git("status", "--porcelain", "--untracked-files=all").trimEnd().split("\n");
    return lines.filter((line) => line !== "").map((line) => line.replace("out/", "").trim());
  }

  /** The files that `generate --check` would name. */
  async outOfDate(): Promise<string[]> {
    const { changes } = await check({ cwd: this.folder, spec: "openapi.json", output: "out" });
    return changes.map(({ path }) => path);
  }
}
