/** What every parse function needs: the reader, the document's version, and the schemas met so far. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Reader } from "./node.js";
import type { SchemaParser } from "./parse-schema.js";

/** The versions that are read. A later 3.x is read as 3.2. */
export type Version = "2.0" | "3.0" | "3.1" | "3.2";

export interface ParseContext {
  readonly reader: Reader;
  readonly version: Version;
  readonly diagnostics: Diagnostics;
  readonly schemas: SchemaParser;
}

/** An operation uses something that cannot be supported; it is skipped with this reason. */
export class Unsupported extends Error {}
