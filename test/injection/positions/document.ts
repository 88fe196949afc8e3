/** What a document says of itself, its servers, its tags and its paths. */
import type { JsonObject } from "../../../src/json/json.js";
import { headingOf } from "../checks/markdown.js";
import * as grammar from "../grammars.js";
import { prose, segments } from "../view.js";
import { inOperation, whole, type OperationOptions, type Position } from "./position.js";

const ok = { 204: { description: "Done" } };

/** In a server of one operation. */
const server = (name: string, of: (text: string) => JsonObject, options?: OperationOptions): Position =>
  inOperation(
    `server ${name}`,
    (text) => ({ servers: [{ url: "https://b.example/v2", ...of(text) }] }),
    options,
  );

export const documentPositions: readonly Position[] = [
  whole("info title", (title) => ({ info: { title } }), {
    back: {
      read: ({ files }) =>
        [manifestOf(files).description, headingOf(files.get("README.md") ?? "")].map(prose),
      as: (text) => [`MCP server for ${text}`, `${text}: MCP server`].map(prose),
    },
  }),
  whole("info summary", (summary) => ({ info: { summary } })),
  whole("info description", (description) => ({ info: { description } })),
  whole("info version", (version) => ({ info: { version } })),
  whole("info terms of service", (termsOfService) => ({ info: { termsOfService } })),
  whole("contact name", (name) => ({ info: { contact: { name } } })),
  whole("contact URL", (url) => ({ info: { contact: { url } } })),
  whole("contact email", (email) => ({ info: { contact: { email } } })),
  whole("license name", (name) => ({ info: { license: { name } } })),
  whole("license identifier", (identifier) => ({ info: { license: { identifier } } })),
  whole("extension of the document: key", (text) => ({ [`x-${text}`]: 1 })),
  whole("extension of the document: value", (text) => ({ "x-value": { [text]: [text] } })),
  whole("external documentation: description", (description) => ({
    externalDocs: { url: "https://d.example", description },
  })),
  whole("external documentation: URL", (url) => ({ externalDocs: { url } })),
  whole("key that OpenAPI does not know", (text) => ({ [`unknown ${text}`]: text })),
  whole("$self", ($self) => ({ $self }), { grammar: grammar.url }),

  server("description", (description) => ({ description })),
  server("name", (name) => ({ name })),
  server("URL path", (text) => ({ url: `https://b.example/${text}` }), { grammar: grammar.urlText }),
  server("URL host", (text) => ({ url: `https://${text}.b.example/` }), { grammar: grammar.keyword }),
  server("URL", (url) => ({ url }), { grammar: grammar.url }),
  server(
    "variable: name",
    (text) => ({ url: `https://b.example/{${text}}`, variables: { [text]: { default: "x" } } }),
    {
      grammar: grammar.templateName,
    },
  ),
  server(
    "variable: default",
    (text) => ({ url: "https://b.example/{v}", variables: { v: { default: text } } }),
    {
      grammar: grammar.urlText,
    },
  ),
  server("variable: enum", (text) => ({
    url: "https://b.example/{v}",
    variables: { v: { default: "x", enum: ["x", text] } },
  })),
  server("variable: description", (description) => ({
    url: "https://b.example/{v}",
    variables: { v: { default: "x", description } },
  })),

  whole("tag of the document: name", (name) => ({ tags: [{ name }] })),
  whole("tag of the document: description", (description) => ({ tags: [{ name: "t", description }] })),
  whole("tag of the document: summary", (summary) => ({ tags: [{ name: "u", summary }] })),
  whole("tag of the document: parent and kind", (text) => ({
    tags: [{ name: "v", parent: text, kind: text }],
  })),

  inOperation("path: text", () => ({}), {
    below: (text) => `/${text}`,
    grammar: grammar.pathText,
  }),
  inOperation(
    "path: parameter",
    (name) => ({ parameters: [{ name, in: "path", required: true, schema: { enum: ["there"] } }] }),
    {
      below: (name) => `/x/{${name}}`,
      grammar: grammar.templateName,
      back: { read: segments, as: () => ["path-parameter", "x", "there"] },
    },
  ),
  inOperation(
    "path: value",
    (text) => ({
      parameters: [{ name: "value", in: "path", required: true, schema: { type: "string", enum: [text] } }],
    }),
    {
      below: () => "/{value}/at",
      grammar: grammar.pathValue,
      back: { read: segments, as: (text) => ["path-value", text, "at"] },
    },
  ),
  inOperation("path: summary", () => ({}), {
    around: (summary, path) => ({ document: { paths: { [path]: { summary } } } }),
  }),
  inOperation("path: description", () => ({}), {
    around: (description, path) => ({ document: { paths: { [path]: { description } } } }),
  }),
  inOperation("path: key that OpenAPI does not know", () => ({}), {
    around: (text, path) => ({ document: { paths: { [path]: { [`x-${text}`]: text } } } }),
  }),
  whole("webhook: name", (text) => ({
    webhooks: { [text]: { post: { operationId: `webhook ${text}`, description: text, responses: ok } } },
  })),
  whole("schema of components that nothing uses", (text) => ({
    components: { schemas: { Unused: { description: text, enum: [text], title: text } } },
  })),
];

function manifestOf(files: ReadonlyMap<string, string>): { readonly description?: string } {
  return JSON.parse(files.get("package.json") ?? "{}") as { readonly description?: string };
}
