/** Resources: operations with the tag `as-resource`, of which the config's route map makes some. */
import type { JsonObject } from "../../../src/json/json.js";
import * as grammar from "../grammars.js";
import { query } from "../view.js";
import { inOperation, saying, type OperationOptions, type Options, type Position } from "./position.js";

const tags = ["as-resource"];
const text = { type: "string" };
const ok = { 200: { description: "It", content: { "text/plain": { schema: text } } } };

const resource = (name: string, of: (text: string) => JsonObject, options: OperationOptions = {}): Position =>
  inOperation(`resource ${name}`, (each) => ({ tags, responses: ok, ...of(each) }), options);

const parameter = (name: string, of: (text: string) => JsonObject, options?: Options): Position =>
  resource(
    `parameter ${name}`,
    (each) => ({ parameters: [{ name: "value", in: "query", schema: text, ...of(each) }] }),
    options,
  );

export const resourcePositions: readonly Position[] = [
  resource("path", () => ({}), { below: (text) => `/${text}`, grammar: grammar.pathText }),
  resource(
    "path parameter",
    (name) => ({ parameters: [{ name, in: "path", required: true, schema: text }] }),
    {
      below: (name) => `/x/{${name}}`,
      grammar: grammar.templateName,
    },
  ),
  resource("id", (operationId) => ({ operationId })),
  resource("summary", (summary) => ({ summary, description: "Says more." })),
  resource("description", (description) => ({ description }), {
    back: saying((view) => view.resource?.description),
  }),
  resource("tag", (tag) => ({ tags: [tag, "as-resource"] })),
  resource("media type", (type) => ({
    responses: { 200: { description: "It", content: { [`text/${type}`]: { schema: text } } } },
  })),
  parameter("name", (name) => ({ name }), {
    grammar: grammar.queryName,
    back: { read: (view) => [...query(view).keys()], as: (name) => [name] },
  }),
  parameter("enum", (each) => ({ schema: { type: "string", enum: [each] } })),
  parameter("default", (each) => ({ schema: { type: "string", default: each } })),
  parameter("description", (description) => ({ description })),
];
