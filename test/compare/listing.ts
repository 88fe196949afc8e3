/** What a started server answers to `tools/list`, as it goes over the wire. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A server's whole list. */
export interface Listing {
  readonly tools: number;
  /** Of the answers, one a page. */
  readonly bytes: number;
}

/** How long a server has for its list. */
const milliseconds = 120_000;
/** What a client would stop at, too. */
const mostPages = 1000;

interface Answer {
  readonly result?: { readonly tools?: readonly unknown[]; readonly nextCursor?: string };
  readonly error?: { readonly message: string };
}

/** Starts a program and lists its tools. @throws {Error} it ends, refuses, or takes too long */
export async function listTools(args: readonly string[], cwd: string): Promise<Listing> {
  const server = spawn(process.execPath, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
  const timer = setTimeout(() => server.kill("SIGKILL"), milliseconds);
  const said: Buffer[] = [];
  server.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const waiting = new Map<number, (line: string) => void>();
  createInterface({ input: server.stdout }).on("line", (line) => {
    const id = idOf(line);
    if (id !== undefined) waiting.get(id)?.(line);
  });
  const ended = new Promise<never>((_, reject) => {
    server.once("exit", () => reject(new Error(lastWords(Buffer.concat(said).toString("utf8")))));
  });
  // Not an error of its own when nobody waits any more.
  ended.catch(() => undefined);
  const ask = (id: number, method: string, params: object): Promise<string> => {
    const answer = new Promise<string>((resolve) => waiting.set(id, resolve));
    server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
    return Promise.race([answer, ended]);
  };
  try {
    const clientInfo = { name: "compare", version: "1.0.0" };
    await ask(0, "initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
    server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
    return await allPages(ask);
  } finally {
    clearTimeout(timer);
    server.kill("SIGKILL");
  }
}

async function allPages(
  ask: (id: number, method: string, params: object) => Promise<string>,
): Promise<Listing> {
  const listing = { tools: 0, bytes: 0 };
  let cursor: string | undefined;
  for (let page = 1; page <= mostPages; page += 1) {
    const line = await ask(page, "tools/list", cursor === undefined ? {} : { cursor });
    const { result, error } = JSON.parse(line) as Answer;
    if (result?.tools === undefined) throw new Error(error?.message ?? "no list");
    listing.tools += result.tools.length;
    listing.bytes += Buffer.byteLength(line);
    cursor = result.nextCursor;
    if (cursor === undefined) break;
  }
  return listing;
}

/** Some servers write other lines to stdout, too. */
function idOf(line: string): number | undefined {
  try {
    const { id } = JSON.parse(line) as { readonly id?: unknown };
    return typeof id === "number" ? id : undefined;
  } catch {
    return undefined;
  }
}

/** The line that says most: an error's. */
function lastWords(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? "it has ended").slice(0, 160);
}
