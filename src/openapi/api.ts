/**
 * What an OpenAPI document means, free of any OpenAPI version: Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 all end here.
 * Defaults are filled in, references to parameters, bodies and responses are followed, path-item parameters are merged.
 */
import type { Hint, McpType } from "../config/mcp.js";
import type { Place } from "../diagnostics/diagnostic.js";
import type { JsonSchema } from "../json/json-schema.js";
import type { Json } from "../json/json.js";

/** Identifies a schema that a `$ref` names: the URL of its file and the JSON pointer to it. */
export type SchemaId = string;

/** A document. */
export interface Api {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  /** In document order. */
  readonly operations: readonly Operation[];
  /** Where operations go that declare no servers of their own. */
  readonly servers: readonly Server[];
  /** What operations require that declare nothing of their own. */
  readonly security: Security;
  /** Every schema that a reference in an operation reaches; `$ref` in any schema of the `Api` holds a key of this map. */
  readonly schemas: ReadonlyMap<SchemaId, JsonSchema>;
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  /** Operations that are in the document and not in `operations`. */
  readonly skipped: readonly SkippedOperation[];
}

/** An operation that mcpgen cannot support. */
export interface SkippedOperation {
  readonly method: string;
  readonly path: string;
  readonly reason: string;
}

/** One method of one path. */
export interface Operation {
  /** In upper case. */
  readonly method: string;
  /** The templated path, as the document writes it. */
  readonly path: string;
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: readonly Response[];
  /** The operation's own, or the document's. */
  readonly security: Security;
  /** The operation's own, its path's, or the document's. */
  readonly servers: readonly Server[];
  readonly place: Place;
  /** Where its texts are, each of which an overlay may have written. */
  readonly places: Readonly<
    Partial<Record<"operationId" | "summary" | "description" | "tags" | "requestBody", Place>>
  >;
  /** Where its parameters are, by place and name: `query limit`. */
  readonly parameterPlaces: ReadonlyMap<string, Place>;
  /** What the document says of the MCP server. */
  readonly mcp?: McpExtension;
  /** The operation's own extensions (`x-…`) as they are written; absent where there are none. */
  readonly extensions?: ReadonlyMap<string, Json>;
}

/** Something that a document says, and where. */
export interface Stated<T> {
  readonly value: T;
  readonly place: Place;
  /** Its key in words: `x-mcp.name`. */
  readonly what: string;
}

/** What the extensions `x-mcp` and `x-speakeasy-mcp` say of an operation. */
export interface McpExtension {
  /** Of the operation, its path or the document: what is nearest. */
  readonly enabled?: Stated<boolean>;
  readonly type?: Stated<McpType>;
  readonly annotations: ReadonlyMap<Hint, Stated<boolean>>;
  /** A legal name of a tool. */
  readonly name?: Stated<string>;
  readonly title?: Stated<string>;
  readonly description?: Stated<string>;
  readonly tags?: Stated<readonly string[]>;
}

export type ParameterLocation = "path" | "query" | "header" | "cookie" | "querystring";

export type ParameterStyle =
  | "simple"
  | "label"
  | "matrix"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "tabDelimited"
  | "deepObject"
  | "cookie";

/** A parameter, its serialisation always given (OpenAPI 3.2 section 4.12.2). */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly schema: JsonSchema;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** The media type of a parameter with `content`; style and explode do not apply to it. */
  readonly mediaType?: string;
  /** Values that the document gives as examples, best first; they need not be right. */
  readonly examples?: readonly Json[];
  /** What the config changes. */
  readonly change?: ArgumentChange;
}

/** What the config says of a parameter or of a field of a body. */
export interface ArgumentChange {
  /** Instead of the document's. */
  readonly description?: string;
  readonly source?: ArgumentSource;
}

