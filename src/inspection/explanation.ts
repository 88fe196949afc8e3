/** Why one operation has become what it is: see `mcpgen inspect <spec> "GET /pets/{petId}"`. */
import { at, type Config } from "../config/config.js";
import { canBecome, testsOf } from "../config/match-route.js";
import type { McpType } from "../config/mcp.js";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.js";
import type { Decided, Decision, Source } from "../mapping/decisions.js";
import type { Mapped } from "../mapping/map.js";
import { isNamed } from "../mapping/argument-config.js";
import { changesOf } from "../mapping/operation-config.js";
import { operationKey } from "../mapping/operation-key.js";
import type { Operation } from "../openapi/api.js";
import type { Component, Resource, SentValue, Tool } from "../project/project.js";
import { warningsOf, type InspectedOperation } from "./inspection.js";

/** A route map and what it means for the operation. */
export interface ExplainedRule {
  /** `routeMaps[2]`. */
  readonly rule: string;
  readonly place?: Place;
  readonly mcpType: McpType;
  readonly tests: readonly { readonly test: string; readonly holds: boolean }[];
  /** `decides`; `late`: fits, but an earlier one decides; `unreadable`: makes resources of GET and HEAD only. */
  readonly outcome: "decides" | "does not fit" | "late" | "unreadable";
}

/** A part of a component, and who has decided it. */
export interface ExplainedPart {
  readonly part: string;
  readonly value: string;
  readonly source: Source;
}

/** Everything about one operation. */
export interface Explanation extends InspectedOperation {
  /** Where the document has it. */
  readonly place: Place;
  /** Its file in the generated project. */
  readonly files: readonly string[];
  readonly rules: readonly ExplainedRule[];
  readonly parts: readonly ExplainedPart[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Explains an operation. */
export function explanation(
  summary: InspectedOperation,
  decision: Decision,
  mapped: Mapped,
  config: Config,
  diagnostics: readonly Diagnostic[],
): Explanation {
  const isOf = (each: Component): boolean => operationKey(each) === operationKey(decision.operation);
  const tool = mapped.project.tools.find(isOf);
  const resource = mapped.project.resources.find(isOf);
  return {
    ...summary,
    place: decision.operation.place,
    files: [
      ...(resource === undefined ? [] : [`src/generated/resources/${resource.file}.ts`]),
      ...(tool === undefined ? [] : [`src/generated/tools/${tool.file}.ts`]),
    ],
    rules: explainedRules(decision, config),
    parts: [...ownParts(decision), ...wireParts(decision, tool, resource, config)],
    diagnostics: warningsOf(decision, diagnostics),
  };
}

function explainedRules({ operation, rule }: Decision, config: Config): ExplainedRule[] {
  return config.routeMaps.map((routeMap, index) => {
    const tests = testsOf(routeMap).map(({ test, holds }) => ({ test, holds: holds(operation) }));
    const place = config.placeOf(`/routeMaps/${index}`);
    const fits = tests.every(({ holds }) => holds);
    const isReadable = canBecome(routeMap.mcpType, operation.method);
    const outcome = fits ? (isReadable ? "late" : "unreadable") : "does not fit";
    return {
      rule: `routeMaps[${index}]`,
      ...(place === undefined ? {} : { place }),
      mcpType: routeMap.mcpType,
      tests,
      outcome: index === rule ? "decides" : outcome,
    };
  });
}

/** What was decided about the operation by itself. */
function ownParts({ type, name, texts }: Decision): ExplainedPart[] {
  const part = (what: string, decided: Decided<unknown> | undefined): ExplainedPart[] =>
    decided === undefined ? [] : [{ part: what, value: String(decided.value), source: decided.source }];
  return [
    ...part("type", type),
    ...part("name", name),
    ...part("title", texts?.title),
    ...part("description", texts?.description),
    ...[...(texts?.annotations ?? [])].flatMap(([hint, decided]) => part(hint, decided)),
    ...(texts?.tags ?? []).map(({ value, source }) => ({ part: "tags", value: value.join(", "), source })),
  ];
}

/** What goes over the wire. */
function wireParts(
  decision: Decision,
  tool: Tool | undefined,
  resource: Resource | undefined,
  config: Config,
): ExplainedPart[] {
  const { operation } = decision;
  const component: Component | undefined = tool ?? resource;
  if (component === undefined) return [];
  const args = component.sent.map((sent) => sentPart(sent, component, decision, config));
  const { body } = tool ?? {};
  if (body === undefined) return args;
  const { requestBody: place } = operation.places;
  const source: Source =
    operation.requestBody?.chosen === undefined
      ? { by: "document", what: "requestBody", ...(place === undefined ? {} : { place }) }
      : { by: "config", what: "mediaType" };
  return [...args, { part: "media type", value: body.mediaType, source }];
}

/** A value of the request, and who gives it: the model, or the config. */
function sentPart(
  { place, wireName, source }: SentValue,
  component: Component,
  { operation }: Decision,
  config: Config,
): ExplainedPart {
  const name = source.kind === "argument" ? source.name : wireName;
  const byConfig = argumentSource({ name, wireName, place }, operation, config);
  if (source.kind === "constant")
    return { part: wireName, value: `always ${JSON.stringify(source.value)}`, source: byConfig };
  if (source.kind === "variable")
    return { part: wireName, value: `the variable ${source.variable}`, source: byConfig };
  if (source.fallback !== undefined) {
    const value = `${JSON.stringify(source.fallback.value)} by default`;
    return { part: `argument ${name}`, value, source: byConfig };
  }
  const isRequired = component.arguments.find((argument) => argument.name === name)?.required === true;
  const isBody = place === "field" || place === "body";
  const where = isBody ? operation.places.requestBody : operation.parameterPlaces.get(`${place} ${wireName}`);
  const what = isBody ? "request body" : `${place} parameter ${wireName}`;
  const ofDocument: Source = { by: "document", what, ...(where === undefined ? {} : { place: where }) };
  return { part: `argument ${name}`, value: isRequired ? "required" : "optional", source: ofDocument };
}

/** Where the config speaks of an argument: of the operation's, which wins, or of all operations'. */
function argumentSource(
  { name, wireName, place }: Pick<SentValue, "wireName" | "place"> & { readonly name: string },
  operation: Operation,
  config: Config,
): Source {
  const isMeant = (key: string): boolean => key === name || isNamed({ name: wireName, in: place }, key);
  const keysIn = (entries: Config["arguments"]): string[] => [...entries.keys()].filter(isMeant);
  const steps = [
    ...keysIn(config.arguments).map((key) => ["arguments", key]),
    ...changesOf(operation, config).flatMap(([owner, change]) =>
      keysIn(change.arguments).map((key) => ["operations", owner, "arguments", key]),
    ),
  ];
  return { by: "config", what: "arguments", ...at(config, ...(steps.at(-1) ?? ["arguments"])) };
}
