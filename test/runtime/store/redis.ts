// A real Redis server for tests, on a port of 127.0.0.1.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { Redis } from "iovalkey";

/** The version of the redis-server that is installed; undefined where none is. */
export const redisVersion = /v=(\S+)/.exec(String(spawnSync("redis-server", ["--version"]).stdout))?.[1];

if (redisVersion === undefined) {
  console.warn("Skipped: tests of the store need redis-server (apt-get install redis-server)");
}

/** A server that can be taken away. */
export class RedisServer {
  #process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    readonly options: readonly string[],
  ) {}

  /** Starts one that keeps nothing on disk. */
  static async start(...options: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const standard = ["--port", String(this.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    this.#process = spawn("redis-server", [...standard, ...this.options], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const { stdout } = this.#process;
    await new Promise<void>((resolve, reject) => {
      stdout?.on("data", (chunk: Buffer) => chunk.includes("Ready to accept") && resolve());
      this.#process?.once("exit", () => reject(new Error("redis-server has ended")));
    });
  }

  /** Ends it at once, with what it has. */
  async kill(): Promise<void> {
    const killed = this.#process;
    if (killed === undefined) return;
    this.#process = undefined;
    const ended = new Promise((resolve) => killed.once("exit", resolve));
    killed.kill("SIGKILL");
    await ended;
  }

  /** It keeps its connections and answers nothing. */
  hang(): void {
    this.#process?.kill("SIGSTOP");
  }

  goOn(): void {
    this.#process?.kill("SIGCONT");
  }

  /** What a client of its own is answered. */
  async ask(command: string, ...args: (string | number)[]): Promise<unknown> {
    const client = new Redis(this.port, "127.0.0.1");
    try {
      return await client.call(command, ...args);
    } finally {
      client.disconnect();
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until something holds. @throws {Error} it never does */
export async function until(holds: () => boolean | Promise<boolean>, milliseconds = 20_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error("it never happened");
    await setTimeout(20);
  }
}
