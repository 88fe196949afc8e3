/**
 * Golden requests: what each tool sends for one set of arguments. They are written by the runtime that the project gets,
 * so they show a reviewer what changes on the wire, and the project's own `npm test` that nothing changed unseen.
 */
import { batchName } from "../../templates/runtime/batch-listing.js";
import { createApiClient, type BaseUrls } from "../../templates/runtime/api-client.js";
import { auth } from "../../templates/runtime/auth.js";
import { pipeline, type Exchange, type ExchangeRequest } from "../../templates/runtime/exchange.js";
import type { JsonSchemaObject } from "../json/json-schema.js";
import { listing, sharedSchemas } from "../project/listing.js";
import { hasResources } from "../project/parts.js";
import type { Project } from "../project/project.js";
import { credentialsOf, needsOwnCode } from "./credentials.js";
import { withDocumented } from "./documented.js";
import { exampleEnvironment } from "./environment.js";
import { fits } from "./fits.js";
import { requestOf, type Called } from "./request-of.js";
import { randomHeadersOf } from "./random-headers.js";
import { resourceGoldens } from "./resources.js";
import { sampleArguments, searchBudget } from "./sample.js";

/** One request as it goes over the wire. */
export interface GoldenRequest {
  readonly method: string;
  /** Path and query string below the base URL. */
  readonly target: string;
  /** The key of the base URL, where it is not the default. */
  readonly server?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body of a JSON request, the text of others, base64 of what is no text. */
  readonly json?: unknown;
  readonly text?: string;
  readonly base64?: string;
}

/** What `requests.json` holds. */
export interface Goldens {
  /** The variables the test sets: credentials with values made up here. */
  readonly environment: Readonly<Record<string, string>>;
  /** The variable of each base URL, by key. */
  readonly baseUrls: Readonly<Record<string, string>>;
  /** By tool name, in the order of the document. */
  readonly tools: Readonly<Record<string, { readonly arguments: unknown; readonly request: GoldenRequest }>>;
  /** By resource name, in the order of the document; absent where there are none. */
  readonly resources?: Readonly<Record<string, { readonly uri: string; readonly request: GoldenRequest }>>;
  /** The folder of each tool, which is its tag. */
  readonly tags: Readonly<Record<string, string>>;
  /** Headers with a random value, in lower case; absent where there are none. */
  readonly randomHeaders?: readonly string[];
  /** Tools that have no request. */
  readonly untested: readonly string[];
  /** Why, by the name of the tool or resource; for the user who generates, and not written. */
  readonly causes: Readonly<Record<string, string>>;
}

/** What is exposed, and how it is reached. */
export type Exposed = Omit<Project, "typesDocument">;

type Arguments = Readonly<Record<string, unknown>>;

/** The golden request of every tool. */
export async function goldens(project: Exposed): Promise<Goldens> {
  const shared = sharedSchemas(project);
  const tools: [string, { arguments: unknown; request: GoldenRequest }][] = [];
  const causes: [string, string][] = [];
  const budget = searchBudget();
  const environment = exampleEnvironment(project, budget);
  for (const tool of project.tools.filter((each) => !needsOwnCode(project, each))) {
    const listed = listing(tool, shared);
    const sampled = sampleArguments(listed, budget);
    const golden =
      "cause" in sampled
        ? sampled.cause
        : await firstThatTravels(candidates(tool, listed.inputSchema, sampled.args), (args) =>
            goldenRequest(project, tool, args, environment),
          );
    if (typeof golden === "string") causes.push([tool.name, golden]);
    else tools.push([tool.name, golden]);
  }
  const readable = project.resources.filter((each) => !needsOwnCode(project, each));
  const resources = await resourceGoldens(readable, shared, {
    candidates: (resource, schema) => {
      const sampled = sampleArguments({ inputSchema: { ...schema } }, budget);
      return "cause" in sampled ? sampled.cause : candidates(resource, schema, sampled.args);
    },
    send: (resource, args) => goldenRequest(project, resource, args, environment),
  });
  const baseUrls = Object.fromEntries(project.baseUrls.map(({ key, variable }) => [key, variable]));
  const tags = Object.fromEntries([
    ...project.tools.map(({ name, file }) => [name, file.split("/")[0] ?? ""] as const),
    ...(project.batch === undefined ? [] : [[batchName, "batch"] as const]),
  ]);
  const tested = new Set(tools.map(([name]) => name));
  const untested = project.tools.map(({ name }) => name).filter((name) => !tested.has(name));
  const randomHeaders = randomHeadersOf(project);
  return {
    environment,
    baseUrls,
    tags,
    ...(randomHeaders.length === 0 ? {} : { randomHeaders }),
    tools: Object.fromEntries(tools),
    ...(hasResources(project) ? { resources: resources.goldens } : {}),
    untested,
    causes: Object.fromEntries([...causes, ...resources.causes]),
  };
}

