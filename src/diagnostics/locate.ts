/** Turns a place, (file, JSON pointer), into line and column: late, and once per file that a diagnostic is about. */
import type { Place } from "./diagnostic.js";
import { LineIndex, type TextPosition } from "./line-index.js";
import { JsonLocator } from "./locate-json.js";
import { YamlLocator } from "./locate-yaml.js";

/** What is known of one file. */
interface Source {
  readonly lines: LineIndex;
  /** Made when the first pointer is looked for. */
  pointers: JsonLocator | YamlLocator | undefined;
  readonly text: string;
}

/** Where things are in the files of a run. Nothing here throws, whatever the texts and pointers. */
export class Locator {
  readonly #sources = new Map<string, Source | undefined>();

  /** @param texts by file name */
  constructor(readonly texts: ReadonlyMap<string, string>) {}

  /**
   * Where a place is: the key that its pointer ends with, or the nearest above it that exists.
   * @returns undefined if the place is a whole file, or a file whose text is not known
   */
  position({ file, pointer, position }: Place): TextPosition | undefined {
    if (position !== undefined) return position;
    const source = this.#source(file);
    if (source === undefined || pointer === undefined) return undefined;
    source.pointers ??= pointersOf(source.text);
    return source.lines.position(locateIn(source.pointers, pointer));
  }

  /** A line (1-based) of a file; undefined if there is none. */
  line(file: string, number: number): string | undefined {
    return this.#source(file)?.lines.line(number);
  }

  #source(file: string): Source | undefined {
    if (!this.#sources.has(file)) {
      const text = this.texts.get(file);
      const source =
        text === undefined ? undefined : { text, lines: new LineIndex(text), pointers: undefined };
      this.#sources.set(file, source);
    }
    return this.#sources.get(file);
  }
}

function pointersOf(text: string): JsonLocator | YamlLocator {
  return isJson(text) ? new JsonLocator(text) : new YamlLocator(text);
}

function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A text that is not valid can have any tree; where looking through it fails, the top of the file will do. */
function locateIn(pointers: JsonLocator | YamlLocator, pointer: string): number {
  try {
    return pointers.locate(pointer);
  } catch {
    return 0;
  }
}
