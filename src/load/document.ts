/**
 * What `load` hands to `parse`: the entry document and every file that a `$ref` of it reaches, as plain JSON
 * values. Nothing here knows what they mean.
 */
import type { Place } from "../diagnostics/diagnostic.js";
import type { Json } from "../json/json.js";

/** One parsed file. */
export interface SpecFile {
  /** The file's absolute URL: references resolve against it. Standard input has that of the reference root's folder. */
  readonly url: string;
  /** The file's name in messages: relative to the working directory, or the URL; `-` for standard input. */
  readonly name: string;
  /** The text it was parsed from; positions are found in it when a diagnostic is printed. */
  readonly text: string;
  readonly value: Json;
  /** Where the value at a pointer was written, for a file that overlays have changed: perhaps in one of them. */
  readonly placeOf?: (pointer: string) => Place;
}

/** Where the value at a pointer of a file was written. */
export function placeIn({ name, placeOf }: SpecFile, pointer: string): Place {
  return placeOf?.(pointer) ?? { file: name, pointer };
}

/** Why a file that a `$ref` names is not among the files; reported where, and only where, a reference is followed. */
export interface RefusedFile {
  readonly code: "ref-file-not-found" | "ref-file-unreadable" | "ref-outside-root" | "ref-too-large";
  /** One line: what stopped it. */
  readonly reason: string;
  /** What the user can type to change that, e.g. `--ref-root ..`. */
  readonly fix: string;
}

/** The document of a run. */
export interface SpecDocument {
  readonly entry: SpecFile;
  /** Every loaded file by URL, the entry included. */
  readonly files: ReadonlyMap<string, SpecFile>;
  /** Every file that a reference names and that was not loaded, by URL. */
  readonly refused: ReadonlyMap<string, RefusedFile>;
}
