/**
 * `npm run injection`: every payload at every position, and what is wrong with what comes out. Exits 1 when a cell is
 * wrong or too many that are allowed are refused.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { generate, inspect } from "../../src/generate.js";
import { Matrix, type Cell } from "./matrix.js";
import { payloads } from "./payloads.js";
import { positions } from "./positions/index.js";

const { values } = parseArgs({
  options: { payload: { type: "string" }, position: { type: "string" } },
});
const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = join(root, ".test-projects/injection");
rmSync(folder, { recursive: true, force: true });

const rows = payloads.filter(({ name }) => values.payload === undefined || name.includes(values.payload));
const columns = positions.filter(
  ({ name }) => values.position === undefined || name.includes(values.position),
);
const matrix = await Matrix.open(
  { generate, inspect },
  folder,
  pathToFileURL(join(root, "templates/runtime/../")),
);
const cells: Cell[] = [];
for (const payload of rows) cells.push(...(await matrix.row(payload, columns)));
report(cells);

function report(all: readonly Cell[]): void {
  const allowed = all.filter((cell) => cell.allowed);
  const refused = allowed.filter(({ verdict }) => verdict === "refused");
  const wrong = all.filter(({ verdict }) => verdict === "wrong");
  for (const { payload, position, verdict, why } of [...refused, ...wrong])
    console.log(`${verdict}: ${position} × ${payload}: ${why ?? ""}`);
  console.log(
    `${all.length} cells, ${allowed.length} allowed, ${refused.length} refused, ${wrong.length} wrong`,
  );
  process.exitCode = wrong.length === 0 && refused.length <= allowed.length * 0.05 ? 0 : 1;
}
