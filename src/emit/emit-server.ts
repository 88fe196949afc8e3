/** `src/generated/server.ts`: the server's tools and resources. A template, because it has a line for each of a thousand tools. */
import type { BatchOptions } from "../../templates/runtime/batch-listing.js";
import { hasResources } from "../project/parts.js";
import type { Component, Project } from "../project/project.js";
import { code, identifier, join, literal, modulePath, type Code } from "./code.js";
import { callOf, callWith, listOf, objectOf, print, valueOf, type Layout } from "./layout.js";
import { fillTemplate } from "./template.js";

/** The text of `server.ts`. */
export function emitServer(project: Project): Promise<Code> {
  const [tools, resources] = [project.tools, project.resources].map((all) =>
    all.map(({ constant }) => identifier(constant)),
  );
  return fillTemplate("server.ts", {
    hasResources: hasResources(project),
    hasBatch: project.batch !== undefined,
    imports: [
      ...project.tools.map((tool) => importOf(code`./tools/`, tool)),
      ...project.resources.map((resource) => importOf(code`./resources/`, resource)),
    ],
    tools: print(listOf(tools ?? []), 0, code`export const tools: readonly Tool[] = `.length, 1),
    resources: print(
      listOf(resources ?? []),
      0,
      code`export const resources: readonly Resource[] = `.length,
      1,
    ),
    run: print(callOf(code`runServer`, runOptions(project)), 2, code`  await `.length, 1),
  });
}

function importOf(folder: Code, { constant, file }: Component): Code {
  const module = join([folder, modulePath(file), code`.js`]);
  return code`import { ${identifier(constant)} } from ${literal(module)};`;
}

function runOptions(project: Project): Layout {
  return objectOf([
    [code`name`, valueOf(project.serverName)],
    [code`title`, valueOf(project.title)],
    [code`version`, valueOf(project.version)],
    [code`prefix`, valueOf(project.prefix)],
    project.batch === undefined ? [code`tools`] : [code`tools`, allTools(project.batch)],
    ...(hasResources(project) ? [[code`resources`, code`serveResources(resources)`] as const] : []),
    ...["createApi", "extensions"].map((name) => [identifier(name)] as const),
  ]);
}

/** The tool that calls others comes behind them. */
function allTools(batch: BatchOptions): Layout {
  return listOf([code`...tools`, callWith(code`batchCall`, [code`tools`, valueOf({ ...batch })])]);
}
