/** What a client sees of tools and resources: their entries in `tools/list` and the lists of resources. */
import { batchListing } from "../../templates/runtime/batch-listing.js";
import { selectorTest } from "../../templates/runtime/selection.js";
import { surfaceListings } from "../../templates/runtime/surface/surface-listing.js";
import type {
  ResourceListing,
  ResourceTemplateListing,
  ToolListing,
} from "../../templates/runtime/protocol.js";
import { asObject, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import type { Component, Project, Resource, Tool } from "./project.js";

/** The entry of a tool, as the generated server sends it. */
export function listing(tool: Tool, shared: ReadonlyMap<string, JsonSchema>): ToolListing {
  return {
    name: tool.name,
    ...(tool.title === undefined ? {} : { title: tool.title }),
    description: tool.description,
    annotations: tool.annotations,
    inputSchema: wholeSchema(tool, shared),
    ...(tool.outputSchema === undefined ? {} : { outputSchema: { ...tool.outputSchema } }),
    ...(tool.tags.length === 0 ? {} : { _meta: { tags: [...tool.tags] } }),
  };
}

/** What `tools/list` answers: the search and what is pinned, where the server lists a search. */
export function listedTools(
  project: Pick<Project, "tools" | "schemas" | "batch" | "surface">,
): ToolListing[] {
  const { tools, batch, surface } = project;
  if (surface === undefined) return toolListings(project);
  const isPinned = surface.pin.length === 0 ? () => false : selectorTest(surface.pin);
  const pinned = tools.filter(isPinned);
  return [
    ...surfaceListings(tools),
    ...toolListings({ tools: pinned, schemas: project.schemas }),
    ...(batch === undefined ? [] : [batchListing(tools, batch)]),
  ];
}

/** The entry of each tool of a project, in order; the one that calls others is the last. */
export function toolListings({
  tools,
  schemas,
  batch,
}: Pick<Project, "tools" | "schemas" | "batch">): ToolListing[] {
  const shared = sharedSchemas({ schemas });
  const ofTools = tools.map((tool) => listing(tool, shared));
  return batch === undefined ? ofTools : [...ofTools, batchListing(tools, batch)];
}

/** The entries of all tools as JSON. */
export function toolEntries(project: Pick<Project, "tools" | "schemas" | "batch">): string[] {
  return toolListings(project).map((entry) => JSON.stringify(entry));
}

/** Those that `tools/list` answers as JSON. */
export function listedEntries(project: Parameters<typeof listedTools>[0]): string[] {
  return listedTools(project).map((entry) => JSON.stringify(entry));
}

/** Bytes of JSON, and the tokens that they are for a model, at about four characters each. */
export interface Size {
  readonly bytes: number;
  readonly tokens: number;
}

/** The size of some JSON. */
export function sizeOf(json: string): Size {
  return { bytes: Buffer.byteLength(json), tokens: Math.ceil(json.length / 4) };
}

/** The input schema with the shared schemas that it reaches. */
export function wholeSchema(
  { inputSchema, definitions }: Component,
  shared: ReadonlyMap<string, JsonSchema>,
): JsonSchemaObject & { [keyword: string]: unknown } {
  const reached = definitions.map((name) => [name, asObject(shared.get(name) ?? true)] as const);
  return { ...inputSchema, ...(reached.length === 0 ? {} : { $defs: Object.fromEntries(reached) }) };
}

/** The entries of resources in `resources/list`, of those that have a URI. */
export function resourceListings(resources: readonly Resource[]): ResourceListing[] {
  return resources.flatMap((resource) =>
    resource.uri === undefined ? [] : [{ uri: resource.uri, ...about(resource) }],
  );
}

/** The entries of resources in `resources/templates/list`, of those that have a template. */
export function templateListings(resources: readonly Resource[]): ResourceTemplateListing[] {
  return resources.flatMap((resource) =>
    resource.uriTemplate === undefined ? [] : [{ uriTemplate: resource.uriTemplate, ...about(resource) }],
  );
}

function about({ name, title, description, mimeType, tags }: Resource): Omit<ResourceListing, "uri"> {
  return {
    name,
    ...(title === undefined ? {} : { title }),
    description,
    ...(mimeType === undefined ? {} : { mimeType }),
    ...(tags.length === 0 ? {} : { _meta: { tags: [...tags] } }),
  };
}

/** The shared schemas of a project by name. */
export function sharedSchemas(project: Pick<Project, "schemas">): ReadonlyMap<string, JsonSchema> {
  return new Map(project.schemas.map(({ name, schema }) => [name, schema]));
}
