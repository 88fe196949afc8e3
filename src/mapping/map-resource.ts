/** From an operation to a resource; its URI is found when all of them are there, see `resource-uris.ts`. */
import type { ArgumentSource, MediaType, Operation, Parameter } from "../openapi/api.js";
import type { Resource } from "../project/project.js";
import { argumentNames, type Named } from "./argument-names.js";
import { essence } from "./map-body.js";
import { mapComponent, type ComponentNames } from "./map-component.js";
import type { Schemas } from "./schemas.js";
import { uniqueNames } from "./unique-names.js";
import { beyondUris, isBeyond } from "./uri-reach.js";
import { shortHash } from "./words.js";

/** A resource without its URI, and which of its variables stand for lists. */
export interface MappedResource extends Omit<Resource, "uri" | "uriTemplate"> {
  /** The names of arguments that are lists. */
  readonly lists: ReadonlySet<string>;
}

/** Makes the resource of an operation. */
export function mapResource(operation: Operation, names: ComponentNames, schemas: Schemas): MappedResource {
  const { requestBody: _body, ...rest } = operation;
  const parameters = readParameters(operation);
  const component = mapComponent({ ...rest, parameters }, undefined, names, schemas, variableNames);
  const lists = component.arguments.filter(({ place, wireName }) =>
    isList(
      parameters.find((parameter) => parameter.in === place && parameter.name === wireName),
      schemas,
    ),
  );
  const mimeType = mimeTypeOf(operation);
  return {
    ...component,
    lists: new Set(lists.map(({ name }) => name)),
    ...(mimeType === undefined ? {} : { mimeType }),
    leftOut: beyondUris(operation).map(({ what }) => what),
  };
}

/** The parameters of a read: those that a URI holds first, then what the config fills in of the others. */
function readParameters({ parameters }: Operation): Parameter[] {
  const beyond = parameters.filter(isBeyond).flatMap((parameter) => {
    const source = constantOf(parameter.change?.source);
    return source === undefined ? [] : [{ ...parameter, change: { source } }];
  });
  return [...parameters.filter((parameter) => !isBeyond(parameter)), ...beyond];
}

/** A default that no reader can replace is sent always. */
function constantOf(source: ArgumentSource | undefined): ArgumentSource | undefined {
  return source?.kind === "default" ? { kind: "constant", value: source.value } : source;
}

/** Names of arguments that are legal names of variables: without a dash (RFC 6570 section 2.3). */
function variableNames(all: readonly Named[]): string[] {
  const given = argumentNames(all);
  const dashed = given.filter((name) => name.includes("-"));
  const renamed = uniqueNames(
    dashed.map((name) => {
      const plain = name.replaceAll("-", "_");
      return { item: name, names: [plain, `${plain}_${shortHash(name)}`] };
    }),
    given,
  );
  return given.map((name) => renamed.get(name) ?? name);
}

function isList(parameter: Operation["parameters"][number] | undefined, schemas: Schemas): boolean {
  // A parameter with a media type is one text, whatever it says.
  return parameter !== undefined && parameter.mediaType === undefined && schemas.holdsLists(parameter.schema);
}

/** The media type of the first documented success; JSON, which is asked for first, where there are several. */
function mimeTypeOf({ responses }: Operation): string | undefined {
  const content = responses.filter(({ status }) => /^2/.test(status)).flatMap((response) => response.content);
  const types = content.map(({ name }: MediaType) => essence(name)).filter((type) => isMediaType(type));
  return types.find((type) => type === "application/json") ?? types[0];
}

/** A range such as `image/*` says nothing about one answer. */
function isMediaType(type: string): boolean {
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type);
}
