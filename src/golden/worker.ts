/** The thread of `beside.ts`. */
import { parentPort, workerData } from "node:worker_threads";
import type { Project } from "../project/project.js";
import { goldens } from "./golden.js";

parentPort?.postMessage(await goldens(workerData as Project));
