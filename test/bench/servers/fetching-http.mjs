// The same over Streamable HTTP, stateless, as the SDK's documentation has it: a server and a transport for each request.
import { createServer } from "node:http";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const inputSchema = { type: "object", properties: { petId: { type: "string" } }, required: ["petId"] };

function createMcpServer() {
  const server = new Server({ name: "fetching", version: "1.0.0" }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [{ name: "getPet", description: "Gets a pet.", inputSchema }],
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const path = encodeURIComponent(params.arguments.petId);
    const response = await fetch(`${process.env.BENCH_BASE_URL}/pets/${path}`);
    return { content: [{ type: "text", text: await response.text() }] };
  });
  return server;
}

const http = createServer(async (request, response) => {
  const server = createMcpServer();
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  response.on("close", () => {
    void transport.close();
    void server.close();
  });
  await server.connect(transport);
  await transport.handleRequest(request, response);
});
http.listen(0, "127.0.0.1", () => {
  console.error(`serves MCP on http://127.0.0.1:${http.address().port}/mcp, bare`);
});
