/** What a client sees of a tool: its entry in `tools/list`. */
import type { ToolListing } from "../../templates/runtime/protocol.js";
import { asObject, type JsonSchema } from "../json/json-schema.js";
import type { Project, Tool } from "./project.js";

/** The entry of a tool, as the generated server sends it. */
export function listing(tool: Tool, shared: ReadonlyMap<string, JsonSchema>): ToolListing {
  const definitions = tool.definitions.map((name) => [name, asObject(shared.get(name) ?? true)] as const);
  return {
    name: tool.name,
    ...(tool.title === undefined ? {} : { title: tool.title }),
    description: tool.description,
    annotations: tool.annotations,
    inputSchema: {
      ...tool.inputSchema,
      ...(definitions.length === 0 ? {} : { $defs: Object.fromEntries(definitions) }),
    },
    ...(tool.outputSchema === undefined ? {} : { outputSchema: { ...tool.outputSchema } }),
    ...(tool.tags.length === 0 ? {} : { _meta: { tags: [...tool.tags] } }),
  };
}

/** The shared schemas of a project by name. */
export function sharedSchemas(project: Pick<Project, "schemas">): ReadonlyMap<string, JsonSchema> {
  return new Map(project.schemas.map(({ name, schema }) => [name, schema]));
}
