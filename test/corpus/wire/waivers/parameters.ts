/** What prism gets wrong about parameters. */
import { isEmpty, plain } from "../values.js";
import { documentOf, get, queryDocument } from "./example.js";
import type { Refusal, Waiver } from "./waiver.js";

function isParameter({ finding }: Refusal): boolean {
  return ["path", "query", "header"].includes(finding.part.place);
}

function isMissing({ objection }: Refusal, place: string): boolean {
  return objection.code === "required" && objection.path.join("/") === place;
}

/** The types that a schema or its alternatives name. */
function typesIn(schema: Readonly<Record<string, unknown>> = {}): unknown[] {
  const alternatives = [schema["oneOf"], schema["anyOf"]].filter(Array.isArray).flat() as (typeof schema)[];
  return alternatives.map(({ type }) => type);
}

/** The waivers of parameters. */
export const parameterWaivers: readonly Waiver[] = [
  {
    kind: "judge",
    reason:
      "It splits the text of every path parameter at commas before it looks at the style, and then fails at the list " +
      "(OpenAPI 3.1 section 4.8.12.4, style simple: `blue,black,brown`).",
    applies: ({ finding, objection }) =>
      finding.part.place === "path" &&
      objection.code === "exception" &&
      /\.(split|startsWith|substr) is not a function$/.test(objection.message),
    example: {
      document: documentOf("/{ids}", "get", {
        parameters: [
          { name: "ids", in: "path", required: true, schema: { type: "array", items: { type: "string" } } },
        ],
      }),
      request: get("/a,b"),
      value: ["a", "b"],
    },
  },
  {
    kind: "judge",
    reason:
      "It finds path parameters only whose names RFC 6570 section 2.3 allows for variables; OpenAPI allows all (3.1 section " +
      "4.8.12.2, `name`).",
    applies: (refusal) => isMissing(refusal, "path") && !/^[-\w%.]+$/.test(refusal.finding.part.name),
    example: {
      document: documentOf('/{"id}', "get", {
        parameters: [{ name: '"id', in: "path", required: true, schema: { type: "string" } }],
      }),
      request: get("/a"),
      value: "a",
    },
  },
  {
    kind: "judge",
    reason:
      'It reads what travels as text by `type` only, so that without one the number 1 is the text "1" and not among the ' +
      "values (OpenAPI 3.1 section 4.8.12.4: the value is what the schema describes).",
    applies: (refusal) =>
      isParameter(refusal) &&
      refusal.objection.code === "enum" &&
      refusal.finding.spec.schema?.["type"] === undefined &&
      typeof refusal.value !== "string",
    example: {
      document: queryDocument({ schema: { enum: [0, 1] } }),
      request: get("/?q=1"),
      value: 1,
    },
  },
  {
    kind: "judge",
    reason:
      "It reads a number as a text too, so that a number is two of the alternatives of `oneOf` and not one (JSON Schema " +
      "2020-12 core section 10.2.1.3).",
    applies: (refusal) =>
      isParameter(refusal) &&
      refusal.objection.code === "oneOf" &&
      typeof refusal.value !== "object" &&
      new Set(typesIn(refusal.finding.spec.schema)).size > 1,
    example: {
      document: queryDocument({ schema: { oneOf: [{ type: "integer" }, { type: "string" }] } }),
      request: get("/?q=1"),
      value: 1,
    },
  },
  {
    kind: "judge",
    reason:
      "It does not see that a list or object is meant where null is allowed besides, or where it is one of several " +
      "alternatives (OpenAPI 3.0.3 section 4.7.24.1, `nullable`).",
    applies: (refusal) =>
      isParameter(refusal) &&
      ["type", "oneOf", "anyOf"].includes(refusal.objection.code) &&
      typeof refusal.value === "object" &&
      typeof refusal.finding.spec.schema?.["type"] !== "string",
    example: {
      document: queryDocument({ schema: { type: "array", nullable: true, items: { type: "string" } } }),
      request: get("/?q=a"),
      value: ["a"],
    },
  },
  {
    kind: "judge",
    reason:
      "It takes an empty text for a parameter that is missing (RFC 6570 section 3.2.8: `{&x,empty}` is `&x=1024&empty=`).",
    applies: (refusal) =>
      isMissing(refusal, "query") &&
      new URL(refusal.request.target, "http://localhost").searchParams.get(refusal.finding.part.name) === "",
    example: {
      document: queryDocument({ required: true, schema: { type: "string" } }),
      request: get("/?q="),
      value: "",
    },
  },
  {
    kind: "document",
    reason:
      "A required parameter may be an empty object or list, for which nothing travels (RFC 6570 section 2.3: such a " +
      "variable is undefined).",
    applies: (refusal) =>
      isMissing(refusal, "query") && typeof refusal.value === "object" && isEmpty(refusal.value),
    example: {
      document: queryDocument({ required: true, schema: { type: "array", items: { type: "string" } } }),
      request: get("/"),
      value: [],
    },
  },
  {
    kind: "judge",
    reason: "It does not know `collectionFormat: tsv` (Swagger 2.0, Parameter Object).",
    applies: ({ finding, objection }) =>
      finding.spec.style === "tabDelimited" && objection.code === "required",
    example: {
      document: {
        swagger: "2.0",
        info: { title: "example", version: "1" },
        paths: {
          "/": {
            get: {
              parameters: [
                {
                  name: "q",
                  in: "query",
                  required: true,
                  type: "array",
                  items: { type: "string" },
                  collectionFormat: "tsv",
                },
              ],
              responses: {},
            },
          },
        },
      },
      request: get("/?q=a%09b"),
      value: ["a", "b"],
    },
  },
  {
    kind: "document",
    reason:
      "Of a list or object inside an object no style but deepObject says how it travels (OpenAPI 3.1 section 4.8.12.3, " +
      "which leaves it undefined); ours is JSON.",
    applies: (refusal) =>
      refusal.finding.part.place === "query" &&
      refusal.objection.code === "type" &&
      refusal.objection.path.length > 2 &&
      refusal.value !== undefined &&
      plain(refusal.value) === undefined,
    example: {
      document: queryDocument({
        schema: { type: "object", properties: { sort: { type: "array", items: { type: "string" } } } },
      }),
      request: get("/?sort=%5B%22a%22%5D"),
      value: { sort: ["a"] },
    },
  },
  {
    kind: "judge",
    reason:
      "It takes spaceDelimited and pipeDelimited for styles of lists only (OpenAPI 3.1 section 4.8.12.3: of objects too).",
    applies: ({ objection }) => /delimited style is only applicable to array/.test(objection.message),
    example: {
      document: queryDocument({
        style: "pipeDelimited",
        explode: false,
        schema: { type: "object", properties: { a: { type: "string" } } },
      }),
      request: get("/?q=a%7Cb"),
      value: { a: "b" },
    },
  },
  {
    kind: "judge",
    reason:
      "It asks for header parameters called Accept, Content-Type and Authorization, whose definition is to be ignored " +
      "(OpenAPI 3.0.3 section 4.7.12.2, `name`).",
    applies: ({ finding }) =>
      finding.part.place === "header" && /^(accept|content-type|authorization)$/i.test(finding.part.name),
    example: {
      document: documentOf("/", "get", {
        parameters: [{ name: "Authorization", in: "header", required: true, schema: { type: "string" } }],
      }),
      request: get("/"),
    },
  },
  {
    kind: "document",
    reason:
      "A path parameter that is not in the path has no place to travel (OpenAPI 3.1 section 4.8.12.2: its name must be " +
      "that of an expression).",
    applies: (refusal) =>
      isMissing(refusal, "path") && !refusal.path.includes(`{${refusal.finding.part.name}}`),
    example: {
      document: documentOf("/", "get", {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      }),
      request: get("/"),
    },
  },
];
