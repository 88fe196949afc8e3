/** How the body of an operation is written as XML (OpenAPI 3.2 section "XML Object", 3.1 section 4.8.26). */
import type { XmlRootWire, XmlWire } from "../../../templates/runtime/wire/wire.js";
import type { JsonSchema } from "../../json/json-schema.js";
import type { Schemas } from "../schemas.js";
import { assertWritable } from "./assert-writable.js";
import { componentOf, Describer } from "./describe.js";
import { NotWritable, whole, type Shared } from "./parts.js";
import { rootWithoutUsual } from "./usual.js";

/** The root of a schema that has no name, where OpenAPI says that it must have one. */
const namelessRoot = "root";

/** How a body is written, or why that cannot be described; nothing of a schema without structure. */
export function mapXml(
  schema: JsonSchema,
  schemas: Schemas,
): { readonly wire: XmlRootWire } | { readonly reason: string } | undefined {
  try {
    const describer = new Describer(schemas);
    const described = describer.describe(schema);
    if (!isStructure(whole(described, describer.shared))) return undefined;
    const root = rootOf(described, describer.shared, schema, schemas);
    assertWritable(root, describer.shared);
    return { wire: rootWithoutUsual(root, describer.shared) };
  } catch (error) {
    if (error instanceof NotWritable) return { reason: error.message };
    throw error;
  }
}

function isStructure({ fields, otherFields, items, firstItems }: XmlWire): boolean {
  return [fields, otherFields, items, firstItems].some((each) => each !== undefined);
}

/** A document has one root, so a list that is the whole body has an element around its items in any case. */
function rootOf(described: XmlWire, shared: Shared, schema: JsonSchema, schemas: Schemas): XmlRootWire {
  const { nodeType = "element", items, firstItems, name } = whole(described, shared);
  const isList = items !== undefined || firstItems !== undefined;
  if (nodeType !== "element" && !isList) throw new NotWritable(`its root is of the node type "${nodeType}"`);
  const item = itemName(schema, schemas);
  const isNamed = items === undefined || item === undefined || whole(items, shared).name !== undefined;
  return {
    ...described,
    name: name ?? componentOf(schema) ?? namelessRoot,
    nodeType: "element",
    ...(isNamed ? {} : { items: { name: item, ...items } }),
  };
}

/** Items that no property names have the name of their component. */
function itemName(schema: JsonSchema, schemas: Schemas): string | undefined {
  const resolved = schemas.resolve(schema);
  return typeof resolved === "boolean" || resolved.items === undefined
    ? undefined
    : componentOf(resolved.items);
}
