/**
 * A list of tools that a model can read although there are many: texts as the document has them up to a cap, and
 * nothing that says what silence says too. GitHub's 1,223 tools take 2.2 MB in full and 1.2 MB so.
 */
import type { ToolAnnotations } from "../../templates/runtime/protocol.js";
import { asObject, mapSubschemas, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import type { Component, Project, Resource, Tool } from "../project/project.js";
import { firstSentences } from "./first-sentences.js";

/** As many tools as the most generous client sends to a model (VS Code); a longer list is one to choose from. */
const mostInFull = 128;

/** Characters of texts: see `firstSentences`. */
const toolCharacters = 160;
const argumentCharacters = 80;

/** A client compiles every output schema before it can call a tool. */
const outputBytes = 512;

/** Descriptions that somebody wrote for models, and that are not cut. */
type Whole = ReadonlySet<string>;

/** The project as it is, or with brief tools if it has many. */
export function briefIfMany(project: Project, whole: Whole): Project {
  const { resources, tools } = project;
  const briefed =
    resources.length <= mostInFull
      ? project
      : { ...project, resources: resources.map((resource) => briefResource(resource, whole)) };
  // A search lists few of them, and describes each in full.
  if (tools.length <= mostInFull || project.surface !== undefined) return briefed;
  return {
    ...briefed,
    tools: tools.map((tool) => briefTool(tool, whole)),
    schemas: project.schemas.map(({ name, schema }) => ({ name, schema: briefSchema(schema) })),
  };
}

/** Of the tags, those that the config has asked for. */
function briefTool(tool: Tool, whole: Whole): Tool {
  const { outputSchema, ...rest } = tool;
  const output = outputSchema && withoutTexts(outputSchema);
  const isSmall = output !== undefined && Buffer.byteLength(JSON.stringify(output)) <= outputBytes;
  return {
    ...rest,
    description: briefDescription(tool, whole),
    tags: tool.mcpTags,
    ...unlisted(tool),
    annotations: withoutDefaults(tool.annotations),
    inputSchema: briefInput(tool),
    ...(isSmall ? { outputSchema: output } : {}),
  };
}

/** Nobody reads them in the list, but the server can be started with the tools of a tag. */
function unlisted({ tags, mcpTags }: Tool): Pick<Tool, "unlistedTags"> {
  const unlistedTags = tags.filter((tag) => !mcpTags.includes(tag));
  return unlistedTags.length === 0 ? {} : { unlistedTags };
}

/** What the config says of an argument stays whole. */
function briefInput({ inputSchema, arguments: args }: Tool): JsonSchemaObject {
  const written = new Set(args.filter((each) => each.isDescribedByConfig).map(({ name }) => name));
  return mapSubschemas(inputSchema, (schema, _keyword, name = "") => {
    const { description } = asObject(schema);
    const brief = briefSchema(schema);
    return written.has(name) && description !== undefined ? { ...asObject(brief), description } : brief;
  });
}

/** A client never sees the schema of a resource's variables. */
function briefResource(resource: Resource, whole: Whole): Resource {
  return { ...resource, description: briefDescription(resource, whole), tags: resource.mcpTags };
}

function briefDescription({ description }: Component, whole: Whole): string {
  return whole.has(description) ? description : firstSentences(description, toolCharacters);
}

function briefSchema(schema: JsonSchema): JsonSchema {
  if (typeof schema === "boolean") return schema;
  const { description } = schema;
  const below = mapSubschemas(schema, briefSchema);
  return description === undefined
    ? below
    : { ...below, description: firstSentences(description, argumentCharacters) };
}

function withoutTexts(schema: JsonSchemaObject): JsonSchemaObject {
  const { description: _description, title: _title, ...rest } = schema;
  return mapSubschemas(rest, (each) => (typeof each === "boolean" ? each : withoutTexts(each)));
}

/** Hints without those that mean the same when they are left out (MCP 2025-11-25, ToolAnnotations). */
function withoutDefaults(hints: ToolAnnotations): ToolAnnotations {
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = hints;
  const world = openWorldHint === false ? { openWorldHint } : {};
  // What changes nothing is neither destructive nor in need of being repeatable.
  if (readOnlyHint === true) return { readOnlyHint, ...world };
  return {
    ...(destructiveHint === false ? { destructiveHint } : {}),
    ...(idempotentHint === true ? { idempotentHint } : {}),
    ...world,
  };
}
