/** The other way to a short list: tools to search with instead of all. */
import { surfaceNames } from "../../templates/runtime/surface/surface-listing.js";
import type { Limits } from "../config/budget.js";
import { listedEntries, sizeOf } from "../project/listing.js";
import type { Project } from "../project/project.js";
import type { Proposal } from "./proposal.js";
import { passedLimits, usageOf, type Usage } from "./usage.js";

/** What to say besides, where a search keeps within the limits too. */
export const searchHint = "; or say `surface: search`, which lists tools to search with instead";

/** Of so few tools a model chooses without a search, and every known client sends them. */
const fewTools = 40;

/**
 * What the list takes with `surface: search`.
 * @returns nothing where it passes the limits too, where it is what is listed, and where a tool has a name of the search
 */
export function searchUsage(project: Project, limits: Limits): Usage | undefined {
  const isTaken = project.tools.some(({ name }) => surfaceNames.includes(name.toLowerCase()));
  if (project.surface !== undefined || isTaken) return undefined;
  const searching = { ...project, surface: { pin: [] } };
  const usage = usageOf(searching);
  const { perTool = Infinity } = limits;
  const isCheap = listedEntries(searching).every(({ json }) => sizeOf(json).tokens <= perTool);
  return isCheap && passedLimits(usage, limits).length === 0 ? usage : undefined;
}

/** Whether a search is better than a proposal: who has many tools does not want to lose more than half of them. */
export function isSearchBetter(now: Usage, proposal: Proposal | undefined): boolean {
  if (proposal === undefined) return true;
  return now.tools > fewTools && proposal.left.tools < now.tools / 2;
}
