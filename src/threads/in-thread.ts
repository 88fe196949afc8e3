/** Work that goes on in a thread of its own while the caller does something else. */
import { Worker } from "node:worker_threads";

/** With fewer tools a thread costs more than it saves. */
const worthAThread = 200;

/** A piece of work that a module can do in a thread. */
export interface Work {
  /** The module's file beside the caller's; it does the work with `workerData` and posts the result. */
  readonly module: string;
  /** `import.meta.url` of the caller. */
  readonly caller: string;
  readonly input: unknown;
  /** How many tools and resources it is about. */
  readonly tools: number;
}

/** Starts the work in a thread; `undefined` where the caller had better do it itself. */
export function inThread<Output>({ module, caller, input, tools }: Work): Promise<Output> | undefined {
  // Run from its sources, mcpgen has no compiled module to start.
  if (tools < worthAThread || caller.endsWith(".ts")) return undefined;
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(module, caller), { workerData: input });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
