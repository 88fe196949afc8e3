/**
 * Discriminator Objects (OpenAPI 3.2 section 4.25, 3.0.4 section 4.7.25): their mapping says which value of a property
 * goes with which alternative. JSON Schema says so inside of the alternative, where a model and a validator see it.
 */
import type { JsonSchema, JsonSchemaObject } from "../json/json-schema.js";
import type { Json } from "../json/json.js";
import { refOf, type SpecNode } from "./node.js";

/**
 * A schema whose alternatives tell the values that the mapping of its discriminator gives them.
 * @param follow gives what a reference leads to
 */
export function withDiscriminator(
  schema: JsonSchemaObject,
  node: SpecNode,
  follow: (reference: SpecNode) => SpecNode,
): JsonSchemaObject {
  const discriminator = node.get("discriminator");
  const property = discriminator?.get("propertyName")?.value;
  const mapping = discriminator?.get("mapping")?.entries() ?? [];
  if (typeof property !== "string" || mapping.length === 0) return schema;
  const told = (["anyOf", "oneOf"] as const).flatMap((keyword) => {
    const alternatives = schema[keyword];
    if (alternatives === undefined) return [];
    const written = node.get(keyword)?.items() ?? [];
    const valuesOf = (index: number): string[] => {
      const alternative = written[index];
      const ref = alternative && refOf(alternative);
      if (alternative === undefined || ref === undefined) return [];
      const allowed = allowedValues(follow(alternative), property);
      return valuesFor(ref, mapping).filter((value) => allowed?.includes(value) !== false);
    };
    return [
      [keyword, alternatives.map((each, index) => withValues(each, property, valuesOf(index)))] as const,
    ];
  });
  return { ...schema, ...Object.fromEntries(told) };
}

/** What an alternative says of the property itself: documents have mappings that contradict it, and no call would fit both. */
function allowedValues(alternative: SpecNode, property: string): readonly Json[] | undefined {
  const schema = alternative.get("properties")?.get(property);
  const constant = schema?.get("const");
  if (constant !== undefined) return [constant.value];
  const values = schema?.get("enum")?.value;
  return Array.isArray(values) ? values : undefined;
}

/** The values whose mapping names the alternative: by the same reference, or by the name of the schema. */
function valuesFor(ref: string, mapping: readonly (readonly [value: string, target: SpecNode])[]): string[] {
  return mapping
    .filter(([, { value }]) => value === ref || (typeof value === "string" && ref.endsWith(`/${value}`)))
    .map(([value]) => value);
}

function withValues(schema: JsonSchema, property: string, values: readonly string[]): JsonSchema {
  if (typeof schema === "boolean" || values.length === 0) return schema;
  const own = Object.entries(schema.properties ?? {}).filter(([name]) => name !== property);
  const told = [property, { type: "string", enum: values }] as const;
  return { ...schema, properties: Object.fromEntries<JsonSchema>([...own, told]) };
}
