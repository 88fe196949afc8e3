/**
 * What mcpgen has to say about the user's input. A diagnostic carries a place as (file, JSON pointer);
 * line and column are found when it is printed, because keeping positions for a whole document costs
 * seconds and hundreds of megabytes (see `print.ts`).
 */
import { catalogue, type Code, type Severity, type Values } from "./catalogue.js";

/** Where a node of the input stands. */
export interface Place {
  /** The file's path or URL as the user knows it; `-` for standard input. */
  readonly file: string;
  /** RFC 6901 JSON pointer into the file, `""` for the whole of it. */
  readonly pointer?: string;
  /** 1-based position, for files that could not be parsed and so have no pointers. */
  readonly position?: { readonly line: number; readonly column: number };
}

/** One message to the user, complete but for the line and column of its place. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** One line: what is wrong. */
  readonly title: string;
  /** What to type or change next. */
  readonly fix: string;
  readonly place?: Place;
  /** Further places that matter, each with what stands there ("first used here"). */
  readonly related?: readonly { readonly place: Place; readonly label: string }[];
  /** A unified diff of what it is about. */
  readonly patch?: string;
}

/** What a diagnostic shows besides its words. */
type Circumstances = Pick<Diagnostic, "place" | "related" | "patch">;

/** Gathers every problem of a run, so that the user sees all of them at once. */
export class Diagnostics {
  readonly #list: Diagnostic[] = [];
  /** The text of every file read so far, by its name in messages: the code frames are cut from it. */
  readonly sources = new Map<string, string>();

  /**
   * Adds a diagnostic of the catalogue.
   * @param code its key in `catalogue.ts`
   * @param values what its title and fix mention
   * @param at where it was found, further places, and a diff
   */
  report<C extends Code>(code: C, values: Values<C>, at: Circumstances = {}): void {
    this.#list.push(diagnostic(code, values, at));
  }

  get all(): readonly Diagnostic[] {
    return this.#list;
  }

  get hasErrors(): boolean {
    return this.#list.some(({ severity }) => severity === "error");
  }

  /** Ends the run if a stage found an error. @throws {ProblemsError} */
  throwIfErrors(): void {
    if (this.hasErrors) throw new ProblemsError(this.#list, this.sources);
  }

  /** Ends the run at once with one more diagnostic, where nothing after it makes sense. @throws {ProblemsError} */
  fail<C extends Code>(code: C, values: Values<C>, at: Circumstances = {}): never {
    this.report(code, values, at);
    throw new ProblemsError(this.#list, this.sources);
  }
}

/** The input has problems; nothing was written. Thrown by `generate()`, exit code 1 of the command. */
export class ProblemsError extends Error {
  constructor(
    readonly diagnostics: readonly Diagnostic[],
    /** The texts that the diagnostics' places are in, by file name. */
    readonly sources: ReadonlyMap<string, string> = new Map(),
  ) {
    super(diagnostics.map(({ code, title }) => `${code}: ${title}`).join("\n"));
    this.name = "ProblemsError";
  }
}

function diagnostic<C extends Code>(
  code: C,
  values: Values<C>,
  { place, related, patch }: Circumstances,
): Diagnostic {
  const { severity, title, fix } = catalogue[code] as unknown as {
    severity: Severity;
    title: (values: Values<C>) => string;
    fix: (values: Values<C>) => string;
  };
  return {
    code,
    severity,
    title: title(values),
    fix: fix(values),
    ...(place && { place }),
    ...(related && { related }),
    ...(patch !== undefined && { patch }),
  };
}
