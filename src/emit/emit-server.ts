/** `src/generated/server.ts`: the server's tools. A template, because it has a line for each of a thousand tools. */
import type { Project, Tool } from "../project/project.js";
import { code, identifier, join, literal, modulePath, type Code } from "./code.js";
import { callOf, listOf, objectOf, print, valueOf, type Layout } from "./layout.js";
import { fillTemplate } from "./template.js";

/** The text of `server.ts`. */
export function emitServer(project: Project): Promise<Code> {
  const tools = project.tools.map(({ constant }) => identifier(constant));
  return fillTemplate("server.ts", {
    imports: project.tools.map(toolImport),
    tools: print(listOf(tools), 0, code`export const tools: readonly Tool[] = `.length, 1),
    run: print(callOf(code`runServer`, runOptions(project)), 2, code`  await `.length, 1),
  });
}

function toolImport(tool: Tool): Code {
  const file = join([code`./tools/`, modulePath(tool.file), code`.js`]);
  return code`import { ${identifier(tool.constant)} } from ${literal(file)};`;
}

function runOptions(project: Project): Layout {
  return objectOf([
    [code`name`, valueOf(project.serverName)],
    [code`title`, valueOf(project.title)],
    [code`version`, valueOf(project.version)],
    [code`prefix`, valueOf(project.prefix)],
    ...["tools", "createApi", "extensions"].map((name) => [identifier(name)] as const),
  ]);
}
