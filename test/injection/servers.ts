/** The servers of some projects, started. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildProject } from "../corpus/generated-server.js";

/**
 * What the project's own test says of its server: that it lists to an MCP client, and sends to the API, what is recorded.
 * The matrix looks for the texts in these records.
 */
export function contractFailures(root: string, project: string): string[] {
  buildProject(project, root);
  const test = join(project, "test/generated/contract.test.mjs");
  const { status, stdout } = spawnSync(process.execPath, ["--test", test], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const failed = stdout.split("\n").filter((line) => /^\s*(not ok|✖)/.test(line));
  if (status === 0) return [];
  return [`${project}: ${failed.length === 0 ? stdout.slice(-500) : failed.join("; ")}`];
}
