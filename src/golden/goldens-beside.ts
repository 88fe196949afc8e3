/** The golden requests of a project, made while its code is printed. */
import type { Project } from "../project/project.js";
import { inThread } from "../threads/in-thread.js";
import { goldens, type Goldens } from "./golden.js";

/** The golden request of every tool. */
export function goldensBeside({ typesDocument: _typesDocument, ...exposed }: Project): Promise<Goldens> {
  const work = { module: "./goldens-thread.js", caller: import.meta.url };
  const tools = exposed.tools.length + exposed.resources.length;
  return inThread<Goldens>({ ...work, input: exposed, tools }) ?? goldens(exposed);
}
