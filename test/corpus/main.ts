/**
 * `npm run corpus [-- --only <id>] [-- --full] [-- --wire]`: takes every real document the whole way and prints a line for
 * each. With `--wire`, every operation is called, and its request judged by what did not encode it.
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
import { buildProject, start, typeErrors } from "./generated-server.js";
import { WireReport } from "./wire/report.js";
import { sweep } from "./wire/sweep.js";
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

/** What is printed of a document. */
interface Row {
  readonly id: string;
  readonly operations: number;
  readonly skipped: number;
  /** Below the columns; empty where it does not generate. */
  readonly cells: readonly (number | string)[];
  readonly details: readonly string[];
  readonly ok: boolean;
}

/** Those from `ajv` to `unsafe` count schemas, names, keys and tools that no client should meet: all of them are to be 0. */
const columns = [
  "ops", "tools", "skipped", "s", "MB", "tsc", "started", "listed", "bytes",
  "ajv", "names", "keys", "refs", "undescribed", "unsafe", "no golden",
]; // prettier-ignore
const widths = columns.map((column) => Math.max(column.length, column === "bytes" ? 7 : 5));
const header = `${"document".padEnd(42)} ${columns.map((column, index) => column.padStart(widths[index] ?? 0)).join("  ")}`;

function lineOf({ id, cells, ok }: Row): string {
  if (cells.length === 0) return `${id.padEnd(42)} DOES NOT GENERATE`;
  const padded = cells.map((cell, index) => String(cell).padStart(widths[index] ?? 0));
  return `${id.padEnd(42)} ${padded.join("  ")}  ${ok ? "ok" : "WRONG"}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    full: { type: "boolean", default: false },
    wire: { type: "boolean", default: false },
  },
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
  console.log(header);
  const rows: Row[] = [];
  const wire = values.wire ? new WireReport(values.only === undefined) : undefined;
  for (const document of documents) {
    const row = await run(document, full || checkedInFull.has(document.id));
    console.log([lineOf(row), ...row.details.map((detail) => `    ${detail}`)].join("\n"));
    rows.push(row);
    if (wire && row.cells.length > 0) await sweepInto(wire, document);
  }
  for (const line of wire?.lines() ?? []) console.log(line);
  const operations = sum(rows.map((row) => row.operations));
  const skipped = sum(rows.map((row) => row.skipped));
  const failed = rows.filter((row) => !row.ok).length;
  const share = operations === 0 ? 0 : (100 * skipped) / operations;
  console.log(
    `${rows.length} documents, ${operations} operations, ${skipped} skipped (${share.toFixed(2)} %), ${failed} failed`,
  );
  return failed > 0 || share > 0.5 || wire?.isGood === false ? 1 : 0;
}

async function sweepInto(wire: WireReport, { id, path, flags }: CorpusDocument): Promise<void> {
  const project = join(projects, id);
  buildProject(project, root);
  const problems = wire.add(id, await sweep(path, project, flags[1]));
  for (const problem of problems.slice(0, 10)) console.log(`    ${problem}`);
  if (problems.length > 10) console.log(`    and ${problems.length - 10} more`);
}

async function run(document: CorpusDocument, inFull: boolean): Promise<Row> {
  const project = join(projects, document.id);
  const began = performance.now();
  const answer = generate(document, project);
  const seconds = (performance.now() - began) / 1000;
  if (!answer.ok) {
    const details = answer.diagnostics.slice(0, 3).map(({ code, title }) => `${code}: ${title}`);
    return { id: document.id, operations: document.operations, skipped: 0, cells: [], details, ok: false };
  }
  const list = readFileSync(join(project, "test/generated/tools-list.json"), "utf8");
  const tools = JSON.parse(list) as ToolListing[];
  const problems = listingProblems(tools);
  const errors = inFull ? typeErrors(project, root) : undefined;
  if (inFull) buildProject(project, root);
  const started = inFull ? await start(project) : undefined;
  const lost = document.operations - answer.operations.tools - answer.operations.skipped;
  const notListed = started === undefined ? 0 : tools.length - started.tools;
  const counts: readonly number[] = Object.values({ ...problems });
  const wrong = [lost, errors?.length ?? 0, notListed, ...counts];
  return {
    id: document.id,
    operations: document.operations,
    skipped: answer.operations.skipped,
    cells: [
      document.operations,
      answer.operations.tools,
      answer.operations.skipped,
      seconds.toFixed(1),
      Math.round(answer.peakMemoryBytes / 1e6),
      errors?.length ?? "-",
      started === undefined ? "-" : "yes",
      started?.tools ?? tools.length,
      started?.bytes ?? Buffer.byteLength(JSON.stringify({ tools })),
      problems.uncompilable,
      problems.repeatedNames,
      problems.illegalKeys,
      problems.danglingRefs,
      problems.withoutDescription,
      problems.unsafeSchemas,
      answer.diagnostics.filter(({ code }) => code === "no-golden-request").length,
    ],
    details: [
      ...answer.skipped.map(({ method, path, reason }) => `skipped ${method} ${path}: ${reason}`),
      ...(errors ?? []).slice(0, 5),
      ...(lost === 0 ? [] : [`${lost} operations lost`]),
    ],
    ok: wrong.every((count) => count === 0),
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
