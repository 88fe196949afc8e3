// Overlays on the way from files to the document that is parsed.
import { join } from "node:path";
import { expect, test } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { Locator } from "../../src/diagnostics/locate.js";
import { loadDocument } from "../../src/load/load.js";
import { placeIn } from "../../src/load/document.js";
import { folder, load, problems, referring, serve } from "./support.js";

/** An overlay of one action. */
function overlay(action: object, rest: object = {}): string {
  return JSON.stringify({ overlay: "1.1.0", info: { title: "T", version: "1" }, ...rest, actions: [action] });
}

test("references that an overlay adds are loaded, relative to the document; removed ones are not looked at", async () => {
  const cwd = folder({
    "api/openapi.json": referring("missing.yaml#/A"),
    "api/pet.yaml": "Pet: { type: object }",
    "fixes/one.yaml": overlay({ target: "$.refs[*]", remove: true }),
    "fixes/two.yaml": overlay({ target: "$", update: { more: { $ref: "pet.yaml#/Pet" } } }),
  });
  const overlays = [join(cwd, "fixes/one.yaml"), join(cwd, "fixes/two.yaml")];
  const document = await load(join(cwd, "api/openapi.json"), cwd, { overlays });
  expect([...document.files.values()].map(({ name }) => name)).toEqual(["api/openapi.json", "api/pet.yaml"]);
  expect([...document.refused.keys()]).toEqual([]);
  expect(document.files.get(document.entry.url)?.value).toMatchObject({
    refs: [],
    more: { $ref: "pet.yaml#/Pet" },
  });
});

test("the guard holds for a reference that an overlay adds", async () => {
  const cwd = folder({
    "api/openapi.json": referring(),
    "secret.yaml": "a: 1",
    "api/fix.yaml": overlay({ target: "$", update: { more: { $ref: "../secret.yaml#/a" } } }),
  });
  const overlays = [join(cwd, "api/fix.yaml")];
  const { files, refused } = await load(join(cwd, "api/openapi.json"), cwd, { overlays });
  expect(files.size).toBe(1);
  expect([...refused.values()].map(({ code }) => code)).toEqual(["ref-outside-root"]);
});

test("a document and an overlay from the network; the lines of each are found", async () => {
  const fix = overlay({ target: "$", update: { x: 1 } }, { extends: "openapi.json" });
  const { url } = await serve((request, response) => {
    response.end(request.url === "/fix.yaml" ? fix : referring());
  });
  const diagnostics = new Diagnostics();
  const options = { allowRefs: [], cwd: "/", overlays: [`${url}/fix.yaml`] };
  const { entry } = await loadDocument(`${url}/openapi.json`, options, diagnostics);
  expect(diagnostics.all).toEqual([]);
  expect(placeIn(entry, "/x")).toEqual({ file: `${url}/fix.yaml`, pointer: "/actions/0/update/x" });
  const position = new Locator(diagnostics.sources).position(placeIn(entry, "/x"));
  expect(position).toEqual({ line: 1, column: fix.indexOf('"x"') + 1 });
});

test.each([
  ["openapi.json", []],
  ["../api/openapi.json", []],
  ["other.json", ["overlay-extends-another"]],
  ["https://example.com/openapi.json", ["overlay-extends-another"]],
  ["http://[", ["overlay-extends-another"]],
])("extends %s", async (extended, codes) => {
  const cwd = folder({
    "api/openapi.json": referring(),
    "api/fix.yaml": overlay({ target: "$", update: {} }, { extends: extended }),
  });
  const diagnostics = new Diagnostics();
  const overlays = [join(cwd, "api/fix.yaml")];
  await loadDocument(join(cwd, "api/openapi.json"), { allowRefs: [], cwd, overlays }, diagnostics);
  expect(diagnostics.all.map(({ code }) => code)).toEqual(codes);
});

test("standard input can be any document", async () => {
  const cwd = folder({ "fix.yaml": overlay({ target: "$", update: { x: 1 } }, { extends: "other.yaml" }) });
  const stdin = (async function* () {
    yield referring();
  })();
  const { entry } = await load("-", cwd, { overlays: [join(cwd, "fix.yaml")], stdin });
  expect(entry.value).toMatchObject({ x: 1 });
});

test.each<[string, string | Uint8Array, string]>([
  ["is missing", "", "input-not-found"],
  ["is blank", " \n", "input-empty"],
  ["is no text", new Uint8Array([0xff, 0xff]), "input-not-text"],
  ["is no YAML", "a: [", "yaml-invalid"],
  ["has a key twice", "overlay: 1.0.0\noverlay: 1.1.0", "duplicate-key"],
  ["is too large", `overlay: ${"x".repeat(3000)}`, "input-too-large"],
  ["is nested too deeply", `{"overlay": ${"[".repeat(600)}${"]".repeat(600)}}`, "nested-too-deeply"],
  ["is no overlay", "openapi: 3.1.0", "overlay-not-one"],
])("an overlay that %s", async (_, content, code) => {
  const cwd = folder({ "openapi.json": referring(), ...(content === "" ? {} : { "fix.yaml": content }) });
  const overlays = [join(cwd, "fix.yaml")];
  const found = await problems(join(cwd, "openapi.json"), cwd, { overlays, limits: { refBytes: 2000 } });
  expect(found.map(({ code, place }) => [code, place?.file])).toEqual([[code, "fix.yaml"]]);
});

test("a scheme other than http, and credentials", async () => {
  const cwd = folder({ "openapi.json": referring() });
  const codes = async (place: string): Promise<string[]> =>
    (await problems(join(cwd, "openapi.json"), cwd, { overlays: [place] })).map(({ code }) => code);
  expect(await codes("ftp://example.com/fix.yaml")).toEqual(["unsupported-scheme"]);
  expect(await codes("https://me:secret@example.com/fix.yaml")).toEqual(["url-credentials"]);
});

test("a byte order mark is no part of an overlay", async () => {
  const cwd = folder({
    "openapi.json": referring(),
    "fix.json": `\ufeff${overlay({ target: "$", update: { x: 1 } })}`,
  });
  const { entry } = await load(join(cwd, "openapi.json"), cwd, { overlays: [join(cwd, "fix.json")] });
  expect(entry.value).toMatchObject({ x: 1 });
});
