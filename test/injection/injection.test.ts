// Some rows of the injection matrix, which `npm run injection` plays as a whole.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { generate, inspect } from "../../src/generate.js";
import { repository } from "../snapshots/cases.js";
import { Matrix } from "./matrix.js";
import { mutants } from "./mutants.js";
import { marker, payloads } from "./payloads.js";
import { positions } from "./positions/index.js";
import { projectTypeErrors } from "./types.js";

const folder = join(repository, ".test-projects", "injection-slice");
const slice = ["everything"];

let matrix: Matrix;
beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  matrix = await Matrix.open({ generate, inspect }, folder, pathToFileURL(join(repository, "templates/")));
});

test("the matrix has a name for each payload and position", () => {
  for (const names of [payloads, positions].map((all) => all.map(({ name }) => name)))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(payloads.filter(({ text }) => text.includes(marker)).length).toBeGreaterThanOrEqual(30);
  expect(positions.length).toBeGreaterThanOrEqual(75);
});

test("each escape has a cell of the matrix", () => {
  const cells = mutants.map(({ cell }) => cell);
  const unknown = cells.filter(
    ([payload, position]) =>
      !payloads.some(({ name }) => name === payload) || !positions.some(({ name }) => name === position),
  );
  expect(unknown).toEqual([]);
});

test("hostile texts are data wherever they stand", async () => {
  for (const payload of payloads.filter(({ name }) => slice.includes(name))) {
    const cells = await matrix.row(payload);
    expect(cells).toHaveLength(positions.length);
    expect(cells.filter(({ verdict }) => verdict === "wrong")).toEqual([]);
    expect(cells.filter(({ allowed, verdict }) => allowed && verdict === "refused")).toEqual([]);
  }
  expect(
    projectTypeErrors(
      repository,
      folder,
      matrix.projects.map((project) => project.folder),
    ),
  ).toEqual([]);
}, 180_000);
