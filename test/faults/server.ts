/** The generated server under test, and real MCP clients of it. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { readFileSync } from "node:fs";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ReadBuffer, serializeMessage } from "@modelcontextprotocol/sdk/shared/stdio.js";
import type { Transport as ClientTransport } from "@modelcontextprotocol/sdk/shared/transport.js";

/** What a call gave. */
export interface Called {
  readonly text: string;
  readonly isError: boolean;
}

/** A started server with a client. */
export interface Connected {
  readonly transport: Transport;
  call(tool: string, scenario?: string, signal?: AbortSignal): Promise<Called>;
  /** Resident memory now, in bytes. */
  residentBytes(): number;
  /** Sends SIGTERM; gives the exit code and the milliseconds that it took. */
  terminate(): Promise<{ code: number | null; milliseconds: number }>;
  /** What it has written to stderr. */
  stderr(): string;
  close(): Promise<void>;
}

export type Transport = "stdio" | "http";
export const transports: readonly Transport[] = ["stdio", "http"];

/** The key that no answer may show. */
export const secret = "s3cret-of-the-server";

/** Starts a server and connects to it. */
export async function connect(
  entry: string,
  transport: Transport,
  environment: Readonly<Record<string, string>>,
  withSessions = false,
): Promise<Connected> {
  const env = { PATH: process.env["PATH"] ?? "", FAULTS_KEY: secret, ...environment };
  const started = await (transport === "http" ? startHttp(entry, env, withSessions) : startStdio(entry, env));
  const { client, pid } = started;
  return {
    transport,
    call: async (tool, scenario, signal) => {
      const args = scenario === undefined ? {} : { scenario };
      const options = { timeout: 120_000, ...(signal && { signal }) };
      const result = await client.callTool({ name: tool, arguments: args }, undefined, options);
      const blocks = result.content as { text?: string }[];
      return { text: blocks.map(({ text }) => text).join("\n"), isError: result.isError === true };
    },
    residentBytes: () =>
      Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024,
    terminate: async () => {
      const began = performance.now();
      process.kill(pid, "SIGTERM");
      return { code: await started.exited, milliseconds: performance.now() - began };
    },
    stderr: started.stderr,
    close: async () => {
      await client.close();
      started.end();
    },
  };
}

interface Started {
  readonly client: Client;
  readonly pid: number;
  readonly exited: Promise<number | null>;
  readonly stderr: () => string;
  end(): void;
}

const info = { name: "faults", version: "1.0.0" };

async function startHttp(
  entry: string,
  env: Record<string, string>,
  withSessions: boolean,
): Promise<Started> {
  const child = spawn(
    process.execPath,
    [entry, "--http", "--port", "0", ...(withSessions ? ["--stateful"] : [])],
    {
      env,
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let said = "";
  const exited = new Promise<number | null>((resolve) => child.once("close", resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /serves MCP on (\S+),/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    void exited.then(() => reject(new Error(said)));
  });
  const client = new Client(info);
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  const end = (): void => void child.kill("SIGKILL");
  return { client, pid: child.pid ?? 0, exited, stderr: () => said, end };
}

async function startStdio(entry: string, env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [entry], { env, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.on("error", () => undefined);
  const exited = new Promise<number | null>((resolve) => child.once("close", resolve));
  const client = new Client(info);
  await client.connect(overStdio(child));
  const end = (): void => void child.kill("SIGKILL");
  return { client, pid: child.pid ?? 0, exited, stderr: () => said, end };
}

/** The SDK's own transport, but for a process of ours: it would keep the exit code to itself. */
function overStdio(child: ChildProcessWithoutNullStreams): ClientTransport {
  const buffer = new ReadBuffer();
  const transport: ClientTransport = {
    start: async () => {
      child.stdout.on("data", (chunk: Buffer) => {
        buffer.append(chunk);
        for (let message = buffer.readMessage(); message; message = buffer.readMessage())
          transport.onmessage?.(message);
      });
      child.once("close", () => transport.onclose?.());
    },
    send: async (message) => void child.stdin.write(serializeMessage(message)),
    close: async () => void child.stdin.end(),
  };
  return transport;
}
