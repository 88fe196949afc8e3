import type { Operation } from "../openapi/api.js";

/** FastAPI ends its ids with the path and the method: `read_item_items__item_id__get` → `read_item`. Letters are Python's. */
export function withoutFastApiSuffix(
  { method, path }: Pick<Operation, "method" | "path">,
  operationId: string,
): string {
  const suffix = `${path.replace(/[^\p{L}\p{N}_]/gu, "_")}_${method.toLowerCase()}`;
  const rest = operationId.endsWith(suffix) ? operationId.slice(0, -suffix.length) : "";
  return rest === "" ? operationId : rest;
}
