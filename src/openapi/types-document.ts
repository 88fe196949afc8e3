/**
 * The document that openapi-typescript sees. It is written anew from the `Api`, as OpenAPI 3.1: exposed operations only,
 * each under the constant of its tool, with nothing that does not change a type. Descriptions, formats and defaults would
 * only become comments; a request body has the one media type that the tool sends.
 */
import { mapSubschemas, onlyRequires, type JsonSchema, type JsonSchemaObject } from "../json/json-schema.js";
import type { Api, Operation, SchemaId } from "./api.js";
import { listsOfThemselves, namesOneOf } from "./circles.js";

/** An operation as the types see it. */
export interface TypedOperation {
  readonly operation: Operation;
  /** Its key in `operations`. */
  readonly key: string;
  readonly body?: {
    readonly media: { readonly name: string };
    readonly optional: boolean;
    readonly schema: JsonSchema;
  };
}

/**
 * Builds the document.
 * @param nameOf the name of a schema in the generated project
 */
export function typesDocument(
  api: Api,
  operations: readonly TypedOperation[],
  nameOf: (id: SchemaId) => string,
): { openapi: string; info: object; paths: object; components: { schemas: object } } {
  const types = new Types(api, nameOf);
  const paths = operations.map((typed) => types.path(typed));
  return {
    openapi: "3.1.0",
    info: { title: "", version: "" },
    paths: mergePaths(paths),
    components: { schemas: types.schemas() },
  };
}

type PathEntry = readonly [path: string, method: string, operation: object];

const knownMethods: ReadonlySet<string> = new Set([
  "GET",
  "PUT",
  "POST",
  "DELETE",
  "OPTIONS",
  "HEAD",
  "PATCH",
  "TRACE",
]);

function mergePaths(entries: readonly PathEntry[]): object {
  const paths = new Map<string, [string, object][]>();
  for (const [path, method, operation] of entries) {
    const methods = paths.get(path);
    if (methods === undefined) paths.set(path, [[method, operation]]);
    else methods.push([method, operation]);
  }
  return Object.fromEntries([...paths].map(([path, methods]) => [path, Object.fromEntries(methods)]));
}

/** Types nested deeper than this are `unknown`; TypeScript's printer is recursive. */
const maxLevels = 100;

class Types {
  readonly #reached = new Map<SchemaId, JsonSchema>();
  readonly #waiting: SchemaId[] = [];
  readonly #listsOfThemselves: ReadonlySet<SchemaId>;
  #levels = 0;
  /** Whether the schema in hand is a list of itself: the items that say so are `unknown`. */
  #isCircular = false;

  constructor(
    private readonly api: Api,
    private readonly nameOf: (id: SchemaId) => string,
  ) {
    this.#listsOfThemselves = listsOfThemselves(api.schemas);
  }

