/** What a tool says about itself: title, description and hints (DESIGN.md section 5). */
import type { ToolAnnotations } from "../../templates/runtime/protocol.js";
import type { Operation } from "../openapi/api.js";
import { withoutFastApiSuffix } from "./operation-id.js";
import { operationKey } from "./operation-key.js";
import { sentenceCase } from "./words.js";

/** A one-line title, where the document has one that is not the description already. */
export function titleOf({ summary, description }: Operation): string | undefined {
  if (summary === undefined || description === undefined || summary === description) return undefined;
  return summary.length <= 120 && !summary.includes("\n") ? summary : undefined;
}

/** Never empty: the description or summary, else the operationId as words, else method and path. */
export function descriptionOf(operation: Operation): string {
  const { description, summary, operationId, deprecated } = operation;
  const text = description ?? summary ?? sentenceCase(withoutFastApiSuffix(operation, operationId ?? ""));
  const whole = text === "" ? operationKey(operation) : text;
  return deprecated ? `Deprecated. ${whole}` : whole;
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
