// A small change of the document or the config is a small change of the project.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { check } from "../../src/generate.js";
import { repository } from "../snapshots/cases.js";
import { Workspace } from "./support.js";

/** A document as it is parsed. */
interface Document {
  readonly paths: Record<string, Record<string, object>>;
  readonly [key: string]: unknown;
}

const petstore = readFileSync(join(repository, "snapshots/petstore/openapi.yaml"), "utf8");
const lock = "mcpgen.lock.json";
const tools = "src/generated/tools";
/** What says something of every operation: types, lists, tables and records. */
const overviews = [
  "src/generated/README.md",
  "src/generated/api.ts",
  "src/generated/server.ts",
  "test/generated/requests.json",
  "test/generated/tools-list.json",
  "test/generated/upstream.json",
];

/** A project of the petstore; a change is made to its document, and compared with the project before. */
class Petstore extends Workspace {
  #document = parse(petstore) as Document;

  change(edit: (document: Document) => void): void {
    const changed = structuredClone(this.#document);
    edit(changed);
    this.#document = changed;
    writeFileSync(join(this.folder, "openapi.json"), stringify(changed));
  }

  /** Each file that would change: how many lines go, and how many come. */
  async changes(): Promise<Record<string, [gone: number, added: number]>> {
    const { changes } = await check({ cwd: this.folder, spec: "openapi.json", output: "out" });
    return Object.fromEntries(
      changes.map(({ path, before = "", after = "" }) => [path, changedLines(before, after)]),
    );
  }
}

/** How many lines the one text has that the other has not, both ways. */
function changedLines(before: string, after: string): [number, number] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const without = (all: readonly string[], others: readonly string[]): number => {
    const left = [...others];
    return all.filter((line) => !left.includes(line) || (left.splice(left.indexOf(line), 1), false)).length;
  };
  return [without(old, now), without(now, old)];
}

async function petstoreProject(work: Petstore): Promise<void> {
  work.change(() => undefined);
  await work.generate();
  expect(await work.changes()).toEqual({});
}

const shops = {
  get: {
    operationId: "listShops",
    tags: ["shops"],
    parameters: [{ name: "status", in: "query", schema: { $ref: "#/components/schemas/Status" } }],
    responses: { "200": { description: "The shops." } },
  },
};

describe("a small change stays small", () => {
  it("a description: one line of the tool's file and of the recorded list, and their lines in the lock", async (test) => {
    const work = new Petstore(test);
    await petstoreProject(work);
    work.change(({ paths }) => Object.assign(paths["/pets"]?.["get"] ?? {}, { description: "All pets." }));
    expect(await work.changes()).toEqual({
      [lock]: [2, 2],
      [`${tools}/pets/listPets.ts`]: [1, 1],
      "test/generated/tools-list.json": [1, 1],
    });
  });

  it("a new operation and its removal: no other tool's file", async (test) => {
    const work = new Petstore(test);
    await petstoreProject(work);
    work.change((document) => Object.assign(document, { paths: { "/shops": shops, ...document.paths } }));
    const added = await work.changes();
    const file = `${tools}/shops/listShops.ts`;
    expect(Object.keys(added).sort()).toEqual([lock, file, ...overviews].sort());
    // Of the files that list what there is, lines are added and none is changed.
    for (const path of overviews) expect(added[path], path).toMatchObject([0, expect.any(Number)]);
    await work.generate();
    work.change(({ paths }) => void delete paths["/shops"]);
    const removed = await work.changes();
    expect(Object.keys(removed)).toEqual(Object.keys(added));
    for (const [path, [gone, came]] of Object.entries(added))
      expect(removed[path], path).toEqual([came, gone]);
  });

  it("a schema that was one tool's and is now shared: no other tool's file", async (test) => {
    const work = new Petstore(test);
    work.change(({ paths }) => Object.assign(paths, { "/shops": shops }));
    work.change((document) => {
      const paths = { "/shops": document.paths["/shops"], "/pets/{petId}": document.paths["/pets/{petId}"] };
      Object.assign(document, { paths });
      delete document.paths["/pets/{petId}"]?.["patch"];
    });
    await work.generate();
    work.change(({ paths }) =>
      Object.assign(paths, { "/stalls": { get: { ...shops.get, operationId: "stalls" } } }),
    );
    const changed = Object.keys(await work.changes());
    expect(changed.filter((path) => path.startsWith(tools))).toEqual([`${tools}/shops/stalls.ts`]);
  });

  it("another order of the operations: what lists them", async (test) => {
    const work = new Petstore(test);
    await petstoreProject(work);
    work.change((document) => {
      Object.assign(document, { paths: Object.fromEntries(Object.entries(document.paths).reverse()) });
    });
    expect(Object.keys(await work.changes()).sort()).toEqual([lock, ...overviews].sort());
  });
});
