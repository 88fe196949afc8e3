/** Values as texts, and what is said of them. */
import type { Decoded, Kind } from "../../wire/decode.js";
import type { Part } from "./part.js";

/** What was found about one part of a request. */
export interface Verdict {
  readonly part: Part;
  /** Place, style and kind: the class that is counted. */
  readonly label: string;
  /** Whether the specification says how this travels, so that somebody can judge it. */
  readonly judged: boolean;
  readonly problem?: string;
}

/** What a value is for a style. */
export function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return "array";
  return typeof value === "object" && value !== null ? "object" : "primitive";
}

/** A value as texts; `undefined` where something in it is itself a list or object. */
export function plain(value: unknown): Decoded | undefined {
  const text = textOf(value);
  if (text !== undefined) return text;
  if (Array.isArray(value)) {
    const texts = value.map(textOf);
    return texts.every((each) => each !== undefined) ? texts : undefined;
  }
  const entries = Object.entries(value as object).map(([key, each]) => [key, textOf(each)] as const);
  return entries.every((entry): entry is [string, string] => entry[1] !== undefined)
    ? Object.fromEntries(entries)
    : undefined;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** No style says how to send nothing, or a list or object without anything in it. */
export function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === "object" && Object.values(value).every(isEmpty));
}

/** A structure with texts at its ends, as brackets carry it. */
export function deepTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !isEmpty(each)).map(deepTexts);
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).filter(([, each]) => !isEmpty(each));
  return Object.fromEntries(entries.map(([key, each]) => [key, deepTexts(each)]));
}
