/** Runs once in a thread of its own. */
import { Worker } from "node:worker_threads";
import type { Notice, Outcome, RunOptions } from "./run.js";

/** As `run`. */
export function runInThread(options: RunOptions, tell: (notice: Notice) => void): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("thread.js", import.meta.url), { workerData: options });
    worker.on("message", (message: Notice | Outcome) => {
      if ("report" in message || "problems" in message) resolve(message);
      else tell(message);
    });
    worker.once("error", reject);
    // After its outcome, this says nothing new.
    worker.once("exit", (code) => reject(new Error(`The run ended early, with exit code ${code}.`)));
  });
}
