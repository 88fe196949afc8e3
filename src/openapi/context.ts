/** What every parse function needs: the reader, the document's version, and the schemas met so far. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Reader } from "./reader.js";
import type { SchemaParser } from "./parse-schema.js";
import type { Version } from "./version.js";

export interface ParseContext {
  readonly reader: Reader;
  readonly version: Version;
  readonly diagnostics: Diagnostics;
  readonly schemas: SchemaParser;
}

/** An operation uses something that cannot be supported; it is skipped with this reason. */
export class Unsupported extends Error {}
