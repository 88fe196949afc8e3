/**
 * What a schema says about XML, gathered from everything that it is made of. A property is named by itself, unless its
 * schema, or what a reference leads to, has a name of its own; the name of a component counts where no property has one.
 * (Read to the letter, OpenAPI 3.2 names a referenced component by its component in a property too; APIs described with
 * earlier versions read it as here.)
 */
import type { XmlWire } from "../../../templates/runtime/wire/wire.js";
import { pointerSteps } from "../../diagnostics/pointer.js";
import { isObject } from "../../json/json.js";
import { isSchema, typesOf, type JsonSchema, type JsonSchemaObject } from "../../json/json-schema.js";
import type { SchemaId } from "../../openapi/api.js";
import type { Schemas } from "../schemas.js";
import { eitherOf, LeadsBack, NotWritable, together, withoutNode } from "./parts.js";

/** Nobody reads a longer description, and references could make one of any length. */
const maxSchemas = 10_000;

/** Describes one body. */
export class Describer {
  /** What leads back to itself, by the name of its schema. */
  readonly shared = new Map<string, XmlWire>();
  readonly #leadBack = new Set<SchemaId>();
  #schemas = 0;

  constructor(private readonly schemas: Schemas) {}

  /**
   * What a schema says, the usual included.
   * @param inside the references that lead here
   * @throws {NotWritable} when that has no end, or depends on the value
   */
  describe(schema: JsonSchema, inside: ReadonlySet<SchemaId> = new Set()): XmlWire {
    if (typeof schema === "boolean") return {};
    this.#schemas += 1;
    if (this.#schemas > maxSchemas) throw new NotWritable("its schema is too large");
    const told = together([
      ...this.#reference(schema, inside),
      ...this.#allOf(schema, inside),
      ...this.#alternatives(schema, inside),
      this.#own(schema, inside),
    ]);
    // Null instead of a list is no item, so it is left out like an empty list.
    return told.items !== undefined && told.nodeType === undefined && allowsNull(schema)
      ? { ...told, nodeType: "none" }
      : told;
  }

  #reference({ $ref }: JsonSchemaObject, inside: ReadonlySet<SchemaId>): XmlWire[] {
    if ($ref === undefined) return [];
    const name = this.schemas.nameOf($ref);
    if (inside.has($ref)) this.#leadBack.add($ref);
    if (inside.has($ref) || this.shared.has(name)) return [{ like: name }];
    const told = this.describe(this.schemas.target($ref), new Set([...inside, $ref]));
    if (!this.#leadBack.has($ref)) return [told];
    if (told.like !== undefined) throw new LeadsBack();
    this.shared.set(name, told);
    return [{ like: name }];
  }

  /** A part that a reference names is something else that this builds on, unless it is all there is. */
  #allOf({ allOf = [], properties }: JsonSchemaObject, inside: ReadonlySet<SchemaId>): XmlWire[] {
    const isAlone = allOf.length === 1 && properties === undefined;
    return allOf.map((part) => {
      const told = this.describe(part, inside);
      if (isAlone || typeof part === "boolean" || part.$ref === undefined) return told;
      if (told.like !== undefined) throw new LeadsBack();
      return withoutNode(told);
    });
  }

  #alternatives(schema: JsonSchemaObject, inside: ReadonlySet<SchemaId>): XmlWire[] {
    return [schema.anyOf, schema.oneOf]
      .map((union) => (union ?? []).filter((each) => !isNull(each)))
      .filter((union) => union.length > 0)
      .map((union) => eitherOf(union.map((each) => this.describe(each, inside))));
  }

  #own(schema: JsonSchemaObject, inside: ReadonlySet<SchemaId>): XmlWire {
    const { items, prefixItems, additionalProperties, patternProperties } = schema;
    const patterns = isObject(patternProperties) ? Object.values<unknown>(patternProperties) : [];
    const others = [additionalProperties, ...patterns].filter(isSchema).filter((each) => each !== false);
    const first: readonly unknown[] = Array.isArray(prefixItems) ? prefixItems : [];
    return {
      ...nodeOf(schema),
      ...(schema.properties === undefined ? {} : { fields: this.#fields(schema, inside) }),
      ...(others.length === 0
        ? {}
        : { otherFields: eitherOf(others.map((each) => this.describe(each, inside))) }),
      ...(items === undefined || items === false ? {} : { items: this.describe(items, inside) }),
      ...(first.length === 0
        ? {}
        : { firstItems: first.filter(isSchema).map((each) => this.describe(each, inside)) }),
    };
  }

  #fields(schema: JsonSchemaObject, inside: ReadonlySet<SchemaId>): Record<string, XmlWire> {
    const required = new Set(schema.required);
    const sent = Object.entries(schema.properties ?? {}).filter(
      ([name, property]) => !this.schemas.isReadOnly(property, required.has(name)),
    );
    return Object.fromEntries(sent.map(([name, property]) => [name, this.describe(property, inside)]));
  }
}

/** The XML Object of a schema; a name that some write with its prefix is taken apart. */
function nodeOf({ xml = {}, ...schema }: JsonSchemaObject): XmlWire {
  const { nodeType, ...node } = xml;
  const types = typesOf(schema);
  const isUsual = nodeType === "element" && types !== undefined && !types.includes("array");
  const [, prefix, name] = /^([^:]+):([^:]+)$/.exec(node.name ?? "") ?? [];
  return {
    ...(nodeType === undefined || isUsual ? {} : { nodeType }),
    ...(prefix === undefined || name === undefined || node.prefix !== undefined
      ? node
      : { ...node, prefix, name }),
  };
}

function allowsNull(schema: JsonSchemaObject): boolean {
  return (
    typesOf(schema)?.includes("null") === true ||
    [schema.anyOf, schema.oneOf].flat().some((each) => isNull(each))
  );
}

function isNull(schema: JsonSchema | undefined): boolean {
  return typeof schema === "object" && schema.type === "null";
}

/** The name of the component that a schema is: where it is only a reference, or one besides null. */
export function componentOf(schema: JsonSchema): string | undefined {
  if (typeof schema === "boolean") return undefined;
  const { $ref, allOf, anyOf, oneOf } = schema;
  if ($ref !== undefined) return nameOf($ref);
  const [only, ...others] = [allOf, anyOf, oneOf]
    .flatMap((parts) => parts ?? [])
    .filter((each) => !isNull(each));
  return only === undefined || others.length > 0 || schema.properties !== undefined
    ? undefined
    : componentOf(only);
}

/** A component, or a file that is a schema as a whole. */
function nameOf(id: SchemaId): string | undefined {
  const [file = "", pointer = ""] = id.split(/#(.*)/s);
  if (pointer === "") return /([^/]+?)(\.\w+)?$/.exec(file)?.[1];
  const [folder, name] = pointerSteps(pointer).slice(-2);
  return folder === "schemas" || folder === "definitions" || folder === "$defs" ? name : undefined;
}
