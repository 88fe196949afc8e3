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
  /** Arguments to try, best first, or why there are none. */
  readonly candidates: (resource: Resource, schema: JsonSchemaObject) => readonly Arguments[] | string;
  /** The request, or why the arguments cannot travel. */
  readonly send: (resource: Resource, args: Arguments) => Promise<Request | string>;
}

/** The goldens by resource name, and why other resources have none. */
export async function resourceGoldens<Request extends object>(
  resources: readonly Resource[],
  shared: ReadonlyMap<string, JsonSchema>,
  trial: Trial<Request>,
): Promise<{ goldens: Record<string, { uri: string; request: Request }>; causes: [string, string][] }> {
  const goldens: [string, { uri: string; request: Request }][] = [];
  const causes: [string, string][] = [];
  for (const resource of resources) {
    const golden = await goldenRead(resource, wholeSchema(resource, shared), trial);
    if (typeof golden === "string") causes.push([resource.name, golden]);
    else goldens.push([resource.name, golden]);
  }
  return { goldens: Object.fromEntries(goldens), causes };
}

/** The first arguments that come through a URI as they are, or why there are none. */
async function goldenRead<Request extends object>(
  resource: Resource,
  schema: JsonSchemaObject,
  { candidates, send }: Trial<Request>,
): Promise<{ uri: string; request: Request } | string> {
  const found = candidates(resource, schema);
  if (typeof found === "string") return found;
  let cause = "no URI leads to what was found";
  for (const args of found) {
    try {
      const uri = expandUri(resource.uriTemplate ?? resource.uri ?? "", args);
      const request = await send(resource, args);
      const read = readBack(resource, uri, schema);
      const again = read && (await send(resource, read));
      if (typeof request === "string") cause = request;
      else if (JSON.stringify(request) === JSON.stringify(again)) return { uri, request };
    } catch {
      // The next candidate may fare better.
    }
  }
  return cause;
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
