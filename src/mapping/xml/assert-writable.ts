/**
 * Whether a description gives XML at all: names come from the document, which may hold anything, and what they are not
 * fit for is not written.
 */
import type { XmlRootWire, XmlWire } from "../../../templates/runtime/wire/wire.js";
import { isXmlName, isXmlNamespace, isXmlPrefix } from "../../../templates/runtime/wire/xml-text.js";
import { NotWritable } from "./parts.js";

/** The prefixes that stand for a namespace. */
type Scope = ReadonlySet<string>;

/** @throws {NotWritable} when the description, the usual included, has something that XML has not */
export function assertWritable(root: XmlRootWire): void {
  assertNode(root, root.name, new Set());
}

function assertNode(wire: XmlWire, usualName: string | undefined, outer: Scope): void {
  const { nodeType = isList(wire) ? "none" : "element", name = usualName } = wire;
  const holdsOthers = isList(wire) || wire.fields !== undefined || wire.otherFields !== undefined;
  if (holdsOthers && nodeType !== "element" && nodeType !== "none")
    throw new NotWritable(`an object or a list is of the node type "${nodeType}"`);
  const isNamed = nodeType === "element" || nodeType === "attribute";
  if (isNamed) assertNames(wire, name, outer);
  const { prefix, namespace } = wire;
  const scope =
    isNamed && prefix !== undefined && namespace !== undefined ? new Set([...outer, prefix]) : outer;
  const itemName = nodeType === "element" ? name : usualName;
  for (const [key, field] of Object.entries(wire.fields ?? {})) assertNode(field, key, scope);
  // What names a map's elements is known with a value.
  if (wire.otherFields !== undefined) assertNode(wire.otherFields, undefined, scope);
  for (const item of [...(wire.firstItems ?? []), ...(wire.items === undefined ? [] : [wire.items])]) {
    if (item.nodeType === "attribute") throw new NotWritable("the items of a list are attributes");
    assertNode(item, itemName, scope);
  }
  assertAttributes(wire);
}

function isList({ items, firstItems }: XmlWire): boolean {
  return items !== undefined || firstItems !== undefined;
}

function assertNames({ prefix, namespace }: XmlWire, name: string | undefined, scope: Scope): void {
  if (name !== undefined && (!isXmlName(name) || name === "xmlns"))
    throw new NotWritable(`${JSON.stringify(name)} is no name that XML allows`);
  if (namespace !== undefined && !isXmlNamespace(namespace))
    throw new NotWritable(`${JSON.stringify(namespace)} is no namespace that XML allows`);
  if (prefix === undefined) return;
  if (!isXmlPrefix(prefix)) throw new NotWritable(`${JSON.stringify(prefix)} is no prefix that XML allows`);
  if (namespace === undefined && !scope.has(prefix))
    throw new NotWritable(`the prefix ${JSON.stringify(prefix)} has no namespace`);
}

/** XML 1.0 section 3.1: no two attributes of an element have the same name. */
function assertAttributes({ fields = {} }: XmlWire): void {
  const attributes = Object.entries(fields).filter(([, { nodeType }]) => nodeType === "attribute");
  const names = attributes.map(([key, { prefix = "", name = key }]) => `${prefix}:${name}`);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined) throw new NotWritable("two properties are the same attribute");
}
