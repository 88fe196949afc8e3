/**
 * `npm run injection`: every payload at every position, and what is wrong with what comes out. `-- --payload <part of its
 * name>` and `-- --position <part of its name>` play some of them. Exits 1 when a cell is wrong, or too many are refused
 * that are allowed.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Cell } from "./matrix.js";
import { payloads } from "./payloads.js";
import { positions } from "./positions/index.js";
import type { RowsRequest, RowsResult } from "./rows.js";
import { projectTypeErrors } from "./types.js";

const { values } = parseArgs({ options: { payload: { type: "string" }, position: { type: "string" } } });
const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = join(root, ".test-projects/injection");
rmSync(folder, { recursive: true, force: true });

const rows = payloads.map(({ name }) => name).filter((name) => name.includes(values.payload ?? ""));
const columns = positions.map(({ name }) => name).filter((name) => name.includes(values.position ?? ""));
const processes = Math.min(availableParallelism(), rows.length);
const results = await Promise.all(
  Array.from({ length: processes }, (_, index) =>
    play({
      root,
      folder: join(folder, `${index}`),
      payloads: rows.filter((_name, place) => place % processes === index),
      positions: columns,
    }),
  ),
);
report(
  results.flatMap(({ cells }) => cells),
  projectTypeErrors(
    root,
    folder,
    results.flatMap(({ projects }) => projects),
  ),
);

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

function report(cells: readonly Cell[], typeErrors: readonly string[]): void {
  const allowed = cells.filter((cell) => cell.allowed);
  const refused = allowed.filter(({ verdict }) => verdict === "refused");
  const wrong = cells.filter(({ verdict }) => verdict === "wrong");
  for (const { payload, position, verdict, why } of [...refused, ...wrong])
    console.log(`${verdict}: "${payload}" at "${position}": ${why ?? ""}`);
  for (const error of typeErrors) console.log(error);
  const share = 100 * (1 - refused.length / Math.max(1, allowed.length));
  console.log(`${rows.length} payloads at ${columns.length} positions: ${cells.length} cells`);
  console.log(`${allowed.length} are allowed, of which ${share.toFixed(1)} % generate (at least 95 %)`);
  console.log(`${wrong.length} are wrong, and there are ${typeErrors.length} type errors (0)`);
  process.exitCode = wrong.length === 0 && typeErrors.length === 0 && share >= 95 ? 0 : 1;
}
