/** Some rows of the matrix, in a process of their own: `main.ts` starts as many as the machine has cores. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { generate, inspect } from "../../src/generate.js";
import { Matrix, type Cell, type GeneratedProject } from "./matrix.js";
import { payloads } from "./payloads.js";
import { positions } from "./positions/index.js";

/** What to play, by name. */
export interface RowsRequest {
  /** The repository's folder. */
  readonly root: string;
  /** For projects. */
  readonly folder: string;
  readonly payloads: readonly string[];
  readonly positions: readonly string[];
}

/** What came of it. */
export interface RowsResult {
  readonly cells: readonly Cell[];
  readonly projects: readonly GeneratedProject[];
}

// Written by main.ts.
const request = JSON.parse(process.argv[2] ?? "") as RowsRequest;
const matrix = await Matrix.open(
  { generate, inspect },
  request.folder,
  pathToFileURL(join(request.root, "templates/")),
);
const columns = positions.filter(({ name }) => request.positions.includes(name));
const cells: Cell[] = [];
for (const payload of payloads.filter(({ name }) => request.payloads.includes(name)))
  cells.push(...(await matrix.row(payload, columns)));
const result: RowsResult = { cells, projects: matrix.projects };
process.send?.(result);
