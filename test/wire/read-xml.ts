/** XML read by a parser that shares nothing with what writes it: saxes, strict and with namespaces. */
import { SaxesParser, type SaxesTagNS } from "saxes";

/** An element as an API sees it. */
export interface XmlElement {
  /** With its prefix. */
  readonly name: string;
  readonly namespace: string;
  /** By name with prefix, declarations of namespaces left out. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Texts that stand side by side are one. */
  readonly children: readonly (XmlElement | string)[];
}

interface Open extends XmlElement {
  readonly children: (XmlElement | string)[];
}

/** The root element of a document. @throws {Error} when it is not well-formed, or a prefix has no namespace */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const top: Open = { name: "", namespace: "", attributes: new Map(), children: [] };
  const open: Open[] = [top];
  const addText = (text: string): void => {
    const children = open.at(-1)?.children ?? [];
    const last = children.at(-1);
    if (typeof last === "string") children[children.length - 1] = last + text;
    else if (text !== "") children.push(text);
  };
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    const element = elementOf(tag);
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(text).close();
  const [root] = top.children.filter((child) => typeof child !== "string");
  if (root === undefined) throw new Error("there is no root element");
  return root;
}

function elementOf({ name, uri, attributes }: SaxesTagNS): Open {
  const own = Object.values(attributes).filter((each) => each.prefix !== "xmlns" && each.name !== "xmlns");
  return {
    name,
    namespace: uri,
    attributes: new Map(own.map((attribute) => [attribute.name, attribute.value])),
    children: [],
  };
}

/** The text of an element, that of the elements in it left out. */
export function textIn({ children }: XmlElement): string {
  return children.filter((child) => typeof child === "string").join("");
}

/** The elements directly in an element. */
export function elementsIn({ children }: XmlElement): XmlElement[] {
  return children.filter((child) => typeof child !== "string");
}
