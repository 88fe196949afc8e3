// The example project, bundled as a generated project is, and run as a child process.
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export interface Bundle {
  /** The path of a bundled program of the example. */
  file(name: "index" | "clash"): string;
  remove(): Promise<void>;
}

/** Bundles with the options of the generated project's `npm run build`. */
export async function bundleExample(): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), "mcpgen-runtime-"));
  const example = fileURLToPath(new URL("example", import.meta.url));
  await build({
    entryPoints: [join(example, "index.ts"), join(example, "clash.ts")],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return {
    file: (name) => join(folder, `${name}.mjs`),
    remove: () => rm(folder, { recursive: true }),
  };
}

export interface Message {
  jsonrpc: string;
  id?: number;
  result?: { content: { type: string; text: string }[]; isError?: boolean };
  error?: { code: number; message: string };
}

/** A running program whose stdout is read line by line. */
export class Program {
  readonly child: ChildProcessWithoutNullStreams;
  readonly lines: string[] = [];
  stderr = "";
  readonly exited: Promise<number | null>;
  readonly #waiting = new Map<number, (message: Message) => void>();

  constructor(file: string, options: { args?: string[]; env?: Record<string, string> } = {}) {
    this.child = spawn(process.execPath, [file, ...(options.args ?? [])], { env: options.env ?? {} });
    createInterface({ input: this.child.stdout }).on("line", (line) => this.#read(line));
    this.child.stderr.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.child.stdin.on("error", () => undefined);
    this.exited = new Promise((resolve) => this.child.once("close", resolve));
  }

  #read(line: string): void {
    this.lines.push(line);
    if (!line.startsWith("{")) return;
    const message = JSON.parse(line) as Message;
    if (message.id !== undefined) this.#waiting.get(message.id)?.(message);
  }

  /** The first group of a pattern, once stderr has it. @throws {Error} the program ends before */
  said(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(this.stderr)?.[1];
        if (found !== undefined) resolve(found);
      };
      look();
      this.child.stderr.on("data", look);
      void this.exited.then(() => reject(new Error(`ended: ${this.stderr}`)));
    });
  }

  write(text: string): void {
    this.child.stdin.write(`${text}\n`);
  }

  /** Sends a request; resolves with its answer. */
  request(id: number, method: string, params: unknown): Promise<Message> {
    const answer = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.write(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    return answer;
  }

  async initialize(): Promise<void> {
    const clientInfo = { name: "test", version: "1" };
    await this.request(1, "initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo });
    this.write(JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }));
  }

  call(id: number, name: string, args: unknown = {}): Promise<Message> {
    return this.request(id, "tools/call", { name, arguments: args });
  }
}
