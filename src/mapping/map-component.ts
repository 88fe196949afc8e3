/** What tools and resources have in common: names, arguments and the input schema. */
import type { Operation } from "../openapi/api.js";
import type { Argument, Component } from "../project/project.js";
import { asObject, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import { isObject, own, type Json } from "../json/json.js";
import type { Named } from "./argument-names.js";
import { descriptionOf, titleOf } from "./describe.js";
import { fileArgument } from "./files.js";
import { isFileField, type MappedBody } from "./map-body.js";
import type { Schemas } from "./schemas.js";
import { mapWire } from "./wire.js";

/** What was decided about an operation before its tool or resource is made. */
export interface ComponentNames {
  readonly name: string;
  readonly key: string;
  readonly constant: string;
  readonly argumentsType: string;
  readonly file: string;
  readonly tags: readonly string[];
  readonly mcpTags: readonly string[];
  /** Where they differ from the project's. */
  readonly security?: Component["security"];
  readonly server?: string;
}

/** Something the model fills in, with its schema as the `Api` has it. */
interface Input extends Named {
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly examples: readonly Json[];
}

/**
 * What an operation becomes, as far as tools and resources are alike.
 * @param body what a call sends; a resource sends none
 * @param nameAll names the arguments
 */
export function mapComponent(
  operation: Operation,
  body: MappedBody | undefined,
  names: ComponentNames,
  schemas: Schemas,
  nameAll: (all: readonly Named[]) => readonly string[],
): Component {
  const inputs = [...parameterInputs(operation, schemas), ...bodyInputs(body, schemas)];
  const given = nameAll(inputs);
  const args = inputs.map(({ place, wireName, required }, index): Argument => ({
    name: given[index] ?? wireName,
    place,
    wireName,
    required,
  }));
  const wire = mapWire(operation, body, schemas);
  const inputSchema = rootSchema(inputs, args, body);
  const title = titleOf(operation);
  return {
    ...names,
    ...(title === undefined ? {} : { title }),
    description: descriptionOf(operation),
    method: operation.method,
    path: operation.path,
    arguments: args,
    inputSchema,
    examples: examplesOf(inputs, args),
    definitions: schemas.reachedBy(Object.values(inputSchema.properties ?? {})),
    ...(wire === undefined ? {} : { wire }),
  };
}

function parameterInputs({ parameters }: Operation, schemas: Schemas): Input[] {
  return parameters.map((parameter) => ({
    place: parameter.in,
    wireName: parameter.name,
    required: parameter.required,
    schema: described(schemas.request(parameter.schema), parameter.description, parameter.deprecated),
    examples: parameter.examples ?? [],
  }));
}

function bodyInputs(body: MappedBody | undefined, schemas: Schemas): Input[] {
  if (body === undefined) return [];
  const { fields, media } = body;
  if (fields === undefined) return [bodyInput(body, schemas)];
  return [...fields.properties].map(([wireName, schema]) => {
    const isBytes = isFileField(body, schema, schemas);
    return {
      place: "field",
      wireName,
      required: !body.optional && fields.required.has(wireName),
      schema: described(isBytes ? fileArgument(schema, schemas) : schemas.request(schema)),
      examples: isBytes ? [] : fieldExamples(media.examples ?? [], wireName),
    };
  });
}

/** The examples of an object's field, from those of the object. */
function fieldExamples(examples: readonly Json[], field: string): readonly Json[] {
  return examples.flatMap((example) => (isObject(example) ? (own(example, field) ?? []) : []));
}

function bodyInput(body: MappedBody, schemas: Schemas): Input {
  const isBytes = body.kind === "binary";
  const schema = isBytes ? fileArgument(body.schema, schemas) : schemas.request(body.schema);
  return {
    place: "body",
    wireName: "body",
    required: !body.optional,
    schema: described(schema, body.description),
    examples: isBytes ? [] : (body.media.examples ?? []),
  };
}

/** The parameter's own description is about this use, the schema's about every use. */
function described(schema: JsonSchema, description?: string, deprecated = false): JsonSchema {
  return {
    ...asObject(schema),
    ...(description === undefined ? {} : { description }),
    ...(deprecated ? { deprecated } : {}),
  };
}

function examplesOf(inputs: readonly Input[], args: readonly Argument[]): Component["examples"] {
  return new Map(
    args.flatMap(({ name }, index) => {
      const examples = inputs[index]?.examples ?? [];
      return examples.length === 0 ? [] : [[name, examples] as const];
    }),
  );
}

function rootSchema(
  inputs: readonly Input[],
  args: readonly Argument[],
  body: MappedBody | undefined,
): JsonSchemaObject {
  const required = args.filter((argument) => argument.required).map(({ name }) => name);
  const together = requiredTogether(args, body);
  return {
    type: "object",
    properties: Object.fromEntries(args.map(({ name }, index) => [name, inputs[index]?.schema ?? {}])),
    ...(required.length === 0 ? {} : { required }),
    ...(Object.keys(together).length === 0 ? {} : { dependentRequired: together }),
    additionalProperties: false,
  };
}

/** A body that may be left out as a whole: once one of its fields is given, the required ones are needed too. */
function requiredTogether(args: readonly Argument[], body: MappedBody | undefined): Record<string, string[]> {
  if (body?.fields === undefined || !body.optional) return {};
  const { required } = body.fields;
  const fields = args.filter(({ place }) => place === "field");
  const needed = fields.filter(({ wireName }) => required.has(wireName)).map(({ name }) => name);
  const entries = fields.map(({ name }) => [name, needed.filter((each) => each !== name)] as const);
  return Object.fromEntries(
    entries.filter(([, names]) => names.length > 0).map(([name, names]) => [name, [...names]]),
  );
}
