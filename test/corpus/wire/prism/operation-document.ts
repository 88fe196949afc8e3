/**
 * One operation of a document as a small document of its own, which is what prism takes: its references are followed, as
 * prism's own loader follows them, but with a limit, because some documents grow without one.
 */
import { isObject, own, type Json, type JsonObject } from "../../../../src/json/json.js";
import type { Operation } from "../../../../src/openapi/api.js";
import type { SpecNode } from "../../../../src/openapi/node.js";
import type { Reader } from "../../../../src/openapi/reader.js";
import { pathOf } from "../request-line.js";
import { SchemaInliner, type Ease } from "./inline-schema.js";

/** A document with one operation. */
export interface OperationDocument {
  readonly value: JsonObject;
  readonly path: string;
  /** The key of the operation in its path item. */
  readonly method: string;
  /** What `#/__bundled__/<key>` refers to: schemas that hold themselves, or that are too large to be written out. */
  readonly bundled: ReadonlyMap<string, Json>;
}

const jsonSchema2020 = "https://json-schema.org/draft/2020-12/schema";

/** The operation alone, without its answers, its security and its servers: nothing of a request is judged by these. */
export function operationDocument(
  reader: Reader,
  operation: Operation,
  eases: readonly Ease[] = [],
): OperationDocument {
  const written = reader.root.get("paths")?.get(operation.path);
  if (written === undefined) throw new Error(`${operation.path} is not in the document`);
  const pathItems = [reader.follow(written), written];
  const node = findOperation(reader, pathItems, operation.method);
  const inliner = new SchemaInliner(reader, { isModern: isModern(reader.root), eases });
  const path = pathOf(operation);
  const method = operation.method.toLowerCase();
  const value = {
    ...rootOf(reader.root),
    paths: {
      [path]: {
        // Of those of one name the first counts, and what stands beside a reference comes before what it names.
        parameters: pathItems.toReversed().flatMap((each) => parametersOf(reader, each, inliner)),
        [method]: operationOf(reader, node, inliner),
      },
    },
  };
  return { value, path, method, bundled: inliner.bundled };
}

function isModern(root: SpecNode): boolean {
  return /^3\.[1-9]/.test(root.text("openapi") ?? "");
}

/** From 3.1 on, schemas are those of JSON Schema 2020-12 (OpenAPI 3.1 section 4.8.24); prism takes them for draft 7 unless told. */
function rootOf(root: SpecNode): JsonObject {
  const consumes = root.get("consumes")?.value;
  if (root.text("swagger") !== undefined)
    return { swagger: "2.0", ...(consumes === undefined ? {} : { consumes }) };
  const openapi = root.text("openapi") ?? "";
  return isModern(root) ? { openapi, jsonSchemaDialect: jsonSchema2020 } : { openapi };
}

function findOperation(reader: Reader, pathItems: readonly SpecNode[], method: string): SpecNode {
  const places = pathItems
    .toReversed()
    .flatMap((item) => [item.get(method.toLowerCase()), item.get("additionalOperations")?.get(method)]);
  const found = places.find((each) => each !== undefined);
  if (found === undefined) throw new Error(`${method} is not in its path item`);
  return reader.follow(found);
}

function operationOf(reader: Reader, node: SpecNode, inliner: SchemaInliner): JsonObject {
  const consumes = node.get("consumes")?.value;
  const body = node.get("requestBody");
  return {
    ...(consumes === undefined ? {} : { consumes }),
    parameters: parametersOf(reader, node, inliner),
    ...(body === undefined ? {} : { requestBody: bodyOf(reader, reader.follow(body), inliner) }),
  };
}

function parametersOf(reader: Reader, owner: SpecNode, inliner: SchemaInliner): Json[] {
  return (owner.get("parameters")?.items() ?? []).map((written) => {
    const node = reader.follow(written);
    if (!isObject(node.value)) return node.value;
    const schema = node.get("schema");
    const { example: _example, examples: _examples, ...rest } = node.value;
    return {
      ...rest,
      ...(schema === undefined ? {} : { schema: inliner.inline(schema) }),
      ...explodeOf(node),
    };
  });
}

/** Prism does not fill in that `form` explodes where the document does not say (OpenAPI 3.0 section 4.7.12.2). */
function explodeOf(node: SpecNode): JsonObject {
  const isForm =
    ["query", "cookie"].includes(node.text("in") ?? "") && (node.text("style") ?? "form") === "form";
  return isForm && node.get("explode") === undefined && node.get("schema") !== undefined
    ? { explode: true }
    : {};
}

function bodyOf(reader: Reader, node: SpecNode, inliner: SchemaInliner): JsonObject {
  const content = (node.get("content")?.entries() ?? []).map(([name, written]): [string, Json] => {
    const media = reader.follow(written);
    const schema = media.get("schema");
    const encoding = isObject(media.value) ? own(media.value, "encoding") : undefined;
    return [
      name,
      {
        ...(schema === undefined ? {} : { schema: inliner.inline(schema) }),
        ...(encoding === undefined ? {} : { encoding }),
      },
    ];
  });
  return { required: node.isTrue("required"), content: Object.fromEntries(content) };
}
