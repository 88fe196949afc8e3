import { describe, expect, it } from "vitest";
import type { Tool } from "../../src/project/project.js";
import { mapped } from "./support.js";

const long =
  "Gives the pets of an owner, the youngest first. " + "There is more to say about them. ".repeat(20).trim();

/** A document of so many operations like this one. */
function documentOf(count: number, operation: object): object {
  const paths = Array.from({ length: count }, (_, index) => [`/pets/${index}`, { get: operation }] as const);
  return {
    openapi: "3.1.0",
    info: { title: "Pets", version: "1" },
    servers: [{ url: "https://pets.example.com" }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: { Filter: { type: "object", properties: { age: { type: "integer", description: long } } } },
    },
  };
}

function firstTool(count: number, operation: object): Tool {
  const [tool] = mapped(documentOf(count, operation)).project.tools;
  if (tool === undefined) throw new Error("no tool");
  return tool;
}

const operation = {
  summary: "List pets",
  description: long,
  parameters: [
    { name: "limit", in: "query", description: long, schema: { type: "integer" } },
    // A name of an argument, not the keyword.
    { name: "description", in: "query", schema: { enum: [{ description: long }] } },
  ],
  responses: {
    200: {
      description: "",
      content: {
        "application/json": {
          schema: {
            type: "object",
            title: "Pets",
            properties: { pet: { type: "string", description: long } },
          },
        },
      },
    },
  },
};

describe("up to 128 tools", () => {
  it("say all that the document says", () => {
    const tool = firstTool(128, operation);
    expect(tool.description).toBe(long);
    expect(tool.inputSchema.properties?.["limit"]).toMatchObject({ description: long });
    expect(tool.annotations).toEqual({
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: true,
    });
    expect(JSON.stringify(tool.outputSchema)).toContain(long);
  });
});

describe("more tools than that", () => {
  const tool = firstTool(129, operation);

  it("say their first sentences", () => {
    expect(tool.description).toMatch(/^Gives the pets of an owner, the youngest first\. There is more/);
    expect(tool.description.length).toBeLessThanOrEqual(160);
    expect(tool.inputSchema.properties?.["limit"]).toEqual({
      type: "integer",
      description: "Gives the pets of an owner, the youngest first. There is more to say about them.",
    });
    expect(tool.title).toBe("List pets");
  });

  it("say all that the config says of an argument", () => {
    const entry = { arguments: new Map([["limit", { description: `${long} So says the config.` }]]) };
    const config = { operations: new Map([["GET /pets/0", entry]]) };
    const [first, second] = mapped(documentOf(129, operation), { config }).project.tools;
    expect(first?.inputSchema.properties?.["limit"]).toMatchObject({
      description: `${long} So says the config.`,
    });
    expect(second?.inputSchema).toEqual(tool.inputSchema);
  });

  it("keep what is data", () => {
    expect(tool.inputSchema.properties?.["description"]).toEqual({ enum: [{ description: long }] });
  });

  it("keep the shape of their output", () => {
    expect(tool.outputSchema).toEqual({ type: "object", properties: { pet: { type: "string" } } });
    const properties = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`property${index}`, { type: "string" }]),
    );
    const wide = {
      200: { description: "", content: { "application/json": { schema: { type: "object", properties } } } },
    };
    expect(firstTool(128, { responses: wide }).outputSchema).toBeDefined();
    expect(firstTool(129, { responses: wide }).outputSchema).toBeUndefined();
  });

  it("leave out hints that say what MCP takes for granted", () => {
    expect(tool.annotations).toEqual({ readOnlyHint: true });
    const [post, put, remove] = ["post", "put", "delete"].map((method) => {
      const document = documentOf(129, {}) as { paths: Record<string, object> };
      document.paths["/pets/0"] = { [method]: {} };
      return mapped(document).project.tools[0]?.annotations;
    });
    expect(post).toEqual({ destructiveHint: false });
    expect(put).toEqual({ idempotentHint: true });
    expect(remove).toEqual({ idempotentHint: true });
  });

  it("shorten what they share", () => {
    const withFilter = {
      parameters: [{ name: "filter", in: "query", schema: { $ref: "#/components/schemas/Filter" } }],
    };
    const { project } = mapped(documentOf(129, withFilter));
    const filter = project.schemas.find(({ name }) => name === "Filter")?.schema as {
      properties: { age: { description: string } };
    };
    expect(filter.properties.age.description.length).toBeLessThanOrEqual(80);
  });
});

describe("the tags of a tool in a long list", () => {
  const tagged = { ...operation, tags: ["pets", "all"] };
  const mcpTags = ["pets"];

  it("are not listed but for the config's, and select it nevertheless", () => {
    const config = { routeMaps: [{ mcpType: "tool" as const, mcpTags }] };
    const [tool] = mapped(documentOf(129, tagged), { config }).project.tools;
    expect([tool?.tags, tool?.unlistedTags]).toEqual([mcpTags, ["all"]]);
  });

  it("are listed, and texts whole, where few tools are", () => {
    const config = { surface: { pin: [] } };
    for (const tool of [
      firstTool(128, tagged),
      mapped(documentOf(129, tagged), { config }).project.tools[0],
    ]) {
      expect([tool?.tags, tool?.unlistedTags]).toEqual([["pets", "all"], undefined]);
      expect(tool?.description).toBe(long);
    }
  });
});
