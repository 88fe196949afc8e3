/** What the generated server contains, with nothing left to decide. Types only. */
import type { BatchOptions } from "../../templates/runtime/batch-listing.js";
import type { OwnPolicy, UpstreamPolicy } from "../../templates/runtime/policy.js";
import type { ToolAnnotations } from "../../templates/runtime/protocol.js";
import type { VariableType } from "../../templates/runtime/environment.js";
import type { OAuth2Options } from "../../templates/runtime/oauth/options.js";
import type { SecretSource } from "../../templates/runtime/secrets.js";
import type { SurfaceOptions } from "../../templates/runtime/surface/surface-listing.js";
import type { Wire } from "../../templates/runtime/wire/wire.js";
import type { JsonSchema, JsonSchemaObject } from "../json/json-schema.js";
import type { Json } from "../json/json.js";

/** A generated project. */
export interface Project {
  /** The name of its npm package. */
  readonly packageName: string;
  /** The name under which the server introduces itself: lower case words joined by `-`. */
  readonly serverName: string;
  readonly title: string;
  readonly version: string;
  /** What the names of its environment variables begin with, without the underscore. */
  readonly prefix: string;
  /** The variable that names the folder whose files may be sent. */
  readonly filesVariable: string;
  /** Headers of the server's HTTP clients that go on to the API: the name there by the name here, in lower case. */
  readonly forwardHeaders: ReadonlyMap<string, string>;
  /** The first is the API's own; the others belong to operations with a server of their own. */
  readonly baseUrls: readonly [BaseUrl, ...BaseUrl[]];
  /** What tools and resources need, in document order. */
  readonly credentials: readonly Credential[];
  /** What most of the API asks for; what differs says so. */
  readonly security: readonly (readonly string[])[];
  /** How the API is called; what differs says so. */
  readonly upstream: UpstreamPolicy;
  /** The variable with the URL of the store that replicas share, where there is one. */
  readonly storeVariable?: string;
  /** In document order. */
  readonly tools: readonly Tool[];
  /** The tool that calls several others; absent without one. */
  readonly batch?: BatchOptions;
  /** What is listed instead of every tool; absent where all are. */
  readonly surface?: SurfaceOptions;
  /** In document order. */
  readonly resources: readonly Resource[];
  /** Schemas that tools and resources share, by name. */
  readonly schemas: readonly SharedSchema[];
  /** The document that openapi-typescript turns into `api.ts`; nothing else reads it. */
  readonly typesDocument: TypesDocument;
}

/** An OpenAPI 3.1 document that is complete in itself. */
export interface TypesDocument {
  readonly paths: object;
  readonly components: { readonly schemas: object };
}

/** A server of the API. */
export interface BaseUrl {
  /** `default`, or what tools call it. */
  readonly key: string;
  /** The environment variable that overrides it. */
  readonly variable: string;
  /** Absent when the document names no absolute URL. */
  readonly url?: string;
  /** Of another origin than the API's: whether it gets the API's credentials. */
  readonly credentials?: boolean;
}

/** A credential and the environment variables it is read from. */
export type Credential = {
  /** The security scheme's name. */
  readonly scheme: string;
  readonly description?: string;
} & (
  | ({
      readonly kind: "apiKey";
      readonly in: "header" | "query" | "cookie";
      readonly name: string;
    } & SecretSource)
  | ({ readonly kind: "bearer" } & SecretSource)
  | {
      readonly kind: "basic";
      readonly username: string;
      readonly password: string;
      readonly passwordFile?: string;
    }
  | ({ readonly kind: "authorization"; readonly httpScheme: string } & SecretSource)
  /** Access tokens from an authorization server, and the hosts that it has besides the API's. */
  | { readonly kind: "oauth2"; readonly options: OAuth2Options; readonly hosts: readonly string[] }
  /** The user's own code. */
  | { readonly kind: "custom" }
);

