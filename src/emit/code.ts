/**
 * The only way from text to emitted code. Spec text is data: it enters a file through the encoder of the place where it
 * stands, and what comes out is `Code`. Printers and templates accept nothing else, so a forgotten escape does not compile.
 */
import { ascii } from "../json/ascii.js";

declare const codeBrand: unique symbol;

/** Text that is safe in an emitted file. Only the functions of this file make it. */
export type Code = string & { readonly [codeBrand]: true };

/**
 * Code from fixed text and holes that are code themselves: `` code`const ${identifier(name)} = 1;` ``.
 * The fixed text is mcpgen's own; a hole of type `string` does not compile.
 */
export function code(fixed: TemplateStringsArray, ...holes: readonly (Code | number)[]): Code {
  // Not String.raw, which takes four times as long: every line of every tool comes through here.
  return holes.reduce<string>(
    (text, hole, index) => `${text}${hole}${fixed[index + 1] ?? ""}`,
    fixed[0] ?? "",
  ) as Code;
}

/** Pieces of code, one after the other. */
export function join(pieces: readonly Code[], separator: Code = code``): Code {
  return pieces.join(separator) as Code;
}

/** What openapi-typescript or prettier printed, made pure ASCII; both were given encoded text only. */
export function printed(text: string): Code {
  return ascii(text) as Code;
}

/** A value as a TypeScript literal. Strings are in double quotes and pure ASCII; `__proto__` is a key like any other. */
export function literal(value: unknown): Code {
  if (Array.isArray(value)) return code`[${join(value.map(literal), code`, `)}]`;
  if (typeof value === "object" && value !== null) {
    return objectLiteral(Object.entries(value).map(([key, each]) => [propertyKey(key), literal(each)]));
  }
  return (value === undefined ? "undefined" : ascii(JSON.stringify(value))) as Code;
}

/** A whole number as a literal, its digits in groups of three. */
export function groupedDigits(count: number): Code {
  return String(count).replace(/(?<=\d)(?=(\d{3})+$)/g, "_") as Code;
}

/** A string literal in the quotes that need fewer escapes, double ones if both need as many, as prettier has them. */
export function stringLiteral(text: string): Code {
  const double = ascii(JSON.stringify(text));
  if (count(text, '"') <= count(text, "'")) return double as Code;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'` as Code;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** An object literal of given keys (from `propertyKey`) and values. */
export function objectLiteral(entries: readonly (readonly [key: Code, value: Code])[]): Code {
  if (entries.length === 0) return code`{}`;
  return code`{ ${join(
    entries.map(([key, value]) => code`${key}: ${value}`),
    code`, `,
  )} }`;
}

/** A key of an object literal: bare where it can be. `__proto__` is computed, or it would set the prototype. */
export function propertyKey(key: string): Code {
  if (key === "__proto__") return code`["__proto__"]`;
  return isIdentifierName(key) ? (key as Code) : literal(key);
}

/** A key in an interface; there `__proto__` means itself. */
export function memberName(key: string): Code {
  return isIdentifierName(key) ? (key as Code) : literal(key);
}

/** `object.key` or `object["key"]`. */
export function access(object: Code, key: string): Code {
  return isIdentifierName(key) ? code`${object}.${key as Code}` : code`${object}[${literal(key)}]`;
}

/** A name that mapping made. @throws {Error} if it is none: an error of mcpgen */
export function identifier(name: string): Code {
  if (!isIdentifierName(name)) throw new Error(`not an identifier: ${JSON.stringify(name)}`);
  return name as Code;
}

/** A path of a module or file that mapping made. @throws {Error} if it has other characters than such paths have */
export function modulePath(path: string): Code {
  if (!/^[A-Za-z0-9_./-]+$/.test(path)) throw new Error(`not a module path: ${JSON.stringify(path)}`);
  return path as Code;
}

/** A URI or a template of some inside a Markdown code span. @throws {Error} if it has other characters than these have */
export function uriText(uri: string): Code {
  if (!/^[\w.~:@!$&'()*+,;=%/?{}-]+$/.test(uri)) throw new Error(`not a URI: ${JSON.stringify(uri)}`);
  return uri as Code;
}

/** Text inside a comment, on one line: it cannot end the comment. */
export function comment(text: string): Code {
  return ascii(oneLine(text)).replaceAll("*/", "*\\/").replaceAll("/*", "/\\*") as Code;
}

/** Text inside a Markdown line or table cell, never at its start: nothing in it is markup. */
export function markdown(text: string): Code {
  return oneLine(text)
    .replace(/[\\`*_[\]|~]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;") as Code;
}

/** A value as JSON, pure ASCII, without line breaks. */
export function json(value: unknown): Code {
  return ascii(JSON.stringify(value)) as Code;
}

/** A text as a JSON string without what is not seen. TypeScript 7 reads no package.json with half of a surrogate pair. */
export function jsonLine(text: string): Code {
  return json(oneLine(text));
}

/** A text as one word of a POSIX shell: in single quotes, where nothing means anything. */
export function shellWord(text: string): Code {
  return `'${ascii(text).replace(/\s/g, " ").replaceAll("'", "'\\''")}'` as Code;
}

/** Text behind `#` in a `.env` file. */
export function envComment(text: string): Code {
  return ascii(oneLine(text)) as Code;
}

function isIdentifierName(name: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name);
}

/** White space as single spaces; control, bidirectional, tag and other invisible characters are left out. */
function oneLine(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu, "")
    .trim();
}
