/** A generated server with every kind of OAuth2 credential, built once, and started for each scenario. */
import { exec } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { generate } from "../../../src/generate.js";
import { client, Ledger } from "./ledger.js";

/** The generated server, and the API and authorization server that it calls. */
export interface Lab {
  readonly ledger: Ledger;
  /** A folder for files of a scenario. */
  readonly folder: string;
  /** The server's program. */
  readonly entry: string;
  /** Starts the server with these variables. */
  start(environment: Readonly<Record<string, string>>): Promise<Session>;
  close(): Promise<void>;
}

/** What a call gave. */
export interface Answer {
  readonly isError: boolean;
  readonly text: string;
}

/** A started server. */
export interface Session {
  call(tool: string, signal?: AbortSignal): Promise<Answer>;
  /** That many calls at once. */
  calls(tool: string, count: number): Promise<Answer[]>;
  /** Everything that it has written to stderr. */
  stderr(): string;
  close(): Promise<void>;
}

/** Variables with the right client for a security scheme. */
export function clientOf(scheme: "MACHINE" | "PERSON" | "OPEN_ID"): Record<string, string> {
  return { [`LEDGER_${scheme}_CLIENT_ID`]: client.id, [`LEDGER_${scheme}_CLIENT_SECRET`]: client.secret };
}

/**
 * Generates and builds the server.
 * @param folder an empty one below the repository
 * @param repository with `node_modules`
 * @param config besides what the scenarios need
 */
export async function openLab(folder: string, repository: string, config = ""): Promise<Lab> {
  const ledger = new Ledger();
  await ledger.listen();
  writeFileSync(join(folder, "openapi.json"), JSON.stringify(documentOf(ledger.url)));
  writeFileSync(
    join(folder, "mcpgen.config.yaml"),
    `upstream: { credentials: { token: { source: file } } }\n${config}`,
  );
  await generate({ cwd: folder, spec: "openapi.json", output: "server" });
  const project = join(folder, "server");
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    scripts: { build: string };
  };
  const path = [join(repository, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);
  await promisify(exec)(manifest.scripts.build, { cwd: project, env: { ...process.env, PATH: path } });
  const entry = join(project, "dist", "index.js");
  return {
    ledger,
    folder,
    entry,
    start: (environment) => start(entry, environment),
    close: () => ledger.close(),
  };
}

function documentOf(url: string): object {
  const operation = (operationId: string, scheme: string): object => ({
    get: { operationId, security: [{ [scheme]: [] }], responses: { "200": { description: "Done." } } },
  });
  const tokenUrl = `${url}/token`;
  return {
    openapi: "3.1.0",
    info: { title: "Ledger", version: "1.0.0" },
    servers: [{ url }],
    paths: {
      "/accounts": operation("listAccounts", "machine"),
      "/profile": operation("getProfile", "person"),
      "/statements": operation("listStatements", "openId"),
      "/audit": operation("audit", "token"),
    },
    components: {
      securitySchemes: {
        machine: { type: "oauth2", flows: { clientCredentials: { tokenUrl, scopes: {} } } },
        person: { type: "oauth2", flows: { authorizationCode: { tokenUrl, scopes: {} } } },
        openId: { type: "openIdConnect", openIdConnectUrl: `${url}/.well-known/openid-configuration` },
        token: { type: "http", scheme: "bearer" },
      },
    },
  };
}

async function start(entry: string, env: Readonly<Record<string, string>>): Promise<Session> {
  const mcp = new Client({ name: "faults", version: "1.0.0" });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [entry],
    env: { ...env },
    stderr: "pipe",
  });
  let stderr = "";
  transport.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  await mcp.connect(transport);
  const call = async (name: string, signal?: AbortSignal): Promise<Answer> => {
    const result = await mcp.callTool(
      { name, arguments: {} },
      undefined,
      signal === undefined ? {} : { signal },
    );
    const text = (result.content as { text?: string }[]).map((block) => block.text ?? "").join("\n");
    return { isError: result.isError === true, text };
  };
  return {
    call,
    calls: (name, count) => Promise.all(Array.from({ length: count }, () => call(name))),
    stderr: () => stderr,
    close: () => mcp.close(),
  };
}
