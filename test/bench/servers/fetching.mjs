// A server as one would write it by hand: the SDK's low-level Server, and a tool that just does fetch.
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const inputSchema = {
  type: "object",
  properties: { petId: { type: "string" } },
  required: ["petId"],
};
const server = new Server({ name: "fetching", version: "1.0.0" }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, () => ({
  tools: [{ name: "getPet", description: "Gets a pet.", inputSchema }],
}));
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  const path = encodeURIComponent(params.arguments.petId);
  const response = await fetch(`${process.env.BENCH_BASE_URL}/pets/${path}`);
  return { content: [{ type: "text", text: await response.text() }] };
});
await server.connect(new StdioServerTransport());
