import { isObject, own, type Json, type JsonObject } from "../json/json.js";

/** What the loader wants to know of a value without knowing what it means. */
export interface Survey {
  /** Levels of objects and arrays; 0 for a scalar. Counting stops one above the limit. */
  readonly depth: number;
  /** How many keys all objects have together. */
  readonly keys: number;
  /** Every string under a `$ref` key, from the outer levels to the inner ones. An example may hold one that refers to nothing. */
  readonly refs: readonly string[];
}

type Container = JsonObject | readonly Json[];

function isContainer(value: Json): value is Container {
  return typeof value === "object" && value !== null;
}

/** Looks over a value level by level, without recursion: the value is as deep as a hostile text can make it. */
export function survey(root: Json, depthLimit: number): Survey {
  const refs: string[] = [];
  let keys = 0;
  let depth = 0;
  for (
    let level: Container[] = isContainer(root) ? [root] : [];
    level.length > 0 && depth <= depthLimit;
    depth++
  ) {
    const next: Container[] = [];
    for (const container of level) {
      const children: Json[] = Object.values(container);
      for (const child of children) if (isContainer(child)) next.push(child);
      if (!isObject(container)) continue;
      keys += children.length;
      const ref = own(container, "$ref");
      if (typeof ref === "string") refs.push(ref);
    }
    level = next;
  }
  return { depth, keys, refs };
}
