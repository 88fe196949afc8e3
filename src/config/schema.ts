/**
 * The written form of the config as a JSON Schema (draft-07, which every editor knows). Descriptions of values with a
 * pattern or an enum read as the rule, because they end up as the fix of a diagnostic.
 */
import { batchSchema } from "./batch.js";
import { budgetSchema } from "./budget.js";
import { hints, legalName, mcpTypes } from "./mcp.js";
import { apiUpstream, operationUpstream } from "./schema-upstream.js";
import { surfaceSchema } from "./surface.js";

/** HTTP methods that an operation can have, OpenAPI 3.2 included. */
export const methods = [
  "GET",
  "PUT",
  "POST",
  "DELETE",
  "OPTIONS",
  "HEAD",
  "PATCH",
  "TRACE",
  "QUERY",
] as const;

const upperAndLower = (words: readonly string[]): string[] => [
  ...words.map((word) => word.toLowerCase()),
  ...words.map((word) => word.toUpperCase()),
];

const mcpType = {
  description: `What the operation becomes: ${mcpTypes.join(", ")}.`,
  type: "string",
  enum: upperAndLower(mcpTypes),
};

const text = { type: "string", minLength: 1 };

const mcpTags = (description: string): object => ({ description, type: "array", items: text });

const routeMap = {
  type: "object",
  additionalProperties: false,
  required: ["mcpType"],
  properties: {
    methods: {
      description: 'HTTP methods, or "*" for all.',
      type: ["array", "string"],
      pattern: "^\\*$",
      items: {
        description: "An HTTP method, e.g. GET.",
        type: "string",
        enum: ["*", ...upperAndLower(methods)],
      },
    },
    pattern: {
      description: "ECMAScript pattern, searched in the operation's path.",
      type: "string",
      format: "regex",
    },
    tags: { description: "Tags that the operation has to have, all of them.", type: "array", items: text },
    operationIds: {
      description: "operationIds of which the operation has to have one.",
      type: "array",
      items: text,
    },
    deprecated: {
      description: "Whether the operation has to be deprecated, or must not be.",
      type: "boolean",
    },
    mcpTags: mcpTags("Tags that clients see of what the operation becomes."),
    upstream: operationUpstream,
    mcpType,
  },
};

const argument = {
  type: "object",
  additionalProperties: false,
  properties: {
    description: { ...text, description: "What the model is told, instead of the document's text." },
    default: { description: "Sent where the argument is not given." },
    value: { description: "Sent always; the model does not see the argument." },
    env: {
      description: "An environment variable's name, e.g. TENANT_ID: letters, digits and _.",
      type: "string",
      pattern: "^[A-Za-z_][A-Za-z0-9_]*$",
    },
    hidden: {
      description: "true: neither shown nor sent. false takes back what `arguments` says for all.",
      type: "boolean",
    },
    allowReserved: {
      description: "true sends reserved characters as they are, in a path slashes too.",
      type: "boolean",
    },
  },
};

const operation = {
  type: "object",
  additionalProperties: false,
  properties: {
    mcpType,
    title: { ...text, description: "A title for people." },
    description: { ...text, description: "What models read instead of the document's description." },
    annotations: {
      description: "Hints to clients that differ from what the method says.",
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(hints.map((hint) => [hint, { type: "boolean" }])),
    },
    mcpTags: mcpTags("Tags that clients see of what the operation becomes."),
    mediaType: {
      ...text,
      description: "The media type of the request body: one of those that the document offers.",
    },
    bodyStyle: {
      description: "flat: an argument for each field of the body, nested: one for the body as a whole.",
      type: "string",
      enum: ["flat", "nested"],
    },
    arguments: {
      description: "What differs of arguments, by their names in the tool or in the document.",
      type: "object",
      additionalProperties: argument,
    },
    upstream: operationUpstream,
  },
};

const forwardedHeader = {
  type: "string",
  format: "header-forwarded",
  description:
    "A header's name, other than Authorization and Cookie, which are between a client and this server.",
};

/** A config file as it is written. */
export const configSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "mcpgen config",
  type: "object",
  additionalProperties: false,
  properties: {
    $schema: { description: "Where editors find this schema.", type: "string" },
    spec: { ...text, description: "The OpenAPI document: a path, relative to this file, or an http(s) URL." },
    output: { ...text, description: "The folder of the generated project, relative to this file." },
    refRoot: { ...text, description: "References may name files below this folder, relative to this file." },
    allowRefs: {
      description: "Files, relative to this file, and URLs that references may name besides.",
      type: "array",
      items: text,
    },
    overlays: {
      description:
        "Overlays of the document, applied in order: paths, relative to this file, or http(s) URLs.",
      type: "array",
      items: text,
    },
    server: {
      type: "object",
      additionalProperties: false,
      properties: {
        name: {
          ...text,
          pattern: "^[A-Za-z][A-Za-z0-9._-]{0,63}$",
          description:
            "The MCP server's name: a letter, then letters, digits, dots, _ and -, at most 64 characters.",
        },
        baseUrl: {
          type: "string",
          pattern: "^[Hh][Tt][Tt][Pp][Ss]?://[^@?#]*$",
          format: "uri",
          description:
            "An absolute http(s) URL without user name, query and fragment, e.g. https://api.example.com/v1",
        },
        variables: {
          description: "Values for the variables of the document's server URLs.",
          type: "object",
          additionalProperties: { type: "string", description: "Write the value in quotes." },
        },
      },
    },
    http: {
      type: "object",
      additionalProperties: false,
      properties: {
        forwardHeaders: {
          description:
            "Headers of a client's HTTP request that go on to the API: names, or names there by names here.",
          type: ["array", "object"],
          items: forwardedHeader,
          propertyNames: forwardedHeader,
          additionalProperties: {
            type: "string",
            format: "header-sent",
            description: "A header's name, other than Cookie and those that belong to the connection.",
          },
        },
      },
    },
    upstream: apiUpstream,
    store: {
      description: "redis: replicas of the server share what they know in a Redis or Valkey server.",
      type: "string",
      enum: ["redis"],
    },
    routeMaps: {
      description: "Ordered rules: the first that fits decides what an operation becomes.",
      type: "array",
      items: routeMap,
    },
    mcpTags: mcpTags("Tags that clients see of everything."),
    mirrorResources: {
      description: "true makes a read-only tool of each resource as well: many clients read no resources.",
      type: "boolean",
    },
    batch: batchSchema,
    budget: budgetSchema,
    surface: surfaceSchema,
    names: {
      description: "Names of tools and resources by operationId or by method and path.",
      type: "object",
      additionalProperties: {
        type: "string",
        pattern: legalName.source,
        description: "A letter, then letters, digits, _ and -, at most 64 characters.",
      },
    },
    arguments: {
      description:
        "What differs of parameters in every operation that has them, by their names in the document.",
      type: "object",
      additionalProperties: argument,
    },
    operations: {
      description: "What differs from the document, by operationId or by method and path.",
      type: "object",
      additionalProperties: operation,
    },
  },
} as const;
