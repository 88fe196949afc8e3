/** From what a document means to what the server contains. */
import { batchName } from "../../templates/runtime/batch-listing.js";
import { unknownSelectors } from "../../templates/runtime/selection.js";
import { surfaceNames } from "../../templates/runtime/surface/surface-listing.js";
import { at, type Config } from "../config/config.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Lock } from "../lock/lock.js";
import type { Api } from "../openapi/api.js";
import { typesDocument } from "../openapi/types-document.js";
import type { Project, Tool } from "../project/project.js";
import { mapBaseUrls } from "./base-urls.js";
import { briefIfMany } from "./brief.js";
import { withComponentFn, type Presented } from "./component-function.js";
import { decideTexts } from "./component-texts.js";
import { decideTypes } from "./component-types.js";
import { mapComponents, type MappedOperation } from "./components.js";
import { bindCredentials } from "./credential-origins.js";
import { mapCredentials, sameSecurity, supported } from "./credentials.js";
import { EnvironmentNames } from "./environment.js";
import { withOperationConfig } from "./operation-config.js";
import type { Decision } from "./decisions.js";
import { isCached } from "./cached-methods.js";
import { operationKey } from "./operation-key.js";
import { mapOwnPolicy, mapUpstream } from "./policy.js";
import { routeOperations, type Routed } from "./routes.js";
import { Schemas } from "./schemas.js";
import { withServerVariables } from "./server-variables.js";
import { toolNames } from "./tool-names.js";
import { slug } from "./words.js";

/** What mapping gives. */
export interface Mapped {
  readonly project: Project;
  /** Of every operation, in document order. */
  readonly decisions: readonly Decision[];
  /** The project as it would be with some of its tools only. */
  readonly narrowed: (isKept: (tool: Pick<Tool, "method" | "path">) => boolean) => Project;
}

/**
 * Decides everything the generated server contains.
 * @param lock of the project's last generation: the names in it are kept
 */
export function map(
  document: Api,
  config: Config,
  lock: Pick<Lock, "operations"> | undefined,
  diagnostics: Diagnostics,
): Mapped {
  const schemas = new Schemas(document);
  const located = withServerVariables(document, config, diagnostics);
  const api = withOperationConfig(located, config, schemas, diagnostics);
  const routed = decideTypes(routeOperations(api.operations, config, diagnostics), config, diagnostics);
  const exposed = present(routed, config, lock, diagnostics);
  const operations = exposed.map(({ operation }) => operation);
  if (operations.length === 0) diagnostics.report("nothing-exposed", {});
  reportUnusedNames(api, config, diagnostics);
  reportReservedNames(exposed, config, diagnostics);
  const serverName = config.server.name ?? serverNameOf(api.title);
  const environment = new EnvironmentNames(serverName);
  const mapped = mapBaseUrls(api, operations, config, environment, diagnostics);
  const baseUrls = bindCredentials(mapped, { api, operations, config, diagnostics });
  const credentials = mapCredentials(api, operations, {
    config,
    environment,
    baseUrls: baseUrls.all,
    diagnostics,
  });
  const security = supported(api.security, credentials);
  const upstream = mapUpstream(
    config,
    operations.some(({ method }) => isCached(method)),
  );
  const { tools, resources, typed } = mapComponents(exposed, {
    schemas,
    serverName,
    mirrorResources: config.mirrorResources,
    differing: (routed) => {
      const { operation } = routed;
      const own = supported(operation.security, credentials);
      const server = baseUrls.keyOf(operation);
      const policy = mapOwnPolicy(routed, upstream, config);
      return {
        ...(sameSecurity(own, security) ? {} : { security: own }),
        ...(server === undefined ? {} : { server }),
        ...(policy === undefined ? {} : { policy }),
      };
    },
  });
  reportTexts(typed, diagnostics);
  reportPins(tools, config, diagnostics);
  const reached = new Set([...tools, ...resources].flatMap(({ definitions }) => definitions));
  const project: Project = {
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
    upstream,
    ...(config.store === undefined ? {} : { storeVariable: environment.storeVariable }),
    tools,
    ...(config.batch === undefined ? {} : { batch: config.batch }),
    ...(config.surface === undefined ? {} : { surface: config.surface }),
    resources,
    schemas: schemas.shared([...reached].sort()),
    typesDocument: typesDocument(api, typed, (id) => schemas.nameOf(id)),
  };
  const presented = new Map(exposed.map((each) => [each.operation, each]));
  const whole = writtenForModels(exposed);
  return {
    project: briefIfMany(project, whole),
    // Few tools are told of at length, so a shorter list may take more.
    narrowed: (isKept) => briefIfMany({ ...project, tools: tools.filter(isKept) }, whole),
    decisions: routed.map((each) => presented.get(each.operation) ?? each),
  };
}

/** The operations that are not excluded, with the names and texts of what they become. */
function present(
  routed: readonly Routed[],
  config: Config,
  lock: Pick<Lock, "operations"> | undefined,
  diagnostics: Diagnostics,
): Presented[] {
  const exposed = routed.filter(({ type }) => type.value !== "exclude");
  const operations = exposed.map(({ operation }) => operation);
  const names = toolNames(operations, config, lock, diagnostics);
  const presented = exposed.flatMap((each) => {
    const name = names.get(each.operation);
    return name === undefined ? [] : [{ ...each, name, texts: decideTexts(each, config) }];
  });
  return withComponentFn(presented, config, diagnostics);
}

/** The tools that call others have their names always. */
function reportReservedNames(
  presented: readonly Presented[],
  { batch, surface }: Config,
  diagnostics: Diagnostics,
): void {
  const reserved = new Map<string, string>([
    ...(batch === undefined ? [] : [[batchName, "batch"] as const]),
    ...(surface === undefined ? [] : surfaceNames.map((name) => [name, "surface"] as const)),
  ]);
  for (const { operation, name } of presented) {
    const key = reserved.get(name.value.toLowerCase());
    if (key === undefined) continue;
    const values = { name: name.value, operation: operationKey(operation), key };
    diagnostics.report("name-reserved", values, { place: operation.place });
  }
}

/** Somebody who pins what is not there has mistyped it. */
function reportPins(tools: readonly Tool[], config: Config, diagnostics: Diagnostics): void {
  const pins = config.surface?.pin ?? [];
  for (const { selector, meant } of unknownSelectors(pins, tools)) {
    const place = at(config, "surface", "pin", String(pins.indexOf(selector)));
    diagnostics.report(
      "pin-of-nothing",
      { selector, ...(meant !== undefined && { suggestion: meant }) },
      place,
    );
  }
}

/** Whoever changes a description for models means all of it. */
function writtenForModels(presented: readonly Presented[]): Set<string> {
  const descriptions = presented.map(({ texts }) => texts.description);
  const written = descriptions.filter(({ source }) => source.by === "config" || source.by === "extension");
  return new Set(written.map(({ value }) => value));
}

/** The package name that a document's title gives, which is also the default output folder. */
export function packageNameOf(title: string): string {
  return `${serverNameOf(title)}-mcp`;
}

/** The server name that a document's title gives; it can start with a digit. */
export function serverNameOf(title: string): string {
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
