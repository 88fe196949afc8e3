/**
 * `npm run bench`: the figures that mcpgen promises, measured in one run, as a Markdown table. Exits 1 when one of them is
 * not reached.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findCorpus } from "../corpus/documents.js";
import { buildProject } from "../corpus/generated-server.js";
import { checkSeconds, fastest, generate, typecheckSeconds } from "./generating.js";
import { compareCalls, compareHttpCalls, compareStarts } from "./serving.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const projects = join(root, ".test-projects/bench");
const benchFiles = join(root, "test/bench");

interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly atMost: number;
  readonly unit?: string;
}

const specs = findCorpus(root);
mkdirSync(projects, { recursive: true });
const figures = [...(await callFigures()), ...(specs === undefined ? [] : await largeFigures(specs))];
print(figures);
if (specs === undefined) console.log("\nThe rest needs the real documents: MCPGEN_SPECS or ../shared/specs");
process.exitCode = figures.every(({ measured, atMost }) => measured <= atMost) ? 0 : 1;

async function callFigures(): Promise<Figure[]> {
  const project = join(projects, "pets");
  generate(root, join(benchFiles, "pets.yaml"), project);
  buildProject(project, root);
  const entry = join(project, "dist/index.js");
  const servers = join(benchFiles, "servers");
  return [
    {
      what: "A GET call over stdio, to that of a hand-written server that does `fetch`",
      measured: await compareCalls(entry, join(servers, "fetching.mjs")),
      atMost: 1.15,
    },
    {
      what: "50 such calls at a time over HTTP, to the same of a bare SDK server",
      measured: await compareHttpCalls(entry, join(servers, "fetching-http.mjs")),
      // Nine tenths of its throughput.
      atMost: 1 / 0.9,
    },
  ];
}

async function largeFigures(folder: string): Promise<Figure[]> {
  const project = join(projects, "github");
  const document = join(folder, "github--api.github.com.json");
  const github = fastest(5, () => generate(root, document, project));
  const check = Math.min(...Array.from({ length: 5 }, () => checkSeconds(root, document, project)));
  const autotask = fastest(3, () =>
    generate(root, join(folder, "autotask--rest.json"), join(projects, "autotask")),
  );
  buildProject(project, root);
  const starts = await compareStarts(join(project, "dist/index.js"), join(benchFiles, "servers/bare.mjs"));
  return [
    {
      what: `GitHub (${github.operations} operations): generate`,
      measured: github.seconds,
      atMost: 6,
      unit: "s",
    },
    {
      what: "GitHub: `generate --check` of what that wrote, to that",
      measured: check / github.seconds,
      atMost: 1.2,
    },
    { what: "GitHub: memory of that", measured: github.peakMemoryBytes / 1e6, atMost: 1000, unit: "MB" },
    {
      what: `Autotask (${autotask.operations} operations): time for each operation, to that of GitHub`,
      measured: autotask.seconds / autotask.operations / (github.seconds / github.operations),
      atMost: 1.3,
    },
    {
      what: "GitHub: type-check, TypeScript 7",
      measured: typecheckSeconds(root, "typescript7", project),
      atMost: 5,
      unit: "s",
    },
    {
      what: "GitHub: type-check, TypeScript 5.9",
      measured: typecheckSeconds(root, "typescript", project),
      atMost: 15,
      unit: "s",
    },
    {
      what: "GitHub: start to first `tools/list`, to that of a bare SDK server with one tool",
      measured: starts.time,
      atMost: 1,
    },
    {
      what: "GitHub: resident memory then, to that of the bare server",
      measured: starts.memory,
      atMost: 1.4,
    },
    { what: "GitHub: `tools/list`", measured: starts.listBytes / 1e6, atMost: 1.2, unit: "MB" },
  ];
}

function print(rows: readonly Figure[]): void {
  console.log("| What | Measured | At most |\n| --- | --- | --- |");
  for (const { what, measured, atMost, unit = "times" } of rows) {
    const mark = measured <= atMost ? "" : " **missed**";
    console.log(
      `| ${what} | ${measured.toFixed(measured < 100 ? 2 : 0)} ${unit}${mark} | ${Number(atMost.toFixed(2))} ${unit} |`,
    );
  }
}
