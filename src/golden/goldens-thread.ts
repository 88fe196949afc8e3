/** The thread of `goldens-beside.ts`. */
import { parentPort, workerData } from "node:worker_threads";
import { goldens, type Exposed } from "./golden.js";

parentPort?.postMessage(await goldens(workerData as Exposed));
