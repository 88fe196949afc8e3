import { describe, expect, test } from "vitest";
import type { Json } from "../../src/json/json.js";
import { parseText } from "../../src/load/text.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { apply, overlayOf, yaml } from "./support.js";

/** What one action makes of a document. */
function act(version: string, document: Json, action: Json): Json {
  const { value, codes } = apply(document, [overlayOf(version, action)]);
  expect(codes).toEqual([]);
  return value;
}

/** The problem of one action: `code pointer`, and its title. */
function problem(version: string, document: Json, ...actions: Json[]): string {
  const { problems, codes } = apply(document, [overlayOf(version, ...actions)]);
  expect(codes).toHaveLength(1);
  return `${codes[0]}: ${problems[0]?.title}`;
}

describe("update", () => {
  test("an array in an object is appended to, a primitive is replaced, null by a text and the reverse too", () => {
    const document = { a: { list: [1], text: "x", empty: null } };
    const update = { list: [2, 3], text: null, empty: "y", more: { b: 1 } };
    expect(act("1.0.0", document, { target: "$.a", update })).toEqual({
      a: { list: [1, 2, 3], text: null, empty: "y", more: { b: 1 } },
    });
  });

  test("1.0 appends an array to an array as one entry, 1.1 concatenates", () => {
    const action = { target: "$.a", update: [2, 3] };
    expect(act("1.0.0", { a: [1] }, action)).toEqual({ a: [1, [2, 3]] });
    expect(act("1.1.0", { a: [1] }, action)).toEqual({ a: [1, 2, 3] });
  });

  test("1.1 appends an object and a primitive to an array, and replaces primitives", () => {
    const [a, update] = [[1], { x: 1 }];
    expect(act("1.1.0", { a }, { target: "$.a", update })).toEqual({ a: [1, { x: 1 }] });
    expect(act("1.1.0", { a }, { target: "$.a", update: "b" })).toEqual({ a: [1, "b"] });
    expect(act("1.1.3", { a: [1, 2] }, { target: "$.a[*]", update: null })).toEqual({ a: [null, null] });
    expect(act("1.1.0", "text", { target: "$", update: 5 })).toBe(5);
  });

  test("a value that a query selects twice is changed once", () => {
    expect(act("1.1.0", { a: [1] }, { target: "$['a','a']", update: 2 })).toEqual({ a: [1, 2] });
  });

  test("1.0 lets one object go into objects and lists alike", () => {
    const document = { a: [], b: {} };
    expect(act("1.0.0", document, { target: "$.*", update: { c: 1 } })).toEqual({
      a: [{ c: 1 }],
      b: { c: 1 },
    });
  });

  test("targets inside targets are changed too", () => {
    expect(act("1.1.0", { a: { a: {} } }, { target: "$..a", update: { x: 1 } })).toEqual({
      a: { x: 1, a: { x: 1 } },
    });
  });

  test("actions see what those before them did", () => {
    const actions: Json[] = [
      { target: "$.a", remove: true },
      { target: "$", update: { a: { c: 1 } } },
      { target: "$.a", update: { d: 2 } },
    ];
    expect(apply({ a: { b: 1 } }, [overlayOf("1.0.0", ...actions)]).value).toEqual({ a: { c: 1, d: 2 } });
  });
});

describe("remove", () => {
  test("several items of a list go at once, with what is inside them", () => {
    const document: Json = { a: [{ x: 1 }, { x: 2, in: { x: 1 } }, { x: 3 }, { x: 1 }] };
    expect(act("1.0.0", document, { target: "$..[?@.x == 1]", remove: true })).toEqual({
      a: [{ x: 2 }, { x: 3 }],
    });
    expect(act("1.1.0", document, { target: "$..*[?@]", remove: true })).toEqual({ a: [] });
  });

  test("wins over update and copy", () => {
    expect(act("1.0.0", { a: { b: {} } }, { target: "$.a.b", remove: true, update: { c: 1 } })).toEqual({
      a: {},
    });
    expect(act("1.1.0", { a: { b: {} } }, { target: "$.a.b", remove: true, copy: "$.a" })).toEqual({ a: {} });
  });

  test("the keys of objects and texts are no indices", () => {
    const document = { "0": { a: 1 }, "1": { a: 1 }, list: [{ a: 1 }, { a: 2 }] };
    expect(act("1.0.0", document, { target: "$['1']", remove: true })).toEqual({
      "0": { a: 1 },
      list: [{ a: 1 }, { a: 2 }],
    });
  });
});

