/** What the values of a document are to an overlay: kinds and sizes. */
import type { Json, JsonObject } from "../json/json.js";

/** How large a value is for those who walk over it: what is shared counts each time. */
export interface Measures {
  /** Itself and all values in it. */
  readonly values: number;
  /** Levels of objects and arrays; 0 for a primitive. */
  readonly depth: number;
}

/** Measures a value level by level, without recursion; counting stops one above a limit. */
export function measure(value: Json, most: number, deepest: number): Measures {
  let values = 1;
  let depth = 0;
  for (
    let level = [value].filter(isContainer);
    level.length > 0 && depth <= deepest && values <= most;
    depth++
  ) {
    const next: (JsonObject | readonly Json[])[] = [];
    for (const container of level) {
      const children: Json[] = Object.values(container);
      values += children.length;
      if (values > most) break;
      for (const child of children) if (isContainer(child)) next.push(child);
    }
    level = next;
  }
  return { values, depth };
}

/** Whether a value is an object or an array. */
export function isContainer(value: Json): value is JsonObject | readonly Json[] {
  return typeof value === "object" && value !== null;
}

/** What a value is, as the specification tells them apart; null is a primitive. */
export function kindOf(value: Json): "objects" | "lists" | "primitives" {
  if (!isContainer(value)) return "primitives";
  return Array.isArray(value) ? "lists" : "objects";
}

/** What a value is, for a message. */
export function nounOf(value: Json): string {
  if (typeof value === "object")
    return value === null ? "null" : Array.isArray(value) ? "a list" : "an object";
  if (typeof value === "boolean") return String(value);
  return typeof value === "number" ? "a number" : "a text";
}
