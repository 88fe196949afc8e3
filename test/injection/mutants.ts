/**
 * Each escape of `src/emit/code.ts`, and the lock's, with the edit that takes it out of the compiled file, and a cell of
 * the matrix that then is wrong. Not in the list are second lines of defence, which change nothing of what they get today:
 * `printed` gets ASCII, `shellWord` gets JSON and URIs, which have no line breaks, `envComment` gets first sentences,
 * `identifier` and `modulePath` get names that mapping made, and `oneLine` takes line breaks away as invisible characters
 * where it has not made spaces of them. `test/emit/code.test.ts` tests them by themselves.
 */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Mcpgen } from "./project.js";

/** One edit. */
export interface Mutant {
  readonly name: string;
  /** The compiled file below `src`. */
  readonly file?: string;
  /** What stands in the compiled file, once; and what stands there instead. */
  readonly edit: readonly [found: string, instead: string];
  /** The cell that has to be wrong, by the names of its payload and position. */
  readonly cell: readonly [payload: string, position: string];
}

const markdownClass = String.raw`/[\\${"`"}*_[\]|~]/g`;

/** An edit that takes characters out of those that Markdown escapes. */
function markdown(name: string, characters: string, ...cell: [payload: string, position: string]): Mutant {
  const rest = markdownClass.replace(characters, "");
  return { name: `markdown: ${name}`, edit: [markdownClass, rest], cell };
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  { name: "literal: ASCII", edit: [`"undefined" : ascii(JSON.stringify(value))`, `"undefined" : JSON.stringify(value)`], cell: ["accents", "property name"] },
  { name: "literal: escapes of JSON", edit: [`"undefined" : ascii(JSON.stringify(value))`, "\"undefined\" : ascii(typeof value === 'string' ? `\"${value}\"` : JSON.stringify(value))"], cell: ["double quote", "security scheme query parameter"] },
  { name: "stringLiteral: ASCII", edit: ["const double = ascii(JSON.stringify(text))", "const double = JSON.stringify(text)"], cell: ["accents", "operation description"] },
  { name: "stringLiteral: escapes of JSON", edit: ["const double = ascii(JSON.stringify(text))", "const double = ascii(`\"${text}\"`)"], cell: ["backslash at the end", "operation description"] },
  { name: "stringLiteral: single quotes", edit: [`.replaceAll("'", "\\\\'")}'`, "}'"], cell: ["both quotes", "operation description"] },
  { name: "propertyKey: __proto__", edit: [`if (key === "__proto__")`, "if (false)"], cell: ["__proto__", "schema enum of objects"] },
  { name: "propertyKey: quotes", edit: ["return isIdentifierName(key) ? key : literal(key);\n}\n/** A key in an interface", "return key;\n}\n/** A key in an interface"], cell: ["key of an object", "schema enum of objects"] },
  { name: "memberName: quotes", edit: ["return isIdentifierName(key) ? key : literal(key);\n}\n/** `object.key`", "return key;\n}\n/** `object.key`"], cell: ["number", "property name"] },
  { name: "access: quotes", edit: ["return isIdentifierName(key) ? code `${object}.${key}`", "return true ? code `${object}.${key}`"], cell: ["number", "property name"] },
  { name: "comment: ASCII", edit: [`return ascii(oneLine(text)).replaceAll("*/"`, `return oneLine(text).replaceAll("*/"`], cell: ["accents", "path: text"] },
  { name: "comment: one line", edit: [`return ascii(oneLine(text)).replaceAll("*/"`, `return ascii(text).replaceAll("*/"`], cell: ["compiler directive on a line", "path: text"] },
  { name: "comment: its end", edit: [`.replaceAll("*/", "*\\\\/")`, ""], cell: ["comment end", "path: text"] },
  { name: "comment: its start", edit: [`.replaceAll("/*", "/\\\\*")`, ""], cell: ["comment start", "path: text"] },
  { name: "markdown: one line", edit: ["return oneLine(text)\n        .replace(", "return text\n        .replace("], cell: ["Markdown heading", "info title"] },
  markdown("backslashes", String.raw`\\`, "Markdown escapes", "info title"),
  markdown("backticks", "`", "backtick", "info title"),
  markdown("asterisks", "*", "Markdown emphasis", "info title"),
  markdown("underscores", "_", "Markdown emphasis", "info title"),
  markdown("brackets", String.raw`[\]`, "Markdown link", "info title"),
  markdown("pipes", "|", "Markdown table", "operation description"),
  markdown("tildes", "~", "Markdown emphasis", "info title"),
  { name: "markdown: entities", edit: [`.replaceAll("&", "&amp;")`, ""], cell: ["entity", "info title"] },
  { name: "markdown: tags", edit: [`.replaceAll("<", "&lt;")`, ""], cell: ["image tag", "info title"] },
  { name: "markdown: ends of tags", edit: [`.replaceAll(">", "&gt;")`, ""], cell: ["image tag", "info title"] },
  { name: "json: ASCII", edit: ["export function json(value) {\n    return ascii(JSON.stringify(value));", "export function json(value) {\n    return JSON.stringify(value);"], cell: ["accents", "operation description"] },
  { name: "jsonLine: invisible characters", edit: ["return json(oneLine(text));", "return json(text);"], cell: ["lone high surrogate", "info title"] },
  { name: "shellWord: quotes", edit: [`.replaceAll("'", "'\\\\''")`, ""], cell: ["shell quote", "example in the README"] },
  { name: "envComment: ASCII", edit: ["return ascii(oneLine(text));", "return oneLine(text);"], cell: ["accents", "security scheme description"] },
  { name: "identifier: its start", edit: ["/^[A-Za-z_$][A-Za-z0-9_$]*$/", "/[A-Za-z_$][A-Za-z0-9_$]*$/"], cell: ["member of a type", "schema enum of objects"] },
  { name: "identifier: its end", edit: ["/^[A-Za-z_$][A-Za-z0-9_$]*$/", "/^[A-Za-z_$][A-Za-z0-9_$]*/"], cell: ["member of a type", "schema enum of objects"] },
  { name: "oneLine: invisible characters", edit: [".replace(/[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\u2028\\u2029]/gu, \"\")", ""], cell: ["bidirectional", "info title"] },
  { file: "lock/lock.js", name: "lock: ASCII", edit: ["return ascii(", "return String("], cell: ["accents", "path: text"] },
  { file: "json/ascii.js", name: "ascii: every character", edit: ["/[^\\n\\r\\t\\x20-\\x7e]/g, (unit)", "/[^\\n\\r\\t\\x20-\\x7e]/, (unit)"], cell: ["accents", "operation description"] },
  { file: "json/ascii.js", name: "ascii: four digits", edit: [`.padStart(4, "0")`, ""], cell: ["next line", "operation description"] },
]; // prettier-ignore

/**
 * A copy of mcpgen with an edit.
 * @param root of the repository, which is built
 * @throws {Error} the edit does not apply
 */
export async function mutated(root: string, folder: string, mutant: Mutant): Promise<Mcpgen> {
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, "dist/src"), join(folder, "dist/src"), { recursive: true });
  cpSync(join(root, "dist/templates"), join(folder, "dist/templates"), { recursive: true });
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  symlinkSync(join(root, "templates"), join(folder, "templates"), "junction");
  const { name, file: path = "emit/code.js" } = mutant;
  const file = join(folder, "dist/src", path);
  const [found, instead] = mutant.edit;
  const pieces = readFileSync(file, "utf8").split(found);
  if (pieces.length !== 2) throw new Error(`${name}: the edit applies ${pieces.length - 1} times, not once`);
  writeFileSync(file, pieces.join(instead));
  // The module has the exports of src/generate.ts, from which it was compiled.
  return (await import(pathToFileURL(join(folder, "dist/src/generate.js")).href)) as Mcpgen;
}
