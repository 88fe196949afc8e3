/** What prism gets wrong about bodies. */
import { isEmpty } from "../values.js";
import { bodyDocument, documentOf, formType, postForm, postJson } from "./example.js";
import type { Refusal, Waiver } from "./waiver.js";

function typeOf({ request }: Refusal): string {
  return (request.headers["content-type"] ?? "").split(";")[0] ?? "";
}

/** The style that the document gives to the field of which an objection is. */
function styleOf({ finding, objection }: Refusal): string | undefined {
  const encodings = finding.spec.contents?.flatMap(({ encodings = [] }) => encodings) ?? [];
  return encodings.find(({ property }) => property === objection.path[1])?.style;
}

function isForm(refusal: Refusal): boolean {
  return [formType, "multipart/form-data"].includes(typeOf(refusal));
}

/** The waivers of bodies. */
export const bodyWaivers: readonly Waiver[] = [
  {
    kind: "judge",
    reason:
      "It reads lists and objects in forms only where `encoding` gives a style, and there are defaults (OpenAPI 3.0.3 section " +
      "4.7.15.1: form, exploded; in multipart, a part for each item, JSON for objects).",
    applies: (refusal) =>
      isForm(refusal) &&
      refusal.objection.code === "type" &&
      refusal.objection.path.length === 2 &&
      / must be (array|object)/.test(refusal.objection.message) &&
      styleOf(refusal) === undefined,
    example: {
      document: bodyDocument(formType, {
        schema: { type: "object", properties: { tags: { type: "array", items: { type: "string" } } } },
      }),
      request: postForm("tags=a&tags=b"),
      value: { tags: ["a", "b"] },
    },
  },
  {
    kind: "judge",
    reason:
      "It takes the commas of a list that is not exploded for reserved characters (OpenAPI 3.0.3 section 4.7.12.3, style " +
      "form: `color=blue,black,brown`).",
    applies: (refusal) =>
      isForm(refusal) &&
      refusal.objection.message === "Reserved characters used in request body" &&
      styleOf(refusal) === "form" &&
      typeof fieldOf(refusal) === "object",
    example: {
      document: bodyDocument(formType, {
        schema: { type: "object", properties: { tags: { type: "array", items: { type: "string" } } } },
        encoding: { tags: { style: "form", explode: false } },
      }),
      request: postForm("tags=a,b"),
      value: { tags: ["a", "b"] },
    },
  },
  {
    kind: "judge",
    reason:
      "It wants the objects of a list as JSON texts, whatever the style (OpenAPI 3.0.3 section 4.7.15.1: deepObject).",
    applies: (refusal) =>
      typeOf(refusal) === formType && /^Cannot deserialize JSON object array/.test(refusal.objection.message),
    example: {
      document: bodyDocument(formType, {
        schema: {
          type: "object",
          properties: {
            items: { type: "array", items: { type: "object", properties: { id: { type: "string" } } } },
          },
        },
        encoding: { items: { style: "deepObject", explode: true } },
      }),
      request: postForm("items%5B0%5D%5Bid%5D=a"),
      value: { items: [{ id: "a" }] },
    },
  },
  {
    kind: "judge",
    reason:
      "It makes an object of every deepObject and of every object inside, sent or not, and then misses what is required in " +
      "them (JSON Schema 2020-12 validation section 6.5.3: `required` is about objects that are there).",
    applies: (refusal) =>
      typeOf(refusal) === formType &&
      refusal.objection.code === "required" &&
      styleOf(refusal) === "deepObject" &&
      !(refusal.request.text ?? "").includes(bracketed(refusal.objection.path.slice(1))),
    example: {
      document: bodyDocument(formType, {
        schema: {
          type: "object",
          properties: {
            id: { type: "string" },
            card: { type: "object", properties: { number: { type: "string" } }, required: ["number"] },
          },
        },
        encoding: { card: { style: "deepObject", explode: true } },
      }),
      request: postForm("id=a"),
      value: { id: "a" },
    },
  },
  {
    kind: "judge",
    reason: "It reads a form into fields even where the document describes it as one text.",
    applies: (refusal) =>
      typeOf(refusal) === formType &&
      refusal.objection.message === "Request body must be string" &&
      typeof refusal.value === "string",
    example: {
      document: bodyDocument(formType, { schema: { type: "string" } }),
      request: postForm("a=b"),
      value: "a=b",
    },
  },
  {
    kind: "document",
    reason:
      "A form is made of names and values (WHATWG URL, application/x-www-form-urlencoded), and a list has no names; such a " +
      "body is taken as its text.",
    applies: (refusal) =>
      typeOf(refusal) === formType &&
      refusal.objection.message === "Request body must be array" &&
      typeof refusal.value === "string",
    example: {
      document: bodyDocument(formType, { schema: { type: "array", items: { type: "string" } } }),
      request: postForm("a=b"),
      value: "a=b",
    },
  },
  {
    kind: "document",
    reason:
      "A required form may hold nothing but empty objects, for which nothing travels (RFC 6570 section 2.3: such a variable " +
      "is undefined).",
    applies: (refusal) =>
      isForm(refusal) &&
      refusal.objection.message === "Body parameter is required" &&
      refusal.request.text === undefined &&
      isEmpty(refusal.value),
    example: {
      document: documentOf("/", "post", {
        requestBody: {
          required: true,
          content: { [formType]: { schema: { type: "object", properties: { meta: { type: "object" } } } } },
        },
      }),
      request: { method: "POST", target: "/", headers: { "content-type": formType } },
      value: { meta: {} },
    },
  },
  {
    kind: "document",
    reason:
      "A Swagger 2.0 operation with a body may not say of which type it is (`consumes` has no default); ours is JSON or a form.",
    applies: ({ finding, objection }) =>
      objection.message === "No supported content types, but request included a non-empty body" &&
      finding.spec.contents?.length === 0,
    example: {
      document: {
        swagger: "2.0",
        info: { title: "example", version: "1" },
        paths: {
          "/": {
            post: { parameters: [{ name: "body", in: "body", schema: { type: "object" } }], responses: {} },
          },
        },
      },
      request: postJson({}),
      value: {},
    },
  },
];

function fieldOf({ value, objection }: Refusal): unknown {
  return (value as Readonly<Record<string, unknown>> | undefined)?.[objection.path[1] ?? ""];
}

function bracketed([name = "", ...keys]: readonly string[]): string {
  return encodeURIComponent(name + keys.map((key) => `[${key}]`).join(""));
}
