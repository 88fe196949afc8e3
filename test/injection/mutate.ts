/**
 * `npm run injection -- --mutate`: takes one escape after the other out of a copy of mcpgen. Each time a cell has to be
 * wrong that is right with it: the matrix sees what the escape is for.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { generate, inspect } from "../../src/generate.js";
import { Matrix, type Cell } from "./matrix.js";
import { mutants, mutated, type Mutant } from "./mutants.js";
import { payloads } from "./payloads.js";
import { positions } from "./positions/index.js";

/** The mutants that nothing is said against, and edits that do not apply, in words. */
export async function survivors(root: string, folder: string): Promise<string[]> {
  const matrix = await Matrix.open(
    { generate, inspect },
    join(folder, "whole"),
    pathToFileURL(join(root, "templates/")),
  );
  const survived: string[] = [];
  for (const [index, mutant] of mutants.entries()) {
    const own = join(folder, `mutant-${index}`);
    const before = await cellOf(matrix, mutant);
    const after = await cellOf(matrix.with(await mutated(root, own, mutant), join(own, "projects")), mutant);
    const isSeen = before.verdict !== "wrong" && after.verdict === "wrong";
    const cell = mutant.cell.join(" at ");
    if (!isSeen)
      survived.push(`${mutant.name}: ${cell} is ${before.verdict} with it and ${after.verdict} without`);
  }
  return survived;
}

async function cellOf(matrix: Matrix, { name, cell }: Mutant): Promise<Cell> {
  const [payload, position] = [
    payloads.find((each) => each.name === cell[0]),
    positions.find((each) => each.name === cell[1]),
  ];
  if (payload === undefined || position === undefined)
    throw new Error(`${name}: no cell ${cell.join(" at ")}`);
  const [only] = await matrix.row(payload, [position]);
  if (only === undefined) throw new Error(`${name}: no cell ${cell.join(" at ")}`);
  return only;
}
