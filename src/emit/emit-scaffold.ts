/** The files of a fixed shape: the user's own start, and mcpgen's `.env.example` and README of tools. */
import { batchName } from "../../templates/runtime/batch-listing.js";
import { httpVariables } from "../../templates/runtime/http/variables.js";
import { surfaceListings } from "../../templates/runtime/surface/surface-listing.js";
import { environmentOf, neededVariables } from "../project/environment.js";
import type { JsonSchema } from "../json/json-schema.js";
import { hasCache, hasOAuth, hasResources, hasStore, hasSurface } from "../project/parts.js";
import type { Project, Resource, Tool } from "../project/project.js";
import {
  code,
  comment,
  envComment,
  identifier,
  join,
  json,
  jsonLine,
  literal,
  markdown,
  modulePath,
  shellWord,
  uriText,
  type Code,
} from "./code.js";
import { formatJson, formatMarkdown } from "./format.js";
import type { SourceFile } from "./source.js";
import { fillTemplate, type TemplateData } from "./template.js";

/** Everything that is not TypeScript made from the document. */
export async function scaffoldFiles(project: Project): Promise<SourceFile[]> {
  const data = dataOf(project);
  const users = await Promise.all(
    userFiles.map(async ([path, template, format]): Promise<SourceFile> => {
      const text = await fillTemplate(template, data);
      return { path, text: await (format?.(text) ?? text), owner: "user" };
    }),
  );
  return [
    ...users,
    { path: ".env.example", text: await fillTemplate("env.example", data), owner: "mcpgen" },
    {
      path: "src/generated/README.md",
      text: await fillTemplate("generated-readme.md", data),
      owner: "mcpgen",
    },
  ];
}

type Format = (text: Code) => Promise<Code>;

const userFiles: readonly (readonly [path: string, template: string, format?: Format])[] = [
  ["package.json", "package.json", formatJson],
  ["tsconfig.json", "tsconfig.json"],
  ["README.md", "readme.md", formatMarkdown],
  [".gitignore", "gitignore"],
  [".gitattributes", "gitattributes"],
  [".dockerignore", "dockerignore"],
  ["Dockerfile", "dockerfile"],
  ["src/index.ts", "index.ts"],
  ["src/extensions/index.ts", "extensions.ts"],
];

function dataOf(project: Project): TemplateData {
  const variables = environmentOf(project);
  const needed = neededVariables(project);
  const example = exampleTool(project);
  return {
    packageName: json(project.packageName),
    packageDescription: jsonLine(`MCP server for ${project.title}`),
    serverName: comment(project.serverName),
    serverKey: json(project.serverName),
    title: markdown(project.title),
    exampleTool: example === undefined ? code`` : comment(example.name),
    exampleConstant: example === undefined ? code`` : identifier(example.constant),
    exampleModule: example === undefined ? code`` : moduleOf(example),
    isExampleCallable: example !== undefined && isCallable(example),
    exampleArguments: shellWord(json(exampleArguments(example))),
    hasTools: project.tools.length > 0,
    baseUrlVariable: comment(project.baseUrls[0].variable),
    http: Object.fromEntries(
      Object.entries({ ...httpVariables(project.prefix) }).map(([what, name]) => [
        what,
        comment(String(name)),
      ]),
    ),
    variables: variables.map(({ name, comment: about, fallback, optional }) => ({
      name: comment(name),
      comment: envComment(about),
      cell: markdown(about),
      optional,
      value: envComment(fallback ?? ""),
    })),
    neededVariables: needed.map(comment),
    clientEnvironment: json(Object.fromEntries(needed.map((name) => [name, "..."]))),
    tools: project.tools.map((tool) => ({
      name: comment(tool.name),
      operation: markdown(`${tool.method} ${tool.path}`),
      file: comment(`tools/${tool.file}.ts`),
      about: markdown(firstLine(tool.title ?? tool.description)),
    })),
    batchName: project.batch === undefined ? code`` : comment(batchName),
    hasCache: hasCache(project),
    hasOAuth: hasOAuth(project),
    hasStore: hasStore(project),
    hasSurface: hasSurface(project),
    surface: surfaceListings(project.tools).map(({ name, description }) => ({
      name: comment(name),
      about: markdown(description),
    })),
    hasResources: hasResources(project),
    exampleUri: shellWord(exampleUri(project)),
    resources: project.resources.map((resource) => ({
      uri: uriText(shownUri(resource)),
      operation: markdown(`${resource.method} ${resource.path}`),
      file: comment(`resources/${resource.file}.ts`),
      about: markdown(firstLine(resource.title ?? resource.description)),
    })),
  };
}

/** A template says what a fixed URI says, too. */
function shownUri({ uriTemplate, uri }: Resource): string {
  return uriTemplate ?? uri ?? "";
}

/** One that can be read as it stands, if there is one. */
function exampleUri({ resources }: Project): string {
  return resources.find(({ uri }) => uri !== undefined)?.uri ?? resources[0]?.uriTemplate ?? "";
}

/** The tool that is easiest to try: one that needs no arguments, and changes or removes nothing if there is one. */
function exampleTool({ tools }: Project): Tool | undefined {
  const easy = tools.filter((tool) => tool.arguments.every(({ required }) => !required));
  return (
    easy.find(({ annotations }) => annotations.readOnlyHint) ??
    easy.find(({ annotations }) => annotations.destructiveHint === false) ??
    easy[0] ??
    tools[0]
  );
}

/** As src/extensions imports it. */
function moduleOf({ file }: Tool): Code {
  return literal(join([code`../generated/tools/`, modulePath(file), code`.js`]));
}

/** Whether it can be called without arguments, and as often as you like. */
function isCallable({ annotations, arguments: all }: Tool): boolean {
  return annotations.readOnlyHint === true && all.every(({ required }) => !required);
}

function exampleArguments(tool: Tool | undefined): Record<string, unknown> {
  const required = (tool?.arguments ?? []).filter((argument) => argument.required);
  const properties = tool?.inputSchema.properties ?? {};
  return Object.fromEntries(required.map(({ name }) => [name, exampleOf(properties[name])]));
}

function exampleOf(schema: JsonSchema | undefined): unknown {
  if (typeof schema !== "object") return "...";
  if (schema.enum?.[0] !== undefined) return schema.enum[0];
  return (
    new Map<unknown, unknown>([
      ["integer", 1],
      ["number", 1],
      ["boolean", true],
      ["array", []],
      ["object", {}],
    ]).get(schema.type) ?? "..."
  );
}

function firstLine(text: string): string {
  const line = text.trim().split("\n")[0] ?? "";
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}