/** Arguments for a golden request: with the document's examples, and without, as not every example can travel. */
function candidates(tool: Called, schema: JsonSchemaObject, sampled: Arguments): Arguments[] {
  const documented = withDocumented(sampled, tool, schema);
  const all = documented === sampled ? [sampled] : [documented, sampled];
  return all.map((args) => withPathSegments(args, tool, schema));
}

/** The first request that can be sent, or why the last cannot. */
async function firstThatTravels(
  candidates: readonly Arguments[],
  send: (args: Arguments) => Promise<GoldenRequest | string>,
): Promise<{ arguments: Arguments; request: GoldenRequest } | string> {
  let cause = "";
  for (const args of candidates) {
    const request = await send(args);
    if (typeof request !== "string") return { arguments: args, request };
    cause = request;
  }
  return cause;
}

/** A pattern such as `^.*$` is sampled as nothing or as a dot, which no segment of a path can be. */
function withPathSegments(args: Arguments, tool: Called, schema: JsonSchemaObject): Arguments {
  const isSegment = (name: string): boolean => !/^\.*$/.test(String(args[name]));
  const others = tool.arguments.filter(({ place, name }) => place === "path" && !isSegment(name));
  for (const letter of others.length === 0 ? [] : ["a", "1"]) {
    const letters = others.map(
      ({ name }) => [name, letter.repeat(Math.max(1, String(args[name]).length))] as const,
    );
    const replaced = { ...args, ...Object.fromEntries(letters) };
    if (fits(schema, replaced)) return replaced;
  }
  return args;
}

/** The request of a tool; why there is none when its arguments cannot travel, such as a sampled path segment of two dots. */
async function goldenRequest(
  project: Exposed,
  tool: Called,
  args: Arguments,
  environment: Readonly<Record<string, string>>,
): Promise<GoldenRequest | string> {
  let sent: ExchangeRequest | undefined;
  const capture: Exchange = (request) => {
    sent = request;
    return Promise.resolve({
      operation: "",
      status: 204,
      statusText: "",
      mediaType: "",
      headers: new Map(),
      body: new Uint8Array(),
    });
  };
  const api = createApiClient({
    baseUrls: localBaseUrls(project),
    environment,
    security: project.security,
    policy: project.upstream,
    userAgent: project.serverName,
    exchange: pipeline(auth(credentialsOf(project.credentials), environment), capture),
  });
  try {
    await api.request(tool.method, tool.path, requestOf(tool, args, api) as never, {
      signal: new AbortController().signal,
    });
    return sent === undefined ? "it sends nothing" : printable(sent, tool);
  } catch (error) {
    return `what was found cannot be sent: ${(error as Error).message}`;
  }
}

function localBaseUrls({ baseUrls }: Exposed): BaseUrls {
  return Object.fromEntries(
    baseUrls.map(({ key, variable }) => [key, { variable, url: "http://127.0.0.1" }]),
  );
}

function printable(request: ExchangeRequest, tool: Called): GoldenRequest {
  return {
    method: request.method,
    target: request.path,
    ...(tool.server === undefined ? {} : { server: tool.server }),
    headers: Object.fromEntries(request.headers),
    ...printableBody(request),
  };
}

function printableBody({ body, headers }: ExchangeRequest): Pick<GoldenRequest, "json" | "text" | "base64"> {
  if (body === undefined || body.length === 0) return {};
  const contentType = headers.find(([name]) => name === "content-type")?.[1] ?? "";
  const bytes = Buffer.from(body);
  const text = bytes.toString("utf8");
  if (!Buffer.from(text, "utf8").equals(bytes)) return { base64: bytes.toString("base64") };
  return /^[^;]*[/+]json\s*(;|$)/.test(contentType) ? { json: JSON.parse(text) as unknown } : { text };
}
