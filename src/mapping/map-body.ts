/** How a request body becomes arguments (DESIGN.md section 5): the fields of one object, or a single `body`. */
import type { ArgumentChange, MediaType, RequestBody } from "../openapi/api.js";
import { onlyRequires, typesOf, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import type { XmlRootWire } from "../../templates/runtime/wire/wire.js";
import { isXml } from "../../templates/runtime/wire/media-type.js";
import { isFile } from "./files.js";
import type { Schemas } from "./schemas.js";
import { mapXml } from "./xml/map-xml.js";

/** A body as a tool takes it. */
export interface MappedBody {
  readonly media: MediaType;
  /** The names of the others that the document offers. */
  readonly others: readonly string[];
  readonly kind: MediaKind;
  readonly optional: boolean;
  readonly description?: string;
  /** The schema of the body; text that stands for it where it can only travel as text. */
  readonly schema: JsonSchema;
  /** The fields of a body that is one object; absent for any other body. */
  readonly fields?: BodyFields;
  /** It is one argument although it has fields. */
  readonly nested: boolean;
  /** What the config changes of its fields, by name, or of `body`. */
  readonly changes: ReadonlyMap<string, ArgumentChange>;
  /** The schema allows null beside the object whose fields these are. */
  readonly nullable: boolean;
  /** How a body of the kind `xml` is written. */
  readonly xml?: XmlRootWire;
  /** Why XML that has a structure is a text nevertheless. */
  readonly textBecause?: string;
}

/** The fields of a body that is one object. */
export interface BodyFields {
  readonly properties: ReadonlyMap<string, JsonSchema>;
  readonly required: ReadonlySet<string>;
}

/** What a media type asks of its serialiser. */
export type MediaKind = "json" | "form" | "multipart" | "xml" | "text" | "binary";

/** The body of an operation, `undefined` when there is nothing to send. */
export function mapBody(body: RequestBody | undefined, schemas: Schemas): MappedBody | undefined {
  if (body === undefined) return undefined;
  const media = body.chosen ?? preferred(body.content);
  if (media === undefined) return undefined;
  const xml = isXml(media.name) ? mapXml(media.schema, schemas) : undefined;
  const kind = xml !== undefined && "wire" in xml ? "xml" : kindOf(media.name);
  const isText = kind === "text" || (kind === "form" && isNameless(media.schema, schemas));
  const schema = isText ? asText(media, schemas) : media.schema;
  const changes = body.changes ?? new Map<string, ArgumentChange>();
  const fields = isText || kind === "binary" ? undefined : fieldsOf(schema, schemas);
  const nested = body.nested === true;
  // Of a body that is one argument the only name is `body`; an object of no fields is nothing either way.
  const isWhole = fields === undefined || (nested && fields.properties.size > 0);
  const names = isWhole ? ["body"] : [...fields.properties.keys()];
  if (!body.required && names.every((name) => isHidden(name, changes))) return undefined;
  return {
    media,
    others: body.content.filter((each) => each !== media).map(({ name }) => name),
    kind,
    optional: !body.required,
    schema,
    nullable: allowsNull(schema, schemas),
    nested,
    changes,
    ...(body.description === undefined ? {} : { description: body.description }),
    ...(fields === undefined ? {} : { fields }),
    ...(xml === undefined ? {} : "wire" in xml ? { xml: xml.wire } : { textBecause: xml.reason }),
  };
}

const preference: readonly MediaKind[] = ["json", "form", "multipart", "text", "binary"];

/** JSON before forms before text before bytes; within a kind the document's order. */
function preferred(content: readonly MediaType[]): MediaType | undefined {
  const plain = content.find(({ name }) => essence(name) === "application/json");
  const ranked = preference.map((kind) => content.find(({ name }) => kindOf(name) === kind));
  return plain ?? ranked.find((media) => media !== undefined);
}

/** The media type without its parameters, in lower case. */
export function essence(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

function kindOf(mediaType: string): MediaKind {
  const type = essence(mediaType);
  if (/^[^/]+\/(.*\+)?json$|^application\/(.*\+)?(x-)?(ndjson|jsonl|json-seq)$/.test(type)) return "json";
  if (type === "*/*" || type === "application/*" || type === "application/*+json") return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("multipart/")) return "multipart";
  return /^text\/|[/+](xml|yaml|x-yaml|javascript|graphql|sdp|sql)$/.test(type) ? "text" : "binary";
}

/** What no schema describes is written by the model itself. */
function asText({ name, schema }: MediaType, schemas: Schemas): JsonSchema {
  const resolved = schemas.resolve(schema);
  if (typeof resolved !== "boolean" && resolved.type === "string" && resolved.format !== "binary")
    return schema;
  return { type: "string", description: `The body as ${essence(name)} text.` };
}

/** A form is made of names and values, which a list or a number does not have. */
function isNameless(schema: JsonSchema, schemas: Schemas): boolean {
  const resolved = schemas.resolve(schema);
  if (typeof resolved === "boolean") return false;
  return typesOf(resolved)?.some((type) => type === "object" || type === "string") === false;
}

/** The fields of a schema that is one plain object, `undefined` for everything else. */
function fieldsOf(schema: JsonSchema, schemas: Schemas): BodyFields | undefined {
  if (typeof schema !== "boolean" && schema.$ref !== undefined && leadsBack(schema.$ref, schemas))
    return undefined;
  const collected = collect(schema, schemas, 0);
  if (collected === undefined || !collected.declared) return undefined;
  const kept = [...collected.properties].filter(
    ([name, property]) => property !== false && !schemas.isReadOnly(property, collected.required.has(name)),
  );
  return {
    properties: new Map(kept),
    required: new Set(kept.map(([name]) => name).filter((name) => collected.required.has(name))),
  };
}

/** Whether a field is not sent. */
export function isHidden(field: string, changes: MappedBody["changes"]): boolean {
  return changes.get(field)?.source?.kind === "hidden";
}

function leadsBack(id: string, schemas: Schemas): boolean {
  return schemas.leadsTo(schemas.resolve({ $ref: id }), id);
}

interface Collected {
  readonly properties: Map<string, JsonSchema>;
  readonly required: Set<string>;
  /** Some part has `properties`, so that this is not a free map. */
  readonly declared: boolean;
}

/** Keywords that make an object more than a list of fields. */
const more = ["const", "dependentSchemas", "else", "enum", "if", "not", "patternProperties", "propertyNames", "then"]; // prettier-ignore

function collect(written: JsonSchema, schemas: Schemas, depth: number): Collected | undefined {
  const schema = schemas.resolve(written);
  if (typeof schema === "boolean" || depth > 20 || more.some((keyword) => schema[keyword] !== undefined))
    return undefined;
  if (!isObjectOnly(schema) || isOpen(schema)) return undefined;
  const parts = partsOf(schema);
  if (parts === undefined) return undefined;
  const own: Collected = {
    properties: new Map(Object.entries(schema.properties ?? {})),
    required: new Set(schema.required),
    declared: schema.properties !== undefined,
  };
  return parts.reduce<Collected | undefined>((merged, part) => {
    const next = merged && collect(part, schemas, depth + 1);
    return merged && next && merge(merged, next);
  }, own);
}

/** Null is left aside: whoever fills in fields means the object. */
function isObjectOnly(schema: JsonSchemaObject): boolean {
  const types = typesOf(schema) ?? ["object"];
  return types.includes("object") && types.every((type) => type === "object" || type === "null");
}

function isOpen(schema: JsonSchemaObject): boolean {
  return [schema.additionalProperties, schema["unevaluatedProperties"]].some(
    (others) => others !== undefined && others !== false,
  );
}

/** The schemas that hold besides this one; `undefined` where it is one of several. */
function partsOf(schema: JsonSchemaObject): readonly JsonSchema[] | undefined {
  const unions = [schema.anyOf, schema.oneOf].map((list) => list?.filter((each) => !isNull(each)));
  const choices = unions.filter((list) => list !== undefined && !list.every(onlyRequires)); // the API will say so as well
  const single = choices.flatMap((list) => (list?.length === 1 ? list : []));
  return single.length === choices.length ? [...(schema.allOf ?? []), ...single] : undefined;
}

/** A field of a body is what is asked for, so a body that may also be null is the object. */
function isNull(schema: JsonSchema): boolean {
  if (typeof schema === "boolean") return false;
  const values = schema.const === undefined ? schema.enum : [schema.const];
  return schema.type === "null" || values?.every((value) => value === null) === true;
}

/** Whether null is one of the values. */
function allowsNull(written: JsonSchema, schemas: Schemas): boolean {
  const schema = schemas.resolve(written);
  if (typeof schema === "boolean") return false;
  return (
    typesOf(schema)?.includes("null") === true ||
    [schema.anyOf, schema.oneOf].some((list) => list?.some(isNull) === true)
  );
}

function merge(one: Collected, other: Collected): Collected {
  const properties = new Map(one.properties);
  for (const [name, schema] of other.properties) {
    const known = properties.get(name);
    properties.set(name, known === undefined ? schema : { allOf: [known, schema] });
  }
  return {
    properties,
    required: new Set([...one.required, ...other.required]),
    declared: one.declared || other.declared,
  };
}

/** Whether a field of a multipart body travels as bytes. */
export function isFileField(body: MappedBody, schema: JsonSchema, schemas: Schemas): boolean {
  return body.kind === "multipart" && isFile(schema, schemas);
}