describe("what is shared", () => {
  test("aliases of YAML: a change through one does not reach the other, nor the value it started from", () => {
    const text = "a: &a { list: [1], b: {} }\nc: *a\nd: *a";
    const { value: document } = parseText(text, "x", 100, new Diagnostics());
    const { value } = apply(document, [
      overlayOf(
        "1.1.0",
        { target: "$.c", update: { list: [2], b: { x: 1 } } },
        { target: "$.d.list[0]", remove: true },
      ),
    ]);
    expect(value).toEqual({
      a: { list: [1], b: {} },
      c: { list: [1, 2], b: { x: 1 } },
      d: { list: [], b: {} },
    });
    expect(document).toEqual({ a: { list: [1], b: {} }, c: { list: [1], b: {} }, d: { list: [1], b: {} } });
  });

  test("targets of one update, what was copied, and the overlay itself", () => {
    const overlay = overlayOf(
      "1.1.0",
      { target: "$.*", update: { in: { list: [] } } },
      { target: "$.a.in.list", update: 1 },
      { target: "$.b.in", copy: "$.a" },
      { target: "$.a.in.list", update: 2 },
      { target: "$.b.in.in.list", update: 3 },
    );
    const frozen = deepFrozen({ document: { a: {}, b: {} }, overlay });
    const { value, codes } = apply(frozen.document, [frozen.overlay]);
    expect(codes).toEqual([]);
    expect(value).toEqual({ a: { in: { list: [1, 2] } }, b: { in: { list: [], in: { list: [1, 3] } } } });
  });

  test("a list that is copied into itself, and an object into what is in it", () => {
    expect(act("1.1.0", { a: [1, 2] }, { target: "$.a", copy: "$.a" })).toEqual({ a: [1, 2, 1, 2] });
    expect(act("1.1.0", { a: { b: {} } }, { target: "$.a.b", copy: "$" })).toEqual({
      a: { b: { a: { b: {} } } },
    });
  });
});

describe("problems", () => {
  const document = { a: { list: [1], text: "x" }, list: [] };

  test("a target that matches nothing is a warning, and the other actions are done", () => {
    const { value, problems, codes } = apply(document, [
      overlayOf("1.0.0", { target: "$.b", remove: true }, { target: "$", update: { c: 1 } }),
    ]);
    expect(codes).toEqual(["overlay-target-matches-nothing /actions/0/target"]);
    expect(problems[0]?.severity).toBe("warning");
    expect(value).toEqual({ ...document, c: 1 });
  });

  test("1.0: primitives and null cannot be targets", () => {
    const title = (found: string, path: string): string =>
      `overlay-target-is-primitive /actions/0/target: The target matches ${found}, but in Overlay 1.0 only objects and lists: ${path}`;
    expect(problem("1.0.0", document, { target: "$.a.text", update: "y" })).toBe(
      title("a text", '$["a"]["text"]'),
    );
    expect(problem("1.0.0", { a: [null] }, { target: "$.a[0]", remove: true })).toBe(
      title("null", '$["a"][0]'),
    );
  });

  test("1.1: targets of several kinds can be removed only", () => {
    expect(problem("1.1.0", document, { target: "$.a.*", update: "y" })).toBe(
      "overlay-mixed-targets /actions/0/target: The target matches lists and primitives, but has to match values of one kind",
    );
    expect(act("1.1.0", document, { target: "$.a.*", remove: true })).toEqual({ a: {}, list: [] });
  });

  test.each([
    ["1.0.0", { target: "$.a", update: "text" }, "update", "an object", "a text", '$["a"]'],
    ["1.0.0", { target: "$.a", update: { list: {} } }, "update", "a list", "an object", '$["a"]["list"]'],
    ["1.1.0", { target: "$.a", update: { text: [1] } }, "update", "a text", "a list", '$["a"]["text"]'],
    ["1.1.0", { target: "$.a", update: { list: null } }, "update", "a list", "null", '$["a"]["list"]'],
    ["1.1.0", { target: "$.a.text", update: {} }, "update", "a text", "an object", '$["a"]["text"]'],
    ["1.1.0", { target: "$.a", copy: "$.list" }, "copy", "an object", "a list", '$["a"]'],
  ])("%s: what does not fit together: %j", (version, action, key, found, given, path) => {
    expect(problem(version, document, action)).toBe(
      `overlay-incompatible /actions/0/${key}: The document has ${found} where the action has ${given}: ${path}`,
    );
  });

  test("copy needs exactly one source", () => {
    expect(problem("1.1.0", document, { target: "$.a", copy: "$.b" })).toBe(
      "overlay-copies-not-one /actions/0/copy: $.b matches nothing to copy",
    );
    expect(problem("1.1.0", document, { target: "$.a", copy: "$.*" })).toBe(
      "overlay-copies-not-one /actions/0/copy: $.* matches 2 values, but one is copied",
    );
  });

  test("the root cannot be removed, and an action may do nothing", () => {
    expect(problem("1.1.0", document, { target: "$", remove: true })).toMatch(/^overlay-removes-document/);
    expect(problem("1.1.0", document, { target: "$", remove: false })).toMatch(
      /^overlay-does-nothing \/actions\/0:/,
    );
  });
});

