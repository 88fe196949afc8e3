/** `src/generated/runtime/`: copied byte for byte from `templates/runtime`. */
import { readdir, readFile } from "node:fs/promises";
import { sendsFiles } from "../project/parts.js";
import type { Project } from "../project/project.js";
import type { Code } from "./code.js";
import type { SourceFile } from "./source.js";
import { templatesFolder } from "./templates-folder.js";

/** What is left out of a project that sends no bytes. */
const readsFiles: ReadonlySet<string> = new Set(["files.ts"]);

/** The runtime's files, sorted by path. */
export async function runtimeFiles(project: Project): Promise<SourceFile[]> {
  const folder = new URL("runtime/", templatesFolder);
  const entries = await readdir(folder, { recursive: true });
  const paths = entries.map((path) => path.replaceAll("\\", "/")).filter((path) => path.endsWith(".ts"));
  const used = sendsFiles(project) ? paths : paths.filter((path) => !readsFiles.has(path));
  return Promise.all(
    used.sort().map(async (path) => ({
      path: `src/generated/runtime/${path}`,
      text: (await readFile(new URL(path, folder), "utf8")) as Code,
      owner: "mcpgen" as const,
    })),
  );
}
