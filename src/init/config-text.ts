/** The text of a config file for one document, with comments that say what else it could hold. */
import { configSchema } from "../config/schema.js";
import { packageNameOf, serverNameOf } from "../mapping/map.js";
import type { Routed } from "../mapping/routes.js";
import type { Api } from "../openapi/api.js";
import { exampleBlocks } from "./examples.js";
import { routeMapsText } from "./route-maps-text.js";
import { planOf, type Strategy } from "./strategies.js";
import { comment, commentedOut, flow, scalar } from "./yaml-text.js";

/** What the file says besides what follows from the document. Paths are relative to the file, with `/`. */
export interface Written {
  readonly strategy: Strategy;
  /** The first line: what editors find the schema by. */
  readonly schemaLine: string;
  /** Absent where the document came from standard input. */
  readonly spec?: string;
  readonly refRoot?: string;
  readonly allowRefs: readonly string[];
}

/** A config file, and what it makes of the document's operations. */
export interface ConfigText {
  readonly text: string;
  readonly routed: readonly Routed[];
}

/** Writes the config of a document. */
export function configText(api: Api, written: Written): ConfigText {
  const { lines, routed } = routeMapsText(planOf(written.strategy, api), api.operations);
  const exposed = routed.filter(({ type }) => type.value !== "exclude").map(({ operation }) => operation);
  const examples = exampleBlocks(exposed, api.operations);
  const blocks = [
    [
      written.schemaLine,
      `# The MCP server of "${comment(api.title)}".`,
      `# Begun with mcpgen init --strategy ${written.strategy}; it is yours to edit.`,
    ],
    sourceLines(api, written),
    serverLines(api),
    lines,
    example("Other names of tools and resources, by operationId or by method and path.", examples.names),
    example(
      "What differs from the document: slashes in an argument travel as they are, a body has another media type.",
      examples.operations,
    ),
    example(
      "Overlays that you write change the document before it is read: paths, relative to this file, or URLs.",
      ["overlays: [fixes.overlay.yaml]"],
    ),
    example("Makes a read-only tool of each resource as well: many clients read no resources.", [
      "mirrorResources: true",
    ]),
  ];
  const text = blocks.filter((block) => block.length > 0).map((block) => `${block.join("\n")}\n`);
  return { text: text.join("\n"), routed };
}

function sourceLines({ title }: Api, { spec, refRoot, allowRefs }: Written): string[] {
  return [
    spec === undefined
      ? "# The OpenAPI document came from standard input. Name it here: a path, relative to this file, or an http(s) URL."
      : "# The OpenAPI document: a path, relative to this file, or an http(s) URL.",
    ...(spec === undefined ? commentedOut(["spec: openapi.yaml"]) : [`spec: ${scalar(spec)}`]),
    ...(refRoot === undefined ? [] : [`refRoot: ${scalar(refRoot)}`]),
    ...(allowRefs.length === 0 ? [] : [`allowRefs: ${flow(allowRefs)}`]),
    "# The folder of the generated project, relative to this file.",
    `output: ${scalar(packageNameOf(title))}`,
  ];
}

const { name: nameSchema, baseUrl: baseUrlSchema } = configSchema.properties.server.properties;

function serverLines({ title, servers: [server] }: Api): string[] {
  const name = serverNameOf(title);
  const url = server?.url;
  const isUrl = url !== undefined && new RegExp(baseUrlSchema.pattern).test(url) && URL.canParse(url);
  const baseUrl = [
    isUrl
      ? "  # Where the API is, if not where the document says."
      : "  # Where the API is: the document does not say it.",
    `  # baseUrl: ${scalar(isUrl ? url : "https://api.example.com/v1")}`,
  ];
  // A title that starts with a digit gives a name that no config can say; without one it is the default.
  if (!new RegExp(nameSchema.pattern).test(name))
    return commentedOut(["server:", `  name: ${scalar(`api-${name}`)}`, ...baseUrl]);
  return [
    "server:",
    "  # Environment variables and the URIs of resources begin with it.",
    `  name: ${scalar(name)}`,
    ...baseUrl,
  ];
}

function example(about: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`# ${about}`, ...commentedOut(lines)];
}
