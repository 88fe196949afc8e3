import type { Code } from "./code.js";

/** Whose a file is: mcpgen replaces its own on every run, and writes the user's once. */
export type Owner = "mcpgen" | "user";

/** One file of the generated project. */
export interface SourceFile {
  /** Relative to the project, with `/` between folders. */
  readonly path: string;
  readonly text: Code;
  readonly owner: Owner;
  /** The operation that it is all about, as the config names it. */
  readonly operation?: string;
}
