/** What goes over the wire when a component is called, and who decided that: for `mcpgen inspect`. */
import { at, type Config } from "../config/config.js";
import type { Decision, Source } from "../mapping/decisions.js";
import { isNamed } from "../mapping/argument-config.js";
import { changesOf } from "../mapping/operation-config.js";
import type { Operation } from "../openapi/api.js";
import type { Component, Project, SentValue, Tool } from "../project/project.js";
import type { ExplainedPart } from "./explained-part.js";
import { policyParts } from "./policy-parts.js";

/** What goes over the wire, and to where. */
export function wireParts(
  decision: Decision,
  component: Component & Pick<Tool, "body">,
  project: Project,
  config: Config,
): ExplainedPart[] {
  return [
    ...component.sent.map((sent) => sentPart(sent, component, decision, config)),
    ...mediaTypePart(decision, component),
    baseUrlPart(component, project, config),
    credentialsPart(decision, component, project),
    ...policyParts(component, decision, project, config),
  ];
}

function mediaTypePart({ operation }: Decision, { body }: Pick<Tool, "body">): ExplainedPart[] {
  if (body === undefined) return [];
  const { requestBody: place } = operation.places;
  const source: Source =
    operation.requestBody?.chosen === undefined
      ? { by: "document", what: "requestBody", ...(place === undefined ? {} : { place }) }
      : { by: "config", what: "mediaType" };
  return [{ part: "media type", value: body.mediaType, source }];
}

function baseUrlPart({ server }: Component, { baseUrls }: Project, config: Config): ExplainedPart {
  const [standard] = baseUrls;
  const { url, variable } = baseUrls.find(({ key }) => key === server) ?? standard;
  const isOfConfig = server === undefined && config.server.baseUrl !== undefined;
  const source: Source = isOfConfig
    ? { by: "config", what: "server.baseUrl", ...at(config, "server", "baseUrl") }
    : { by: "document", what: `servers, if ${variable} is not set` };
  return { part: "base URL", value: url ?? "not known", source };
}

function credentialsPart({ operation }: Decision, component: Component, project: Project): ExplainedPart {
  const sets = (component.security ?? project.security).map((set) => set.join(" with ") || "none");
  const { place } = operation;
  const value = sets.length === 0 ? "none" : sets.join(" or ");
  return { part: "credentials", value, source: { by: "document", what: "security", place } };
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
