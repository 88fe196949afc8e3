/** What only Swagger 2.0 says, and what it says in another way. */
import type { JsonObject } from "../../../src/json/json.js";
import * as grammar from "../grammars.js";
import { form, query } from "../view.js";
import {
  inOperation,
  saying,
  whole,
  type OperationOptions,
  type Options,
  type Position,
} from "./position.js";

const scene = "swagger";

const swagger = (name: string, of: (text: string) => JsonObject, options: OperationOptions = {}): Position =>
  inOperation(`swagger ${name}`, (each) => ({ responses: { 204: { description: "Done" } }, ...of(each) }), {
    ...options,
    scene,
  });

const root = (name: string, of: (text: string) => JsonObject, options?: Options): Position =>
  whole(`swagger ${name}`, (each) => ({ ...of(each) }), { ...options, scene });

const parameter = (
  name: string,
  of: (text: string) => JsonObject,
  options: OperationOptions = {},
): Position =>
  swagger(
    `parameter ${name}`,
    (each) => ({ parameters: [{ name: "value", in: "query", type: "string", ...of(each) }] }),
    options,
  );

export const swaggerPositions: readonly Position[] = [
  root("title", (title) => ({ info: { title } })),
  root("description and version", (text) => ({ info: { description: text, version: text } })),
  root("host", (host) => ({ host }), { grammar: grammar.keyword }),
  root("base path", (text) => ({ basePath: `/${text}` }), { grammar: grammar.urlText }),
  root("scheme of URLs", (text) => ({ schemes: [text] }), { grammar: grammar.keyword }),
  root("tag", (name) => ({ tags: [{ name, description: name }] })),
  swagger("operationId", (operationId) => ({ operationId })),
  swagger("description", (description) => ({ description }), {
    back: saying(({ tool }) => tool?.description),
  }),
  swagger("summary and tags", (text) => ({ summary: text, tags: [text] })),
  swagger("produces", (type) => ({
    produces: [`text/${type}`],
    responses: { 200: { description: "x", schema: { type: "string" } } },
  })),
  swagger(
    "consumes",
    (type) => ({
      consumes: [`text/${type}`],
      parameters: [{ name: "body", in: "body", schema: { type: "string" } }],
    }),
    { method: "post", grammar: grammar.subtype },
  ),
  parameter("name", (name) => ({ name }), {
    grammar: grammar.queryName,
    back: { read: (view) => [...query(view).keys()], as: (name) => [name] },
  }),
  parameter("description", (description) => ({ description })),
  parameter("enum", (each) => ({ required: true, enum: [each] }), {
    grammar: grammar.queryName,
    back: { read: (view) => query(view).get("value") },
  }),
  parameter("default", (each) => ({ default: each })),
  parameter("format", (format) => ({ format })),
  parameter("pattern", (pattern) => ({ pattern }), { grammar: grammar.pattern }),
  parameter(
    "collection format",
    (collectionFormat) => ({ type: "array", items: { type: "string" }, collectionFormat }),
    {
      grammar: grammar.keyword,
    },
  ),
  parameter("in a form", (name) => ({ name, in: "formData", required: true, enum: ["there"] }), {
    method: "post",
    grammar: grammar.queryName,
    back: { read: (view) => [...form(view)], as: (each) => [[each, "there"]] },
  }),
  parameter(
    "of a body",
    (name) => ({
      name,
      in: "body",
      description: name,
      schema: { type: "object", properties: { [name]: { type: "string" } } },
    }),
    {
      method: "post",
    },
  ),
  swagger(
    "definition",
    () => ({ parameters: [{ name: "body", in: "body", schema: { $ref: "#/definitions/Texts" } }] }),
    {
      method: "post",
      around: (each) => ({
        document: {
          definitions: {
            Texts: {
              type: "object",
              title: each,
              description: each,
              properties: { [each]: { enum: [each] } },
            },
          },
        },
      }),
    },
  ),
  swagger("security definition", () => ({ security: [{ keyed: [] }] }), {
    around: (each) => ({
      document: {
        securityDefinitions: { keyed: { type: "apiKey", in: "header", name: "X-Key", description: each } },
      },
    }),
  }),
  swagger("response header and example", (each) => ({
    responses: {
      200: { description: each, headers: { [each]: { type: "string" } }, examples: { [each]: each } },
    },
  })),
  swagger("extension", (each) => ({ [`x-${each}`]: each })),
];
