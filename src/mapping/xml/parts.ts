/** What several parts of a schema say together about XML. */
import { isDeepStrictEqual } from "node:util";
import type { XmlWire } from "../../../templates/runtime/wire/wire.js";

/** A body that cannot be described as XML; the message completes "its body is a text, as …". */
export class NotWritable extends Error {}

/** A schema that leads back to itself has a name, by which it is described once; nothing can be added to that. */
export class LeadsBack extends NotWritable {
  constructor() {
    super("a schema that leads back to itself is only a part of another");
  }
}

/** All parts hold (`allOf`): a later one knows better. */
export function together(parts: readonly XmlWire[]): XmlWire {
  return parts.reduce((one, other) => {
    if (isMore(one, other) || isMore(other, one)) throw new LeadsBack();
    return { ...one, ...other, ...below(one, other, together) };
  }, {});
}

function isMore({ like }: XmlWire, other: XmlWire): boolean {
  return like !== undefined && Object.keys(withoutNode(other)).length > 0;
}

/** One of the parts holds, and nobody knows which until there is a value: they have to agree. */
export function eitherOf(parts: readonly XmlWire[]): XmlWire {
  return parts.reduce((one, other) => {
    if (!isDeepStrictEqual(nodeOf(one), nodeOf(other)))
      throw new NotWritable("its alternatives differ as XML");
    return { ...one, ...other, ...below(one, other, eitherOf) };
  });
}

type Merge = (parts: readonly XmlWire[]) => XmlWire;

function below(one: XmlWire, other: XmlWire, merge: Merge): XmlWire {
  const named = [one.fields, other.fields].filter((fields) => fields !== undefined);
  const others = [one.otherFields, other.otherFields].filter((wire) => wire !== undefined);
  const items = [one.items, other.items].filter((wire) => wire !== undefined);
  const first = [one.firstItems, other.firstItems].filter((wires) => wires !== undefined);
  return {
    ...(named.length === 0 ? {} : { fields: mergeFields(named, merge) }),
    ...(others.length === 0 ? {} : { otherFields: merge(others) }),
    ...(items.length === 0 ? {} : { items: merge(items) }),
    ...(first.length === 0 ? {} : { firstItems: mergeLists(first, merge) }),
  };
}

function mergeFields(all: readonly Record<string, XmlWire>[], merge: Merge): Record<string, XmlWire> {
  const merged = new Map<string, XmlWire>();
  for (const [name, wire] of all.flatMap((fields) => Object.entries(fields))) {
    const known = merged.get(name);
    merged.set(name, known === undefined ? wire : merge([known, wire]));
  }
  return Object.fromEntries(merged);
}

function mergeLists([one = [], other = []]: readonly XmlWire[][], merge: Merge): XmlWire[] {
  const longer = one.length > other.length ? one : other;
  return longer.map((_, index) => merge([one[index], other[index]].filter((wire) => wire !== undefined)));
}

/** What a description says of the value itself, nothing of what is in it. */
function nodeOf({ nodeType, name, prefix, namespace, like }: XmlWire): XmlWire {
  return Object.fromEntries(
    Object.entries({ nodeType, name, prefix, namespace, like }).filter(([, value]) => value !== undefined),
  );
}

/** A description without what it says of the value itself. */
export function withoutNode(wire: XmlWire): XmlWire {
  const { nodeType: _nodeType, name: _name, prefix: _prefix, namespace: _namespace, ...rest } = wire;
  return rest;
}

/** What leads back to itself, by name. */
export type Shared = ReadonlyMap<string, XmlWire>;

/** A description with what it is like. */
export function whole(wire: XmlWire, shared: Shared): XmlWire {
  return wire.like === undefined ? wire : { ...shared.get(wire.like), ...wire };
}
