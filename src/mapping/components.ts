/** The tools and resources of the exposed operations. */
import { isResource } from "../config/match-route.js";
import type { TypedOperation } from "../openapi/types-document.js";
import type { Component, Resource, Tool } from "../project/project.js";
import type { Presented } from "./component-function.js";
import { toAnnotations, toTags } from "./component-texts.js";
import type { MappedBody } from "./map-body.js";
import type { ComponentNames } from "./map-component.js";
import { mapResource, type MappedResource } from "./map-resource.js";
import { mapTool } from "./map-tool.js";
import { resourceUris } from "./resource-uris.js";
import type { Schemas } from "./schemas.js";
import { identifiers, toolFiles } from "./tool-files.js";

/** What was decided before. */
export interface Decided {
  readonly schemas: Schemas;
  readonly serverName: string;
  /** Each resource is a tool as well. */
  readonly mirrorResources: boolean;
  /** Where an operation differs from the project. */
  readonly differing: (presented: Presented) => Pick<Component, "security" | "server" | "policy">;
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
export function mapComponents(exposed: readonly Presented[], decided: Decided): Components {
  const { schemas, mirrorResources } = decided;
  const tools: Tool[] = [];
  const resources: MappedResource[] = [];
  const typed: MappedOperation[] = [];
  const namesOf = componentNames(exposed, decided);
  for (const presented of exposed) {
    const { operation, type, texts } = presented;
    const { resource, ...names } = namesOf(presented);
    const { key } = names;
    const isRead = isResource(type.value);
    if (isRead) resources.push(mapResource(operation, { ...names, constant: resource }, schemas));
    if (isRead && !mirrorResources) {
      typed.push({ operation, key });
      continue;
    }
    const { tool, ...body } = mapTool(
      operation,
      { ...names, constant: key },
      toAnnotations(texts.annotations),
      schemas,
    );
    tools.push(tool);
    typed.push({ operation, key, ...body });
  }
  return { tools, resources: resourceUris(resources, decided), typed };
}

type Named = Omit<ComponentNames, "constant"> & { readonly resource: string };

function componentNames(
  exposed: readonly Presented[],
  { differing }: Decided,
): (presented: Presented) => Named {
  const names = new Map(exposed.map(({ operation, name }) => [operation, name.value]));
  const files = toolFiles(names);
  const readable = exposed.filter(({ type }) => isResource(type.value)).map(({ operation }) => operation);
  const identifiersOf = identifiers(names, readable);
  return (presented) => {
    const { operation, name, texts } = presented;
    return {
      name: name.value,
      ...(name.before === undefined ? {} : { lockName: name.before }),
      file: files.get(operation) ?? "",
      ...identifiersOf(operation),
      ...(texts.title === undefined ? {} : { title: texts.title.value }),
      description: texts.description.value,
      ...toTags(texts.tags),
      ...differing(presented),
    };
  };
}
