/** A place where text may stand, and how the lists of positions write one. */
import type { Json, JsonObject } from "../../../src/json/json.js";
import type { Grammar } from "../grammars.js";
import { merge, type Patch } from "../inputs.js";
import { prose, type View } from "../view.js";

/** Which document a position is in: one of OpenAPI 3.2, one of Swagger 2.0, or one that has a single tool. */
export type Scene = "openapi" | "swagger" | "lone";

/** One position. */
export interface Position {
  readonly name: string;
  readonly scene: Scene;
  /** The text at this position. */
  readonly patch: (text: string) => Patch;
  /** Which texts may stand there; all where it is left out. */
  readonly grammar?: Grammar;
  /** The path of the operation that the position is about; without one it is about the whole document. */
  readonly path?: string;
  /** Where the text is data: what the project says in its place. */
  readonly back?: Back;
}

/** How a text comes back: as a value that is read, or by being there. */
export type Back =
  | {
      /** What is found in the project. */
      readonly read: (view: View) => unknown;
      /** What has to be found; the text itself if this is left out. */
      readonly as?: (text: string) => unknown;
    }
  | { readonly has: (view: View, text: string) => boolean };

/** What the lists of positions say besides what is written. */
export interface Options {
  readonly grammar?: Grammar;
  readonly back?: Back;
  readonly scene?: Scene;
}

/** The same of a position in an operation. */
export interface OperationOptions extends Options {
  readonly method?: string;
  /** What its path has behind the position's own segment. */
  readonly below?: (text: string) => string;
  /** What is said elsewhere. */
  readonly around?: (text: string, path: string) => Patch;
}

const text: Json = { type: "string" };
const responses: Json = { 204: { description: "Done" } };

/** A position of the document as a whole. */
export function whole(name: string, document: (text: string) => Json, options: Options = {}): Position {
  return positionOf(name, (each) => ({ document: document(each) }), options);
}

/** A position in the config. */
export function configured(name: string, config: (text: string) => Json, options: Options = {}): Position {
  return positionOf(name, (each) => ({ config: config(each) }), options);
}

/** A position of any kind. */
export function positionOf(name: string, patch: (text: string) => Patch, options: Options = {}): Position {
  const { grammar, back, scene = "openapi" } = options;
  return {
    name,
    scene,
    patch,
    ...(grammar === undefined ? {} : { grammar }),
    ...(back === undefined ? {} : { back }),
  };
}

/** A position in an operation of its own. */
export function inOperation(
  name: string,
  operation: (text: string) => JsonObject,
  options: OperationOptions = {},
): Position {
  const path = `/${slug(name)}`;
  const { method = "get", below = () => "" } = options;
  return {
    ...positionOf(
      name,
      (each) => {
        const { document = {}, ...others } = options.around?.(each, path) ?? {};
        const own = { operationId: operationIdOf(name), responses, ...operation(each) };
        const paths = { [`${path}${below(each)}`]: { [method]: own } };
        return { document: merge({ paths }, document), ...others };
      },
      options,
    ),
    path,
  };
}

/** A position in a parameter; what is written is put over a plain one. */
export function inParameter(
  name: string,
  place: "query" | "header" | "cookie",
  parameter: (text: string) => JsonObject,
  options: Options = {},
): Position {
  const of = (each: string): JsonObject => ({ name: "value", in: place, schema: text, ...parameter(each) });
  return inOperation(name, (each) => ({ parameters: [of(each)] }), options);
}

/** A position in the body of a request. */
export function inBody(
  name: string,
  body: (text: string) => JsonObject,
  options: OperationOptions = {},
): Position {
  const operation = (each: string): JsonObject => ({ requestBody: { required: true, ...body(each) } });
  return inOperation(name, operation, { method: "post", ...options });
}

/** A position in the schema of a body's field, which is called `field`. */
export function inSchema(
  name: string,
  schema: (text: string) => Json,
  options: OperationOptions = {},
): Position {
  return inBody(name, (each) => jsonBody({ field: schema(each) }), options);
}

/** A body with these fields. */
export function jsonBody(properties: Json, media = "application/json"): JsonObject {
  return { content: { [media]: { schema: { type: "object", properties } } } };
}

/** That what people and models read is the text; other words stand where that has none. */
export function saying(read: (view: View) => unknown): Back {
  return { has: (view, each) => prose(each) === "" || prose(read(view)) === prose(each) };
}

/** The id of the operation that a position has to itself. */
export function operationIdOf(name: string): string {
  return slug(name).replaceAll("-", "_");
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