/** Where a value comes from, if not from the model alone. */
export type ArgumentSource =
  | { readonly kind: "constant"; readonly value: Json }
  /** An environment variable. */
  | { readonly kind: "variable"; readonly variable: string }
  /** The model may leave it out. */
  | { readonly kind: "default"; readonly value: Json }
  /** It is not sent. */
  | { readonly kind: "hidden" };

/** A request body. */
export interface RequestBody {
  readonly description?: string;
  readonly required: boolean;
  /** In document order, at least one. */
  readonly content: readonly MediaType[];
  /** The one to send, where the config has chosen it. */
  readonly chosen?: MediaType;
  /** Whether it is one argument although its fields could be arguments; the config can say so. */
  readonly nested?: boolean;
  /** What the config changes of its fields, by their names; of the body as one argument it is `body`. */
  readonly changes?: ReadonlyMap<string, ArgumentChange>;
}

/** One representation of a body. */
export interface MediaType {
  /** As the document writes it, e.g. `application/json` or `multipart/form-data`. */
  readonly name: string;
  readonly schema: JsonSchema;
  /** Values that the document gives as examples, best first; they need not be right. */
  readonly examples?: readonly Json[];
  readonly encoding: ReadonlyMap<string, Encoding>;
}

/** How one field of a form travels (OpenAPI 3.2 section 4.15); what the document does not say is absent. */
export interface Encoding {
  readonly contentType?: string;
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

/** A documented answer. */
export interface Response {
  /** `200`, `2XX`, `default`. */
  readonly status: string;
  readonly description?: string;
  readonly content: readonly MediaType[];
}

/** Alternatives, each a set of schemes that are needed together; an empty set means anonymous, no alternative means public. */
export type Security = readonly (readonly SecurityRequirement[])[];

/** A scheme that an operation needs. */
export interface SecurityRequirement {
  readonly scheme: string;
  /** What its token has to allow. */
  readonly scopes: readonly string[];
}

/** A URL that the document gives, as it is written: it may be relative to the server's (OpenAPI 3.1 section 4.6). */
export interface WrittenUrl {
  readonly text: string;
  readonly place: Place;
}

/** How an access token is had (OAuth Flow Object). */
export interface OAuthFlow {
  readonly tokenUrl?: WrittenUrl;
  readonly refreshUrl?: WrittenUrl;
  /** All that the API knows. */
  readonly scopes: readonly string[];
}

/** How a credential travels. */
export type SecurityScheme =
  | {
      readonly type: "apiKey";
      readonly in: "header" | "query" | "cookie";
      readonly name: string;
      readonly description?: string;
    }
  | { readonly type: "basic"; readonly description?: string }
  /** An access token in the Authorization header. */
  | { readonly type: "bearer"; readonly description?: string }
  /** The same, with the flows that go on without a person: the first from its start, the second from a refresh token. */
  | {
      readonly type: "oauth2";
      readonly clientCredentials?: OAuthFlow;
      readonly authorizationCode?: OAuthFlow;
      readonly description?: string;
    }
  /** The same, from a provider that describes itself. */
  | { readonly type: "openIdConnect"; readonly discoveryUrl?: WrittenUrl; readonly description?: string }
  /** Any other HTTP authentication scheme: `Authorization: <scheme> <credential>`. */
  | { readonly type: "http"; readonly scheme: string; readonly description?: string }
  /** Nothing that a header carries (mutual TLS). */
  | { readonly type: "unsupported"; readonly reason: string };

/** A server. */
export interface Server {
  /**
   * An absolute http(s) URL without a trailing slash, its variables replaced by their defaults; absent when the document gives
   * none that is absolute.
   */
  readonly url?: string;
  /** As the document writes it, with its variables in braces. */
  readonly written: string;
  readonly variables?: ReadonlyMap<string, ServerVariable>;
  /** What a relative URL is relative to. */
  readonly documentUrl?: string;
  readonly description?: string;
}

/** A variable of a server's URL. */
export interface ServerVariable {
  readonly default?: string;
  /** The values it can have; none where any will do. */
  readonly values: readonly string[];
}
