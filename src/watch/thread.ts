/** What runs in the thread that `in-thread.ts` starts. */
import { parentPort, workerData } from "node:worker_threads";
import { run, type RunOptions } from "./run.js";

const outcome = await run(workerData as RunOptions, (notice) => parentPort?.postMessage(notice));
parentPort?.postMessage(outcome);
