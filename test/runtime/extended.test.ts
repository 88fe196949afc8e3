import { describe, expect, it, vi } from "vitest";
import type { ApiClient } from "../../templates/runtime/api-client.js";
import { extend, ExtensionError, type Generated } from "../../templates/runtime/extended.js";
import {
  defineResource,
  defineTool,
  replaceTool,
  wrapTool,
  type Extensions,
  type NoArguments,
} from "../../templates/runtime/extensions.js";
import { callTool } from "../../templates/runtime/call-tool.js";
import { offer } from "../../templates/runtime/offer.js";
import type { ToolResult } from "../../templates/runtime/protocol.js";
import type { Tool, ToolDefinition } from "../../templates/runtime/tool.js";
import { apiResponse, toolListing } from "./support.js";

const tool = (name: string): ToolDefinition<NoArguments> =>
  defineTool<NoArguments>({ ...toolListing({ name }), tags: ["a"], call: async () => apiResponse() });
const resource = (name: string, place: { uri?: string; uriTemplate?: string }) =>
  defineResource<NoArguments>({ name, description: name, ...place, read: async () => ({ contents: [] }) });
const prompt = (name: string) => ({ name, description: name, get: () => "" });

const generated: Generated = {
  tools: [tool("a"), tool("b")],
  batch: (tools) => ({
    ...tool("batch_call"),
    description: tools.map(({ description }) => description).join(),
  }),
  surface: {
    over: () => ({ entry: [tool("search_operations")], pinned: [] }),
    directions: () => "",
  },
  resources: [resource("r", { uri: "x://r", uriTemplate: "x://r{?page}" })],
};

describe("goes together", () => {
  it("in the order: generated tools, the batch of them, own tools", async () => {
    const b = wrapTool(tool("b"), { description: "Mine." });
    const extended = await extend(generated, { tools: [tool("c")], overrides: [b] });
    const { tools } = offer(extended, { selections: [], surface: "all", isGeneratedOnly: false });
    expect(tools.map(({ name, description }) => [name, description])).toEqual([
      ["a", "Gives one pet."],
      ["b", "Mine."],
      ["batch_call", "Gives one pet.,Mine."],
      ["c", "Gives one pet."],
    ]);
  });

  it("without resources and prompts where there are none", async () => {
    expect(Object.keys(await extend({ tools: [] }, {}))).toEqual(["tools", "ownTools"]);
  });

  it.each<[string, Extensions]>([
    ["has a tool named a, and so has src/generated; rename yours, or put it in", { tools: [tool("a")] }],
    ["has a tool named batch_call, and so has src/generated", { tools: [tool("batch_call")] }],
    ["has a tool named search_operations, and so has src/generated", { tools: [tool("search_operations")] }],
    ["has two tools named c; rename one", { tools: [tool("c"), tool("c")] }],
    ["overrides c, which is no generated tool", { tools: [tool("c")], overrides: [wrapTool(tool("c"), {})] }],
    ["overrides batch_call, which is no generated tool", { overrides: [wrapTool(tool("batch_call"), {})] }],
    ["overrides a twice; make them one", { overrides: [wrapTool(tool("a"), {}), wrapTool(tool("a"), {})] }],
    ["has a resource named r, and so has", { resources: [resource("r", { uri: "x://s" })] }],
    [
      "with the uri x://r, and so has src/generated; change",
      { resources: [resource("s", { uri: "x://r" })] },
    ],
    ["with the uriTemplate x://r{?page}", { resources: [resource("s", { uriTemplate: "x://r{?page}" })] }],
    ["the resource s of src/extensions needs a uri or a uriTemplate", { resources: [resource("s", {})] }],
    ["has two prompts named p; rename one", { prompts: [prompt("p"), prompt("p")] }],
  ])("not where it %s", async (message, extensions) => {
    const extending = extend(generated, extensions);
    await expect(extending).rejects.toBeInstanceOf(ExtensionError);
    await expect(extending).rejects.toThrow(message);
  });
});

describe("an override", () => {
  const before = { ...tool("a"), title: "A", outputSchema: { type: "object" } };

  it("keeps of a wrapped tool what is not changed", () => {
    expect(wrapTool(before, { title: "B" })).toEqual({ name: "a", tool: { ...before, title: "B" } });
    expect(wrapTool(before, { outputSchema: undefined }).tool).not.toHaveProperty("outputSchema");
  });

  it("keeps the name of what it takes the place of", () => {
    const named = { ...tool("b"), title: "B" };
    expect(replaceTool<NoArguments>(before, named).tool).toEqual({ ...named, name: "a" });
    expect(wrapTool(before, { ...named }).tool.name).toBe("a");
  });

  it("has the tags of what it takes the place of, unless it has its own: what leaves those out leaves it out", () => {
    const { tags: _, ...untagged } = tool("b");
    const tagged = { ...before, unlistedTags: ["admin"] };
    expect(replaceTool<NoArguments>(tagged, untagged).tool).toMatchObject({
      tags: ["a"],
      unlistedTags: ["admin"],
    });
    expect(replaceTool<NoArguments>(before, { ...untagged, tags: ["b"] }).tool.tags).toEqual(["b"]);
  });
});

describe("a finished result of a tool with an output schema", () => {
  const call = (result: ToolResult) => {
    const own: Tool = { ...tool("a"), outputSchema: { type: "object" }, call: async () => result };
    // The tool calls no API.
    return callTool(own, {} as ApiClient, {}, { signal: new AbortController().signal });
  };
  const content = [{ type: "text" as const, text: "x" }];

  it("has to be structured, or an error", async () => {
    expect(await call({ content, structuredContent: {} })).toEqual({ content, structuredContent: {} });
    expect(await call({ content, isError: true })).toEqual({ content, isError: true });
    vi.spyOn(console, "error").mockReturnValueOnce();
    expect(await call({ content })).toEqual({
      content: [
        { type: "text", text: "a failed: a has an output schema, so its result needs structuredContent" },
      ],
      isError: true,
    });
  });
});
