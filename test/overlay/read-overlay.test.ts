import { expect, test } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { Json, JsonObject } from "../../src/json/json.js";
import { readOverlay } from "../../src/overlay/read-overlay.js";

const info = { title: "Test", version: "1.0.0" };
const actions = [{ target: "$", update: {} }];
const overlay = { overlay: "1.1.0", info, actions };

/** The problems of an overlay: `code pointer: title`; it is refused if there are any. */
function problems(value: Json): string[] {
  const diagnostics = new Diagnostics();
  const read = readOverlay(value, "overlay.yaml", diagnostics);
  expect(read === undefined).toBe(diagnostics.hasErrors);
  return diagnostics.all.map(({ code, place, title }) => `${code} ${place?.pointer}: ${title}`);
}

test.each<JsonObject>([
  overlay,
  { ...overlay, overlay: "1.0.7", extends: "./openapi.yaml", "x-team": null },
  { ...overlay, info: { ...info, description: "Why.", "x-more": 1 } },
  { ...overlay, actions: [{ target: "$.info", copy: "$.x", description: "*Why.*", "x-y": 1 }] },
  {
    ...overlay,
    actions: [
      { target: "$.info", update: null },
      { target: "$.paths", remove: true, update: 1 },
    ],
  },
])("a valid overlay: %j", (value) => {
  expect(problems(value)).toEqual([]);
});

test.each<[Json, ...string[]]>([
  [null, "overlay-not-one : This is not an Overlay document: its root is no object"],
  [[overlay], "overlay-not-one : This is not an Overlay document: its root is no object"],
  [{ info, actions }, 'overlay-not-one : This is not an Overlay document: it has no "overlay" at its root'],
  [{ swagger: "2.0" }, "overlay-not-one : This is not an Overlay document: it is an OpenAPI document"],
  [
    { ...overlay, overlay: "1.2.0" },
    'overlay-unknown-version /overlay: mcpgen does not know version "1.2.0" of the Overlay Specification',
  ],
  [
    { ...overlay, overlay: 1.1 },
    "overlay-unknown-version /overlay: mcpgen does not know version 1.1 of the Overlay Specification",
  ],
  [
    { overlay: "1.0.0", info: [], extends: 5 },
    "overlay-invalid /info: The overlay is not valid: it lacks the object info",
    "overlay-invalid /extends: The overlay is not valid: extends is no text",
    "overlay-invalid /actions: The overlay is not valid: it has no list of actions",
  ],
  [
    { ...overlay, actions: {} },
    "overlay-invalid /actions: The overlay is not valid: it has no list of actions",
  ],
  [
    { ...overlay, overlay: "1.0.0", info: { ...info, description: "Why." } },
    'overlay-unknown-key /info/description: info has no key "description"',
  ],
  [
    { ...overlay, actions: [{ target: "$", update: {}, copy: "$.a" }] },
    "overlay-invalid /actions/0: The overlay is not valid: an action has both update and copy",
  ],
  [
    {
      ...overlay,
      actions: [
        { target: null, __proto__: null },
        { target: "$", copy: 1 },
      ],
    },
    "overlay-invalid /actions/0/target: The overlay is not valid: target is no text",
    "overlay-invalid /actions/1/copy: The overlay is not valid: copy is no text",
  ],
  [
    {
      ...overlay,
      actions: [
        { target: "", remove: true },
        { target: "$.a", copy: "$.b c" },
      ],
    },
    'overlay-bad-target /actions/0/target: "" is not a JSONPath query: it does not begin with "$"',
    "overlay-bad-target /actions/1/copy: \"$.b c\" is not a JSONPath query: expected '.', '..' or a bracketed selection, found 'c'",
  ],
])("not an overlay: %j", (value, ...expected) => {
  expect(problems(value)).toEqual(expected);
});

test("queries that the library has its difficulties with are refused with a reason", () => {
  const targets = [
    `$[?${"(".repeat(50_000)}@${")".repeat(50_000)}]`,
    "$[99999999999999999999]",
    "$[?foo(@)]",
    "$['a",
  ];
  for (const target of targets) {
    const [problem] = problems({ ...overlay, actions: [{ target, remove: true }] });
    expect(problem).toMatch(/^overlay-bad-target \/actions\/0\/target: .* is not a JSONPath query: \w/);
  }
});
