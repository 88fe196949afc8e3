/** What prism refuses and is right all the same. Each waiver is proven by its example in `waivers.test.ts`. */
import type { JsonObject } from "../../../../src/json/json.js";
import type { GoldenRequest } from "../../../../src/golden/golden.js";
import type { Ease } from "../prism/inline-schema.js";
import type { Finding, Objection } from "../prism/prism.js";

/** One objection, and what is known about the part of the request. */
export interface Refusal {
  readonly finding: Finding;
  readonly objection: Objection;
  readonly request: GoldenRequest;
  /** What the argument is; of a body, the whole of it. */
  readonly value: unknown;
  /** The templated path. */
  readonly path: string;
}

/** A request that is right, and the document that says so. */
export interface Example {
  readonly document: JsonObject;
  readonly request: GoldenRequest;
  readonly value?: unknown;
}

/** One kind of refusal. */
export type Waiver = {
  /**
   * `judge`: prism is wrong; `document`: the document contradicts itself, or does not say; `looser`: the schema of the
   * document refuses what our input schema accepts on purpose.
   */
  readonly kind: "judge" | "document" | "looser";
  /** What is wrong, and where it is written how it has to be. */
  readonly reason: string;
  readonly example: Example;
} & (
  | { readonly applies: (refusal: Refusal) => boolean }
  /** Prism accepts once the schemas of the document are changed so. */
  | { readonly ease: Ease }
);
