/** The tools and resources of the exposed operations. */
import type { Operation } from "../openapi/api.js";
import type { TypedOperation } from "../openapi/types-document.js";
import type { Component, Resource, Tool } from "../project/project.js";
import type { MappedBody } from "./map-body.js";
import type { ComponentNames } from "./map-component.js";
import { mapResource, type MappedResource } from "./map-resource.js";
import { mapTool } from "./map-tool.js";
import { resourceUris } from "./resource-uris.js";
import type { Routed } from "./routes.js";
import type { Schemas } from "./schemas.js";
import { identifiers, toolFiles } from "./tool-files.js";

/** What was decided before. */
export interface Decided {
  readonly names: ReadonlyMap<Operation, string>;
  readonly schemas: Schemas;
  readonly serverName: string;
  /** Each resource is a tool as well. */
  readonly mirrorResources: boolean;
  /** Where an operation differs from the project. */
  readonly differing: (routed: Routed) => Pick<Component, "security" | "server" | "policy">;
}

/** What operations have become, in document order. */
export interface Components {
  readonly tools: readonly Tool[];
  readonly resources: readonly Resource[];
  readonly typed: readonly MappedOperation[];
}

/** An operation as `api.ts` types it. */
export interface MappedOperation extends TypedOperation {
  readonly body?: MappedBody;
}

/** Makes the tools and resources. */
export function mapComponents(exposed: readonly Routed[], decided: Decided): Components {
  const { schemas, mirrorResources } = decided;
  const tools: Tool[] = [];
  const resources: MappedResource[] = [];
  const typed: MappedOperation[] = [];
  const namesOf = componentNames(exposed, decided);
  for (const routed of exposed) {
    const { operation } = routed;
    const { resource, ...names } = namesOf(routed);
    const { key } = names;
    if (isResource(routed)) resources.push(mapResource(operation, { ...names, constant: resource }, schemas));
    if (isResource(routed) && !mirrorResources) {
      typed.push({ operation, key });
      continue;
    }
    const { tool, ...body } = mapTool(operation, { ...names, constant: key }, schemas);
    tools.push(tool);
    typed.push({ operation, key, ...body });
  }
  return { tools, resources: resourceUris(resources, decided), typed };
}

function isResource({ mcpType }: Routed): boolean {
  return mcpType === "resource" || mcpType === "resource_template";
}

type Named = Omit<ComponentNames, "constant"> & { readonly resource: string };

function componentNames(
  exposed: readonly Routed[],
  { names, differing }: Decided,
): (routed: Routed) => Named {
  const files = toolFiles(names);
  const readable = exposed.filter(isResource).map(({ operation }) => operation);
  const identifiersOf = identifiers(names, readable);
  return (routed) => ({
    name: names.get(routed.operation) ?? "",
    file: files.get(routed.operation) ?? "",
    ...identifiersOf(routed.operation),
    tags: routed.tags,
    mcpTags: routed.mcpTags,
    ...differing(routed),
  });
}
