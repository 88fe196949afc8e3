/** Example values of the document (OpenAPI 3.2 sections 4.12.3, 4.14, 4.19 and 4.24), from which requests are made up. */
import type { Json } from "../json/json.js";
import type { ParseContext } from "./context.js";
import type { SpecNode } from "./node.js";

/** How deep the examples of single properties are put together to one of an object. */
const maxDepth = 3;

/** As JSON; who reads a longer one as part of a request? */
const maxCharacters = 2000;

/**
 * The examples of a Parameter or Media Type Object: its own first, then its schema's, then one put together from the schema's
 * properties, which may lack some of them.
 */
export function parseExamples(
  { reader }: ParseContext,
  node: SpecNode,
  schema: SpecNode | undefined,
): { readonly examples?: readonly Json[] } {
  const find: Find = (each) => reader.find(each);
  const put = schema === undefined ? undefined : assembled(find, schema, maxDepth);
  const all = [...own(find, node), ...(put === undefined ? [] : [put])];
  const examples = all.filter((example) => JSON.stringify(example).length <= maxCharacters);
  return examples.length === 0 ? {} : { examples };
}

/** What a node's references lead to. */
type Find = (node: SpecNode) => SpecNode | undefined;

/** `example`, and `examples` as a map of Example Objects or, in a schema, as a list of values. */
function own(find: Find, node: SpecNode): Json[] {
  const single = node.get("example");
  const several = node.get("examples");
  const named = (several?.entries() ?? []).flatMap(([, each]) => {
    const target = find(each);
    return target?.get("dataValue") ?? target?.get("value") ?? [];
  });
  return [...(single === undefined ? [] : [single]), ...named, ...(several?.items() ?? [])].map(
    ({ value }) => value,
  );
}

function assembled(find: Find, schema: SpecNode, depth: number): Json | undefined {
  const node = find(schema);
  if (node === undefined) return undefined;
  const [example] = own(find, node);
  if (example !== undefined || depth === 0) return example;
  const item = node.get("items");
  const ofItem = item === undefined ? undefined : assembled(find, item, depth - 1);
  if (ofItem !== undefined) return [ofItem];
  const parts = [node, ...(node.get("allOf")?.items() ?? [])].flatMap((part) => find(part) ?? []);
  const properties = parts.flatMap((part) => part.get("properties")?.entries() ?? []);
  const known = properties.flatMap(([name, property]) => {
    const value = assembled(find, property, depth - 1);
    return value === undefined ? [] : [[name, value] as const];
  });
  return known.length === 0 ? undefined : Object.fromEntries(known);
}
