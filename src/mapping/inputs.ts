/** The values that a request is made of, as the document and the config describe them. */
import { asObject, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import { isObject, own, type Json } from "../json/json.js";
import type { ArgumentChange, Operation } from "../openapi/api.js";
import type { Named } from "./argument-names.js";
import { fileArgument } from "./files.js";
import { isFileField, type BodyFields, type MappedBody } from "./map-body.js";
import type { Schemas } from "./schemas.js";

/** A parameter, a field of a body, or a body as a whole. */
export interface Input extends Named {
  readonly required: boolean;
  /** As a client sees it. */
  readonly schema: JsonSchemaObject;
  readonly examples: readonly Json[];
  readonly change: ArgumentChange;
}

/** The inputs of an operation, in the order of its arguments. */
export function inputsOf(operation: Operation, body: MappedBody | undefined, schemas: Schemas): Input[] {
  return [...parameterInputs(operation, schemas), ...bodyInputs(body, schemas)];
}

function parameterInputs({ parameters }: Operation, schemas: Schemas): Input[] {
  return parameters.map((parameter) => ({
    place: parameter.in,
    wireName: parameter.name,
    required: parameter.required,
    schema: changed(
      described(schemas.request(parameter.schema), parameter.description, parameter.deprecated),
      parameter.change,
    ),
    examples: parameter.examples ?? [],
    change: parameter.change ?? {},
  }));
}

function bodyInputs(body: MappedBody | undefined, schemas: Schemas): Input[] {
  if (body === undefined) return [];
  const { fields } = body;
  return fields === undefined || body.nested
    ? [bodyInput(body, schemas)]
    : fieldInputs(body, fields, schemas);
}

function fieldInputs(body: MappedBody, fields: BodyFields, schemas: Schemas): Input[] {
  return [...fields.properties].map(([wireName, schema]) => {
    const isBytes = isFileField(body, schema, schemas);
    const change = body.changes.get(wireName) ?? {};
    return {
      place: "field",
      wireName,
      required: !body.optional && fields.required.has(wireName),
      schema: changed(described(isBytes ? fileArgument(schema, schemas) : schemas.request(schema)), change),
      examples: isBytes ? [] : fieldExamples(body.media.examples ?? [], wireName),
      change,
    };
  });
}

/** The examples of an object's field, from those of the object. */
function fieldExamples(examples: readonly Json[], field: string): readonly Json[] {
  return examples.flatMap((example) => (isObject(example) ? (own(example, field) ?? []) : []));
}

function bodyInput(body: MappedBody, schemas: Schemas): Input {
  const isBytes = body.kind === "binary";
  const hasBytes = body.kind === "multipart" && body.fields !== undefined;
  const schema = isBytes
    ? fileArgument(body.schema, schemas)
    : hasBytes
      ? withBytes(body, body.fields, schemas)
      : schemas.request(body.schema);
  const change = body.changes.get("body") ?? {};
  return {
    place: "body",
    wireName: "body",
    required: !body.optional,
    schema: changed(described(schema, body.description), change),
    examples: isBytes || hasBytes ? [] : (body.media.examples ?? []),
    change,
  };
}

/** The object of a multipart body, its fields as they are when it is flat: bytes among them are base64 text. */
function withBytes(body: MappedBody, fields: BodyFields, schemas: Schemas): JsonSchemaObject {
  const properties = fieldInputs(body, fields, schemas).map(
    ({ wireName, schema }) => [wireName, schema] as const,
  );
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(fields.required.size === 0 ? {} : { required: [...fields.required] }),
    additionalProperties: false,
  };
}

/** The parameter's own description is about this use, the schema's about every use. */
function described(schema: JsonSchema, description?: string, deprecated = false): JsonSchemaObject {
  return {
    ...asObject(schema),
    ...(description === undefined ? {} : { description }),
    ...(deprecated ? { deprecated } : {}),
  };
}

/** What the config says is nearer than what the document says. */
function changed(schema: JsonSchemaObject, change: ArgumentChange = {}): JsonSchemaObject {
  const { description, source } = change;
  if (description === undefined && source?.kind !== "default") return schema;
  return {
    ...schema,
    ...(description === undefined ? {} : { description }),
    ...(source?.kind === "default" ? { default: source.value } : {}),
  };
}