/** What an operation becomes, as far as tools and resources are alike. */
export interface Component {
  readonly name: string;
  /** The name that the lock remembers, where it is another. */
  readonly lockName?: string;
  /** Its operation's key in `operations` of `api.ts`. */
  readonly key: string;
  /** Its constant in the generated code. */
  readonly constant: string;
  /** The name of its arguments' interface. */
  readonly argumentsType: string;
  /** Its file below `tools/` or `resources/`, without extension: `<tag>/<name>`. */
  readonly file: string;
  readonly title?: string;
  readonly description: string;
  /** What clients can choose it by. */
  readonly tags: readonly string[];
  /** Tags that a long list leaves out; absent where it has none. */
  readonly unlistedTags?: readonly string[];
  /** Those of the tags that the config has added. */
  readonly mcpTags: readonly string[];
  readonly method: string;
  readonly path: string;
  /** In the order in which the input schema lists them. */
  readonly arguments: readonly Argument[];
  /** The values of its request, in document order. */
  readonly sent: readonly SentValue[];
  /** The root object of the input schema, `$defs` left out: they are `definitions`. */
  readonly inputSchema: JsonSchemaObject;
  /** Values that the document gives as examples, by argument, best first; they need not be right. */
  readonly examples: ReadonlyMap<string, readonly Json[]>;
  /** The shared schemas that the input schema reaches, sorted by name. */
  readonly definitions: readonly string[];
  /** Where the operation serialises other than OpenAPI's defaults. */
  readonly wire?: Wire;
  /** Where it differs from the project's. */
  readonly security?: readonly (readonly string[])[];
  /** The key of its base URL, where it is not the default. */
  readonly server?: string;
  /** Where it differs from the project's. */
  readonly policy?: OwnPolicy;
}

/** One tool. */
export interface Tool extends Component {
  readonly annotations: ToolAnnotations;
  readonly body?: ToolBody;
  readonly outputSchema?: JsonSchemaObject;
}

/** One resource; its arguments are the variables of its URI template, in legal names (RFC 6570 section 2.3). */
export interface Resource extends Component {
  /** Where nothing has to be filled in. */
  readonly uri?: string;
  /** Where something can be filled in. */
  readonly uriTemplate?: string;
  /** What the document says of its contents. */
  readonly mimeType?: string;
  /** What of the operation is left out, because no URI holds it, in words. */
  readonly leftOut: readonly string[];
}

/** Where an argument goes. `field` is a field of a flattened body, `body` the body as a whole. */
export type ArgumentPlace = "path" | "query" | "header" | "cookie" | "querystring" | "field" | "body";

/** What the model fills in. */
export interface Argument {
  readonly name: string;
  readonly place: ArgumentPlace;
  /** The name on the wire. */
  readonly wireName: string;
  readonly required: boolean;
  /** Its description is the config's and not the document's. */
  readonly isDescribedByConfig: boolean;
}

/** One value of a request: where it goes, and where it comes from. */
export interface SentValue {
  readonly place: ArgumentPlace;
  /** The name on the wire. */
  readonly wireName: string;
  /** The request needs it. A field of a body that the request can do without is not needed either. */
  readonly required: boolean;
  readonly source: ValueSource;
}

export type ValueSource = GivenValue | ConstantValue | VariableValue;

/** What an argument gives. */
export interface GivenValue {
  readonly kind: "argument";
  readonly name: string;
  /** What is sent where the argument is not given. */
  readonly fallback?: Fallback;
}

export interface Fallback extends ConfiguredValue {
  /** Null is a value that the argument can have. */
  readonly acceptsNull: boolean;
}

/** What the config gives. */
export interface ConstantValue extends ConfiguredValue {
  readonly kind: "constant";
}

/** A value that the document's schema allows. */
export interface ConfiguredValue {
  readonly value: Json;
  /** It has properties that the document's types do not name. */
  readonly undeclared?: true;
}

/** What an environment variable gives. */
export interface VariableValue {
  readonly kind: "variable";
  readonly variable: string;
  readonly type: VariableType;
  /** What the value has to be, complete in itself. */
  readonly schema: JsonSchemaObject;
}

/** The request body of a tool. */
export interface ToolBody {
  /** As the document writes it: the key of `content` in `api.ts`. */
  readonly mediaType: string;
  /** What the document offers besides. */
  readonly otherMediaTypes: readonly string[];
  /** The document does not require it: without any of its arguments no body is sent. */
  readonly optional: boolean;
  /** Its type allows null, which none of its flattened fields stands for. */
  readonly nullable: boolean;
  /** Its type holds `readOnly` or `writeOnly` properties. */
  readonly hasMarkers: boolean;
}

/** A schema that tools refer to as `#/$defs/<name>`. */
export interface SharedSchema {
  readonly name: string;
  readonly schema: JsonSchema;
}

/** One variable of `.env.example`. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly comment: string;
  /** The value it has when it is not set. */
  readonly fallback?: string;
  /** Whether the server does something useful without it. */
  readonly optional: boolean;
}
