/** What tools and resources have in common: names, arguments and the input schema. */
import type { OwnPolicy } from "../../templates/runtime/policy.js";
import type { Operation } from "../openapi/api.js";
import type { Argument, Component } from "../project/project.js";
import type { JsonSchemaObject } from "../json/json-schema.js";
import type { Named } from "./argument-names.js";
import { inputsOf, type Input } from "./inputs.js";
import type { MappedBody } from "./map-body.js";
import type { Schemas } from "./schemas.js";
import { sentValue } from "./sent-values.js";
import { mapWire } from "./wire.js";

/** What was decided about an operation before its tool or resource is made: names, texts and tags. */
export interface ComponentNames {
  readonly name: string;
  readonly lockName?: string;
  readonly title?: string;
  readonly description: string;
  readonly key: string;
  readonly constant: string;
  readonly argumentsType: string;
  readonly file: string;
  readonly tags: readonly string[];
  readonly mcpTags: readonly string[];
  /** Where they differ from the project's. */
  readonly security?: Component["security"];
  readonly server?: string;
  readonly policy?: OwnPolicy;
}

/** What the model fills in: an argument, and the input that it stands for. */
interface Shown {
  readonly argument: Argument;
  readonly input: Input;
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
  const inputs = inputsOf(operation, body, schemas);
  // All of them, so that an argument keeps its name whatever the config says about the others.
  const given = nameAll(inputs);
  const named = inputs.map((input, index) => ({ input, name: given[index] ?? input.wireName }));
  const shown = named.filter(isShown).map(toShown);
  const wire = mapWire(operation, body, schemas);
  const inputSchema = rootSchema(shown, body);
  return {
    ...names,
    method: operation.method,
    path: operation.path,
    arguments: shown.map(({ argument }) => argument),
    sent: named.flatMap(({ input, name }) => sentValue(input, name, schemas) ?? []),
    inputSchema,
    examples: examplesOf(shown),
    definitions: schemas.reachedBy(Object.values(inputSchema.properties ?? {})),
    ...(wire === undefined ? {} : { wire }),
  };
}

interface NamedInput {
  readonly input: Input;
  readonly name: string;
}

function isShown({ input }: NamedInput): boolean {
  const { source } = input.change;
  return source === undefined || source.kind === "default";
}

function toShown({ input, name }: NamedInput): Shown {
  const { place, wireName, required, change } = input;
  const argument: Argument = {
    name,
    place,
    wireName,
    required: required && change.source === undefined,
    isDescribedByConfig: change.description !== undefined,
  };
  return { argument, input };
}

function examplesOf(shown: readonly Shown[]): Component["examples"] {
  const described = shown.filter(({ input }) => input.examples.length > 0);
  return new Map(described.map(({ argument, input }) => [argument.name, input.examples]));
}

function rootSchema(shown: readonly Shown[], body: MappedBody | undefined): JsonSchemaObject {
  const required = shown.filter(({ argument }) => argument.required).map(({ argument }) => argument.name);
  const together = requiredTogether(shown, body);
  return {
    type: "object",
    properties: Object.fromEntries(shown.map(({ argument, input }) => [argument.name, input.schema])),
    ...(required.length === 0 ? {} : { required }),
    ...(Object.keys(together).length === 0 ? {} : { dependentRequired: together }),
    additionalProperties: false,
  };
}

/**
 * A body that may be left out as a whole: once one of its fields is given, the required ones are needed too, but for
 * those that have a default.
 */
function requiredTogether(
  shown: readonly Shown[],
  body: MappedBody | undefined,
): Record<string, readonly string[]> {
  if (body?.fields === undefined || !body.optional) return {};
  const { required } = body.fields;
  const fields = shown.filter(({ argument }) => argument.place === "field");
  const needed = fields.filter(
    ({ input }) => required.has(input.wireName) && input.change.source === undefined,
  );
  const names = needed.map(({ argument }) => argument.name);
  const entries = fields.map(
    ({ argument }) => [argument.name, names.filter((each) => each !== argument.name)] as const,
  );
  return Object.fromEntries(entries.filter(([, others]) => others.length > 0));
}
