// Where the values of a patched document were written: what a diagnostic about them points at.
import fc from "fast-check";
import { expect, test } from "vitest";
import { isObject, type Json } from "../../src/json/json.js";
import { apply, overlayOf, yaml } from "./support.js";

const document = yaml(`
a: { list: [{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }], text: x }
b: { c: { d: 1 } }
`);

/** The places of pointers after these actions: the pointer in the document, or `overlay` and the pointer there. */
function places(actions: Json[], ...pointers: string[]): string[] {
  const { document: patched, codes } = apply(document, [overlayOf("1.1.0", ...actions)]);
  expect(codes).toEqual([]);
  return pointers
    .map((pointer) => patched.placeOf(pointer))
    .map(({ file, pointer }) => (file === "overlay.yaml" ? `overlay ${pointer}` : `${pointer}`));
}

test("what is untouched stands where it stood, also below what is touched", () => {
  const actions: Json[] = [{ target: "$.b", update: { e: 1 } }];
  expect(places(actions, "", "/a/list/1/n", "/b", "/b/c/d", "/b/e")).toEqual([
    "",
    "/a/list/1/n",
    "/b",
    "/b/c/d",
    "overlay /actions/0/update/e",
  ]);
});

test("items behind a removed one move up, and what is added has its place in the overlay", () => {
  const actions: Json[] = [
    { target: "$.a.list[?@.n == 0 || @.n == 2]", remove: true },
    { target: "$.a.list", update: [{ n: [5] }] },
    { target: "$.a.list[1]", update: { more: 1 } },
    { target: "$.a.list[0]", remove: true },
  ];
  // n: 1 was left first, and is removed; n: 3 comes first then.
  expect(places(actions, "/a/list/0/n", "/a/list/0/more", "/a/list/1", "/a/list/1/n/0")).toEqual([
    "/a/list/3/n",
    "overlay /actions/2/update/more",
    "overlay /actions/1/update/0",
    "overlay /actions/1/update/0/n/0",
  ]);
});

test("a replaced primitive, what is copied, and what is removed and made again", () => {
  const actions: Json[] = [
    { target: "$.a.text", update: "y" },
    { target: "$.b", copy: "$.a" },
    { target: "$.b.c", remove: true },
    { target: "$.b", update: { c: { d: 2 } } },
    { target: "$.a.list", update: { single: 1 } },
  ];
  expect(places(actions, "/a/text", "/b/list/0", "/b/c/d", "/a/list/4/single")).toEqual([
    "overlay /actions/0/update",
    "overlay /actions/1/copy/list/0",
    "overlay /actions/3/update/c/d",
    "overlay /actions/4/update/single",
  ]);
});

test("an update of many targets: a later change at one of them is one there only", () => {
  const actions: Json[] = [
    { target: "$.a.list[*]", update: { x: { y: 1 } } },
    { target: "$.a.list[1].x", update: { y: 2, z: 3 } },
  ];
  expect(places(actions, "/a/list/0/x/y", "/a/list/1/x/y", "/a/list/2/x/z")).toEqual([
    "overlay /actions/0/update/x/y",
    "overlay /actions/1/update/y",
    "overlay /actions/0/update/x/z",
  ]);
});

const added = "added";
const json = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    fc.constantFrom(null, true, 1, "text"),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(
        fc.string({ maxLength: 3 }).filter((key) => key !== added),
        fc.constantFrom("__proto__", "a", "b", "0"),
      ),
      tie("json"),
      { maxKeys: 4 },
    ),
  ),
})).json;

test("property: a key added to every object, then removed, leaves the document and its places as they were", () => {
  fc.assert(
    fc.property(json, json, (before, addition) => {
      const root = { root: before };
      const objects = pointersOf(root).filter(({ value }) => isObject(value));
      const actions = objects.map(({ path }) => ({ target: path, update: { [added]: addition } }));
      const { value, document, codes } = apply(root, [
        overlayOf("1.1.0", ...actions),
        overlayOf("1.1.0", { target: `$..${added}`, remove: true }),
      ]);
      expect(codes).toEqual([]);
      expect(JSON.stringify(value)).toBe(JSON.stringify(root));
      for (const { pointer } of pointersOf(root))
        expect(document.placeOf(pointer)).toEqual({ file: "openapi.yaml", pointer });
    }),
    { numRuns: 200 },
  );
});

test("property: of items, those that are left keep their places", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 12 }), fc.nat(3), (marks, more) => {
      const items = marks.map((gone, index) => ({ gone, index }));
      const { value, document } = apply({ items }, [
        overlayOf(
          "1.1.0",
          {
            target: "$.items",
            update: Array.from({ length: more }, (_, n) => ({ gone: n === 1, index: -n })),
          },
          { target: "$.items[?@.gone == true]", remove: true },
        ),
      ]);
      const left = isObject(value) ? (value["items"] as { index: number }[]) : [];
      expect(left.slice(0, marks.filter((gone) => !gone).length).map(({ index }) => index)).toEqual(
        items.filter(({ gone }) => !gone).map(({ index }) => index),
      );
      for (const [at, { index }] of left.entries()) {
        const isAdded = at >= items.filter(({ gone }) => !gone).length;
        expect(document.placeOf(`/items/${at}/index`)).toEqual(
          isAdded
            ? { file: "overlay.yaml", pointer: `/actions/0/update/${-index}/index` }
            : { file: "openapi.yaml", pointer: `/items/${index}/index` },
        );
      }
    }),
  );
});

/** Every value with its pointer and its path. */
function pointersOf(value: Json, pointer = "", path = "$"): { value: Json; pointer: string; path: string }[] {
  const below =
    typeof value !== "object" || value === null
      ? []
      : Object.entries(value as Record<string, Json>).flatMap(([key, each]) => {
          const step = key.replaceAll("~", "~0").replaceAll("/", "~1");
          const name = Array.isArray(value) ? key : JSON.stringify(key);
          return pointersOf(each, `${pointer}/${step}`, `${path}[${name}]`);
        });
  return [{ value, pointer, path }, ...below];
}
