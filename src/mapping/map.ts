/** From what a document means to what the server contains. */
import { at, type Config } from "../config/config.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Lock } from "../lock/lock.js";
import type { Api } from "../openapi/api.js";
import { typesDocument } from "../openapi/types-document.js";
import type { Project } from "../project/project.js";
import { mapBaseUrls } from "./base-urls.js";
import { briefIfMany } from "./brief.js";
import { mapComponents, type MappedOperation } from "./components.js";
import { mapCredentials, sameSecurity, supported } from "./credentials.js";
import { EnvironmentNames } from "./environment.js";
import { withOperationConfig } from "./operation-config.js";
import { routeOperations } from "./routes.js";
import { Schemas } from "./schemas.js";
import { withServerVariables } from "./server-variables.js";
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
  const exposed = routed.filter(({ mcpType }) => mcpType !== "exclude");
  const operations = exposed.map(({ operation }) => operation);
  if (operations.length === 0) diagnostics.report("nothing-exposed", {});
  reportUnusedNames(api, config, diagnostics);
  const serverName = config.server.name ?? slugOf(api.title);
  const environment = new EnvironmentNames(serverName);
  const baseUrls = mapBaseUrls(api, operations, config, environment, diagnostics);
  const credentials = mapCredentials(api, operations, {
    config,
    environment,
    baseUrls: baseUrls.all,
    diagnostics,
  });
  const security = supported(api.security, credentials);
  const schemas = new Schemas(api);
  const names = toolNames(operations, config, lock, diagnostics);
  const { tools, resources, typed } = mapComponents(exposed, {
    names,
    schemas,
    serverName,
    mirrorResources: config.mirrorResources,
    differing: (operation) => {
      const own = supported(operation.security, credentials);
      const server = baseUrls.keyOf(operation);
      return {
        ...(sameSecurity(own, security) ? {} : { security: own }),
        ...(server === undefined ? {} : { server }),
      };
    },
  });
  reportTexts(typed, diagnostics);
  const reached = new Set([...tools, ...resources].flatMap(({ definitions }) => definitions));
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
    tools,
    resources,
    schemas: schemas.shared([...reached].sort()),
    typesDocument: typesDocument(api, typed, (id) => schemas.nameOf(id)),
  });
}

/** The package name that a document's title gives, which is also the default output folder. */
export function packageNameOf(title: string): string {
  return `${slugOf(title)}-mcp`;
}

function slugOf(title: string): string {
  return slug(title, 60) || "api";
}

function reportTexts(mapped: readonly MappedOperation[], diagnostics: Diagnostics): void {
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
