/** `src/generated/runtime/`: copied byte for byte from `templates/runtime`; a part is left out when nothing uses it. */
import { readdir, readFile } from "node:fs/promises";
import {
  hasCache,
  hasOAuth,
  hasStore,
  hasSurface,
  sendsFiles,
  sharesCache,
  sharesTokens,
} from "../project/parts.js";
import type { Project } from "../project/project.js";
import type { Code } from "./code.js";
import type { SourceFile } from "./source.js";
import { templatesFolder } from "./templates-folder.js";

/** The runtime's files, sorted by path. */
export async function runtimeFiles(project: Project): Promise<SourceFile[]> {
  const folder = new URL("runtime/", templatesFolder);
  const entries = await readdir(folder, { recursive: true });
  const paths = entries.map((path) => path.replaceAll("\\", "/")).filter((path) => path.endsWith(".ts"));
  const isUsed = (path: string): boolean => {
    if (path.startsWith("cache/")) return hasCache(project);
    if (path.startsWith("surface/")) return hasSurface(project);
    if (path.startsWith("oauth/")) return hasOAuth(project);
    if (/^batch(-listing)?\.ts$/.test(path)) return project.batch !== undefined;
    if (path === "store/tokens.ts") return sharesTokens(project);
    if (path.startsWith("store/entr")) return sharesCache(project);
    if (path.startsWith("store/")) return hasStore(project);
    return path !== "files.ts" || sendsFiles(project);
  };
  return Promise.all(
    paths
      .filter(isUsed)
      .sort()
      .map(async (path) => ({
        path: `src/generated/runtime/${path}`,
        text: (await readFile(new URL(path, folder), "utf8")) as Code,
        owner: "mcpgen" as const,
      })),
  );
}
