import type { Extensions } from "../../../templates/runtime/run.js";
import { defineTool, type NoArguments } from "../../../templates/runtime/tool.js";

console.log("printed while the extensions are loaded");

const chatty = defineTool<NoArguments>({
  name: "chatty",
  description: "Prints to stdout, as code under test often does.",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  inputSchema: { type: "object" },
  async call() {
    console.log("console.log");
    console.info("console.info");
    process.stdout.write("process.stdout.write\n");
    return { content: [{ type: "text", text: "said" }] };
  },
});

const broken = defineTool<NoArguments>({
  name: "broken",
  description: "Has a mistake in it.",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  inputSchema: { type: "object" },
  async call() {
    throw new TypeError("cannot read\n  the mind");
  },
});

/** Your own tools. */
export const extensions: Extensions = { tools: [chatty, broken] };
