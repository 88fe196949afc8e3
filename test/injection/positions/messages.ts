/** Bodies and responses, but for the schemas in them. */
import type { Json, JsonObject } from "../../../src/json/json.js";
import * as grammar from "../grammars.js";
import { body } from "../view.js";
import { inBody, inOperation, jsonBody, type Options, type Position } from "./position.js";

const text = { type: "string" };
const field = { field: text };
const object = (properties: Json): JsonObject => ({ type: "object", properties });

/** In the response of an operation. */
const response = (name: string, of: (text: string) => JsonObject, options?: Options): Position =>
  inOperation(
    `response ${name}`,
    (each) => ({ responses: { 200: { description: "Done", ...of(each) } } }),
    options,
  );

/** In how a field of a body is sent. */
const encoding = (
  name: string,
  of: (text: string) => JsonObject,
  options?: Options & { readonly media?: string },
): Position =>
  inBody(
    `encoding ${name}`,
    (each) => ({
      content: {
        [options?.media ?? "multipart/form-data"]: { schema: object(field), encoding: { field: of(each) } },
      },
    }),
    options,
  );

export const messagePositions: readonly Position[] = [
  inBody("body description", (description) => ({ ...jsonBody(field), description })),
  inBody("body media type", (type) => ({ content: { [`text/${type}`]: { schema: text } } }), {
    grammar: grammar.subtype,
  }),
  inBody("body media type, whole", (type) => ({ content: { [type]: { schema: text } } }), {
    grammar: grammar.keyword,
  }),
  inBody(
    "body media type, another one",
    (type) => ({
      content: { "application/json": { schema: object(field) }, [`text/${type}`]: { schema: text } },
    }),
    { grammar: grammar.subtype },
  ),
  inBody(
    "body media type parameter",
    (each) => ({ content: { [`text/plain; charset="${each}"`]: { schema: text } } }),
    {
      grammar: grammar.keyword,
    },
  ),
  inBody(
    "body example",
    (example) => ({
      content: { "application/json": { schema: object(field), example: { field: example } } },
    }),
    {
      back: { read: body, as: (each) => ({ field: each }) },
    },
  ),
  inBody("body examples", (each) => ({
    content: {
      "application/json": {
        schema: object(field),
        examples: { [each]: { summary: each, value: { field: each, [each]: each } } },
      },
    },
  })),
  inBody(
    "body, a single value",
    (each) => ({ content: { "application/json": { schema: { enum: [each] } } } }),
    {
      back: { read: body },
    },
  ),
  inBody("body, plain text", (each) => ({
    content: { "text/plain": { schema: { type: "string", enum: [each] } } },
  })),
  inBody("body, a map", (each) => ({
    content: {
      "application/json": {
        schema: { type: "object", additionalProperties: { enum: [each] }, example: { [each]: each } },
      },
    },
  })),
  encoding("key", () => ({}), {}),
  inBody("encoding of a field that there is not", (each) => ({
    content: {
      "multipart/form-data": { schema: object(field), encoding: { [each]: { contentType: "text/plain" } } },
    },
  })),
  encoding("content type", (type) => ({ contentType: `text/${type}` }), { grammar: grammar.subtype }),
  encoding("content type, whole", (contentType) => ({ contentType }), { grammar: grammar.keyword }),
  encoding("header name", (each) => ({ headers: { [each]: { schema: { type: "string", default: "x" } } } }), {
    grammar: grammar.headerName,
  }),
  encoding("header value", (each) => ({
    headers: { "X-Part": { description: each, schema: { type: "string", default: each } } },
  })),
  encoding("style", (style) => ({ style }), {
    grammar: grammar.keyword,
    media: "application/x-www-form-urlencoded",
  }),

  response("description", (description) => ({ description })),
  response("media type", (type) => ({ content: { [`text/${type}`]: { schema: text } } })),
  response("media type, whole", (type) => ({ content: { [type]: { schema: text } } })),
  response("header name", (each) => ({ headers: { [each]: { description: each, schema: text } } })),
  response("property name", (each) => ({
    content: { "application/json": { schema: object({ [each]: text }) } },
  })),
  response("property description", (each) => ({
    content: {
      "application/json": { schema: object({ a: { type: "string", description: each, title: each } }) },
    },
  })),
  response("enum and const", (each) => ({
    content: {
      "application/json": { schema: object({ a: { enum: [each] }, b: { const: { [each]: each } } }) },
    },
  })),
  response("required", (each) => ({
    content: {
      "application/json": { schema: { ...object({ [each]: object({ [each]: text }) }), required: [each] } },
    },
  })),
  response("example", (each) => ({
    content: { "application/json": { example: { [each]: each }, examples: { [each]: { value: each } } } },
  })),
  response("link", (each) => ({
    links: {
      [each]: {
        operationId: each,
        description: each,
        parameters: { [each]: each },
        requestBody: each,
        server: { url: each },
      },
    },
  })),
  response("summary", (summary) => ({ summary })),
  inOperation("response status", (each) => ({ responses: { [each]: { description: each } } }), {
    grammar: grammar.status,
  }),
  inOperation("response of an error", (each) => ({
    responses: {
      400: {
        description: each,
        content: { "application/problem+json": { schema: object({ [each]: { enum: [each] } }) } },
      },
    },
  })),
];
