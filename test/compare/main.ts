/**
 * `npm run compare`: what a client gets to read as `tools/list` of large APIs, from mcpgen's servers and from those of other
 * tools, in one run, as a Markdown table. It installs the others from npm.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "../bench/generating.js";
import { findCorpus, readManifest, type CorpusDocument } from "../corpus/documents.js";
import { buildProject } from "../corpus/generated-server.js";
import { listTools } from "./listing.js";
import { installOthers, type Contender } from "./others.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = join(root, ".test-projects/compare");
const compared = ["github--api.github.com", "stripe--spec3", "cloudflare--api-json"];
/** What everybody estimates with. */
const charactersOfAToken = 4;

const specs = findCorpus(root);
if (specs === undefined) {
  console.log("Nothing to compare: it needs the real documents (MCPGEN_SPECS or ../shared/specs)");
} else {
  mkdirSync(folder, { recursive: true });
  const manifest = readManifest(specs);
  const documents = compared.flatMap((id) => manifest.find((document) => document.id === id) ?? []);
  await print(documents, [ours(), ours("search"), ...installOthers(join(folder, "others"), root)]);
}

/** mcpgen's server, built as its user does. */
function ours(surface: "all" | "search" = "all"): Contender {
  const config = join(folder, `${surface}.config.yaml`);
  writeFileSync(config, `surface: ${surface}\n`);
  return {
    name: surface === "all" ? "mcpgen" : `mcpgen, \`surface: ${surface}\``,
    list: async (document, id) => {
      const project = join(folder, surface, id);
      generate(root, document, project, config);
      buildProject(project, root);
      return listTools([join(project, "dist/index.js")], project);
    },
  };
}

async function print(documents: readonly CorpusDocument[], contenders: readonly Contender[]): Promise<void> {
  const titles = documents.map(
    ({ id, operations }) => `${id.split("--")[0] ?? id}, ${operations} operations`,
  );
  console.log(`| \`tools/list\` | ${titles.join(" | ")} |`);
  console.log(`| --- | ${titles.map(() => "---").join(" | ")} |`);
  for (const contender of contenders) {
    const cells: string[] = [];
    for (const { path, id } of documents) cells.push(await cellOf(contender, path, id));
    console.log(`| ${contender.name} | ${cells.join(" | ")} |`);
  }
}

async function cellOf({ list }: Contender, document: string, id: string): Promise<string> {
  try {
    const { tools, bytes } = await list(document, id);
    const tokens = Math.round(bytes / charactersOfAToken);
    return `${numberOf(tools)} tools, ${numberOf(bytes)} bytes, ${numberOf(tokens)} tokens`;
  } catch (error) {
    const said = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return `none: ${said.replaceAll("|", "\\|")}`;
  }
}

function numberOf(count: number): string {
  return count.toLocaleString("en-US");
}
