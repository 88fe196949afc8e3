/** Request Body, Response, Media Type and Encoding Objects (OpenAPI 3.2 sections 4.13 to 4.17). */
import type { JsonSchema } from "../json/json-schema.js";
import type { Encoding, MediaType, RequestBody, Response } from "./api.js";
import type { ParseContext } from "./context.js";
import type { SpecNode } from "./node.js";
import { parseExamples } from "./parse-examples.js";
import { styleOf } from "./parse-parameter.js";

/** The request body of an operation, `undefined` when it has none that says how it travels. */
export function parseRequestBody(context: ParseContext, operation: SpecNode): RequestBody | undefined {
  const written = operation.get("requestBody");
  if (written === undefined) return undefined;
  const node = context.reader.follow(written);
  const content = parseContent(context, node.get("content"), true);
  if (content.length === 0) return undefined;
  const description = node.text("description");
  return {
    required: node.isTrue("required"),
    content,
    ...(description === undefined ? {} : { description }),
  };
}

/** The documented answers of an operation. */
export function parseResponses(context: ParseContext, operation: SpecNode): Response[] {
  const responses = operation.get("responses")?.entries() ?? [];
  return responses
    .filter(([status]) => /^([1-5](\d\d|XX)|default)$/i.test(status))
    .map(([status, written]) => {
      const node = context.reader.follow(written);
      const description = node.text("description");
      return {
        status: status === "default" ? status : status.toUpperCase(),
        ...(description === undefined ? {} : { description }),
        content: parseContent(context, node.get("content")),
      };
    });
}

/** Only a request is made up from examples. */
function parseContent(
  context: ParseContext,
  content: SpecNode | undefined,
  withExamples = false,
): MediaType[] {
  return (content?.entries() ?? []).map(([name, written]) => {
    const node = context.reader.follow(written);
    return {
      name,
      schema: contentSchema(context, node),
      ...(withExamples ? parseExamples(context, node, node.get("schema")) : {}),
      encoding: new Map(
        (node.get("encoding")?.entries() ?? []).map(([field, each]) => [field, parseEncoding(each)]),
      ),
    };
  });
}

/** `itemSchema` (3.2) describes each item of a sequence, which is an array for whoever writes it. */
function contentSchema(context: ParseContext, mediaType: SpecNode): JsonSchema {
  const schema = mediaType.get("schema");
  if (schema !== undefined) return context.schemas.parse(schema);
  const item = mediaType.get("itemSchema");
  return item === undefined ? true : { type: "array", items: context.schemas.parse(item) };
}

function parseEncoding(node: SpecNode): Encoding {
  const contentType = node.text("contentType");
  const style = styleOf(node);
  const explode = node.get("explode")?.value;
  return {
    ...(contentType === undefined ? {} : { contentType }),
    ...(style === undefined ? {} : { style }),
    ...(typeof explode === "boolean" ? { explode } : {}),
    ...(node.isTrue("allowReserved") ? { allowReserved: true } : {}),
  };
}
