/** What changed for a model that uses a server, graded. */
import type { ComponentRecord } from "./surface.js";

/** `breaking`: a call that worked fails. `risky`: it may do something else. `compatible`: it works as before. */
export type Grade = (typeof grades)[number];

/** The worst first. */
export const grades = ["breaking", "risky", "compatible"] as const;

/** What a change is of. */
export type ChangeKind =
  | "component"
  | "uri"
  | "argument"
  | "result"
  | "text"
  | "hint"
  | "request"
  | "credential"
  | "base-url"
  | "policy"
  | "server"
  | "surface";

/** A tool, resource or resource template. */
export type ComponentId = Pick<ComponentRecord, "type" | "name" | "operation">;

/** A value that has changed; absent where there was or is none. */
export interface Transition {
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Words of mcpgen's own, and apart from them what comes from a document: a name, values, or a value before and after. */
export type Word = string | { readonly name: string } | { readonly values: readonly unknown[] } | Transition;

/** One change. */
export interface Change extends Transition {
  readonly grade: Grade;
  readonly kind: ChangeKind;
  /** Absent where it is of the server as a whole. */
  readonly component?: ComponentId;
  /** Which argument, or which part of the result: `filter.city`, `tags[]`. */
  readonly path?: string;
  /** What changed, in words; the component is not named. */
  readonly words: readonly Word[];
}

/** A change of which the component is known from where it was found. */
export type Finding = Omit<Change, "component">;

/** A transition without what there is not. */
export function transition(before: unknown, after: unknown): Transition {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** A finding whose words end in what was before, and is now. */
export function changed(
  grade: Grade,
  kind: ChangeKind,
  words: readonly Word[],
  { before, after }: Transition,
): Finding {
  const values = transition(before, after);
  return { grade, kind, words: [...words, values], ...values };
}
