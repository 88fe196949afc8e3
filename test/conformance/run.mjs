// `node test/conformance/run.mjs`: runs the server scenarios of the MCP conformance suite against a generated server
// over Streamable HTTP, stateless and with sessions. Both packages below come from the registry on every run, unless
// MCPGEN_CONFORMANCE names a folder to keep them in.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

// Pinned, because the suite calls itself unstable, and a new scenario should not break a change that is not about it.
// 0.1.16 is what `latest` names; 0.2 has alphas only. It takes globSync from node:fs, which Node 20 does not have.
const suitePackage = { name: "@modelcontextprotocol/conformance", version: "0.1.16" };
const nodePackage = { name: "node", version: "22.23.3" };

/**
 * Scenarios that need what the suite's own example server has and a generated one has not, and why; an object names
 * the mode where that is so. An entry may not outlive its reason: it fails the run when the suite does not have the
 * scenario, when the scenario passes, or when it fails in another way.
 */
const notApplicable = {
  "logging-set-level": "the server does not offer logging",
  "completion-complete": "the server does not offer completions",
  "tools-call-simple-text": "calls the tool test_simple_text",
  "tools-call-image": "calls the tool test_image_content",
  "tools-call-audio": "calls the tool test_audio_content",
  "tools-call-embedded-resource": "calls the tool test_embedded_resource",
  "tools-call-mixed-content": "calls the tool test_multiple_content_types",
  "tools-call-with-logging": "the server does not offer logging",
  "tools-call-error": "calls the tool test_error_handling",
  "tools-call-with-progress": "calls the tool test_tool_with_progress",
  "tools-call-sampling": "calls the tool test_sampling",
  "tools-call-elicitation": "calls the tool test_elicitation",
  "json-schema-2020-12": "looks for the tool json_schema_2020_12_tool",
  "elicitation-sep1034-defaults": "calls the tool test_elicitation_sep1034_defaults",
  "elicitation-sep1330-enums": "calls the tool test_elicitation_sep1330_enums",
  "server-sse-polling":
    "calls the tool test_reconnection, and needs event streams; the server answers with JSON",
  "server-sse-multiple-streams": { stateless: "needs a session" },
  "resources-list": "the server does not offer resources",
  "resources-read-text": "the server does not offer resources",
  "resources-read-binary": "the server does not offer resources",
  "resources-templates-read": "the server does not offer resources",
  "resources-subscribe": "the server does not offer resources",
  "resources-unsubscribe": "the server does not offer resources",
  "prompts-list": "the server does not offer prompts",
  "prompts-get-simple": "the server does not offer prompts",
  "prompts-get-with-args": "the server does not offer prompts",
  "prompts-get-embedded-resource": "the server does not offer prompts",
  "prompts-get-with-image": "the server does not offer prompts",
};

/** How the suite reports a method (-32601) or a tool (-32602) that the server does not have. */
const lacks = /^Failed: MCP error (-32601: |-32602: .*Unknown tool: )|^Tool '\w+' not found/;

const modes = { stateless: [], stateful: ["--stateful"] };
const startMilliseconds = 20_000;
const suiteMilliseconds = 120_000;
// More than the server gives its calls to end.
const stopMilliseconds = 20_000;

const root = fileURLToPath(new URL("../../", import.meta.url));
// Below the repository, so that the server finds its dependencies in the repository's node_modules.
const project = join(root, ".test-projects/conformance");
const temporary = await mkdtemp(join(tmpdir(), "mcpgen-conformance-"));
const counts = { passed: 0, failed: 0, "not applicable": 0 };

try {
  await generateAndBuild();
  const suite = await installSuite();
  const scenarios = await listScenarios(suite);
  for (const name of Object.keys(notApplicable).filter((name) => !scenarios.includes(name)))
    report("table", name, { outcome: "failed", reason: "the suite has no such scenario; remove the entry" });
  for (const mode of Object.keys(modes)) await runMode(suite, mode, scenarios);
} catch (error) {
  report("script", "run.mjs", { outcome: "failed", reason: error.message });
} finally {
  await rm(temporary, { recursive: true, force: true });
}
console.log(
  Object.entries(counts)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(", "),
);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** Makes the server as a user would, except for `npm install`. */
async function generateAndBuild() {
  const document = "snapshots/petstore/openapi.yaml";
  await run(process.execPath, ["bin/mcpgen.js", "generate", document, "--output", project, "--force"]);
  const { scripts } = await readJson(join(project, "package.json"));
  const PATH = `${join(root, "node_modules/.bin")}${delimiter}${process.env.PATH}`;
  await run(scripts.build, [], { cwd: project, shell: true, env: { ...process.env, PATH } });
}

