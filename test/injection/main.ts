/**
 * `npm run injection`: every payload at every position, and what is wrong with what comes out. `-- --payload <part of its
 * name>` and `-- --position <part of its name>` play some of them. Exits 1 when a cell is wrong, or too many are refused
 * that are allowed. `-- --mutate` takes escapes out of a copy of mcpgen
 * instead, and exits 1 when nothing is wrong then.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Cell } from "./matrix.js";
import { mutants } from "./mutants.js";
import { survivors } from "./mutate.js";
import { payloads } from "./payloads.js";
import { positions } from "./positions/index.js";
import type { RowsRequest, RowsResult } from "./rows.js";
import { contractFailures } from "./servers.js";
import { projectTypeErrors } from "./types.js";

const { values } = parseArgs({
  options: {
    payload: { type: "string" },
    position: { type: "string" },
    mutate: { type: "boolean", default: false },
  },
});
type Figure = readonly [what: string, measured: string, bound: string, isReached: boolean];

/**
 * The payloads whose servers are started; the others differ in less. Not `__proto__`: Node drops a header of that name where
 * the project's test records requests, and the SDK's client such a property of an output schema.
 */
const served: ReadonlySet<string> = new Set(["everything", "bidirectional", "header", "lone high surrogate", "path traversal"]); // prettier-ignore

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = join(root, ".test-projects/injection");
rmSync(folder, { recursive: true, force: true });

const rows = payloads.map(({ name }) => name).filter((name) => name.includes(values.payload ?? ""));
const columns = positions.map(({ name }) => name).filter((name) => name.includes(values.position ?? ""));
await (values.mutate ? mutate() : playAll());

/** Takes the escapes out. */
async function mutate(): Promise<void> {
  const survived = await survivors(root, folder);
  for (const each of survived) console.log(each);
  console.log(`${mutants.length} escapes taken out, one at a time: ${survived.length} not seen (0)`);
  process.exitCode = survived.length === 0 ? 0 : 1;
}

async function playAll(): Promise<void> {
  const processes = Math.min(availableParallelism(), rows.length);
  const parts = Array.from({ length: processes }, (_, index) => ({
    root,
    folder: join(folder, `${index}`),
    payloads: rows.filter((_name, place) => place % processes === index),
    positions: columns,
  }));
  const results = await Promise.all(parts.map(play));
  const projects = results.flatMap((result) => result.projects);
  const cells = results.flatMap((result) => result.cells);
  const servers = projects
    .filter(({ payload, allowed }) => allowed && served.has(payload))
    .map((project) => project.folder);
  const failures = servers.flatMap((server) => contractFailures(root, server));
  const typeErrors = projectTypeErrors(
    root,
    folder,
    projects.map((project) => project.folder),
  );
  report(cells, servers.length, failures, typeErrors);
}

/** Plays some rows in a process of its own. */
function play(request: RowsRequest): Promise<RowsResult> {
  return new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL("rows.js", import.meta.url));
    const child = spawn(process.execPath, [script, JSON.stringify(request)], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child.once("message", (result) => resolve(result as RowsResult));
    child.once("exit", (code) => reject(new Error(`rows.js ended with ${code ?? "a signal"}`)));
  });
}

function report(
  cells: readonly Cell[],
  servers: number,
  failures: readonly string[],
  typeErrors: readonly string[],
): void {
  const allowed = cells.filter((cell) => cell.allowed);
  const refused = allowed.filter(({ verdict }) => verdict === "refused");
  const wrong = cells.filter(({ verdict }) => verdict === "wrong");
  for (const { payload, position, verdict, why } of [...refused, ...wrong])
    console.log(`${verdict}: "${payload}" at "${position}": ${why ?? ""}`);
  // One project without its package.json has as many as it has files.
  for (const error of [...failures, ...typeErrors.slice(0, 20)]) console.log(error);
  const share = 100 * (1 - refused.length / Math.max(1, allowed.length));
  const figures: Figure[] = [
    [`Cells: ${rows.length} payloads at ${columns.length} positions`, `${cells.length}`, "", true],
    ["Cells that are wrong", `${wrong.length}`, "0", wrong.length === 0],
    [
      `Cells that generate, of ${allowed.length} that are allowed`,
      `${share.toFixed(1)} %`,
      "at least 95 %",
      share >= 95,
    ],
    ["Type errors, strict", `${typeErrors.length}`, "0", typeErrors.length === 0],
    [
      `Servers, of ${servers}, that list or send something else`,
      `${failures.length}`,
      "0",
      failures.length === 0,
    ],
  ];
  console.log("| What | Measured | Bound |\n| --- | --- | --- |");
  for (const [what, measured, bound, isReached] of figures)
    console.log(`| ${what} | ${measured}${isReached ? "" : " **missed**"} | ${bound} |`);
  process.exitCode = figures.every(([, , , isReached]) => isReached) ? 0 : 1;
}
