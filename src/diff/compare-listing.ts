/** What differs of which tools are listed, and which are found by a search. */
import { changed, type Finding } from "./change.js";
import type { ComponentRecord, Surface } from "./surface.js";

/** A server that has begun or stopped to list a search in the place of its tools: other names are called. */
export function compareModes(before: Surface, after: Surface): Finding[] {
  const [one, other] = [before, after].map(({ listed }) => (listed === undefined ? "all" : "search"));
  // Before there was a project, nothing was listed.
  if (one === other || before.components.length === 0) return [];
  return [changed("breaking", "surface", ["surface"], { before: one, after: other })];
}

/** A tool that was listed beside the search and no longer is, or the other way round. */
export function comparePins(
  [one, other]: readonly [ComponentRecord, ComponentRecord],
  before: Surface,
  after: Surface,
): Finding[] {
  if (one.type !== "tool" || other.type !== "tool") return [];
  const [was, is] = [before.listed?.has(one.name), after.listed?.has(other.name)];
  if (was === undefined || is === undefined || was === is) return [];
  return is
    ? [{ grade: "compatible", kind: "surface", words: ["listed beside the search"] }]
    : [{ grade: "breaking", kind: "surface", words: ["no longer listed beside the search"] }];
}
