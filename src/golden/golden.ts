/**
 * Golden requests: what each tool sends for one set of arguments. They are written by the runtime that the project gets,
 * so they show a reviewer what changes on the wire, and the project's own `npm test` that nothing changed unseen.
 */
import { createApiClient, type BaseUrls } from "../../templates/runtime/api-client.js";
import { auth } from "../../templates/runtime/auth.js";
import * as factories from "../../templates/runtime/credentials.js";
import { pipeline, type Exchange, type ExchangeRequest } from "../../templates/runtime/exchange.js";
import type { RequestValues } from "../../templates/runtime/wire/wire.js";
import type { JsonSchemaObject } from "../json/json-schema.js";
import { listing, sharedSchemas } from "../project/listing.js";
import { hasResources } from "../project/parts.js";
import type { Component, Credential, Project, Tool } from "../project/project.js";
import { withDocumented } from "./documented.js";
import { fits } from "./fits.js";
import { resourceGoldens } from "./resources.js";
import { sampleArguments } from "./sample.js";

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
  /** Tools for which no arguments were found. */
  readonly untested: readonly string[];
  /** Resources for which none were found. */
  readonly unread: readonly string[];
}

/** What is exposed, and how it is reached. */
export type Exposed = Omit<Project, "typesDocument">;

type Arguments = Readonly<Record<string, unknown>>;

/** A tool, or a resource, which has no body. */
type Called = Component & Pick<Tool, "body">;

/** The golden request of every tool. */
export async function goldens(project: Exposed): Promise<Goldens> {
  const shared = sharedSchemas(project);
  const environment = exampleEnvironment(project.credentials);
  const tools: [string, { arguments: unknown; request: GoldenRequest }][] = [];
  const untested: string[] = [];
  for (const tool of project.tools) {
    const listed = listing(tool, shared);
    const golden = await firstThatTravels(
      candidates(tool, listed.inputSchema, sampleArguments(listed)),
      (args) => goldenRequest(project, tool, args, environment),
    );
    if (golden === undefined) untested.push(tool.name);
    else tools.push([tool.name, golden]);
  }
  const resources = await resourceGoldens(project.resources, shared, {
    candidates: (resource, schema) =>
      candidates(resource, schema, sampleArguments({ inputSchema: { ...schema } })),
    send: (resource, args) => goldenRequest(project, resource, args, environment),
  });
  const baseUrls = Object.fromEntries(project.baseUrls.map(({ key, variable }) => [key, variable]));
  const tags = Object.fromEntries(project.tools.map(({ name, file }) => [name, file.split("/")[0] ?? ""]));
  return {
    environment,
    baseUrls,
    tags,
    tools: Object.fromEntries(tools),
    ...(hasResources(project) ? { resources: resources.goldens } : {}),
    untested,
    unread: resources.untested,
  };
}

/** Arguments for a golden request: with the document's examples, and without, as not every example can travel. */
function candidates(tool: Called, schema: JsonSchemaObject, sampled: Arguments | undefined): Arguments[] {
  if (sampled === undefined) return [];
  const documented = withDocumented(sampled, tool, schema);
  const all = documented === sampled ? [sampled] : [documented, sampled];
  return all.map((args) => withoutDots(args, tool, schema));
}

async function firstThatTravels(
  candidates: readonly Arguments[],
  send: (args: Arguments) => Promise<GoldenRequest | undefined>,
): Promise<{ arguments: Arguments; request: GoldenRequest } | undefined> {
  for (const args of candidates) {
    const request = await send(args);
    if (request !== undefined) return { arguments: args, request };
  }
  return undefined;
}

/** A pattern such as `^.+$` is sampled as a dot, which no path can hold. */
function withoutDots(args: Arguments, tool: Called, schema: JsonSchemaObject): Arguments {
  const isDots = (name: string): boolean => /^\.+$/.test(String(args[name]));
  const dots = tool.arguments.filter(({ place, name }) => place === "path" && isDots(name));
  if (dots.length === 0) return args;
  const letters = dots.map(({ name }) => [name, "a".repeat(String(args[name]).length)] as const);
  const replaced = { ...args, ...Object.fromEntries(letters) };
  return fits(schema, replaced) ? replaced : args;
}

function exampleEnvironment(credentials: readonly Credential[]): Record<string, string> {
  const variables = credentials.flatMap((each) =>
    each.kind === "basic" ? [each.username, each.password] : [each.variable],
  );
  return Object.fromEntries(
    variables.map((variable) => [variable, variable.toLowerCase().replaceAll("_", "-")]),
  );
}

/** The request of a tool; `undefined` when its arguments cannot travel, such as a sampled path segment of two dots. */
async function goldenRequest(
  project: Exposed,
  tool: Called,
  args: Arguments,
  environment: Readonly<Record<string, string>>,
): Promise<GoldenRequest | undefined> {
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
    userAgent: project.serverName,
    exchange: pipeline(auth(credentialsOf(project), environment), capture),
  });
  try {
    await api.request(tool.method, tool.path, requestOf(tool, args) as never, {
      signal: new AbortController().signal,
    });
    return sent && printable(sent, tool);
  } catch {
    return undefined;
  }
}

function localBaseUrls({ baseUrls }: Exposed): BaseUrls {
  return Object.fromEntries(
    baseUrls.map(({ key, variable }) => [key, { variable, url: "http://127.0.0.1" }]),
  );
}

function credentialsOf({ credentials }: Exposed): factories.Credentials {
  return Object.fromEntries(credentials.map((each) => [each.scheme, credentialOf(each)]));
}

function credentialOf(credential: Credential): factories.Credential {
  switch (credential.kind) {
    case "apiKey":
      return factories.apiKey(credential);
    case "bearer":
      return factories.bearer(credential);
    case "basic":
      return factories.basic(credential);
    case "authorization":
      return factories.authorization({ scheme: credential.httpScheme, variable: credential.variable });
  }
}

/** What the tool's own code hands to `api.request`. */
function requestOf(tool: Called, args: Arguments): RequestValues & object {
  const valueOf = (name: string): unknown => (Object.hasOwn(args, name) ? args[name] : undefined);
  const places = (["path", "query", "header", "cookie", "querystring"] as const).map((place) => {
    const inPlace = tool.arguments.filter((argument) => argument.place === place);
    return [
      place,
      Object.fromEntries(inPlace.map(({ wireName, name }) => [wireName, valueOf(name)])),
    ] as const;
  });
  const whole = tool.arguments.find(({ place }) => place === "body");
  const fields = tool.arguments
    .filter(({ place }) => place === "field")
    .map(({ wireName, name }) => [wireName, valueOf(name)] as const);
  const given = fields.some(([, value]) => value !== undefined) || tool.body?.optional === false;
  const flat: unknown = given ? Object.fromEntries(fields) : undefined;
  const body = whole === undefined ? flat : valueOf(whole.name);
  return {
    ...Object.fromEntries(places),
    ...(tool.body === undefined ? {} : { body }),
    ...(tool.wire === undefined ? {} : { wire: tool.wire }),
    ...(tool.security === undefined ? {} : { security: tool.security }),
  };
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
