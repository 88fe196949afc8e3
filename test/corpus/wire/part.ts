/** The parts of a request that are judged, one by one. */
import type { ParameterLocation } from "../../../src/openapi/api.js";

/** Where a part of a request stands. */
export type Place = ParameterLocation | "body" | "line";

/** One parameter, the body, or the request line. */
export interface Part {
  readonly place: Place;
  /** As the document has it; empty for what is no parameter. */
  readonly name: string;
  /** Tells it from the other parts of its request. */
  readonly key: string;
}

/** A part; names of headers are the same in any case (RFC 9110 section 5.1). */
export function partOf(place: Place, name = ""): Part {
  return { place, name, key: `${place} ${place === "header" ? name.toLowerCase() : name}` };
}
