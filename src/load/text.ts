/** From bytes to a JSON value: the encoding, then JSON or YAML by the look of the text. Knows nothing of OpenAPI. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Json } from "../json/json.js";
import { findJsonProblem } from "./json-problem.js";
import { countKeys, findDuplicateKeys, findTooDeep, tryJson } from "./duplicate-keys.js";
import { TextReporter } from "./reporter.js";
import { survey, type Survey } from "./survey.js";
import { readYaml } from "./yaml.js";

/** More duplicate keys than this tell nothing new. */
const mostDuplicates = 20;

/**
 * The text of a file: UTF-8, or UTF-16 with a byte order mark; the mark is dropped.
 * @param file its name in messages; `diagnostics` keeps the text under it
 * @throws {ProblemsError} if the bytes are not text or blank only
 */
export function decodeText(bytes: Uint8Array, file: string, diagnostics: Diagnostics): string {
  const encoding = encodingOf(bytes);
  const decoded = decode(bytes, encoding);
  const text = decoded ?? new TextDecoder(encoding).decode(bytes);
  diagnostics.sources.set(file, text);
  const reporter = new TextReporter(text, file, diagnostics);
  if (decoded === undefined)
    reporter.fail(
      "input-not-text",
      { reason: `a byte is not ${encoding.toUpperCase()}` },
      text.indexOf("\ufffd"),
    );
  const zero = text.indexOf("\0");
  if (zero !== -1) reporter.fail("input-not-text", { reason: "it contains a zero byte" }, zero);
  if (text.trim() === "") reporter.fail("input-empty", { name: file });
  return text;
}

function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A parsed text, and what it consists of. */
export interface ParsedText extends Survey {
  readonly value: Json;
}

/** Where git begins the two sides of a conflict: at the start of a line, where neither JSON nor YAML has such a thing. */
const conflictMark = /^<{7} (?=[^]*^={7}\r?$[^]*^>{7} )/m;

/** What begins like this is meant to be JSON, and is not read as YAML's JSON-like style: `// …` would become a key. */
const jsonStart = /^\s*\{\s*(?:["}]|$)/;

/**
 * Parses a JSON or YAML text.
 * @param file its name in messages
 * @param depthLimit levels of objects and arrays
 * @throws {ProblemsError} if it is neither, has duplicate keys, or is nested too deeply
 */
export function parseText(
  text: string,
  file: string,
  depthLimit: number,
  diagnostics: Diagnostics,
): ParsedText {
  const reporter = new TextReporter(text, file, diagnostics);
  const json = /^\s*[{[]/.test(text) ? tryJson(text) : undefined;
  if (json === undefined && text.includes("<<<<<<< ")) reportConflict(reporter);
  if (json === undefined && jsonStart.test(text)) reportJsonProblem(reporter);
  const value = json === undefined ? readYaml(reporter, depthLimit) : json.value;
  const parsed = { value, ...survey(value, depthLimit) };
  if (parsed.depth > depthLimit)
    reporter.fail("nested-too-deeply", { limit: depthLimit }, findTooDeep(text, depthLimit));
  if (json !== undefined && countKeys(text) !== parsed.keys) reportDuplicates(reporter);
  return parsed;
}

function reportConflict(reporter: TextReporter): void {
  const mark = conflictMark.exec(reporter.text);
  if (mark !== null) reporter.fail("merge-conflict", {}, mark.index);
}

function reportJsonProblem(reporter: TextReporter): void {
  const problem = findJsonProblem(reporter.text);
  if (problem === undefined) return;
  const { reason, fix, offset, opened } = problem;
  const related =
    opened === undefined ? undefined : { offset: opened, label: "opened here and never closed" };
  reporter.fail("json-invalid", { reason, fix }, offset, related);
}

function reportDuplicates(reporter: TextReporter): never {
  for (const { key, offset, first } of findDuplicateKeys(reporter.text, mostDuplicates))
    reporter.report("duplicate-key", { key }, offset, { offset: first, label: "first written here" });
  return reporter.end();
}
