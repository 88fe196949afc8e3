/** A generated project, type-checked and started. */
import { execSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

/** The errors of TypeScript 7 over a project. */
export function typeErrors(project: string, root: string): string[] {
  const tsc = join(root, "node_modules/typescript7/bin/tsc");
  const { stdout, status } = spawnSync(process.execPath, [tsc, "--noEmit", "-p", project], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const errors = stdout.split("\n").filter((line) => /error TS\d+/.test(line));
  return status === 0 || errors.length > 0 ? errors : [`tsc ended with ${status ?? "a signal"}`];
}

/** What a started server answers to `tools/list`. */
export interface Started {
  readonly tools: number;
  readonly bytes: number;
}

/** Builds a project with its own script; the repository's libraries are above it. */
export function buildProject(project: string, root: string): void {
  const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    readonly scripts: { readonly build: string };
  };
  const path = [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter);
  execSync(scripts.build, {
    cwd: project,
    env: { ...process.env, PATH: path },
    stdio: ["ignore", "ignore", "pipe"],
  });
}

/** Starts a built project and lists its tools. */
export async function start(project: string): Promise<Started> {
  const entry = join(project, "dist/index.js");
  const client = new Client({ name: "corpus", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [entry], stderr: "inherit" }),
  );
  try {
    const answer = await client.listTools();
    return { tools: answer.tools.length, bytes: Buffer.byteLength(JSON.stringify(answer)) };
  } finally {
    await client.close();
  }
}
