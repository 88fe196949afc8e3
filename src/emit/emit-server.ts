/** `src/generated/server.ts`: the server's tools and resources. A template, because it has a line for each of a thousand tools. */
import type { BatchOptions } from "../../templates/runtime/batch-listing.js";
import type { SurfaceOptions } from "../../templates/runtime/surface/surface-listing.js";
import { hasResources, hasSurface } from "../project/parts.js";
import type { Component, Project } from "../project/project.js";
import { code, identifier, join, literal, modulePath, type Code } from "./code.js";
import { arrowCall, callOf, listOf, objectOf, print, valueOf, type Layout } from "./layout.js";
import { fillTemplate } from "./template.js";

/** The text of `server.ts`. */
export function emitServer(project: Project): Promise<Code> {
  const [tools, resources] = [project.tools, project.resources].map((all) =>
    all.map(({ constant }) => identifier(constant)),
  );
  return fillTemplate("server.ts", {
    hasResources: hasResources(project),
    hasBatch: project.batch !== undefined,
    hasSurface: hasSurface(project),
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
    [code`tools`],
    ...(project.batch === undefined ? [] : [[code`batch`, batchTool(project.batch)] as const]),
    ...(project.surface === undefined ? [] : [[code`surface`, searchSurface(project.surface)] as const]),
    ...(hasResources(project) ? [[code`resources`] as const] : []),
    [code`createApi`],
    [code`extensions`],
  ]);
}

/** Made when the server starts, of the tools as src/extensions has changed them. */
function batchTool(batch: BatchOptions): Layout {
  return arrowCall(code`(all) =>`, code`batchCall`, [code`all`, valueOf({ ...batch })]);
}

/** The index is loaded with the first search. */
function searchSurface({ pin }: SurfaceOptions): Layout {
  const index = code`() => import("./search-index.js")`;
  return callOf(
    code`searchSurface`,
    objectOf([
      [code`pin`, valueOf([...pin])],
      [code`index`, index],
    ]),
  );
}
