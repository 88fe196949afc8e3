/** The document's operations with what the config says about them. */
import { at, type ArgumentConfig, type Config, type OperationConfig } from "../config/config.js";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { Diagnostics, Place } from "../diagnostics/diagnostic.js";
import type { Api, Operation, Parameter, RequestBody } from "../openapi/api.js";
import { essence } from "./map-body.js";
import { operationKey } from "./operation-key.js";

/** Where what is written about an operation stands, and who is told. */
interface Report {
  readonly diagnostics: Diagnostics;
  /** Steps below the operation's entry. */
  readonly at: (...steps: readonly string[]) => { place?: Place };
}

/** The API whose operations are as `operations` of the config says; what says nothing that holds is reported. */
export function withOperationConfig(api: Api, config: Config, diagnostics: Diagnostics): Api {
  if (config.operations.size === 0) return api;
  const changed = new Map<Operation, Operation>();
  for (const [key, change] of config.operations) {
    const report: Report = { diagnostics, at: (...steps) => at(config, "operations", key, ...steps) };
    const meant = api.operations.filter((each) => isMeant(each, key));
    if (meant.length === 0) reportUnknown(api, key, report);
    for (const operation of meant)
      changed.set(operation, apply(changed.get(operation) ?? operation, change, report));
  }
  return { ...api, operations: api.operations.map((operation) => changed.get(operation) ?? operation) };
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
  const suggestion = didYouMean(key, known);
  diagnostics.report(
    "operation-of-nothing",
    { key, ...(suggestion === undefined ? {} : { suggestion }) },
    at(),
  );
}

function apply(operation: Operation, change: OperationConfig, report: Report): Operation {
  const { mediaType, arguments: args } = change;
  const parameters = [...args].reduce<readonly Parameter[]>(
    (all, [name, argument]) => withArgument(operation, all, name, argument, report),
    operation.parameters,
  );
  if (mediaType === undefined) return { ...operation, parameters };
  const requestBody = withMediaType(operation, mediaType, report);
  return { ...operation, parameters, ...(requestBody === undefined ? {} : { requestBody }) };
}

function withArgument(
  operation: Operation,
  parameters: readonly Parameter[],
  name: string,
  argument: ArgumentConfig,
  { diagnostics, at }: Report,
): readonly Parameter[] {
  const reachable = parameters.filter((parameter) => parameter.in === "path" || parameter.in === "query");
  const meant = reachable.filter((parameter) => parameter.name === name);
  if (meant.length === 0) {
    const known = reachable.map((parameter) => parameter.name);
    const values = { operation: operationKey(operation), name, known };
    diagnostics.report("argument-of-nothing", values, at("arguments", name));
  }
  return parameters.map((parameter) =>
    meant.includes(parameter) ? { ...parameter, ...argument } : parameter,
  );
}

/** The body with the media type that was chosen. */
function withMediaType(
  operation: Operation,
  mediaType: string,
  { diagnostics, at }: Report,
): RequestBody | undefined {
  const { requestBody } = operation;
  const content = requestBody?.content ?? [];
  const chosen =
    content.find(({ name }) => name === mediaType) ??
    content.find(({ name }) => essence(name) === essence(mediaType));
  if (requestBody !== undefined && chosen !== undefined) return { ...requestBody, chosen };
  const known = content.map(({ name }) => name);
  const values = { operation: operationKey(operation), mediaType, known };
  diagnostics.report("media-type-of-nothing", values, at("mediaType"));
  return requestBody;
}
