/** `test/generated/`: the contract test, what the lists answer, and one golden request per operation. */
import { readFile } from "node:fs/promises";
import { startVariables } from "../../templates/runtime/start-variables.js";
import type { Goldens } from "../golden/golden.js";
import { listedTools, resourceListings, templateListings, toolListings } from "../project/listing.js";
import { hasResources, hasSurface } from "../project/parts.js";
import type { Project } from "../project/project.js";
import { code, join, json, printed, type Code } from "./code.js";
import type { SourceFile } from "./source.js";
import { templatesFolder } from "./templates-folder.js";

/** `tools-list.json`: one tool a line, so that a diff shows which of them changed. */
export function toolsListSnapshot(project: Project): Code {
  return code`${lines(toolListings(project).map(json))}\n`;
}

/** `requests.json`: one tool a line. */
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
  "tags": ${json(goldens.tags)},${random}
  "untested": ${json(goldens.untested)},
  "tools": ${entries(Object.entries(goldens.tools))}${ofResources}
}
`;
}

function entries(all: readonly (readonly [name: string, golden: unknown])[]): Code {
  const lines = all.map(([name, golden]) => code`${json(name)}: ${json(golden)}`);
  return lines.length === 0 ? code`{}` : code`{\n    ${join(lines, code`,\n    `)}\n  }`;
}

/** What the contract test needs besides where there are resources. */
export async function resourceTests(project: Project): Promise<SourceFile[]> {
  if (!hasResources(project)) return [];
  const list = code`{
  "resources": ${lines(resourceListings(project.resources).map(json), code`  `)},
  "resourceTemplates": ${lines(templateListings(project.resources).map(json), code`  `)}
}
`;
  return [
    { path: code`test/generated/resources.mjs`, text: await template(code`resources.mjs`), owner: "mcpgen" },
    { path: code`test/generated/resources-list.json`, text: list, owner: "mcpgen" },
  ];
}

/** What the contract test needs besides where a search is listed: what a client sees of it. */
export async function surfaceTests(project: Project): Promise<SourceFile[]> {
  if (!hasSurface(project)) return [];
  return [
    { path: code`test/generated/surface.mjs`, text: await template(code`surface.mjs`), owner: "mcpgen" },
    {
      path: code`test/generated/surface-list.json`,
      text: code`${lines(listedTools(project).map(json))}\n`,
      owner: "mcpgen",
    },
  ];
}

/** Its programs by name, the same in every project. */
export async function contractTest(): Promise<(readonly [name: Code, text: Code])[]> {
  const names = [code`contract.test.mjs`, code`wrong-arguments.mjs`];
  return Promise.all(names.map(async (name) => [name, await template(name)] as const));
}

async function template(file: Code): Promise<Code> {
  return printed(await readFile(new URL(`contract-test/${file}`, templatesFolder), "utf8"));
}

/** A list, one item a line. */
function lines(items: readonly Code[], indent: Code = code``): Code {
  if (items.length === 0) return code`[]`;
  return code`[\n${indent}  ${join(items, code`,\n${indent}  `)}\n${indent}]`;
}
