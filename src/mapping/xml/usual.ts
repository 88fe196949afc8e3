/** A description of XML without what goes without saying. */
import type { XmlWire } from "../../../templates/runtime/wire/wire.js";

/**
 * Leaves out what is as usual.
 * @param usualName what the value is called unless the description names it
 */
export function withoutUsual(wire: XmlWire, usualName?: string): XmlWire {
  const { nodeType, fields, otherFields, firstItems, items, ...names } = wire;
  const isNamed = nodeType === undefined ? items === undefined && firstItems === undefined : isNode(nodeType);
  const { name, ...namespaces } = names;
  const itemName = nodeType === "element" ? (name ?? usualName) : usualName;
  const below = {
    fields: kept(fields, (each, key) => withoutUsual(each, key)),
    otherFields: told(otherFields && withoutUsual(otherFields)),
    firstItems: someTold(firstItems?.map((each) => withoutUsual(each, itemName))),
    items: told(items && withoutUsual(items, itemName)),
  };
  return {
    ...(isNamed && name !== undefined && name !== usualName ? { name } : {}),
    ...(isNamed ? namespaces : {}),
    ...(nodeType === undefined ? {} : { nodeType }),
    ...Object.fromEntries(Object.entries(below).filter(([, value]) => value !== undefined)),
  };
}

/** Whether a node of this type has a name (OpenAPI 3.2 section "XML Object", `name`). */
function isNode(nodeType: NonNullable<XmlWire["nodeType"]>): boolean {
  return nodeType === "element" || nodeType === "attribute";
}

function kept(
  fields: Record<string, XmlWire> | undefined,
  reduce: (wire: XmlWire, key: string) => XmlWire,
): Record<string, XmlWire> | undefined {
  const entries = Object.entries(fields ?? {}).flatMap(([key, each]): [string, XmlWire][] => {
    const wire = told(reduce(each, key));
    return wire === undefined ? [] : [[key, wire]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function told(wire: XmlWire | undefined): XmlWire | undefined {
  return wire === undefined || Object.keys(wire).length === 0 ? undefined : wire;
}

function someTold(wires: XmlWire[] | undefined): XmlWire[] | undefined {
  return wires?.some((wire) => told(wire) !== undefined) === true ? wires : undefined;
}
