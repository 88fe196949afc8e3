import { describe, expect, it, test } from "vitest";
import { batchCall } from "../../templates/runtime/batch.js";
import { batchListing, type BatchOptions } from "../../templates/runtime/batch-listing.js";
import type { ToolAnnotations } from "../../templates/runtime/protocol.js";
import { defineTool, type Tool } from "../../templates/runtime/tool.js";
import { toolListing } from "./support.js";

const options: BatchOptions = { maxCalls: 5, concurrency: 2, readOnly: false };
const [reads, writes, destroys]: ToolAnnotations[] = [
  { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  { readOnlyHint: false, destructiveHint: false, idempotentHint: true },
  {},
];

describe("the hints of a batch", () => {
  const hintsOf = (all: (ToolAnnotations | undefined)[], own: Partial<BatchOptions> = {}): ToolAnnotations =>
    batchListing(
      all.map((annotations = {}) => ({ annotations })),
      { ...options, ...own },
    ).annotations;

  test.each<[string, (ToolAnnotations | undefined)[], Partial<BatchOptions>, ToolAnnotations]>([
    ["of reads", [reads], {}, { readOnlyHint: true, destructiveHint: false, idempotentHint: true }],
    ["of a write", [reads, writes], {}, { readOnlyHint: false, destructiveHint: false, idempotentHint: true }],
    ["of hints that are left out", [reads, destroys], {}, { readOnlyHint: false, destructiveHint: true, idempotentHint: false }],
    ["that can only read", [reads, destroys], { readOnly: true }, { readOnlyHint: true, destructiveHint: false, idempotentHint: true }],
  ])("%s", (_, all, own, expected) => {
    expect(hintsOf(all, own)).toEqual({ ...expected, openWorldHint: true });
  }); // prettier-ignore
});

describe("a batch", () => {
  const tool = (name: string, annotations: ToolAnnotations = {}): Tool =>
    defineTool<Record<string, unknown>>({
      ...toolListing({ name, annotations }),
      call: async (_, args) => ({ content: [{ type: "text", text: JSON.stringify(args) }] }),
    });

  async function call(tools: Tool[], calls: object[], own: Partial<BatchOptions> = {}, signal = new AbortController().signal) {
    const batch = batchCall(tools, { ...options, ...own });
    // A tool's type hides its arguments; the tools here need no API.
    const answer = await batch.call(undefined as never, { calls } as never, { signal });
    if (!("content" in answer)) throw new Error("no result");
    return answer.content.map((block) => ("text" in block ? block.text : block.type));
  }

  it("of read-only tools calls no other", async () => {
    const texts = await call([tool("read", reads), tool("write", writes)], [{ tool: "read" }, { tool: "write" }], { readOnly: true });
    expect(texts).toEqual(["1. read: ok", "{}", "2. write: failed", "Unknown tool: write", "Of 2 calls, 1 went well and 1 failed."]);
  });

  it("says of each call's answer where it was kept", async () => {
    const _meta = { fromCache: true, ageSeconds: 7 } as const;
    const kept = defineTool<object>({ ...toolListing({ name: "kept" }), call: async () => ({ content: [], _meta }) });
    const batch = batchCall([kept, tool("new")], options);
    const calls = [{ tool: "kept" }, { tool: "new" }];
    const answer = await batch.call(undefined as never, { calls } as never, { signal: new AbortController().signal });
    expect(answer).toMatchObject({ content: [{ text: "1. kept: ok", _meta }, {}, {}, {}] });
    expect(JSON.stringify(answer).match(/_meta/g)).toHaveLength(1);
  });

  it("calls nothing more once it is cancelled", async () => {
    const controller = new AbortController();
    const stop = defineTool<object>({
      ...toolListing({ name: "stop" }),
      call: async () => {
        controller.abort();
        return { content: [] };
      },
    });
    const texts = await call([stop, tool("next")], [{ tool: "stop" }, { tool: "next" }], { concurrency: 1 }, controller.signal);
    expect(texts).toEqual(["1. stop: ok", "2. next: failed", "next was cancelled", expect.any(String)]);
  });
}); // prettier-ignore
