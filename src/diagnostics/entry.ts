/** The form of an entry of the catalogue. Apart from it so that each stage can keep its entries in a file of its own. */

/** An error ends the run before anything is written; a warning does not. */
export type Severity = "error" | "warning";

/** What mcpgen says about one kind of problem; `V` is what the words mention of the case at hand. */
export interface Entry<V> {
  readonly severity: Severity;
  /** One line: what is wrong. */
  readonly title: (values: V) => string;
  /** What to type or change. */
  readonly fix: (values: V) => string;
}

/** An entry that ends the run. */
export function error<V = Record<string, never>>(title: Entry<V>["title"], fix: Entry<V>["fix"]): Entry<V> {
  return { severity: "error", title, fix };
}

/** An entry that the run goes on after. */
export function warning<V = Record<string, never>>(title: Entry<V>["title"], fix: Entry<V>["fix"]): Entry<V> {
  return { severity: "warning", title, fix };
}

/** The fix of a word that was mistyped. */
export function didYouMeanOr(suggestion: string | undefined, otherwise: string): string {
  return suggestion === undefined ? otherwise : `Did you mean "${suggestion}"?`;
}
