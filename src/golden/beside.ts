/** Golden requests of a large API, made in a thread of their own while the code is printed. */
import { Worker } from "node:worker_threads";
import type { Project } from "../project/project.js";
import { goldens, type Goldens } from "./golden.js";

/** Below this a thread costs more than it saves. */
const worthAThread = 200;

/** The golden request of every tool; the caller goes on meanwhile. */
export function goldensBeside(project: Project): Promise<Goldens> {
  // Run from its sources, mcpgen has no compiled worker to start.
  if (project.tools.length < worthAThread || import.meta.url.endsWith(".ts")) return goldens(project);
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: project });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
