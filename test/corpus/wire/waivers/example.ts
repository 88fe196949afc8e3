/** Small documents and requests for the examples of waivers. */
import type { GoldenRequest } from "../../../../src/golden/golden.js";
import type { JsonObject } from "../../../../src/json/json.js";

/** An OpenAPI 3.0 document with one operation. */
export function documentOf(path: string, method: string, operation: JsonObject): JsonObject {
  const info = { title: "example", version: "1" };
  return { openapi: "3.0.3", info, paths: { [path]: { [method]: { ...operation, responses: {} } } } };
}

/** `GET /` with one query parameter. */
export function queryDocument(parameter: JsonObject): JsonObject {
  return documentOf("/", "get", { parameters: [{ name: "q", in: "query", ...parameter }] });
}

/** `POST /` with one kind of body. */
export function bodyDocument(type: string, media: JsonObject): JsonObject {
  return documentOf("/", "post", { requestBody: { content: { [type]: media } } });
}

/** A request without a body. */
export function get(target: string, headers: Readonly<Record<string, string>> = {}): GoldenRequest {
  return { method: "GET", target, headers };
}

/** A request with a form as its body. */
export function postForm(text: string): GoldenRequest {
  return { method: "POST", target: "/", headers: { "content-type": formType }, text };
}

/** A request with JSON as its body. */
export function postJson(json: unknown): GoldenRequest {
  return { method: "POST", target: "/", headers: { "content-type": "application/json" }, json };
}

/** The media type of forms. */
export const formType = "application/x-www-form-urlencoded";
