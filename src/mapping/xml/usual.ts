/** A description of XML without what goes without saying. */
import type { XmlRootWire, XmlWire } from "../../../templates/runtime/wire/wire.js";
import type { Shared } from "./parts.js";

/** A description of a body, with what of `shared` says more than the usual. */
export function rootWithoutUsual(root: XmlRootWire, shared: Shared): XmlRootWire {
  const usual = usualOnes(shared);
  // The root is always an element, so it need not say so.
  const { nodeType: _nodeType, ...wire } = withoutUsual(root, usual);
  const telling = [...shared].flatMap(([name, each]) =>
    usual.has(name) ? [] : [[name, withoutUsual(each, usual)] as const],
  );
  return {
    ...wire,
    name: root.name,
    ...(telling.length === 0 ? {} : { shared: Object.fromEntries(telling) }),
  };
}

/** Those that say nothing as long as those that they lead to say nothing. */
function usualOnes(shared: Shared): ReadonlySet<string> {
  const usual = new Set(shared.keys());
  const isTelling = (name: string): boolean =>
    told(withoutUsual(shared.get(name) ?? {}, usual)) !== undefined;
  for (;;) {
    const telling = [...usual].filter(isTelling);
    if (telling.length === 0) return usual;
    for (const name of telling) usual.delete(name);
  }
}

/**
 * Leaves out what is as usual.
 * @param usual what is like these is as usual
 * @param usualName what the value is called unless the description names it
 */
function withoutUsual(wire: XmlWire, usual: ReadonlySet<string>, usualName?: string): XmlWire {
  const { nodeType, fields, otherFields, firstItems, items, like, name, ...namespaces } = wire;
  const isNamed = nodeType === undefined ? items === undefined && firstItems === undefined : isNode(nodeType);
  // What it is like may have another name.
  const isUsualName = name === usualName && (like === undefined || usual.has(like));
  const itemName = nodeType === "element" ? (name ?? usualName) : usualName;
  const below = {
    fields: kept(fields, (each, key) => withoutUsual(each, usual, key)),
    otherFields: told(otherFields && withoutUsual(otherFields, usual)),
    firstItems: someTold(firstItems?.map((each) => withoutUsual(each, usual, itemName))),
    items: told(items && withoutUsual(items, usual, itemName)),
    like: like === undefined || usual.has(like) ? undefined : like,
  };
  return {
    ...(isNamed && name !== undefined && !isUsualName ? { name } : {}),
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
