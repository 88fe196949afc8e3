/**
 * Percent signs in the names of a types document. openapi-typescript makes pointers of names, and decodes them as a part of
 * a URL: a name such as `100%` ends it with an error. So it sees another character, which is put right in what it gives.
 */
import type { Node } from "typescript";
import { isObject, type Json } from "../json/json.js";
import type { TypesDocument } from "../project/project.js";
import { loadTypeScript } from "./required.js";

/** The nodes for a document, of a function that cannot read percent signs. */
export function withPercentSigns(
  document: TypesDocument,
  nodesOf: (document: TypesDocument) => Node[],
): Node[] {
  const text = JSON.stringify(document);
  if (!text.includes("%")) return nodesOf(document);
  const standIn = standInFor(text);
  // The members stay what they are; only texts and names in them change.
  const changed = replaced(document as unknown as Json, "%", standIn) as unknown as TypesDocument;
  return nodesOf(changed).map((node) => withTexts(node, standIn));
}

/** A character for private use that is nowhere in the document. */
function standInFor(text: string): string {
  let code = 0xe000;
  while (text.includes(String.fromCodePoint(code))) code += 1;
  return String.fromCodePoint(code);
}

function replaced(value: Json, found: string, instead: string): Json {
  if (typeof value === "string") return value.replaceAll(found, instead);
  if (Array.isArray(value)) return (value as Json[]).map((each) => replaced(each, found, instead));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key.replaceAll(found, instead),
      replaced(each, found, instead),
    ]),
  );
}

/** A name with the stand-in is never an identifier, so it is only in strings. */
function withTexts(node: Node, standIn: string): Node {
  const { factory, isStringLiteral, visitEachChild } = loadTypeScript();
  const visit = (each: Node): Node =>
    isStringLiteral(each)
      ? factory.createStringLiteral(each.text.replaceAll(standIn, "%"))
      : visitEachChild(each, visit, undefined);
  return visit(node);
}
