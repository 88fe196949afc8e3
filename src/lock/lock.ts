/**
 * `mcpgen.lock.json`: what a generated project remembers between runs. Committed with the project; one entry a line
 * and sorted, so that branches merge.
 */
import { Diagnostics, ProblemsError } from "../diagnostics/diagnostic.js";
import { LineIndex } from "../diagnostics/line-index.js";
import { escapeStep } from "../diagnostics/pointer.js";
import { ascii } from "../json/ascii.js";
import { isObject, own, type Json, type JsonObject } from "../json/json.js";
import { parseText } from "../load/text.js";

/** The name of the file in a generated project. */
export const lockFile = "mcpgen.lock.json";

/** The memory of a generated project. */
export interface Lock {
  /** The version of mcpgen that wrote the project. */
  readonly mcpgen: string;
  /** The document, relative to the project's folder, or a URL; absent when it came from standard input. */
  readonly spec?: string;
  /** The config file, relative to the project's folder. */
  readonly config?: string;
  /** `METHOD /path` → component name. A name once given is kept. */
  readonly operations: ReadonlyMap<string, string>;
  /** SHA-256 (hex) of each generated file, by its path in the project with `/` between folders. */
  readonly files: ReadonlyMap<string, string>;
}

/** The text of a lock: sorted by UTF-16 code units whatever the locale, so that equal locks are equal bytes. */
export function printLock({ mcpgen, spec, config, operations, files }: Lock): string {
  const members = [
    member("mcpgen", mcpgen),
    ...(spec === undefined ? [] : [member("spec", spec)]),
    ...(config === undefined ? [] : [member("config", config)]),
    `"operations": ${printMap(operations)}`,
    `"files": ${printMap(files)}`,
  ];
  return `{\n  ${members.join(",\n  ")}\n}\n`;
}

function printMap(map: ReadonlyMap<string, string>): string {
  if (map.size === 0) return "{}";
  const sorted = [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{\n    ${sorted.map(([key, value]) => member(key, value)).join(",\n    ")}\n  }`;
}

function member(key: string, value: string): string {
  // A reviewer sees every character of a path or an operation.
  return ascii(`${JSON.stringify(key)}: ${JSON.stringify(value)}`);
}

/**
 * Reads a lock. It decides which files are removed as stale, so whatever `printLock` cannot have written is refused: a
 * path that leaves the project above all.
 * @param file its name in messages
 * @throws {ProblemsError} if it has merge conflicts or is broken
 */
export function parseLock(text: string, file: string, diagnostics: Diagnostics): Lock {
  diagnostics.sources.set(file, text);
  const conflict = /^(?:<{7}|={7}|>{7})(?:\s|$)/m.exec(text);
  if (conflict !== null) {
    const position = new LineIndex(text).position(conflict.index);
    diagnostics.fail("lock-conflict", {}, { place: { file, position } });
  }
  const reader = new LockReader(file, diagnostics);
  const lock = reader.object(parseJson(text, file, diagnostics), "");
  const spec = reader.optionalText(lock, "spec");
  const config = reader.optionalText(lock, "config");
  return {
    mcpgen: reader.text(lock, "mcpgen"),
    ...(spec !== undefined && { spec }),
    ...(config !== undefined && { config }),
    operations: reader.map(lock, "operations", isOperation),
    files: reader.map(lock, "files", isFileHash),
  };
}

/** The reader's own words for a broken text advise to repair it; a lock is better made anew. */
function parseJson(text: string, file: string, diagnostics: Diagnostics): Json {
  try {
    return parseText(text, file, deepest, new Diagnostics()).value;
  } catch (error) {
    const problem = error instanceof ProblemsError ? error.diagnostics[0] : undefined;
    if (problem === undefined) throw error;
    const { title, place = { file }, related } = problem;
    return diagnostics.fail("lock-broken", { reason: title }, { place, ...(related && { related }) });
  }
}

const deepest = 10;

/** `METHOD /path` → a component's name. */
function isOperation(operation: string, name: string): boolean {
  return /^\S+ \//.test(operation) && /^[A-Za-z][A-Za-z0-9_-]*$/.test(name);
}

/** A path inside the project → a SHA-256. */
function isFileHash(path: string, hash: string): boolean {
  const isInside = path.split("/").every((step) => step !== "" && step !== "." && step !== "..");
  return isInside && !/[\\:\0]/.test(path) && /^[0-9a-f]{64}$/.test(hash);
}

class LockReader {
  readonly #file: string;
  readonly #diagnostics: Diagnostics;

  constructor(file: string, diagnostics: Diagnostics) {
    this.#file = file;
    this.#diagnostics = diagnostics;
  }

  object(value: Json | undefined, pointer: string): JsonObject {
    if (value !== undefined && isObject(value)) return value;
    return this.#fail(
      pointer === "" ? "it is not an object" : `${pointer.slice(1)} is not an object`,
      pointer,
    );
  }

  text(lock: JsonObject, key: string): string {
    return this.optionalText(lock, key) ?? this.#fail(`it lacks "${key}"`, "");
  }

  optionalText(lock: JsonObject, key: string): string | undefined {
    const value = own(lock, key);
    if (value === undefined || typeof value === "string") return value;
    return this.#fail(`${key} is not a text`, `/${key}`);
  }

  map(lock: JsonObject, key: string, isEntry: (key: string, value: string) => boolean): Map<string, string> {
    const entries = new Map<string, string>();
    for (const [name, value] of Object.entries(this.object(own(lock, key), `/${key}`))) {
      if (typeof value !== "string" || !isEntry(name, value))
        this.#fail(
          `the entry "${name}" of ${key} is not one that mcpgen wrote`,
          `/${key}/${escapeStep(name)}`,
        );
      else entries.set(name, value);
    }
    return entries;
  }

  #fail(reason: string, pointer: string): never {
    return this.#diagnostics.fail("lock-broken", { reason }, { place: { file: this.#file, pointer } });
  }
}