/** Gives a function that runs the suite's command line. */
async function installSuite() {
  const folder = process.env.MCPGEN_CONFORMANCE || join(temporary, "suite");
  const packages = [suitePackage, nodePackage];
  const installed = await Promise.all(packages.map((wanted) => isInstalled(folder, wanted)));
  if (installed.includes(false)) {
    await mkdir(folder, { recursive: true });
    const names = packages.map(({ name, version }) => `${name}@${version}`);
    // The install script of `node` fetches the binary. The suite's dependencies want another Node than runs npm here.
    const options = [
      "--no-save",
      "--no-audit",
      "--no-fund",
      "--ignore-scripts=false",
      "--engine-strict=false",
    ];
    const shell = process.platform === "win32";
    await run("npm", ["install", "--prefix", folder, ...options, ...names], { cwd: folder, shell });
  }
  const node = join(folder, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
  const script = join(folder, "node_modules", suitePackage.name, "dist/index.js");
  return (args, options) => run(node, [script, ...args], { cwd: temporary, ...options });
}

/** Whether a folder has a package in just the pinned version. */
async function isInstalled(folder, { name, version }) {
  const manifest = await readJson(join(folder, "node_modules", name, "package.json")).catch(() => undefined);
  return manifest?.version === version;
}

/** The names of all server scenarios, those included that the suite calls pending. */
async function listScenarios(suite) {
  const text = await suite(["list", "--server"]);
  const names = [...text.matchAll(/^ +- (\S+)/gm)].map(([, name]) => name);
  if (names.length === 0) throw new Error(`The suite lists no scenarios:\n${text}`);
  return names;
}

/** Starts the server in a mode, runs all scenarios against it, and reports each. */
async function runMode(suite, mode, scenarios) {
  const server = await startServer(modes[mode]);
  const results = join(temporary, mode);
  try {
    // It exits with 1 when any scenario fails, as those do that are not applicable. What counts are the checks.
    const options = { timeout: suiteMilliseconds, mayFail: true };
    await suite(["server", "--url", server.url, "--suite", "all", "--output-dir", results], options);
  } finally {
    await server.stop();
  }
  const checks = await readChecks(results);
  for (const name of scenarios) report(mode, name, judge(checks.get(name), reasonFor(mode, name)));
}

/** Runs the server; gives its URL and what ends it. */
async function startServer(args) {
  const stdio = ["ignore", "ignore", "pipe"];
  const child = spawn(process.execPath, ["dist/index.js", "--http", "--port", "0", ...args], {
    cwd: project,
    stdio,
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), stopMilliseconds);
    await ended;
    clearTimeout(timer);
  };
  try {
    return { url: await readUrl(child.stderr), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The URL that the server prints once it listens. */
function readUrl(stderr) {
  return new Promise((resolve, reject) => {
    const said = [];
    const fail = () => reject(new Error(`The server did not start:\n${said.join("\n")}`));
    const timer = setTimeout(fail, startMilliseconds);
    // The listener stays: a pipe that nobody reads would stop the server once it is full.
    const lines = createInterface(stderr).on("line", (line) => {
      said.push(line);
      const url = /^\S+ serves MCP on (http:\S+),/.exec(line)?.[1];
      if (url !== undefined) done(() => resolve(url));
    });
    const done = (settle) => {
      clearTimeout(timer);
      settle();
    };
    lines.once("close", () => done(fail));
  });
}

/** The checks of each scenario, which the suite writes into a folder server-<scenario>-<time>. */
async function readChecks(folder) {
  const checks = new Map();
  for (const entry of await readdir(folder).catch(() => [])) {
    const name = /^server-(.+)-\d{4}-\d\d-\d\dT/.exec(entry)?.[1];
    checks.set(name, await readJson(join(folder, entry, "checks.json")));
  }
  return checks;
}

/** Why a scenario does not apply to a mode. */
function reasonFor(mode, name) {
  const entry = notApplicable[name];
  return typeof entry === "object" ? entry[mode] : entry;
}

/** What the checks of a scenario say, given a reason for it not to apply. */
function judge(checks = [], reason) {
  const having = (status) => checks.filter((check) => check.status === status);
  const [good, warnings, failures] = ["SUCCESS", "WARNING", "FAILURE"].map(having);
  const bad = [...failures, ...warnings];
  // The suite lets a scenario pass without a check, and with warnings; here that is no pass.
  const passes = good.length > 0 && bad.length === 0;
  if (reason !== undefined) return judgeNotApplicable(reason, { passes, checks, failures });
  if (passes) return { outcome: "passed" };
  return {
    outcome: "failed",
    reason: bad.map(describe).join("; ") || `none of ${checks.length} checks succeeded`,
  };
}

/** Whether what the table says of a scenario is still so. */
function judgeNotApplicable(reason, { passes, checks, failures }) {
  if (passes) return { outcome: "failed", reason: "it passes; remove it from the table" };
  const other = failures.filter(({ errorMessage = "" }) => !lacks.test(errorMessage));
  if (checks.length > 0 && other.length === 0) return { outcome: "not applicable", reason };
  const why = other.map(describe).join("; ") || "there is no result";
  return { outcome: "failed", reason: `not for the reason in the table (${reason}): ${why}` };
}

/** A check in one line. */
function describe({ id, errorMessage, details }) {
  return `${id}: ${errorMessage ?? details?.message ?? "no message"}`;
}

/** Prints a result and counts it. */
function report(mode, name, { outcome, reason }) {
  counts[outcome] += 1;
  console.log(
    `${mode.padEnd(9)}  ${name.padEnd(29)}  ${outcome}${reason === undefined ? "" : `: ${reason}`}`,
  );
}

async function readJson(path) {
  return JSON.parse(await readFile(path, "utf8"));
}

/** Runs a command and gives its stdout; fails with all it printed. */
function run(command, args, { mayFail = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], ...options });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"])
      child[name].setEncoding("utf8").on("data", (text) => (output[name] += text));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0 || (mayFail && code !== null)) return resolve(output.stdout);
      reject(new Error(`${command} ${args.join(" ")}: ${signal ?? code}\n${output.stdout}${output.stderr}`));
    });
  });
}
