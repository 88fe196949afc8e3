/** The thread of `types-beside.ts`. */
import { parentPort, workerData } from "node:worker_threads";
import type { TypesDocument } from "../project/project.js";
import { emitTypes } from "./emit-types.js";

parentPort?.postMessage(emitTypes(workerData as TypesDocument));
