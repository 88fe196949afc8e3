/** `test/generated/`: the contract test, what the lists answer, what is sent to the API, one golden request per operation. */
import { readFile } from "node:fs/promises";
import { startVariables } from "../../templates/runtime/start-variables.js";
import type { Goldens } from "../golden/golden.js";
import { listedTools, resourceListings, templateListings, toolListings } from "../project/listing.js";
import { hasResources, hasSurface } from "../project/parts.js";
import type { Project } from "../project/project.js";
import { code, json, printed, type Code } from "./code.js";
import { upstreamRecord } from "./emit-upstream.js";
import { entries, lines } from "./json-lines.js";
import type { SourceFile } from "./source.js";
import { templatesFolder } from "./templates-folder.js";

/** `tools-list.json`: one tool a line, so that a diff shows which of them changed. */
function toolsListSnapshot(project: Project): Code {
  return code`${lines(toolListings(project).map(json))}\n`;
}

/** `requests.json`: one tool a line, and one tag, so that branches which each add a tool merge. */
export function goldenRequests(project: Project, goldens: Goldens): Code {
  const { resources } = goldens;
  const ofResources =
    resources === undefined ? code`` : code`,\n  "resources": ${entries(Object.entries(resources))}`;
  const { randomHeaders } = goldens;
  const random = randomHeaders === undefined ? code`` : code`\n  "randomHeaders": ${json(randomHeaders)},`;
  const surface = code`\n  "surfaceVariable": ${json(startVariables(project.prefix).surface)},`;
  return code`{
  "environment": ${json(goldens.environment)},${hasSurface(project) ? surface : code``}
  "baseUrls": ${json(goldens.baseUrls)},
  "tags": ${entries(Object.entries(goldens.tags))},${random}
  "untested": ${json(goldens.untested)},
  "tools": ${entries(Object.entries(goldens.tools))}${ofResources}
}
`;
}

/** What the contract test needs besides where there are resources. */
export async function resourceTests(project: Project): Promise<SourceFile[]> {
  if (!hasResources(project)) return [];
  return [
    { path: code`test/generated/resources.mjs`, text: await template(code`resources.mjs`), owner: "mcpgen" },
  ];
}

/** What the contract test needs besides where a search is listed: what a client sees of it. */
export async function surfaceTests(project: Project): Promise<SourceFile[]> {
  if (!hasSurface(project)) return [];
  return [
    { path: code`test/generated/surface.mjs`, text: await template(code`surface.mjs`), owner: "mcpgen" },
  ];
}

/** What is recorded of a project, by path: all that `mcpgen diff` reads of one. The golden requests are not among them. */
export function records(project: Project): (readonly [path: Code, text: Code])[] {
  return [
    [code`test/generated/tools-list.json`, toolsListSnapshot(project)],
    ...(hasSurface(project)
      ? [[code`test/generated/surface-list.json`, surfaceListSnapshot(project)] as const]
      : []),
    ...(hasResources(project)
      ? [[code`test/generated/resources-list.json`, resourcesListSnapshot(project)] as const]
      : []),
    [code`test/generated/upstream.json`, upstreamRecord(project)],
  ];
}

/** `surface-list.json`: what is listed in the place of all tools. */
function surfaceListSnapshot(project: Project): Code {
  return code`${lines(listedTools(project).map(json))}\n`;
}

function resourcesListSnapshot({ resources }: Project): Code {
  return code`{
  "resources": ${lines(resourceListings(resources).map(json), code`  `)},
  "resourceTemplates": ${lines(templateListings(resources).map(json), code`  `)}
}
`;
}

/** Its programs by name, the same in every project. */
export async function contractTest(): Promise<(readonly [name: Code, text: Code])[]> {
  const names = [code`contract.test.mjs`, code`wrong-arguments.mjs`];
  return Promise.all(names.map(async (name) => [name, await template(name)] as const));
}

async function template(file: Code): Promise<Code> {
  return printed(await readFile(new URL(`contract-test/${file}`, templatesFolder), "utf8"));
}
