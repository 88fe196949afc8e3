/** What components say about themselves, and who says so: the config, else the document's `x-mcp`, else the document. */
import { at, type Config, type OperationConfig } from "../config/config.js";
import { hints, type Hint } from "../config/mcp.js";
import type { ToolAnnotations } from "../../templates/runtime/protocol.js";
import type { Operation, Stated } from "../openapi/api.js";
import type { Decided, DecidedTexts, Source } from "./decisions.js";
import { annotationsOf, descriptionOf, titleOf } from "./describe.js";
import { changesOf } from "./operation-config.js";
import { ruleSource, type Routed } from "./routes.js";

/** The texts of what an operation becomes. */
export function decideTexts({ operation, rule }: Routed, config: Config): DecidedTexts {
  const changes = changesOf(operation, config);
  const { mcp } = operation;
  const title = textOf("title", changes, config) ?? stated(mcp?.title) ?? titleOf(operation);
  return {
    ...(title === undefined ? {} : { title }),
    description:
      textOf("description", changes, config) ?? stated(mcp?.description) ?? descriptionOf(operation),
    annotations: annotations(operation, changes, config),
    tags: tagsOf(operation, rule, changes, config),
  };
}

type Changes = readonly (readonly [key: string, change: OperationConfig])[];

function configSource(config: Config, key: string, ...steps: readonly string[]): Source {
  const what = [`operations["${key}"]`, ...steps].join(".");
  return { by: "config", what, ...at(config, "operations", key, ...steps) };
}

function textOf(
  field: "title" | "description",
  changes: Changes,
  config: Config,
): Decided<string> | undefined {
  return changes.reduce<Decided<string> | undefined>((before, [key, change]) => {
    const value = change[field];
    return value === undefined ? before : { value, source: configSource(config, key, field) };
  }, undefined);
}

function stated<T>(found: Stated<T> | undefined): Decided<T> | undefined {
  return found && { value: found.value, source: { by: "extension", what: found.what, place: found.place } };
}

function annotations(operation: Operation, changes: Changes, config: Config): DecidedTexts["annotations"] {
  const byMethod: Source = { by: "mcpgen", what: `the method ${operation.method}` };
  const ofMethod = annotationsOf(operation);
  const decided = hints.map((hint): [Hint, Decided<boolean>] => {
    const byConfig = changes.flatMap(([key, change]) => {
      const value = change.annotations?.[hint];
      return value === undefined ? [] : [{ value, source: configSource(config, key, "annotations", hint) }];
    });
    const byDocument = stated(operation.mcp?.annotations.get(hint));
    return [hint, byConfig.at(-1) ?? byDocument ?? { value: ofMethod[hint] === true, source: byMethod }];
  });
  return new Map(decided);
}

/** Hints as a client reads them. */
export function toAnnotations(decided: DecidedTexts["annotations"]): ToolAnnotations {
  return Object.fromEntries([...decided].map(([hint, { value }]) => [hint, value]));
}

function tagsOf(
  operation: Operation,
  rule: number | undefined,
  changes: Changes,
  config: Config,
): DecidedTexts["tags"] {
  const { tags, places, mcp } = operation;
  const ofDocument = { by: "document", what: "tags", ...(places.tags && { place: places.tags }) } as const;
  const ofExtension = stated(mcp?.tags);
  const all: Decided<readonly string[]>[] = [
    { value: tags, source: ofDocument },
    ...(ofExtension === undefined ? [] : [ofExtension]),
    ...(rule === undefined
      ? []
      : [{ value: config.routeMaps[rule]?.mcpTags ?? [], source: ruleSource(rule, config) }]),
    ...changes.map(([key, { mcpTags = [] }]) => ({
      value: mcpTags,
      source: configSource(config, key, "mcpTags"),
    })),
    { value: config.mcpTags, source: { by: "config", what: "mcpTags", ...at(config, "mcpTags") } },
  ];
  return all.filter(({ value }) => value.length > 0);
}

/** The tags that clients see, and of them those that somebody has asked for. */
export function toTags(decided: DecidedTexts["tags"]): {
  tags: readonly string[];
  mcpTags: readonly string[];
} {
  const unique = (list: DecidedTexts["tags"]): string[] => [...new Set(list.flatMap(({ value }) => value))];
  return { tags: unique(decided), mcpTags: unique(decided.filter(({ source }) => source.by !== "document")) };
}
