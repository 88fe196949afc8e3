/** An Overlay document (https://spec.openapis.org/overlay/), read and checked. */
import type { Json } from "../json/json.js";
import type { Query } from "./query.js";

/** What `overlay` says, without the patch version, which makes no difference ("Versions"). */
export type OverlayVersion = "1.0" | "1.1";

/** "Overlay Object". */
export interface Overlay {
  /** Its file's name in messages. */
  readonly file: string;
  readonly version: OverlayVersion;
  /** The document that it was made for: a URI reference, relative to the overlay. */
  readonly extends?: string;
  readonly actions: readonly Action[];
}

/** "Action Object". */
export interface Action {
  /** Where it stands in its file. */
  readonly pointer: string;
  readonly target: Query;
  readonly modifier: Modifier;
}

/** What an action does with each value that its target matches. */
export type Modifier =
  | { readonly kind: "update"; readonly value: Json }
  | { readonly kind: "copy"; readonly source: Query }
  | { readonly kind: "remove" }
  | { readonly kind: "nothing" };
