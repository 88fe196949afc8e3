/**
 * `npm run corpus [-- --only <id>] [-- --full]`: takes every real document the whole way and prints a line for each.
 * Exits 1 when a document does not generate, an operation is lost, or any column of errors is not 0.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { GenerateReport } from "../../src/generate.js";
import type { ToolListing } from "../../templates/runtime/protocol.js";
import { checkedInFull, findCorpus, readManifest, type CorpusDocument } from "./documents.js";
import { start, typeErrors } from "./generated-server.js";
import { listingProblems } from "./listing-checks.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const projects = join(root, ".test-projects/corpus");

type Answer =
  | ({
      readonly ok: true;
      readonly peakMemoryBytes: number;
      readonly diagnostics: readonly { code: string }[];
    } & GenerateReport)
  | { readonly ok: false; readonly diagnostics: readonly { code: string; title: string }[] };

const { values } = parseArgs({
  options: { only: { type: "string" }, full: { type: "boolean", default: false } },
});
const folder = findCorpus(root);
if (folder === undefined) {
  console.log("corpus: skipped, there is no manifest.json in MCPGEN_SPECS or ../shared/specs");
} else {
  const documents = readManifest(folder).filter(
    ({ id }) => values.only === undefined || id.includes(values.only),
  );
  process.exitCode = await runAll(documents, values.full);
}

async function runAll(documents: readonly CorpusDocument[], full: boolean): Promise<number> {
  rmSync(projects, { recursive: true, force: true });
  mkdirSync(projects, { recursive: true });
  let failed = 0;
  let operations = 0;
  let skipped = 0;
  for (const document of documents) {
    const line = await run(document, full || checkedInFull.has(document.id));
    console.log(line.text);
    if (line.failed) failed += 1;
    operations += line.operations;
    skipped += line.skipped;
  }
  const share = operations === 0 ? 0 : (100 * skipped) / operations;
  console.log(
    `${documents.length} documents, ${operations} operations, ${skipped} skipped (${share.toFixed(2)} %), ${failed} failed`,
  );
  return failed > 0 || share > 0.5 ? 1 : 0;
}

interface Line {
  readonly text: string;
  readonly failed: boolean;
  readonly operations: number;
  readonly skipped: number;
}

async function run(document: CorpusDocument, inFull: boolean): Promise<Line> {
  const project = join(projects, document.id);
  const began = performance.now();
  const answer = generate(document, project);
  const seconds = (performance.now() - began) / 1000;
  if (!answer.ok) {
    const reasons = answer.diagnostics.map(({ code, title }) => `${code}: ${title}`).slice(0, 3);
    return {
      text: `${document.id}  DOES NOT GENERATE  ${reasons.join(" | ")}`,
      failed: true,
      operations: document.operations,
      skipped: 0,
    };
  }
  const tools = JSON.parse(
    readFileSync(join(project, "test/generated/tools-list.json"), "utf8"),
  ) as ToolListing[];
  const problems = listingProblems(tools);
  const lost = document.operations - answer.operations.tools - answer.operations.skipped;
  const untested = answer.diagnostics.filter(({ code }) => code === "no-golden-request").length;
  const errors = inFull ? typeErrors(project, root) : [];
  const started = inFull ? await start(project) : undefined;
  const wrong = {
    lost,
    typeErrors: errors.length,
    ...problems,
    notListed: started === undefined ? 0 : tools.length - started.tools,
  };
  const shown = Object.entries(wrong)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${name} ${count}`);
  const reasons = answer.skipped.map(({ method, path, reason }) => `${method} ${path}: ${reason}`);
  const parts = [
    document.id.padEnd(42),
    `${document.operations} operations`,
    `${tools.length} tools`,
    `${answer.operations.skipped} skipped`,
    `${untested} without a golden request`,
    `${seconds.toFixed(1)} s`,
    `${Math.round(answer.peakMemoryBytes / 1e6)} MB`,
    ...(started === undefined ? [] : [`started: ${started.tools} tools, ${started.bytes} bytes`]),
    shown.length === 0 ? "ok" : `WRONG: ${shown.join(", ")}`,
  ];
  const details = [
    ...reasons.map((reason) => `    skipped ${reason}`),
    ...errors.slice(0, 5).map((error) => `    ${error}`),
  ];
  return {
    text: [parts.join("  "), ...details].join("\n"),
    failed: shown.length > 0,
    operations: document.operations,
    skipped: answer.operations.skipped,
  };
}

/** In a process of its own, as a user would, so that its memory is its own too. */
function generate({ path, flags }: CorpusDocument, project: string): Answer {
  const args = [join(root, "bin/mcpgen.js"), "generate", path, "--output", project, "--json", ...flags];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 29 });
  try {
    return JSON.parse(stdout) as Answer;
  } catch {
    return { ok: false, diagnostics: [{ code: "crash", title: stderr.split("\n").slice(0, 6).join(" ") }] };
  }
}
