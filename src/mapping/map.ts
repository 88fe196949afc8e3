/** From what a document means to what the server contains. */
import { at, type Config } from "../config/config.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Lock } from "../lock/lock.js";
import type { Api, Operation } from "../openapi/api.js";
import { typesDocument } from "../openapi/types-document.js";
import type { Project } from "../project/project.js";
import { mapBaseUrls } from "./base-urls.js";
import { briefIfMany } from "./brief.js";
import { mapCredentials, sameSecurity, supported } from "./credentials.js";
import { EnvironmentNames } from "./environment.js";
import type { MappedBody } from "./map-body.js";
import { mapTool } from "./map-tool.js";
import { withOperationConfig } from "./operation-config.js";
import { routeOperations } from "./routes.js";
import { Schemas } from "./schemas.js";
import { withServerVariables } from "./server-variables.js";
import { toolFiles, toolIdentifiers } from "./tool-files.js";
import { toolNames } from "./tool-names.js";
import { slug } from "./words.js";

/**
 * Decides everything the generated server contains.
 * @param lock of the project's last generation: the names in it are kept
 */
export function map(
  document: Api,
  config: Config,
  lock: Lock | undefined,
  diagnostics: Diagnostics,
): Project {
  const api = withOperationConfig(withServerVariables(document, config, diagnostics), config, diagnostics);
  const routed = routeOperations(api.operations, config, diagnostics);
  const exposed = routed.filter(({ mcpType }) => mcpType === "tool");
  const operations = exposed.map(({ operation }) => operation);
  if (operations.length === 0) diagnostics.report("nothing-exposed", {});
  reportUnusedNames(api, config, diagnostics);
  const serverName = config.server.name ?? slugOf(api.title);
  const environment = new EnvironmentNames(serverName);
  const baseUrls = mapBaseUrls(api, operations, config, environment, diagnostics);
  const credentials = mapCredentials(api, operations, environment, diagnostics);
  const security = supported(api.security, credentials);
  const schemas = new Schemas(api);
  const names = toolNames(operations, config, lock, diagnostics);
  const files = toolFiles(names);
  const identifiers = toolIdentifiers(names);

  const mapped = exposed.map(({ operation, tags, mcpTags }) => {
    const own = supported(operation.security, credentials);
    const server = baseUrls.keyOf(operation);
    const identity = {
      name: names.get(operation) ?? "",
      file: files.get(operation) ?? "",
      ...identifiers(operation),
      tags,
      mcpTags,
    };
    const differing = {
      ...(sameSecurity(own, security) ? {} : { security: own }),
      ...(server === undefined ? {} : { server }),
    };
    return { operation, ...mapTool(operation, { ...identity, ...differing }, schemas) };
  });
  reportTexts(mapped, diagnostics);
  const reached = new Set(mapped.flatMap(({ tool }) => tool.definitions));
  return briefIfMany({
    packageName: packageNameOf(api.title),
    serverName,
    title: api.title,
    version: api.version,
    prefix: environment.prefix,
    filesVariable: environment.filesVariable,
    forwardHeaders: config.http.forwardHeaders,
    baseUrls: baseUrls.all,
    credentials,
    security,
    tools: mapped.map(({ tool }) => tool),
    schemas: schemas.shared([...reached].sort()),
    typesDocument: typesDocument(
      api,
      mapped.map(({ operation, tool, body }) => ({
        operation,
        key: tool.constant,
        ...(body === undefined ? {} : { body }),
      })),
      (id) => schemas.nameOf(id),
    ),
  });
}

/** The package name that a document's title gives, which is also the default output folder. */
export function packageNameOf(title: string): string {
  return `${slugOf(title)}-mcp`;
}

function slugOf(title: string): string {
  return slug(title, 60) || "api";
}

function reportTexts(
  mapped: readonly { readonly operation: Operation; readonly body?: MappedBody }[],
  diagnostics: Diagnostics,
): void {
  for (const { operation, body } of mapped) {
    const { method, path, place } = operation;
    const reason = body?.textBecause;
    if (reason !== undefined)
      diagnostics.report("xml-body-is-text", { operation: `${method} ${path}`, reason }, { place });
  }
}

function reportUnusedNames(api: Api, config: Config, diagnostics: Diagnostics): void {
  const known = new Set(
    api.operations.flatMap(({ operationId, method, path }) => [operationId ?? "", `${method} ${path}`]),
  );
  for (const key of config.names.keys()) {
    if (!known.has(key)) diagnostics.report("name-of-nothing", { key }, at(config, "names", key));
  }
}
