import { describe, expect, test } from "vitest";
import type { McpExtension } from "../../src/openapi/api.js";
import { only, openapi, parsed } from "./support.js";

/** What the extensions of the document, the path and the operation say, as plain values. */
function stated(on: { root?: object; path?: object; operation?: object }): {
  values: Record<string, unknown>;
  messages: readonly string[];
} {
  const paths = { "/x": { ...on.path, get: { responses: {}, ...on.operation } } };
  const { api, messages } = parsed(openapi("3.1", { ...on.root, paths }));
  const { mcp } = only({ api });
  return { values: mcp === undefined ? {} : plain(mcp), messages };
}

function plain({ annotations, ...rest }: McpExtension): Record<string, unknown> {
  const texts = Object.entries(rest).map(([key, { value }]) => [key, value] as const);
  const hints = [...annotations].map(([hint, { value }]) => [hint, value] as const);
  return Object.fromEntries([...texts, ...hints]);
}

describe("x-mcp", () => {
  test.each<[string, Parameters<typeof stated>[0], Record<string, unknown>]>([
    ["nothing", {}, {}],
    ["false", { operation: { "x-mcp": false } }, { enabled: false }],
    ["true", { operation: { "x-mcp": true } }, { enabled: true }],
    ["enabled", { operation: { "x-mcp": { enabled: false } } }, { enabled: false }],
    ["everything", { operation: { "x-mcp": { name: "get_x", title: " X ", description: "Gets x.", type: "RESOURCE", tags: ["a"], annotations: { readOnlyHint: true } } } },
      { name: "get_x", title: "X", description: "Gets x.", type: "resource", tags: ["a"], readOnlyHint: true }],
    ["Speakeasy's words", { operation: { "x-speakeasy-mcp": { disabled: true, name: "x", scopes: ["read"], readOnlyHint: true } } },
      { enabled: false, name: "x", tags: ["read"], readOnlyHint: true }],
    ["x-mcp over Speakeasy's", { operation: { "x-mcp": { name: "ours" }, "x-speakeasy-mcp": { name: "theirs", title: "T" } } },
      { name: "ours", title: "T" }],
    ["the nearest", { root: { "x-mcp": false }, path: { "x-mcp": true }, operation: { "x-mcp": { title: "X" } } }, { enabled: true, title: "X" }],
    ["true over an exclusion further out", { root: { "x-mcp": { type: "exclude" } }, operation: { "x-mcp": true } }, { enabled: true }],
    ["true over an exclusion, but no other type", { root: { "x-mcp": { type: "resource" } }, operation: { "x-mcp": true } }, { type: "resource", enabled: true }],
    ["an exclusion nearer than true", { root: { "x-mcp": true }, operation: { "x-mcp": { type: "exclude" } } }, { enabled: true, type: "exclude" }],
    ["annotations, hint by hint", { root: { "x-mcp": { annotations: { openWorldHint: false, idempotentHint: true } } }, operation: { "x-mcp": { annotations: { idempotentHint: false } } } },
      { openWorldHint: false, idempotentHint: false }],
    ["no name for a whole path", { path: { "x-mcp": { name: "x", title: "X", description: "X", type: "exclude" } } }, { type: "exclude" }],
    ["what others mean by it", { root: { "x-mcp": { protocolVersion: "2025-11-25", servers: [], capabilities: {}, tools: [] } } }, {}],
  ])("says %s", (_, on, values) => {
    expect(stated(on)).toEqual({ values, messages: [] });
  }); // prettier-ignore

  test.each<[string, unknown]>([
    ["x-mcp", "yes"],
    ["x-mcp.name", { name: "get x" }],
    ["x-mcp.name", { name: "__proto__" }],
    ["x-mcp.title", { title: " " }],
    ["x-mcp.description", { description: 1 }],
    ["x-mcp.type", { type: "prompt" }],
    ["x-mcp.enabled", { enabled: "no" }],
    ["x-mcp.tags", { tags: ["a", 1] }],
    ["x-mcp.annotations", { annotations: [] }],
    ["x-mcp.annotations.readOnlyHint", { annotations: { readOnlyHint: "true" } }],
  ])("%s = %j is left out, with a warning", (what, value) => {
    const { values, messages } = stated({ operation: { "x-mcp": value } });
    expect(values).toEqual({});
    expect(messages).toEqual([`extension-unfit: ${what} cannot be used`]);
  });

  test("a key that is nearly one of ours does not go unseen", () => {
    const { values, messages } = stated({ operation: { "x-mcp": { enable: false, tools: [], server: {} } } });
    expect(values).toEqual({});
    expect(messages).toEqual(["extension-key-misspelled: x-mcp.enable means nothing"]);
  });

  test("what is wrong above many operations is said once", () => {
    const get = { responses: {} };
    const document = openapi("3.1", { "x-mcp": 1, paths: { "/a": { get, put: get }, "/b": { get } } });
    expect(parsed(document).messages).toEqual(["extension-unfit: x-mcp cannot be used"]);
  });

  test("each value knows its place, and an operation its own extensions", () => {
    const { api } = parsed(
      openapi("3.1", {
        paths: { "/x": { get: { "x-mcp": { name: "x" }, "x-audience": ["staff"], responses: {} } } },
      }),
    );
    const { mcp, extensions } = only({ api });
    expect(mcp?.name).toEqual({
      value: "x",
      what: "x-mcp.name",
      place: { file: "openapi.yaml", pointer: "/paths/~1x/get/x-mcp/name" },
    });
    expect([...(extensions ?? [])]).toEqual([
      ["x-mcp", { name: "x" }],
      ["x-audience", ["staff"]],
    ]);
  });
});
