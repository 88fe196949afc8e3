/** What an operation says of itself. */
import type { Json } from "../../../src/json/json.js";
import * as grammar from "../grammars.js";
import { prose } from "../view.js";
import { inOperation, saying, type Back, type OperationOptions, type Position } from "./position.js";

const ok = { 204: { description: "Done" } };

const title = saying(({ tool }) => tool?.title);
const description = saying(({ tool }) => tool?.description);
const hasTag: Back = {
  read: ({ tool }) => tool?._meta?.tags.map(prose).filter((tag) => tag !== "first"),
  as: (text) => [prose(text)],
};

/** In the extension of an operation. */
const extension = (name: string, of: (text: string) => Json, options?: OperationOptions): Position =>
  inOperation(`x-mcp ${name}`, (text) => ({ "x-mcp": of(text) }), options);

export const operationPositions: readonly Position[] = [
  inOperation("operationId", (operationId) => ({ operationId })),
  inOperation("operation summary", (summary) => ({ summary })),
  inOperation("operation summary as title", (summary) => ({ summary, description: "Says more." })),
  inOperation("operation description", (text) => ({ description: text }), { back: description }),
  inOperation("operation description as Markdown", (text) => ({
    description: `# Title\n\n${text}\n\n- item\n`,
  })),
  inOperation("operation without anything else", (text) => ({
    operationId: "",
    summary: text,
    description: text,
  })),
  inOperation("deprecated operation", (text) => ({ deprecated: true, description: text })),
  inOperation("operation tag", (text) => ({ tags: ["first", text] }), { back: hasTag }),
  inOperation("operation tag as folder", (text) => ({ tags: [text] })),
  inOperation("operation external documentation", (text) => ({
    externalDocs: { url: text, description: text },
  })),
  inOperation("operation extension key", (text) => ({ [`x-${text}`]: text })),
  inOperation("operation key that OpenAPI does not know", (text) => ({ [`unknown ${text}`]: text })),
  inOperation("name of another method", () => ({}), {
    around: (text, path) => ({
      document: {
        paths: {
          [path]: { additionalOperations: { [text]: { operationId: "another_method", responses: ok } } },
        },
      },
    }),
    grammar: grammar.method,
  }),
  inOperation("callback", (text) => ({
    callbacks: { [text]: { [text]: { post: { operationId: text, description: text, responses: ok } } } },
  })),

  extension("name", (name) => ({ name }), { grammar: grammar.toolName }),
  extension("title", (text) => ({ title: text }), { back: title, grammar: grammar.nonEmpty }),
  extension("description", (text) => ({ description: text }), {
    back: description,
    grammar: grammar.nonEmpty,
  }),
  extension("tags", (text) => ({ tags: ["first", text] }), { back: hasTag, grammar: grammar.nonEmpty }),
  extension("type", (type) => ({ type }), { grammar: grammar.keyword }),
  extension("hint", (readOnlyHint) => ({ annotations: { readOnlyHint } }), { grammar: grammar.keyword }),
  extension("key", (text) => ({ [text]: 1 }), { grammar: grammar.keyword }),
  inOperation("x-speakeasy-mcp texts", (text) => ({
    "x-speakeasy-mcp": { title: text, description: text, scopes: [text] },
  })),
  inOperation("x-mcp of the path", () => ({}), {
    around: (text, path) => ({ document: { paths: { [path]: { "x-mcp": { type: text } } } } }),
    grammar: grammar.keyword,
  }),
  inOperation("operation of another server", (text) => ({
    servers: [{ url: "https://c.example", description: text }],
    description: text,
  })),
];
