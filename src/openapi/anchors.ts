/** `$anchor`: names that OpenAPI 3.1 schemas have besides their pointers (JSON Schema 2020-12 core section 8.2.2). */
import type { SpecNode } from "./node.js";

/** The nodes of a file by the anchor they carry; the first of a name counts. */
export function anchorsOf(root: SpecNode): ReadonlyMap<string, SpecNode> {
  const anchors = new Map<string, SpecNode>();
  const waiting = [root];
  for (const node of waiting) {
    for (const keyword of ["$anchor", "$dynamicAnchor"]) {
      const name = node.get(keyword)?.value;
      if (typeof name === "string" && !anchors.has(name)) anchors.set(name, node);
    }
    for (const below of [...node.entries().map(([, each]) => each), ...node.items()]) {
      if (typeof below.value === "object" && below.value !== null) waiting.push(below);
    }
  }
  return anchors;
}
