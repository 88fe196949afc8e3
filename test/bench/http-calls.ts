/** Calls over HTTP, many at a time. */
import { spawn } from "node:child_process";
import { Agent, request } from "node:http";

/** A server that was told to speak HTTP. */
export interface HttpProgram {
  /** Calls `getPet` so often and gives the milliseconds that it took. */
  callOften(): Promise<number>;
  end(): void;
}

const concurrent = 50;
const callsPerRound = 1000;

/** Starts a server; it says on stderr where it is. */
export async function startHttp(
  args: readonly string[],
  environment: Record<string, string>,
): Promise<HttpProgram> {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      if (said.length < 10_000) said += chunk.toString();
      const found = /serves MCP on (\S+),/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", () => reject(new Error(said)));
  });
  const agent = new Agent({ keepAlive: true, maxSockets: concurrent });
  return {
    callOften: () => callOften(url, agent),
    end: () => {
      agent.destroy();
      child.kill("SIGKILL");
    },
  };
}

async function callOften(url: string, agent: Agent): Promise<number> {
  const began = performance.now();
  let left = callsPerRound;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await call(url, agent);
  };
  await Promise.all(Array.from({ length: concurrent }, worker));
  return performance.now() - began;
}

const body = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "getPet", arguments: { petId: "p 7" } },
});
const headers = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
  "content-length": Buffer.byteLength(body),
};

function call(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.once("end", () =>
        text.includes("Rex") && !text.includes("isError") ? resolve() : reject(new Error(text.slice(0, 500))),
      );
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
