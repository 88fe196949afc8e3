// `npm run demo`: generates a server from the petstore document, builds it, and shows it answering a real MCP client.
// The API behind it is petstore-api.mjs, on 127.0.0.1. Nothing but `npm install` uses the network.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { getDefaultEnvironment, StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { credentials, startPetstoreApi } from "./petstore-api.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const project = join(root, "petstore-mcp");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const started = performance.now();
let step = 0;

try {
  await generateAndBuild();
  await callIt();
  say(`
Done in ${seconds(started)} s. Where to go from here:

  petstore-mcp/README.md                                how to run, configure and connect the server
  petstore-mcp/src/generated/tools/owners/createPet.ts  the tool you saw; client.ts shows the way to the API
  petstore-mcp/src/extensions/index.ts                  the place for your own tools
  cd petstore-mcp && npm test                           its contract test, against a recording API
  docs/                                                 the guides, which README.md lists
`);
} catch (error) {
  console.error(`\nThe demo failed in step ${step}: ${error.message}`);
  process.exitCode = 1;
}

async function generateAndBuild() {
  if (!existsSync(join(root, "dist/src/cli/main.js"))) {
    title("Build mcpgen itself, which npm ci usually does");
    await run(npm, ["run", "build"], { cwd: root, quiet: true });
  }
  title("Generate a server from snapshots/petstore/openapi.yaml into petstore-mcp");
  const generate = [
    "bin/mcpgen.js",
    "generate",
    "snapshots/petstore/openapi.yaml",
    "--output",
    "petstore-mcp",
  ];
  await run("node", generate, { cwd: root });

  title("Install what the server needs and build it");
  await run(npm, ["install", "--no-audit", "--no-fund"], { cwd: project, quiet: true });
  await run(npm, ["run", "build"], { cwd: project, quiet: true });
}

async function callIt() {
  title("Start a small petstore API, and the server with an MCP client");
  const requests = [];
  const api = await startPetstoreApi({ onRequest: (request) => requests.push(request) });
  const client = new Client({ name: "mcpgen-demo", version: "1.0.0" });
  try {
    await connect(client, api);
    title("Ask for the tools (tools/list)");
    const { tools } = await client.listTools();
    const width = Math.max(...tools.map(({ name }) => name.length));
    for (const tool of tools) say(`   ${tool.name.padEnd(width)}  ${tool.description}`);

    title("Call them (tools/call)");
    await call(client, requests, "listPets", { status: ["available", "in care"] });
    const created = await call(client, requests, "createPet", { ownerId: "kim", name: "Dora", tag: "goat" });
    await call(client, requests, "getPet", { petId: JSON.parse(created).id });
    say("   Wrong arguments do not reach the API:");
    await call(client, requests, "createPet", { ownerId: "kim", name: "" }, { expectError: true });
  } finally {
    await client.close();
    await api.close();
  }
}

async function connect(client, api) {
  const variables = { PETSTORE_BASE_URL: api.baseUrl, PETSTORE_API_KEY: credentials.apiKey };
  for (const [name, value] of Object.entries(variables)) say(`   ${name}=${value}`);
  say("   $ node dist/index.js");
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ["dist/index.js"],
      cwd: project,
      env: { ...getDefaultEnvironment(), ...variables },
    }),
  );
  const { name, version } = client.getServerVersion();
  say(`   connected to ${name} ${version}`);
}

/** Calls a tool and prints the call, the requests that the API saw meanwhile, and the result. */
async function call(client, requests, name, args, { expectError = false } = {}) {
  requests.length = 0;
  const result = await client.callTool({ name, arguments: args });
  const text = result.content.map((block) => block.text ?? `[${block.type}]`).join("\n");
  say(`   > ${name} ${JSON.stringify(args)}`);
  for (const { method, target, status } of requests)
    say(`     API saw: ${method} ${target}, answered ${status}`);
  if (requests.length === 0) say("     API saw: nothing");
  say(indent(text, `     ${result.isError ? "error" : "result"}: `));
  say("");
  if (Boolean(result.isError) !== expectError) throw new Error(`${name} answered something unexpected`);
  if (requests.length !== (expectError ? 0 : 1)) throw new Error(`${name} sent ${requests.length} requests`);
  return text;
}

/** Runs a command and prints it with its output; a quiet one's output is printed only if it fails. */
async function run(command, args, { cwd, quiet = false }) {
  const start = performance.now();
  say(`   $ ${[command.replace(/\.cmd$/, ""), ...args].join(" ")}`);
  const child = spawn(command === "node" ? process.execPath : command, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    shell: command.endsWith(".cmd"),
  });
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  child.stderr.on("data", (chunk) => chunks.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const output = Buffer.concat(chunks).toString("utf8").trim();
  if ((!quiet || code !== 0) && output !== "") say(indent(output, "   "));
  say(`   (${seconds(start)} s)`);
  if (code !== 0) throw new Error(`"${[command, ...args].join(" ")}" ended with exit code ${code}`);
}

function title(text) {
  step += 1;
  say(`\n${step}. ${text}`);
}

function indent(text, first) {
  const rest = " ".repeat(first.length);
  const lines = text.split("\n").map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd());
  return lines.join("\n");
}

function seconds(since) {
  return ((performance.now() - since) / 1000).toFixed(1);
}

function say(text) {
  console.log(text);
}
