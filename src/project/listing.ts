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

/** What the list of a server's tools is made of. */
export type Listed = Pick<Project, "tools" | "schemas" | "batch" | "surface">;

/** An entry of `tools/list`. */
interface Entry {
  /** Absent where the server adds the tool. */
  readonly tool?: Tool;
  readonly listing: ToolListing;
}

/** What `tools/list` answers: the search and what is pinned, where the server lists a search. */
export function listedTools(project: Listed): ToolListing[] {
  return listedOf(project).map(({ listing: entry }) => entry);
}

/** The one place that says what is listed, and in which order. */
function listedOf({ tools, schemas, batch, surface }: Listed): Entry[] {
  const shared = sharedSchemas({ schemas });
  const entries = (some: readonly Tool[]): Entry[] =>
    some.map((tool) => ({ tool, listing: listing(tool, shared) }));
  const ofBatch = batch === undefined ? [] : [{ listing: batchListing(tools, batch) }];
  if (surface === undefined) return [...entries(tools), ...ofBatch];
  const isPinned = surface.pin.length === 0 ? () => false : selectorTest(surface.pin);
  const ofSearch = surfaceListings(tools).map((entry) => ({ listing: entry }));
  return [...ofSearch, ...entries(tools.filter(isPinned)), ...ofBatch];
}

/** The entry of each tool of a project, in order, listed or found by the search; the one that calls others is the last. */
export function toolListings({ tools, schemas, batch }: Omit<Listed, "surface">): ToolListing[] {
  return listedTools({ tools, schemas, ...(batch === undefined ? {} : { batch }) });
}

/** An entry of `tools/list`, as JSON. */
export interface ListedEntry {
  /** Absent where the server adds the tool. */
  readonly tool?: Tool;
  readonly json: string;
}

/** What the server answers to `tools/list`, as JSON. */
export function listedEntries(project: Listed): ListedEntry[] {
  return listedOf(project).map(({ listing: entry, ...of }) => ({ ...of, json: JSON.stringify(entry) }));
}

/** Bytes of JSON, and the tokens that they are for a model, at about four characters each. */
export interface Size {
  readonly bytes: number;
  readonly tokens: number;
}

/** The size of such a list. */
export function sizeOfEntries(entries: readonly ListedEntry[]): Size {
  return sizeOf(entries.map(({ json }) => json).join(""));
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
