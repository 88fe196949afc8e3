/** Parameters in each place. */
import type { JsonObject } from "../../../src/json/json.js";
import * as grammar from "../grammars.js";
import { argument, argumentNames, cookies, query } from "../view.js";
import { inOperation, inParameter, saying, type Back, type Options, type Position } from "./position.js";

const text = { type: "string" };
/** Whatever the text is, it is legal as a value of an enum, and so it is what the recorded request sends. */
const only = (value: string): JsonObject => ({ type: "string", enum: [value] });

const described = saying((view) => argument(view, "value")["description"]);
const listed = (keyword: string): Back => ({ read: (view) => argument(view, "value")[keyword] });
const sentInQuery: Back = { read: (view) => [...query(view).keys()], as: (name) => [name] };

const inQuery = (name: string, of: (text: string) => JsonObject, options?: Options): Position =>
  inParameter(`query parameter ${name}`, "query", (each) => ({ ...of(each) }), options);

export const parameterPositions: readonly Position[] = [
  inQuery("name", (name) => ({ name }), { grammar: grammar.queryName, back: sentInQuery }),
  inQuery("name, a list", (name) => ({ name, explode: false, schema: { type: "array", items: text } }), {
    grammar: grammar.queryName,
  }),
  inQuery(
    "name, deepObject",
    (name) => ({ name, style: "deepObject", schema: { type: "object", properties: { a: only("x") } } }),
    {
      grammar: grammar.queryName,
    },
  ),
  inQuery("key of an object", (key) => ({ schema: { type: "object", properties: { [key]: only("x") } } }), {
    grammar: grammar.queryName,
  }),
  inOperation(
    "query parameter content type",
    (type) => ({
      parameters: [{ name: "value", in: "query", content: { [`application/${type}`]: { schema: text } } }],
    }),
    { grammar: grammar.subtype },
  ),
  inQuery("description", (description) => ({ description }), { back: described }),
  inQuery("enum", (each) => ({ required: true, schema: only(each) }), {
    back: {
      read: (view) => [argument(view, "value")["enum"], query(view).get("value")],
      as: (each) => [[each], each],
    },
    grammar: grammar.queryName,
  }),
  inQuery("default", (each) => ({ schema: { type: "string", default: each } }), { back: listed("default") }),
  inQuery("const", (each) => ({ required: true, schema: { const: each } })),
  inQuery("example", (example) => ({ example })),
  inQuery("examples", (each) => ({
    examples: { [each]: { summary: each, description: each, value: each } },
  })),
  inQuery("external example", (each) => ({ examples: { a: { externalValue: each } } })),
  inQuery("pattern", (pattern) => ({ schema: { type: "string", pattern } }), { grammar: grammar.pattern }),
  inQuery("format", (format) => ({ schema: { type: "string", format } })),
  inQuery("style", (style) => ({ style }), { grammar: grammar.keyword }),
  inQuery("type", (type) => ({ schema: { type } }), { grammar: grammar.keyword }),
  inQuery("extension", (each) => ({ [`x-${each}`]: each })),
  inQuery("schema description and title", (each) => ({
    schema: { type: "string", title: each, description: each },
  })),
  inOperation(
    "whole query",
    (each) => ({
      parameters: [
        {
          name: each,
          in: "querystring",
          description: each,
          content: {
            "application/x-www-form-urlencoded": { schema: { type: "object", properties: { [each]: text } } },
          },
        },
      ],
    }),
    { grammar: grammar.queryName },
  ),

  inParameter("header parameter name", "header", (name) => ({ name }), {
    grammar: grammar.headerName,
    back: {
      has: ({ golden }, name) => Object.keys(golden?.request.headers ?? {}).includes(name.toLowerCase()),
    },
  }),
  inParameter("header parameter value", "header", (each) => ({ required: true, schema: only(each) })),
  inParameter("header parameter description", "header", (description) => ({ description }), {
    back: described,
  }),
  inParameter("header parameter default", "header", (each) => ({
    schema: { type: "string", default: each },
  })),
  inParameter("cookie parameter name", "cookie", (name) => ({ name }), {
    grammar: grammar.queryName,
    back: { read: (view) => [...cookies(view).keys()], as: (name) => [name] },
  }),
  inParameter("cookie parameter value", "cookie", (each) => ({ required: true, schema: only(each) }), {
    grammar: grammar.queryName,
  }),
  inOperation(
    "parameter of components: key",
    (each) => ({ parameters: [{ $ref: `#/components/parameters/${pointer(each)}` }] }),
    {
      around: (each) => ({
        document: { components: { parameters: { [each]: { name: "shared", in: "query", schema: text } } } },
      }),
      grammar: grammar.componentKey,
      back: { read: argumentNames, as: () => ["shared"] },
    },
  ),
];

function pointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
