// `npm run determinism`: every case of snapshots/ gives the same bytes with every Node that mcpgen supports, and the
// generated petstore server builds and passes its contract test with each. The Nodes come from the registry.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
// Pinned: a new release of Node should not break a change that is not about it.
const nodes = [process.execPath, nodeOf("22.23.3"), nodeOf("24.21.0")];
let failed = false;

for (const node of nodes) {
  run(node, [join(root, "test/determinism/cases.mjs")], root);
  const project = join(root, ".test-projects/determinism/petstore");
  rmSync(project, { recursive: true, force: true });
  cpSync(join(root, "snapshots/petstore/expected"), project, { recursive: true });
  for (const script of ["build", "test"]) run("npm", ["run", "--silent", script], project, node);
}
process.exitCode = failed ? 1 : 0;

/** The path of a Node of this version, which npm keeps for the next time. */
function nodeOf(version) {
  const args = ["--yes", "--package", `node@${version}`, "node", "-p", "process.execPath"];
  return execFileSync("npx", args, { encoding: "utf8" }).trim();
}

/** Runs a command with a Node in front of all others, and says how it ended. */
function run(command, args, cwd, node = command) {
  const PATH = [dirname(node), join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
  const start = performance.now();
  const ended = spawnSync(command, args, { cwd, env: { ...process.env, PATH }, encoding: "utf8" });
  const ok = ended.status === 0;
  const seconds = Math.round((performance.now() - start) / 1000);
  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  const what = args.map((arg) => arg.replace(root, "")).join(" ");
  console.log(`${ok ? "ok    " : "FAILED"} ${version} ${what} (${seconds} s)`);
  if (ok) return;
  failed = true;
  console.log(ended.stdout, ended.stderr, ended.error ?? "");
}
