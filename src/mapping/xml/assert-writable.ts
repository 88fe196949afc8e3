/**
 * Whether a description gives XML at all: names come from the document, which may hold anything, and what they are not
 * fit for is not written.
 */
import type { XmlRootWire, XmlWire } from "../../../templates/runtime/wire/wire.js";
import { isXmlName, isXmlNamespace, isXmlPrefix } from "../../../templates/runtime/wire/xml-text.js";
import { NotWritable, whole, type Shared } from "./parts.js";

/** The prefixes that stand for a namespace. */
type Scope = ReadonlySet<string>;

/** @throws {NotWritable} when the description, the usual included, has something that XML has not */
export function assertWritable(root: XmlRootWire, shared: Shared): void {
  new Check(shared).node(root, root.name, new Set());
}

class Check {
  /** What has been looked into, with the prefixes that stood for a namespace there. */
  readonly #looked = new Set<string>();

  constructor(private readonly shared: Shared) {}

  node(described: XmlWire, usualName: string | undefined, outer: Scope): void {
    const wire = whole(described, this.shared);
    const { nodeType = isList(wire) ? "none" : "element", name = usualName, prefix, namespace } = wire;
    if (isStructure(wire) && nodeType !== "element" && nodeType !== "none")
      throw new NotWritable(`an object or a list is of the node type "${nodeType}"`);
    const isNamed = nodeType === "element" || nodeType === "attribute";
    if (isNamed) assertNames(wire, name, outer);
    const isDeclared = isNamed && prefix !== undefined && namespace !== undefined;
    const scope = isDeclared ? new Set([...outer, prefix]) : outer;
    if (this.#isNew(described, scope)) this.#below(wire, nodeType === "element" ? name : usualName, scope);
  }

  #isNew({ like }: XmlWire, scope: Scope): boolean {
    if (like === undefined) return true;
    const key = JSON.stringify([like, ...[...scope].sort()]);
    if (this.#looked.has(key)) return false;
    this.#looked.add(key);
    return true;
  }

  #below(wire: XmlWire, itemName: string | undefined, scope: Scope): void {
    for (const [key, field] of Object.entries(wire.fields ?? {})) this.node(field, key, scope);
    // What names a map's elements is known with a value.
    if (wire.otherFields !== undefined) this.node(wire.otherFields, undefined, scope);
    for (const item of [...(wire.firstItems ?? []), ...(wire.items === undefined ? [] : [wire.items])]) {
      if (item.nodeType === "attribute") throw new NotWritable("the items of a list are attributes");
      this.node(item, itemName, scope);
    }
    assertAttributes(wire);
  }
}

function isList({ items, firstItems }: XmlWire): boolean {
  return items !== undefined || firstItems !== undefined;
}

function isStructure(wire: XmlWire): boolean {
  return isList(wire) || wire.fields !== undefined || wire.otherFields !== undefined;
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
