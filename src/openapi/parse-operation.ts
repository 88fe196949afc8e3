/** Path Item and Operation Objects (OpenAPI 3.2 sections 4.9 and 4.10). */
import type { Operation, Security, Server, SkippedOperation } from "./api.js";
import { Unsupported, type ParseContext } from "./context.js";
import { isObject } from "../json/json.js";
import { refOf, type SpecNode } from "./node.js";
import { parseRequestBody, parseResponses } from "./parse-body.js";
import { McpExtensions } from "./parse-extension.js";
import { mergedParameters, parameterPlaces, parseParameters } from "./parse-parameter.js";
import { parseSecurity } from "./parse-security.js";
import { parseOwnServers } from "./parse-server.js";
import { withPathParameters } from "./path-parameters.js";
import { BrokenReference } from "./reader.js";
import { parseSwaggerBody, parseSwaggerResponses } from "./swagger-body.js";

const methods: ReadonlySet<string> = new Set([
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
  "query",
]);

/** What applies to operations that do not say otherwise. */
export interface Inherited {
  readonly security: Security;
  readonly servers: readonly Server[];
}

/** The operations of the document, and those that are left out. */
export interface ParsedOperations {
  readonly operations: Operation[];
  readonly skipped: SkippedOperation[];
}

/** Reads every operation; one that cannot be supported is skipped with a warning and does not fail the rest. */
export function parseOperations(context: ParseContext, inherited: Inherited): ParsedOperations {
  const parsed: ParsedOperations = { operations: [], skipped: [] };
  const extensions = new McpExtensions(context.reader.root, context.diagnostics);
  for (const [path, node] of context.reader.root.get("paths")?.entries() ?? []) {
    if (path.startsWith("x-")) continue;
    reportOtherCase(context, path, node);
    const taken = new Set<string>();
    for (const { method, operation, pathItems } of operationsOf(context, node)) {
      const read = attempt(context, { method, path }, operation, () => {
        if (taken.has(method)) throw new Unsupported("its path has another operation of this method");
        taken.add(method);
        const mcp = extensions.of(pathItems, operation);
        return { ...parseOperation(context, { method, path }, pathItems, operation, inherited), ...mcp };
      });
      if (read === undefined) reportBroken(context, pathItems, operation);
      else if ("reason" in read) parsed.skipped.push(read);
      else parsed.operations.push(read);
    }
  }
  return parsed;
}

/** The first broken reference ends the reading of an operation; the other parts may have some too. */
function reportBroken(context: ParseContext, pathItems: readonly SpecNode[], node: SpecNode): void {
  const parts = [
    () => parseParameters(context, mergedParameters(context, [...pathItems, node])),
    () => parseRequestBody(context, node),
    () => parseResponses(context, node),
  ];
  for (const part of parts) {
    try {
      part();
    } catch (error) {
      if (!(error instanceof BrokenReference || error instanceof Unsupported)) throw error;
    }
  }
}

interface Route {
  readonly method: string;
  readonly path: string;
}

/** An operation as it is written, and the path items it stands in: where one is a reference, both its ends. */
interface Written {
  readonly method: string;
  readonly operation: SpecNode;
  readonly pathItems: readonly SpecNode[];
}

function attempt<T>(
  context: ParseContext,
  route: Route,
  node: SpecNode,
  read: () => T,
): T | SkippedOperation | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof BrokenReference) return undefined;
    if (!(error instanceof Unsupported)) throw error;
    const operation = `${route.method} ${route.path}`;
    context.diagnostics.report(
      "operation-skipped",
      { operation, reason: error.message },
      { place: node.place },
    );
    return { ...route, reason: error.message };
  }
}

/** A path item may be a reference; what stands beside its `$ref` wins (section 4.9). */
function operationsOf(context: ParseContext, written: SpecNode): Written[] {
  let target: SpecNode;
  try {
    target = context.reader.follow(written);
  } catch (error) {
    if (error instanceof BrokenReference) return [];
    throw error;
  }
  const isReference = refOf(written) !== undefined;
  const own = isReference ? methodsOf(written) : [];
  const taken = new Set(own.map(([method]) => method));
  const followed = methodsOf(target).filter(([method]) => !taken.has(method));
  const pathItems = isReference ? [target, written] : [target];
  return [...own, ...followed].map(([method, node]) => ({
    method,
    operation: followReference(context, node),
    pathItems,
  }));
}

function followReference(context: ParseContext, node: SpecNode): SpecNode {
  try {
    return context.reader.follow(node);
  } catch (error) {
    if (error instanceof BrokenReference) return node;
    throw error;
  }
}

/** Keys are compared as they are written (OpenAPI 3.2 section 4.9), so `GET` is no method of a path item. */
function reportOtherCase(context: ParseContext, path: string, pathItem: SpecNode): void {
  for (const [key, node] of pathItem.entries()) {
    const method = key.toLowerCase();
    if (key === method || !methods.has(method)) continue;
    const reason = `its method is written in lower case: ${method}`;
    context.diagnostics.report(
      "operation-skipped",
      { operation: `${key} ${path}`, reason },
      { place: node.place },
    );
  }
}

function methodsOf(pathItem: SpecNode): [string, SpecNode][] {
  const fixed = pathItem
    .entries()
    .filter(([key]) => methods.has(key))
    .map(([key, node]): [string, SpecNode] => [key.toUpperCase(), node]);
  return [...fixed, ...(pathItem.get("additionalOperations")?.entries() ?? [])];
}

function parseOperation(
  context: ParseContext,
  { method, path }: Route,
  pathItems: readonly SpecNode[],
  node: SpecNode,
  inherited: Inherited,
): Operation {
  if (!isObject(node.value)) throw new Unsupported("it is no object");
  if (!path.startsWith("/")) throw new Unsupported("its path does not start with a slash");
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method) || method.toUpperCase() === "CONNECT") {
    throw new Unsupported("its method cannot be sent");
  }
  const swagger = context.version === "2.0";
  const owners = [...pathItems, node];
  const requestBody = swagger ? parseSwaggerBody(context, owners) : parseRequestBody(context, node);
  const merged = mergedParameters(context, owners);
  return {
    method,
    path,
    ...texts(node),
    tags: tagsOf(node),
    deprecated: node.isTrue("deprecated"),
    parameters: withPathParameters(context, node, path, parseParameters(context, merged)),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: swagger ? parseSwaggerResponses(context, node) : parseResponses(context, node),
    security: parseSecurity(node) ?? inherited.security,
    servers: parseOwnServers(context, owners) ?? inherited.servers,
    place: node.place,
    places: placesOf(node),
    parameterPlaces: parameterPlaces(merged),
  };
}

function texts(node: SpecNode): Pick<Operation, "operationId" | "summary" | "description"> {
  const all = ["operationId", "summary", "description"].map((key) => [key, node.text(key)?.trim()] as const);
  return Object.fromEntries(all.filter(([, text]) => text !== undefined && text !== ""));
}

function placesOf(node: SpecNode): Operation["places"] {
  const keys = ["operationId", "summary", "description", "tags", "requestBody"] as const;
  return Object.fromEntries(
    keys.flatMap((key) => {
      const place = node.get(key)?.place;
      return place === undefined ? [] : [[key, place]];
    }),
  );
}

function tagsOf(node: SpecNode): string[] {
  const tags = (node.get("tags")?.items() ?? []).map(({ value }) => value);
  return tags.filter((tag) => typeof tag === "string");
}
