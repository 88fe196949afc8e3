/**
 * JSONPath queries (RFC 9535) of an overlay. An overlay may come from somebody else, and a query can be made to run for
 * ever or to select more than fits into memory, so both are bounded.
 */
import { createContext, Script } from "node:vm";
import { JSONPathEnvironment, type JSONPathQuery, type JSONValue } from "json-p3";
import type { Json } from "../json/json.js";

/** The keys and indices that lead from the root of a document to a value. */
export type Location = readonly (string | number)[];

/** A value that a query selects. */
export interface Selected {
  readonly location: Location;
  readonly value: Json;
}

/** A query that can be asked. */
export interface Query {
  readonly text: string;
  readonly compiled: JSONPathQuery;
}

/** What stopped a query. */
export type Stopped = "too-slow" | "too-much";

/** More values than this are selected by mistake only. */
export const mostSelected = 1_000_000;

// The loader limits how deep a document is; the library would stop at 50 levels.
const environment = new JSONPathEnvironment({ maxRecursionDepth: Number.MAX_SAFE_INTEGER });

/** A query, or why a text is none. */
export function compileQuery(text: string): Query | { readonly problem: string } {
  if (!text.startsWith("$")) return { problem: 'it does not begin with "$"' };
  try {
    return { text, compiled: environment.compile(text) };
  } catch (error) {
    if (error instanceof RangeError) return { problem: "it is nested too deeply" };
    const message = error instanceof Error ? error.message : String(error);
    // The end of the message quotes some of the query and counts characters; the diagnostic shows all of it.
    return { problem: message.replace(/ \('[^]*':\d+\)$/, "") };
  }
}

/** Asks the queries of a run, which share an allowance of time. */
export class Selector {
  readonly #host = createContext({ ask: (): void => undefined });
  readonly #script = new Script("ask()");
  #milliseconds: number;

  /** @param seconds for all queries together */
  constructor(readonly seconds: number) {
    this.#milliseconds = seconds * 1000;
  }

  /** What a query selects, each value once, in the query's order; or what stopped it. */
  select({ compiled }: Query, value: Json): readonly Selected[] | Stopped {
    const start = performance.now();
    const found = new Map<string, Selected>();
    this.#host["ask"] = () => gather(compiled, value, found);
    try {
      // Only a script can be stopped in the middle, even inside a regular expression of `search()`.
      this.#script.runInContext(this.#host, { timeout: Math.max(1, Math.ceil(this.#milliseconds)) });
      return found.size > mostSelected ? "too-much" : [...found.values()];
    } catch (error) {
      if (isTimeout(error)) return "too-slow";
      if (error instanceof RangeError) return "too-much"; // the library passes lists on as arguments
      throw error;
    } finally {
      this.#milliseconds -= performance.now() - start;
    }
  }
}

/** A query may select a value twice (RFC 9535 section 2.1.2); an action changes it once. */
function gather(query: JSONPathQuery, document: Json, found: Map<string, Selected>): void {
  // The library only reads, but its type says that the lists could be changed.
  for (const { location, value } of query.lazyQuery(document as JSONValue)) {
    found.set(JSON.stringify(location), { location, value: value as Json });
    if (found.size > mostSelected) return;
  }
}

function isTimeout(error: unknown): boolean {
  // It is an `Error` of the script's own globals, so `instanceof` does not know it.
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}

/** A location as JSONPath has it (RFC 9535 section 2.7, but for its quotes): `$["paths"]["/pets"]`. */
export function pathOf(location: Location): string {
  return `$${location.map((step) => `[${JSON.stringify(step)}]`).join("")}`;
}