  path({ operation, key, body }: TypedOperation): PathEntry {
    const { method } = operation;
    const typed = {
      operationId: key,
      parameters: operation.parameters
        .filter((each) => each.in !== "querystring")
        .map((each) => this.#parameter(each)),
      ...(body === undefined
        ? {}
        : {
            requestBody: {
              required: !body.optional,
              content: { [body.media.name]: { schema: this.#schema(body.schema) } },
            },
          }),
      responses: Object.fromEntries(this.#responses(operation)),
    };
    // openapi-typescript knows eight methods; the key of an operation is what the tools use, not its path.
    return knownMethods.has(method)
      ? [operation.path, method.toLowerCase(), typed]
      : [`${operation.path}#${key}`, "post", typed];
  }

  #parameter({ name, in: place, required, schema }: Operation["parameters"][number]): object {
    return { name, in: place, required, schema: this.#schema(schema) };
  }

  #responses({ responses }: Operation): [string, object][] {
    return responses
      .filter(({ status }) => /^2/.test(status))
      .map(({ status, content }) => {
        const json = content.find(({ name }) => /^[^/]+\/(.*\+)?json\b/i.test(name));
        const body =
          json === undefined
            ? {}
            : { content: { "application/json": { schema: this.#schema(json.schema) } } };
        return [status, { description: "", ...body }];
      });
  }

  /** Every schema that the operations reach, by name. */
  schemas(): object {
    for (let id = this.#waiting.pop(); id !== undefined; id = this.#waiting.pop()) {
      this.#isCircular = this.#listsOfThemselves.has(id);
      this.#reached.set(id, this.#schema(this.api.schemas.get(id) ?? true));
    }
    const named = [...this.#reached].map(([id, schema]) => [this.nameOf(id), schema] as const);
    return Object.fromEntries(named.sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  #schema(schema: JsonSchema): JsonSchema {
    if (typeof schema === "boolean") return schema ? {} : schema;
    const { $ref, ...rest } = schema;
    if ($ref === undefined) return this.#typed(rest);
    this.#reach($ref);
    const reference = { $ref: `#/components/schemas/${this.nameOf($ref)}` };
    const siblings = this.#typed(rest);
    const { readOnly, writeOnly, ...shape } = siblings;
    const marked = {
      ...(readOnly === true ? { readOnly } : {}),
      ...(writeOnly === true ? { writeOnly } : {}),
    };
    // openapi-typescript reads nothing beside a reference, so what narrows it is a second part.
    if (Object.keys(shape).length > 0) return { allOf: [reference, shape], ...marked };
    return Object.keys(marked).length > 0 ? { allOf: [reference], ...marked } : reference;
  }

  #typed(schema: JsonSchemaObject): JsonSchemaObject {
    const kept = Object.entries(schema).filter(
      ([keyword, value]) => typeKeywords.has(keyword) && !isOnlyRequirements(keyword, value),
    );
    this.#levels += 1;
    const typed = mapSubschemas(Object.fromEntries(kept), (each, keyword) => this.#below(each, keyword));
    this.#levels -= 1;
    return withParts(typed);
  }

  #below(schema: JsonSchema, keyword: string): JsonSchema {
    if (this.#levels > maxLevels || this.#isOwnItem(schema, keyword)) return {};
    const below = this.#schema(schema);
    // openapi-typescript reads no boolean as a part; an enumeration of nothing is `never` as well.
    return below === false && keyword === "allOf" ? { enum: [] } : below;
  }

  #isOwnItem(schema: JsonSchema, keyword: string): boolean {
    if (!this.#isCircular || (keyword !== "items" && keyword !== "prefixItems")) return false;
    return namesOneOf(schema, this.#listsOfThemselves);
  }

  #reach(id: SchemaId): void {
    if (this.#reached.has(id)) return;
    this.#reached.set(id, true);
    this.#waiting.push(id);
  }
}

/**
 * An only alternative to null is a part like those of `allOf`, if there is more to the schema; openapi-typescript would
 * make a union of it and the rest.
 */
function withParts(schema: JsonSchemaObject): JsonSchemaObject {
  const { anyOf, oneOf, ...rest } = schema;
  const choices = [anyOf, oneOf]
    .filter((union) => union !== undefined)
    .map((union) => union.filter(isNoNull));
  const parts = choices.flatMap((union) => (union.length === 1 ? union : []));
  const isMore = rest.properties !== undefined || rest.allOf !== undefined || choices.length > 1;
  if (!isMore || choices.length === 0 || parts.length < choices.length) return schema;
  return { ...rest, allOf: [...(rest.allOf ?? []), ...parts] };
}

function isNoNull(schema: JsonSchema): boolean {
  return typeof schema === "boolean" || schema.type !== "null";
}

const typeKeywords = new Set([
  "additionalProperties", "allOf", "anyOf", "const", "enum", "items", "oneOf", "prefixItems", "properties", "readOnly",
  "required", "type", "writeOnly",
]); // prettier-ignore

/** `anyOf: [{ required: […] }, …]` says which fields go together; as a type it would only be a union of unknowns. */
function isOnlyRequirements(keyword: string, value: unknown): boolean {
  return (keyword === "anyOf" || keyword === "oneOf") && Array.isArray(value) && value.every(onlyRequires);
}