describe("hostile overlays", () => {
  test("__proto__ is a key like any other", () => {
    const update = JSON.parse(
      '{ "__proto__": { "polluted": true }, "constructor": { "prototype": { "polluted": true } } }',
    ) as Json;
    const { value, codes } = apply(yaml("a: { __proto__: { x: 1 } }"), [
      overlayOf("1.1.0", { target: "$.a", update }, { target: "$.a['__proto__']", update: { y: 2 } }),
    ]);
    expect(codes).toEqual([]);
    expect(JSON.stringify(value)).toBe(
      '{"a":{"__proto__":{"x":1,"polluted":true,"y":2},"constructor":{"prototype":{"polluted":true}}}}',
    );
    expect("polluted" in {}).toBe(false);
    const removed = act("1.0.0", value, { target: "$.a['__proto__']", remove: true });
    expect(JSON.stringify(removed)).toBe('{"a":{"constructor":{"prototype":{"polluted":true}}}}');
  });

  test("a document that doubles with each action comes to an end", () => {
    const doubling = Array.from({ length: 60 }, () => ({ target: "$.a", copy: "$.a" }));
    const document = { a: [Array.from({ length: 999 }, () => 1)] };
    expect(problem("1.1.0", document, ...doubling)).toMatch(/^overlay-adds-too-much \/actions\/9\/copy/);
  });

  test("nesting comes to an end", () => {
    const nesting = Array.from({ length: 60 }, () => ({ target: "$..a[?@ == null]", update: 1 }));
    expect(apply({ a: [] }, [overlayOf("1.1.0", ...nesting)]).codes).toHaveLength(60);
    const deeper = Array.from({ length: 9 }, (_, n) => ({
      target: `$${".a".repeat(2 ** n - 1)}`,
      copy: "$",
    }));
    const inner = deeper.map((action) => ({ ...action, target: `${action.target}.a` }));
    expect(problem("1.1.0", { a: { a: {} } }, ...inner.slice(0, 8))).toMatch(
      /^nested-too-deeply \/actions\/\d\/copy/,
    );
  });

  test.each(["$..*..*..*..*", "$..[?count($..*) > 100000]", "$.text[?search(@, '(a+)+$')]"])(
    "a query that does not end is stopped: %s",
    (target) => {
      let deep: Json = {};
      for (let level = 0; level < 90; level += 1) deep = { a: deep, b: [1, 2, 3, 4, 5, 6, 7, 8] };
      const start = performance.now();
      const document = { deep, text: [`${"a".repeat(50)}b`] };
      const { problems } = apply(document, [overlayOf("1.1.0", { target, remove: true })], 0.5);
      expect(problems.map(({ code }) => code)).toEqual(["overlay-too-slow"]);
      expect(performance.now() - start).toBeLessThan(5000);
    },
  );

  test("a filter over more values than the library can hold", () => {
    const document = { a: Array.from({ length: 300_000 }, (_, n) => n) };
    expect(problem("1.1.0", document, { target: "$[?count(@[*]) > 1]", remove: true })).toMatch(
      /^overlay-matches-too-much/,
    );
    expect(act("1.1.0", document, { target: "$.a[?@ > 10]", remove: true })).toEqual({
      a: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    });
  });
});

function deepFrozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const each of Object.values(value)) deepFrozen(each);
  return Object.freeze(value);
}
