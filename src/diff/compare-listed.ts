/** What clients see of a component: its texts, hints, arguments, result and URI. */
import { isDeepStrictEqual } from "node:util";
import { isObject, own, type JsonObject } from "../json/json.js";
import { changed, transition, type Finding, type Word } from "./change.js";
import { argumentGrade, resultGrade } from "./grade.js";
import { compareSchemas } from "./schema-compare.js";
import type { SchemaChange } from "./schema-change.js";
import { differentLeaves } from "./leaves.js";
import type { ComponentRecord } from "./surface.js";

/** Everything of the list's entry that differs. */
export function compareListed(
  { listed: one }: ComponentRecord,
  { listed: other }: ComponentRecord,
): Finding[] {
  if (isDeepStrictEqual(one, other)) return [];
  return [
    ...compareUris(one, other),
    ...compareArguments(one, other),
    ...compareResults(one, other),
    ...differentText(one, other, "title"),
    ...differentText(one, other, "description"),
    ...differentText(one, other, "mimeType", "media type"),
    ...compareHints(one, other),
    ...differentText(metaOf(one), metaOf(other), "tags"),
  ];
}

function compareUris(one: JsonObject, other: JsonObject): Finding[] {
  return ["uri", "uriTemplate"].flatMap((key) => {
    const [before, after] = [own(one, key), own(other, key)];
    const words = [key === "uri" ? "URI" : "URI template"];
    return before === after ? [] : [changed("breaking", "uri", words, transition(before, after))];
  });
}

function metaOf(listed: JsonObject): JsonObject {
  return objectAt(listed, "_meta") ?? {};
}

function objectAt(object: JsonObject, key: string): JsonObject | undefined {
  const value = own(object, key);
  return value !== undefined && isObject(value) ? value : undefined;
}

function differentText(one: JsonObject, other: JsonObject, key: string, word = key): Finding[] {
  const [before, after] = [own(one, key), own(other, key)];
  return isDeepStrictEqual(before, after)
    ? []
    : [changed("risky", "text", [word], transition(before, after))];
}

function compareHints(one: JsonObject, other: JsonObject): Finding[] {
  const hints = differentLeaves(objectAt(one, "annotations") ?? {}, objectAt(other, "annotations") ?? {});
  return hints.map((each) => changed("risky", "hint", [{ name: each.path.join(".") }], each));
}

function compareArguments(one: JsonObject, other: JsonObject): Finding[] {
  const [before, after] = [objectAt(one, "inputSchema"), objectAt(other, "inputSchema")];
  if (before === undefined || after === undefined) return [];
  return compareSchemas(before, after).map((change) => finding(change, argumentGrade(change), "argument"));
}

function compareResults(one: JsonObject, other: JsonObject): Finding[] {
  const [before, after] = [objectAt(one, "outputSchema"), objectAt(other, "outputSchema")];
  if (before === undefined && after === undefined) return [];
  if (before === undefined)
    return [{ grade: "compatible", kind: "result", words: ["its result is structured, and described"] }];
  if (after === undefined)
    return [{ grade: "breaking", kind: "result", words: ["its result is no longer structured"] }];
  return compareSchemas(before, after).map((change) => finding(change, resultGrade(change), "result"));
}

function finding(change: SchemaChange, grade: Finding["grade"], kind: "argument" | "result"): Finding {
  const { path, before, after } = change;
  const subject: Word[] =
    path.length > 0 ? [kind, { name: pathInWords(path) }] : [kind === "argument" ? "arguments" : kind];
  const values = change.aspect === "added" ? {} : transition(before, after);
  return { grade, kind, path: pathInWords(path), words: wordsOf(change, subject), ...values };
}

/** `filter.city`, `tags[]`, `labels.*`. */
function pathInWords(path: readonly string[]): string {
  return path
    .reduce((text, step) => (step.startsWith("[") ? `${text}${step}` : `${text}.${step}`), "")
    .replace(/^\./, "");
}

function wordsOf({ aspect, effect, before, after }: SchemaChange, subject: readonly Word[]): Word[] {
  const isNamed = before !== undefined || after !== undefined;
  switch (aspect) {
    case "added":
      return [...(after === true ? ["required"] : []), ...subject, "added"];
    case "removed":
      return [...subject, "removed"];
    case "required":
      return [...subject, "is required now"];
    case "optional":
      return [...subject, "is optional now"];
    case "values":
      return [...subject, ...wordsOfValues(effect, before, after)];
    case "type":
      // Two that have the same name, or differ within.
      if (before === after) return [...subject, ":", { name: String(before) }, "changed"];
      return [...subject, ":", { name: String(before) }, "→", { name: String(after) }];
    case "lower bound":
    case "upper bound":
      return [...subject, ":", aspect, transition(before, after)];
    default:
      return [...subject, ":", keyword(aspect), isNamed ? transition(before, after) : "changed"];
  }
}

/** Records can be a stranger's too: what is no plain word is shown as one of theirs. */
function keyword(aspect: string): Word {
  return /^[A-Za-z]+$/.test(aspect) ? aspect : { name: aspect };
}

function wordsOfValues(effect: SchemaChange["effect"], before: unknown, after: unknown): Word[] {
  const [gone, come] = [listOf(before), listOf(after)];
  if (effect === "narrowed" && gone.length === 0) return ["can only be", { values: come }];
  if (effect === "widened" && come.length === 0) return ["can be more than", { values: gone }];
  return [
    ...(gone.length === 0 ? [] : ["can no longer be", { values: gone }]),
    ...(gone.length > 0 && come.length > 0 ? ["but"] : []),
    ...(come.length === 0 ? [] : ["can also be", { values: come }]),
  ];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
