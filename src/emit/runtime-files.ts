/** `src/generated/runtime/`: copied byte for byte from `templates/runtime`. */
import { readdir, readFile } from "node:fs/promises";
import type { Code } from "./code.js";
import type { SourceFile } from "./source.js";
import { templatesFolder } from "./templates-folder.js";

/** The runtime's files, sorted by path. */
export async function runtimeFiles(): Promise<SourceFile[]> {
  const folder = new URL("runtime/", templatesFolder);
  const entries = await readdir(folder, { recursive: true });
  const paths = entries.map((path) => path.replaceAll("\\", "/")).filter((path) => path.endsWith(".ts"));
  return Promise.all(
    paths.sort().map(async (path) => ({
      path: `src/generated/runtime/${path}`,
      text: (await readFile(new URL(path, folder), "utf8")) as Code,
      owner: "mcpgen" as const,
    })),
  );
}
