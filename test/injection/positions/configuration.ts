/** The config and an overlay, which may be a stranger's as well. */
import type { Json } from "../../../src/json/json.js";
import * as grammar from "../grammars.js";
import { argument, query } from "../view.js";
import {
  configured,
  inOperation,
  operationIdOf,
  positionOf,
  saying,
  type Options,
  type Position,
} from "./position.js";

const text = { type: "string" };
const parameters = [{ name: "value", in: "query", required: true, schema: text }];

/** What the config says of one operation, which has a parameter `value`. */
const ofOperation = (name: string, of: (text: string) => Json, options: Options = {}): Position =>
  inOperation(`config ${name}`, () => ({ parameters }), {
    ...options,
    around: (each) => ({ config: { operations: { [operationIdOf(`config ${name}`)]: of(each) } } }),
  });

const ofArgument = (name: string, of: (text: string) => Json, options?: Options): Position =>
  ofOperation(`argument ${name}`, (each) => ({ arguments: { value: of(each) } }), options);

/** What an overlay does to one operation. */
const overlaid = (name: string, update: (text: string) => Json, options: Options = {}): Position => {
  const position = inOperation(`overlay ${name}`, () => ({ parameters }), options);
  const target = `$.paths['${position.path ?? ""}'].get`;
  return {
    ...position,
    patch: (each) => ({ ...position.patch(each), actions: [{ target, update: update(each) }] }),
  };
};

export const configurationPositions: readonly Position[] = [
  ofOperation("title", (title) => ({ title }), {
    grammar: grammar.nonEmpty,
    back: saying(({ tool }) => tool?.title),
  }),
  ofOperation("description", (description) => ({ description }), {
    grammar: grammar.nonEmpty,
    back: saying(({ tool }) => tool?.description),
  }),
  ofOperation("tags", (tag) => ({ mcpTags: [tag] }), { grammar: grammar.nonEmpty }),
  ofArgument("description", (description) => ({ description }), {
    grammar: grammar.nonEmpty,
    back: saying((view) => argument(view, "value")["description"]),
  }),
  ofArgument("default", (each) => ({ default: each }), {
    grammar: grammar.queryName,
    back: { read: (view) => argument(view, "value")["default"] },
  }),
  ofArgument("value", (value) => ({ value }), {
    grammar: grammar.queryName,
    back: { read: (view) => query(view).get("value") },
  }),
  ofArgument("variable", (env) => ({ env }), { grammar: grammar.variable }),
  ofOperation("unknown argument", (each) => ({ arguments: { [each]: { hidden: true } } }), {
    grammar: grammar.keyword,
  }),
  inOperation("config name of a tool", () => ({}), {
    around: (name) => ({
      config: { names: { [operationIdOf("config name of a tool")]: `configured_${name}` } },
    }),
    grammar: grammar.toolName,
  }),
  configured("config name of the server", (name) => ({ server: { name } }), { grammar: grammar.serverName }),
  configured("config base URL", (baseUrl) => ({ server: { baseUrl } }), { grammar: grammar.keyword }),
  configured("config tags of everything", (tag) => ({ mcpTags: [tag] }), { grammar: grammar.nonEmpty }),
  configured(
    "config tags of a route map",
    (tag) => ({ routeMaps: [{ tags: [tag], mcpTags: [tag], mcpType: "tool" }] }),
    {
      grammar: grammar.nonEmpty,
    },
  ),
  configured(
    "config pattern of a route map",
    (pattern) => ({ routeMaps: [{ pattern: `^/none${pattern}`, mcpType: "exclude" }] }),
    {
      grammar: { ...grammar.pattern, allows: (each) => grammar.pattern.allows(`^/none${each}`) },
    },
  ),
  configured("config operations: key", (each) => ({ operations: { [each]: { title: "x" } } }), {
    grammar: grammar.keyword,
  }),
  configured("config arguments: key", (each) => ({ arguments: { [each]: { hidden: true } } }), {
    grammar: grammar.keyword,
  }),
  configured("config origin of credentials", (each) => ({ upstream: { credentialOrigins: [each] } }), {
    grammar: grammar.keyword,
  }),
  inOperation("config audience and scopes", () => ({ security: [{ machine: [] }] }), {
    around: (each) => ({
      document: {
        components: {
          securitySchemes: {
            machine: {
              type: "oauth2",
              flows: { clientCredentials: { tokenUrl: "https://api.example.com/token", scopes: {} } },
            },
          },
        },
      },
      config: { upstream: { credentials: { machine: { audience: each } } } },
    }),
    grammar: grammar.nonEmpty,
    back: { has: ({ strings }, text) => strings.has(text) },
  }),
  inOperation(
    "config value of a server variable",
    () => ({
      servers: [{ url: "https://{configured}.example/v1", variables: { configured: { default: "v" } } }],
    }),
    {
      around: (each) => ({ config: { server: { variables: { configured: each } } } }),
      grammar: grammar.keyword,
    },
  ),

  overlaid("description", (description) => ({ description }), {
    back: saying(({ tool }) => tool?.description),
  }),
  overlaid(
    "parameter",
    (each) => ({
      parameters: [{ name: each, in: "query", description: each, schema: { type: "string", default: each } }],
    }),
    {
      grammar: grammar.queryName,
    },
  ),
  overlaid("extension", (each) => ({ "x-mcp": { description: each, title: each, tags: [each] } }), {
    grammar: grammar.nonEmpty,
  }),
  overlaid("key", (each) => ({ [`x-${each}`]: each })),
  positionOf(
    "overlay target",
    (each) => ({ actions: [{ target: `$.paths['/none${each}']`, remove: true }] }),
    {
      grammar: grammar.jsonPathText,
    },
  ),
  positionOf("overlay target as a whole", (target) => ({ actions: [{ target, remove: true }] }), {
    grammar: grammar.keyword,
  }),
  positionOf("overlay description of an action", (description) => ({
    actions: [{ target: "$.info", description, update: { "x-a": 1 } }],
  })),
  positionOf("overlay title", (title) => ({ overlay: { info: { title } }, actions: [] })),
];
