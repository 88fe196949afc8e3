/** `src/generated/search-index.ts`: what the search knows of each tool besides its own file. */
import type { IndexEntry } from "../../templates/runtime/surface/index-entry.js";
import type { Goldens } from "../golden/golden.js";
import type { Project } from "../project/project.js";
import { code, join, literal, type Code } from "./code.js";
import { fillTemplate } from "./template.js";

/** The text of `search-index.ts`: one tool a line in the order of the document, so that a diff shows what changed. */
export function emitSearchIndex(project: Project, goldens: Goldens): Promise<Code> {
  const examples = new Map(Object.entries(goldens.tools));
  const lines = project.tools.map(({ name, method, path }) => {
    const args = examples.get(name)?.arguments;
    const example = typeof args === "object" && args !== null ? { example: args } : {};
    const entry: IndexEntry = { name, method, path, ...example };
    return code`  ${literal(entry)},\n`;
  });
  return fillTemplate("search-index.ts", { entries: join(lines) });
}
