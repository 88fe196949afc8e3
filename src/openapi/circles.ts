/**
 * Schemas that contain themselves: not in a property or item, which is recursion and fine, but as a part or alternative of
 * the very same value. Documents have them by mistake, most often as a base with `oneOf` its children, each of which has
 * `allOf` the base; a validator goes round in them for ever and a type cannot be written.
 */
import { isSchema, mapSubschemas, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import type { SchemaId } from "./api.js";

type Schemas = ReadonlyMap<SchemaId, JsonSchema>;

/** Keywords whose schemas are about the same value as the schema they stand in. */
const parts: ReadonlySet<string> = new Set(["allOf", "else", "if", "not", "then"]);
const unions: ReadonlySet<string> = new Set(["anyOf", "oneOf"]);
const lists: ReadonlySet<string> = new Set(["items", "prefixItems"]);

/** The schemas without circles, and one id of each circle: the first. */
export function withoutCircles(schemas: Schemas): { schemas: Schemas; circular: readonly SchemaId[] } {
  const links = linksOf(schemas);
  const circular = candidates(links).filter((id) => reach(links, id).has(id));
  const cut = new Map(schemas);
  const firsts: SchemaId[] = [];
  const known = new Set<SchemaId>();
  for (const id of circular) {
    const mates = new Set([...reach(links, id)].filter((other) => reach(links, other).has(id)));
    if (!known.has(id)) firsts.push(id);
    for (const mate of mates) known.add(mate);
    cut.set(id, withoutParts(schemas.get(id) ?? true, { schemas, mates, path: new Set([id]) }));
  }
  for (const id of circular) {
    if (!reach(linksOf(cut), id).has(id)) continue;
    for (const each of circular) cut.set(each, without(cut.get(each) ?? true, id));
  }
  return { schemas: cut, circular: firsts };
}

/**
 * The schemas that are lists of themselves, perhaps as one alternative of many, such as those of any JSON value: no circle,
 * but a type alias that TypeScript does not accept.
 */
export function listsOfThemselves(schemas: Schemas): ReadonlySet<SchemaId> {
  const links = linksOf(schemas, lists);
  return new Set(candidates(links).filter((id) => reach(links, id).has(id)));
}

/** Whether a schema, as it is, a part, an alternative or an item, names one of the given ones. */
export function namesOneOf(schema: JsonSchema, ids: ReadonlySet<SchemaId>): boolean {
  return [...linksIn(schema, lists)].some((id) => ids.has(id));
}

type Links = ReadonlyMap<SchemaId, readonly SchemaId[]>;

/** The schemas that each schema names for the very same value. */
function linksOf(schemas: Schemas, besides: ReadonlySet<string> = new Set()): Links {
  return new Map([...schemas].map(([id, schema]) => [id, [...linksIn(schema, besides)]]));
}

function* linksIn(schema: JsonSchema, besides: ReadonlySet<string> = new Set()): Generator<SchemaId> {
  if (typeof schema === "boolean") return;
  if (schema.$ref !== undefined) yield schema.$ref;
  for (const keyword of [...parts, ...unions, ...besides])
    for (const each of listed(schema[keyword])) yield* linksIn(each, besides);
}

function listed(value: unknown): readonly JsonSchema[] {
  return [value].flat().filter(isSchema);
}

/** The schemas that may be in a circle: not those that lead nowhere, nor those that lead to such only. */
function candidates(links: Links): SchemaId[] {
  const open = new Map([...links].map(([id, linked]) => [id, linked.length]));
  const linking = new Map<SchemaId, SchemaId[]>([...links.keys()].map((id) => [id, []]));
  for (const [id, linked] of links) for (const each of linked) linking.get(each)?.push(id);
  const done = [...open].filter(([, count]) => count === 0).map(([id]) => id);
  for (const id of done) {
    open.delete(id);
    for (const each of linking.get(id) ?? []) {
      const left = (open.get(each) ?? 0) - 1;
      open.set(each, left);
      if (left === 0) done.push(each);
    }
  }
  return [...open.keys()];
}

function reach(links: Links, from: SchemaId): ReadonlySet<SchemaId> {
  const reached = new Set<SchemaId>();
  const waiting = [...(links.get(from) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(links.get(next) ?? []));
  }
  return reached;
}

/** A way into a circle: the schemas of the circle, and those of them that are being written out. */
interface Way {
  readonly schemas: Schemas;
  readonly mates: ReadonlySet<SchemaId>;
  readonly path: ReadonlySet<SchemaId>;
}

/** A schema whose parts in the circle are written out, without the alternatives that would lead back. */
function withoutParts(schema: JsonSchema, way: Way): JsonSchema {
  if (typeof schema === "boolean") return schema;
  const { $ref, ...rest } = mapParts(schema, (each) => withoutParts(each, way));
  if ($ref === undefined) return rest;
  if (!way.mates.has($ref)) return { $ref, ...rest };
  const base = baseOf($ref, way);
  return Object.keys(rest).length === 0 ? base : { ...rest, allOf: [base, ...(rest.allOf ?? [])] };
}

function mapParts(schema: JsonSchemaObject, replace: (part: JsonSchema) => JsonSchema): JsonSchemaObject {
  return mapSubschemas(schema, (each, keyword) => (parts.has(keyword) ? replace(each) : each));
}

/** What a schema says itself, its alternatives in the circle left out. */
function baseOf(id: SchemaId, way: Way): JsonSchema {
  const schema = way.schemas.get(id) ?? true;
  if (way.path.has(id) || typeof schema === "boolean") return true;
  const own = withoutUnions(schema, (union) =>
    union.some((each) => [...linksIn(each)].some((link) => way.mates.has(link))) ? [] : union,
  );
  return withoutParts(own, { ...way, path: new Set([...way.path, id]) });
}

/** A schema without the alternatives that name the one given. */
function without(schema: JsonSchema, id: SchemaId): JsonSchema {
  if (typeof schema === "boolean") return schema;
  const whole = mapParts(schema, (each) => without(each, id));
  return withoutUnions(whole, (union) => union.filter((each) => ![...linksIn(each)].includes(id)));
}

function withoutUnions(
  schema: JsonSchemaObject,
  left: (union: readonly JsonSchema[]) => readonly JsonSchema[],
): JsonSchemaObject {
  const entries = Object.entries(schema).map(
    ([keyword, value]) => [keyword, unions.has(keyword) ? left(listed(value)) : value] as const,
  );
  return Object.fromEntries(
    entries.filter(([keyword, value]) => !unions.has(keyword) || listed(value).length > 0),
  );
}
