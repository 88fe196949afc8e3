/** `test/generated/`: the contract test, what `tools/list` answers, and one golden request per operation. */
import { readFile } from "node:fs/promises";
import type { Goldens } from "../golden/golden.js";
import { listing, sharedSchemas } from "../project/listing.js";
import type { Project } from "../project/project.js";
import { code, join, json, printed, type Code } from "./code.js";
import { templatesFolder } from "./templates-folder.js";

/** `tools-list.json`: one tool a line, so that a diff shows which of them changed. */
export function toolsListSnapshot(project: Project): Code {
  const shared = sharedSchemas(project);
  return lines(project.tools.map((tool) => json(listing(tool, shared))));
}

/** `requests.json`: one tool a line. */
export function goldenRequests(goldens: Goldens): Code {
  const tools = Object.entries(goldens.tools).map(([name, golden]) => code`${json(name)}: ${json(golden)}`);
  const body = tools.length === 0 ? code`{}` : code`{\n    ${join(tools, code`,\n    `)}\n  }`;
  return code`{
  "environment": ${json(goldens.environment)},
  "baseUrls": ${json(goldens.baseUrls)},
  "tags": ${json(goldens.tags)},
  "untested": ${json(goldens.untested)},
  "tools": ${body}
}
`;
}

/** Its programs by name, the same in every project. */
export async function contractTest(): Promise<(readonly [name: Code, text: Code])[]> {
  const names = [code`contract.test.mjs`, code`wrong-arguments.mjs`];
  return Promise.all(
    names.map(
      async (name) =>
        [name, printed(await readFile(new URL(`contract-test/${name}`, templatesFolder), "utf8"))] as const,
    ),
  );
}

function lines(items: readonly Code[]): Code {
  return items.length === 0 ? code`[]\n` : code`[\n  ${join(items, code`,\n  `)}\n]\n`;
}
