/** The document's operations with what the config says about them. */
import { at, type Config, type OperationConfig } from "../config/config.js";
import { suggestionFor } from "../diagnostics/did-you-mean.js";
import type { Diagnostics, Place } from "../diagnostics/diagnostic.js";
import type { Api, Operation, RequestBody } from "../openapi/api.js";
import { isNamed, withArguments, type ArgumentEntry, type Checking } from "./argument-config.js";
import { essence, mapBody } from "./map-body.js";
import { operationKey } from "./operation-key.js";
import { isCached } from "./cached-methods.js";
import type { Schemas } from "./schemas.js";

/** Where what is written about an operation stands, and who is told. */
interface Report {
  readonly diagnostics: Diagnostics;
  /** Steps below the operation's entry. */
  readonly at: (...steps: readonly string[]) => { place?: Place };
}

/** The API whose operations are as the config says; what says nothing that holds is reported. */
export function withOperationConfig(
  api: Api,
  config: Config,
  schemas: Schemas,
  diagnostics: Diagnostics,
): Api {
  if (config.operations.size === 0 && config.arguments.size === 0) return api;
  const general = generalEntries(api, config, diagnostics);
  const changed = new Map<Operation, Operation>();
  const entries = new Map(
    api.operations.map((operation) => [operation, general.filter((entry) => isAbout(entry, operation))]),
  );
  for (const [key, change] of config.operations) {
    const report: Report = { diagnostics, at: (...steps) => at(config, "operations", key, ...steps) };
    const meant = api.operations.filter((each) => isMeant(each, key));
    if (meant.length === 0) reportUnknown(api, key, report);
    for (const operation of meant) {
      changed.set(operation, withBody(changed.get(operation) ?? operation, change, schemas, report));
      entries.get(operation)?.push(...ownEntries(key, change));
      if (change.upstream?.cache && !isCached(operation.method))
        diagnostics.report(
          "cache-of-other-method",
          { operation: operationKey(operation) },
          report.at("upstream", "cache"),
        );
    }
  }
  const checking: Checking = { config, schemas, diagnostics, reported: new Set() };
  const operations = api.operations.map((operation) => {
    const written = entries.get(operation) ?? [];
    const whole = changed.get(operation) ?? operation;
    return written.length === 0 ? whole : withArguments(whole, written, checking);
  });
  return { ...api, operations };
}

/** What the config says about arguments of all operations. */
function generalEntries(api: Api, config: Config, diagnostics: Diagnostics): ArgumentEntry[] {
  const entries = [...config.arguments].map(([name, written]): ArgumentEntry => ({
    name,
    written,
    steps: ["arguments", name],
    isGeneral: true,
  }));
  for (const entry of entries) {
    if (api.operations.some((operation) => isAbout(entry, operation))) continue;
    const { name } = entry;
    const known = new Set(api.operations.flatMap(({ parameters }) => parameters.map((each) => each.name)));
    const values = { name, ...suggestionFor(name, known) };
    diagnostics.report("argument-of-no-operation", values, at(config, ...entry.steps));
  }
  return entries;
}

function isAbout({ name }: ArgumentEntry, { parameters }: Operation): boolean {
  return parameters.some((parameter) => isNamed(parameter, name));
}

function ownEntries(key: string, change: OperationConfig): ArgumentEntry[] {
  return [...change.arguments].map(([name, written]) => ({
    name,
    written,
    steps: ["operations", key, "arguments", name],
    isGeneral: false,
  }));
}

/** What the config says of an operation, by its keys there; what comes later wins. */
export function changesOf(
  operation: Operation,
  { operations }: Config,
): [key: string, change: OperationConfig][] {
  if (operations.size === 0) return [];
  return [...operations].filter(([key]) => isMeant(operation, key));
}

function isMeant(operation: Operation, key: string): boolean {
  return operation.operationId === key || operationKey(operation) === key;
}

function reportUnknown(api: Api, key: string, { diagnostics, at }: Report): void {
  const known = api.operations.flatMap((each) => [each.operationId ?? [], operationKey(each)].flat());
  diagnostics.report("operation-of-nothing", { key, ...suggestionFor(key, known) }, at());
}

function withBody(
  operation: Operation,
  { mediaType, bodyStyle }: OperationConfig,
  schemas: Schemas,
  report: Report,
): Operation {
  const chosen = mediaType === undefined ? operation : withMediaType(operation, mediaType, report);
  if (bodyStyle === undefined) return chosen;
  const { requestBody } = chosen;
  const values = { operation: operationKey(operation) };
  if (requestBody === undefined) {
    report.diagnostics.report("body-style-of-nothing", values, report.at("bodyStyle"));
    return chosen;
  }
  if (bodyStyle === "nested") return { ...chosen, requestBody: { ...requestBody, nested: true } };
  if (mapBody(requestBody, schemas)?.fields === undefined)
    report.diagnostics.report("body-not-flat", values, report.at("bodyStyle"));
  return chosen;
}

/** The operation with the media type of its body that was chosen. */
function withMediaType(operation: Operation, mediaType: string, { diagnostics, at }: Report): Operation {
  const { requestBody } = operation;
  const content: RequestBody["content"] = requestBody?.content ?? [];
  const chosen =
    content.find(({ name }) => name === mediaType) ??
    content.find(({ name }) => essence(name) === essence(mediaType));
  if (requestBody !== undefined && chosen !== undefined)
    return { ...operation, requestBody: { ...requestBody, chosen } };
  const known = content.map(({ name }) => name);
  const values = { operation: operationKey(operation), mediaType, known };
  diagnostics.report("media-type-of-nothing", values, at("mediaType"));
  return operation;
}
