/** Golden requests of resources: a URI to read, and what the server then sends. */
import { parseJsonArguments } from "../../templates/runtime/json-arguments.js";
import { parseTemplate } from "../../templates/runtime/resources/uri-template.js";
import { toArguments } from "../../templates/runtime/resources/uri-values.js";
import type { JsonSchema, JsonSchemaObject } from "../json/json-schema.js";
import { wholeSchema } from "../project/listing.js";
import type { Resource } from "../project/project.js";
import { expandUri } from "./expand-uri.js";
import { fits } from "./fits.js";

type Arguments = Readonly<Record<string, unknown>>;

/** How arguments are found and what they lead to. */
export interface Trial<Request> {
  /** Arguments to try, best first. */
  readonly candidates: (resource: Resource, schema: JsonSchemaObject) => readonly Arguments[];
  /** The request; `undefined` when the arguments cannot travel. */
  readonly send: (resource: Resource, args: Arguments) => Promise<Request | undefined>;
}

/** The goldens by resource name, and the resources for which no arguments were found. */
export async function resourceGoldens<Request>(
  resources: readonly Resource[],
  shared: ReadonlyMap<string, JsonSchema>,
  trial: Trial<Request>,
): Promise<{ goldens: Record<string, { uri: string; request: Request }>; untested: string[] }> {
  const goldens: [string, { uri: string; request: Request }][] = [];
  const untested: string[] = [];
  for (const resource of resources) {
    const golden = await goldenRead(resource, wholeSchema(resource, shared), trial);
    if (golden === undefined) untested.push(resource.name);
    else goldens.push([resource.name, golden]);
  }
  return { goldens: Object.fromEntries(goldens), untested };
}

/** The first arguments that come through a URI as they are. */
async function goldenRead<Request>(
  resource: Resource,
  schema: JsonSchemaObject,
  { candidates, send }: Trial<Request>,
): Promise<{ uri: string; request: Request } | undefined> {
  for (const args of candidates(resource, schema)) {
    try {
      const uri = expandUri(resource.uriTemplate ?? resource.uri ?? "", args);
      const request = await send(resource, args);
      const read = readBack(resource, uri, schema);
      const again = read && (await send(resource, read));
      if (request !== undefined && JSON.stringify(request) === JSON.stringify(again)) return { uri, request };
    } catch {
      // The next candidate may fare better.
    }
  }
  return undefined;
}

/** What the server makes of a URI; `undefined` where it refuses it. */
function readBack(resource: Resource, uri: string, schema: JsonSchemaObject): Arguments | undefined {
  if (uri === resource.uri) return {};
  const captures = parseTemplate(resource.uriTemplate ?? "").match(uri);
  if (captures === undefined) return undefined;
  const inputSchema = { ...schema };
  const args = parseJsonArguments(toArguments(captures, inputSchema), inputSchema);
  return fits(schema, args) ? args : undefined;
}
