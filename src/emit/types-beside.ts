/** `src/generated/api.ts` of a large API, made while the other files are printed: it takes as long as all of them. */
import type { Project } from "../project/project.js";
import { inThread } from "../threads/in-thread.js";
import type { Code } from "./code.js";

/** The text of `api.ts`; `undefined` where `emit` makes it in passing. */
export function typesBeside({ typesDocument, tools, resources }: Project): Promise<Code> | undefined {
  const work = { module: "./types-thread.js", caller: import.meta.url };
  return inThread<Code>({ ...work, input: typesDocument, tools: tools.length + resources.length });
}
