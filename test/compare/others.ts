/** Other tools that make MCP servers of OpenAPI documents, as npm has them. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listTools, type Listing } from "./listing.js";

/** One of them, ready to make a server. */
export interface Contender {
  readonly name: string;
  /** Makes a server of a document and lists its tools. @throws {Error} it cannot */
  readonly list: (document: string, id: string) => Promise<Listing>;
}

const packages = {
  "openapi-mcp-generator": "4.0.1",
  fastmcp: "4.20.16",
  "mcp-openapi": "0.3.0",
} as const;

/** Installs them into a folder. @param root the repository, for esbuild */
export function installOthers(folder: string, root: string): Contender[] {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  install(
    folder,
    Object.entries(packages).map(([name, version]) => `${name}@${version}`),
  );
  return [generator(folder, root), fastmcp(folder), mcpOpenapi(folder)];
}

function install(folder: string, names: readonly string[]): void {
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--silent"];
  execFileSync("npm", ["install", ...flags, ...names], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Writes a project, which is built and started. */
function generator(folder: string, root: string): Contender {
  const name = "openapi-mcp-generator";
  const projects = join(folder, "projects");
  return {
    name: `${name} ${packages[name]}`,
    list: async (document, id) => {
      const project = join(projects, id);
      rmSync(project, { recursive: true, force: true });
      const command = join(folder, "node_modules", name, "bin/openapi-mcp-generator.js");
      const options = ["--input", document, "--output", project, "--base-url", "https://api.example.com"];
      run(process.execPath, [command, ...options], folder);
      const { dependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
        readonly dependencies: Readonly<Record<string, string>>;
      };
      install(
        project,
        Object.entries(dependencies).map(([library, version]) => `${library}@${version}`),
      );
      const esbuild = join(root, "node_modules/.bin/esbuild");
      const built = join(project, "build/index.js");
      run(esbuild, [join(project, "src/index.ts"), "--format=esm", `--outfile=${built}`], project);
      return listTools([built], project);
    },
  };
}

/** A library: the program around it is what its documentation shows, with its limit of 40 tools lifted. */
function fastmcp(folder: string): Contender {
  const program = join(folder, "fastmcp.mjs");
  writeFileSync(
    program,
    `import { fromOpenAPI } from "fastmcp/openapi";
const server = await fromOpenAPI({ spec: process.argv[2], maxTools: 100_000 });
await server.start({ transportType: "stdio" });
`,
  );
  return {
    name: `FastMCP for TypeScript ${packages.fastmcp}`,
    list: (document) => listTools([program, document], folder),
  };
}

/** Reads the document when it starts; searches by itself from 100 operations on. */
function mcpOpenapi(folder: string): Contender {
  const program = join(folder, "node_modules/mcp-openapi/dist/bin/mcp-openapi.js");
  return {
    name: `mcp-openapi ${packages["mcp-openapi"]}`,
    list: (document) =>
      listTools([program, "--spec", document, "--base-url", "https://api.example.com"], folder),
  };
}

function run(program: string, args: readonly string[], cwd: string): void {
  execFileSync(program, args, { cwd, stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1 << 28 });
}
