/** XML Objects (OpenAPI 3.2 section 4.26, 3.1 section 4.8.26, 3.0.4 section 4.7.26; Swagger 2.0 XML Object). */
import type { Xml } from "../json/json-schema.js";
import type { SpecNode } from "./node.js";

const nodeTypes: ReadonlyMap<string | undefined, NonNullable<Xml["nodeType"]>> = new Map(
  (["element", "attribute", "text", "cdata", "none"] as const).map((nodeType) => [nodeType, nodeType]),
);

/** An XML Object in the words of 3.2, `undefined` when it says nothing. */
export function parseXml(node: SpecNode): Xml | undefined {
  const nodeType = nodeTypeOf(node);
  const texts = (["name", "namespace", "prefix"] as const).flatMap((key) => {
    const text = node.text(key);
    return text === undefined || text === "" ? [] : [[key, text] as const];
  });
  if (nodeType === undefined && texts.length === 0) return undefined;
  return { ...(nodeType === undefined ? {} : { nodeType }), ...Object.fromEntries(texts) };
}

/** `attribute` and `wrapped` are what versions before 3.2 have for it. */
function nodeTypeOf(node: SpecNode): Xml["nodeType"] {
  const written = nodeTypes.get(node.text("nodeType"));
  if (written !== undefined) return written;
  if (node.isTrue("attribute")) return "attribute";
  return node.isTrue("wrapped") ? "element" : undefined;
}
