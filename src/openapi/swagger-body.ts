/**
 * The body of a Swagger 2.0 operation: its `body` parameter, or its `formData` parameters together, in the media types
 * of `consumes`; its answers in those of `produces`.
 */
import type { JsonSchema } from "../json/json-schema.js";
import type { Encoding, MediaType, RequestBody, Response } from "./api.js";
import type { ParseContext } from "./context.js";
import type { SpecNode } from "./node.js";
import { parseExamples } from "./parse-examples.js";
import { collectionFormatOf, inlineSchema, mergedParameters } from "./parse-parameter.js";

/**
 * The request body, as OpenAPI 3 would write it.
 * @param owners the path items and, last, the operation
 */
export function parseSwaggerBody(
  context: ParseContext,
  owners: readonly SpecNode[],
): RequestBody | undefined {
  const nodes = mergedParameters(context, owners).map(({ node }) => node);
  const body = nodes.find((node) => node.text("in") === "body");
  const consumes = mediaTypes(context, owners.at(-1), "consumes");
  if (body !== undefined) return jsonLikeBody(context, body, consumes);
  const fields = nodes.filter((node) => node.text("in") === "formData");
  return fields.length === 0 ? undefined : formBody(context, fields, consumes);
}

function jsonLikeBody(context: ParseContext, body: SpecNode, consumes: readonly string[]): RequestBody {
  const written = body.get("schema");
  const schema = written === undefined ? true : context.schemas.parse(written);
  const examples = parseExamples(context, body, written);
  const description = body.text("description");
  return {
    required: body.isTrue("required"),
    content: (consumes.length === 0 ? ["application/json"] : consumes).map((name) => ({
      name,
      schema,
      ...examples,
      encoding: new Map(),
    })),
    ...(description === undefined ? {} : { description }),
  };
}

function formBody(
  context: ParseContext,
  fields: readonly SpecNode[],
  consumes: readonly string[],
): RequestBody {
  const hasFile = fields.some((field) => field.text("type") === "file");
  const forms = consumes.filter((name) => /^(multipart\/|application\/x-www-form-urlencoded)/i.test(name));
  const urlencoded = "application/x-www-form-urlencoded";
  const name = hasFile
    ? "multipart/form-data"
    : (forms.find((form) => form === urlencoded) ?? forms[0] ?? urlencoded);
  const schema: JsonSchema = {
    type: "object",
    properties: Object.fromEntries(
      fields.map((field) => [field.text("name") ?? "", fieldSchema(context, field)]),
    ),
    required: fields.filter((field) => field.isTrue("required")).map((field) => field.text("name") ?? ""),
  };
  return {
    required: fields.some((field) => field.isTrue("required")),
    content: [{ name, schema, encoding: encodings(fields) }],
  };
}

function fieldSchema(context: ParseContext, field: SpecNode): JsonSchema {
  const schema = inlineSchema(context, field);
  const description = field.text("description");
  return typeof schema === "boolean" || description === undefined ? schema : { ...schema, description };
}

/** Lists of a form, by the style that joins them as `collectionFormat` says. */
function encodings(fields: readonly SpecNode[]): Map<string, Encoding> {
  const lists = fields.filter((field) => field.text("type") === "array");
  return new Map(
    lists.map((field) => [field.text("name") ?? "", { style: "form", ...collectionFormatOf(field) }]),
  );
}

/** The documented answers, as OpenAPI 3 would write them. */
export function parseSwaggerResponses(context: ParseContext, operation: SpecNode): Response[] {
  const produces = mediaTypes(context, operation, "produces");
  return (operation.get("responses")?.entries() ?? [])
    .filter(([status]) => /^([1-5]\d\d|default)$/.test(status))
    .map(([status, written]) => {
      const node = context.reader.follow(written);
      const description = node.text("description");
      return {
        status,
        ...(description === undefined ? {} : { description }),
        content: answer(context, node, produces),
      };
    });
}

function answer(context: ParseContext, response: SpecNode, produces: readonly string[]): MediaType[] {
  const written = response.get("schema");
  if (written === undefined) return [];
  const schema = context.schemas.parse(written);
  return (produces.length === 0 ? ["application/json"] : produces).map((name) => ({
    name,
    schema,
    encoding: new Map(),
  }));
}

function mediaTypes(
  context: ParseContext,
  operation: SpecNode | undefined,
  key: "consumes" | "produces",
): string[] {
  const list = operation?.get(key) ?? context.reader.root.get(key);
  return (list?.items() ?? []).map(({ value }) => value).filter((value) => typeof value === "string");
}
