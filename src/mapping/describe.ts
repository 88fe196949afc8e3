/** What a tool says about itself: title, description and hints (DESIGN.md section 5). */
import type { ToolAnnotations } from "../../templates/runtime/protocol.js";
import type { Place } from "../diagnostics/diagnostic.js";
import type { Operation } from "../openapi/api.js";
import type { Decided, Source } from "./decisions.js";
import { withoutFastApiSuffix } from "./operation-id.js";
import { operationKey } from "./operation-key.js";
import { sentenceCase } from "./words.js";

/** A one-line title, where the document has one that is not the description already. */
export function titleOf({ summary, description, places }: Operation): Decided<string> | undefined {
  if (summary === undefined || description === undefined || summary === description) return undefined;
  if (summary.length > 120 || summary.includes("\n")) return undefined;
  return { value: summary, source: documentSource("summary", places.summary) };
}

/** The document, as who decided something. */
export function documentSource(what: string, place: Place | undefined): Source {
  return { by: "document", what, ...(place === undefined ? {} : { place }) };
}

/** Never empty: the description or summary, else the operationId as words, else method and path. */
export function descriptionOf(operation: Operation): Decided<string> {
  const { value, source } = textOf(operation);
  return { value: operation.deprecated ? `Deprecated. ${value}` : value, source };
}

function textOf(operation: Operation): Decided<string> {
  const { description, summary, operationId, places } = operation;
  if (description !== undefined)
    return { value: description, source: documentSource("description", places.description) };
  if (summary !== undefined) return { value: summary, source: documentSource("summary", places.summary) };
  const words = sentenceCase(withoutFastApiSuffix(operation, operationId ?? ""));
  if (words !== "") return { value: words, source: documentSource("operationId", places.operationId) };
  return { value: operationKey(operation), source: { by: "mcpgen", what: "method and path" } };
}

const safe: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "QUERY", "TRACE"]);
const idempotent: ReadonlySet<string> = new Set([...safe, "PUT", "DELETE"]);
const destructive: ReadonlySet<string> = new Set(["PUT", "PATCH", "DELETE"]);

/** The hints, from what HTTP says of the method (RFC 9110 section 9.2): POST adds, PUT, PATCH and DELETE take something away. */
export function annotationsOf({ method }: Operation): ToolAnnotations {
  return {
    readOnlyHint: safe.has(method),
    destructiveHint: destructive.has(method),
    idempotentHint: idempotent.has(method),
    openWorldHint: true,
  };
}
