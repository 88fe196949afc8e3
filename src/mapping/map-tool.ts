/** From an operation to a tool. */
import type { ToolAnnotations } from "../../templates/runtime/protocol.js";
import type { Operation } from "../openapi/api.js";
import type { Tool, ToolBody } from "../project/project.js";
import { argumentNames } from "./argument-names.js";
import { mapBody, type MappedBody } from "./map-body.js";
import { mapComponent, type ComponentNames } from "./map-component.js";
import { mapOutput } from "./map-output.js";
import type { Schemas } from "./schemas.js";

/** A tool, and the body that `api.ts` types for it. */
export interface MappedTool {
  readonly tool: Tool;
  readonly body?: MappedBody;
}

/** Makes the tool of an operation. */
export function mapTool(
  operation: Operation,
  names: ComponentNames,
  annotations: ToolAnnotations,
  schemas: Schemas,
): MappedTool {
  const body = mapBody(operation.requestBody, schemas);
  const outputSchema = mapOutput(operation, schemas);
  const tool: Tool = {
    ...mapComponent(operation, body, names, schemas, argumentNames),
    annotations,
    ...(body === undefined ? {} : { body: toolBody(body, schemas) }),
    ...(outputSchema === undefined ? {} : { outputSchema }),
  };
  return body === undefined ? { tool } : { tool, body };
}

function toolBody(body: MappedBody, schemas: Schemas): ToolBody {
  const hasMarkers = schemas.hasMarkers(body.schema);
  return {
    mediaType: body.media.name,
    otherMediaTypes: body.others,
    optional: body.optional,
    nullable: body.nullable && body.fields !== undefined && !body.nested,
    hasMarkers,
  };
}
