/** A part of a component, and who has decided it. */
import type { Source } from "../mapping/decisions.js";

export interface ExplainedPart {
  /** Its name in words: `description`, `argument limit`. */
  readonly part: string;
  readonly value: string;
  readonly source: Source;
}
