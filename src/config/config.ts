/**
 * The user's configuration, validated; paths in it are already absolute. `mcpgen.config.yaml` (also `.json`, `.ts`,
 * `.js`) is its written form.
 */
import type { BatchOptions } from "../../templates/runtime/batch-listing.js";
import type { Place } from "../diagnostics/diagnostic.js";
import { escapeStep } from "../diagnostics/pointer.js";
import type { Json } from "../json/json.js";
import type { Budget } from "./budget.js";
import type { CredentialConfig } from "./credentials.js";
import type { ConfigFunctions } from "./functions.js";
import type { Hint, McpType } from "./mcp.js";
import type { SearchSurface } from "./surface.js";
import type { ApiUpstream, OperationUpstream } from "./upstream.js";

/** An ordered rule: the first whose tests all hold decides what an operation becomes. An absent test holds always. */
export interface RouteMap {
  /** HTTP methods in upper case; absent or `"*"` in the file means all. */
  readonly methods?: readonly string[];
  /** ECMAScript pattern, searched unanchored in the templated path, as FastMCP's `re.search` does. */
  readonly pattern?: RegExp;
  /** All of these tags must be on the operation. */
  readonly tags?: readonly string[];
  /** The operation must have one of these ids. */
  readonly operationIds?: readonly string[];
  /** Whether the operation must be deprecated, or must not be. */
  readonly deprecated?: boolean;
  readonly mcpType: McpType;
  /** Tags that clients see of what it becomes. */
  readonly mcpTags: readonly string[];
  /** How the operation is called, where that differs. */
  readonly upstream?: OperationUpstream;
}

/** What the config says about one operation. */
export interface OperationConfig {
  /** What it becomes, whatever the document and the route maps say. */
  readonly mcpType?: McpType;
  readonly title?: string;
  readonly description?: string;
  /** Hints that differ from those of the method. */
  readonly annotations?: Readonly<Partial<Record<Hint, boolean>>>;
  /** Tags that clients see of what it becomes, besides the others. */
  readonly mcpTags?: readonly string[];
  /** The media type of the request body: one of those that the document offers. */
  readonly mediaType?: string;
  /** Whether the body is one argument for each of its fields or a single one. */
  readonly bodyStyle?: BodyStyle;
  /** By the name that the tool shows, or that the document writes. */
  readonly arguments: ReadonlyMap<string, ArgumentConfig>;
  /** How it is called, where that differs. */
  readonly upstream?: OperationUpstream;
}

/** `flat` gives each field of a body an argument of its own, `nested` the body as a whole. */
export type BodyStyle = "flat" | "nested";

/** What the config says about an argument. Of `value`, `env`, `hidden` and `default` there is one at most. */
export interface ArgumentConfig {
  /** Reserved characters travel as they are; in a path, slashes too. */
  readonly allowReserved?: boolean;
  readonly description?: string;
  /** Sent always, so that it is no argument. */
  readonly value?: Json;
  /** The environment variable that is read instead, at each call. */
  readonly env?: string;
  /** Neither shown nor sent; `false` takes back what is said for all operations. */
  readonly hidden?: boolean;
  /** Sent where the argument is not given. */
  readonly default?: Json;
}

/** Where replicas of the server share what they know: a server that speaks the protocol of Redis. */
export type Store = "redis";

/** Everything a config file can say. */
export interface Config extends ConfigFunctions {
  /** The document: an absolute path or an http(s) URL. */
  readonly spec?: string;
  /** The folder of the generated project: an absolute path. */
  readonly output?: string;
  /** References may name files below this folder: an absolute path. */
  readonly refRoot?: string;
  /** Absolute paths and URLs that references may name besides. */
  readonly allowRefs: readonly string[];
  /** Absolute paths and URLs of the overlays that are applied to the document, in order. */
  readonly overlays: readonly string[];
  readonly server: {
    /** The MCP server's name; the environment prefix is made from it. */
    readonly name?: string;
    /** The upstream's base URL; overrides the document's `servers`. */
    readonly baseUrl?: string;
    /** Values for the variables of the document's server URLs, by name. */
    readonly variables?: ReadonlyMap<string, string>;
  };
  readonly http: {
    /** Headers of the server's HTTP clients that go on to the API: the name there by the name here, in lower case. */
    readonly forwardHeaders: ReadonlyMap<string, string>;
  };
  readonly upstream: ApiUpstream & {
    /** By the name of their security scheme. */
    readonly credentials: ReadonlyMap<string, CredentialConfig>;
    /** Origins besides the API's own that get them. */
    readonly credentialOrigins: readonly string[];
  };
  readonly store?: Store;
  readonly routeMaps: readonly RouteMap[];
  /** Tags that clients see of everything. */
  readonly mcpTags: readonly string[];
  /** Each resource is a read-only tool as well: many clients read no resources. */
  readonly mirrorResources: boolean;
  /** The tool that calls several others; absent without one. */
  readonly batch?: BatchOptions;
  /** How much of a model's context the list of tools may take. */
  readonly budget?: Budget;
  /** What is listed instead of every tool; absent where all are. */
  readonly surface?: SearchSurface;
  /** Tool and resource names by operationId or `METHOD /path`. */
  readonly names: ReadonlyMap<string, string>;
  /** By the wire name of a parameter, for every operation that has one. */
  readonly arguments: ReadonlyMap<string, ArgumentConfig>;
  /** By operationId or `METHOD /path`. */
  readonly operations: ReadonlyMap<string, OperationConfig>;
  /** Where a JSON pointer of the config stands in its file. */
  readonly placeOf: (pointer: string) => Place | undefined;
}

/** The configuration of a run without a config file. */
export const emptyConfig: Config = {
  allowRefs: [],
  overlays: [],
  server: {},
  http: { forwardHeaders: new Map() },
  upstream: { credentials: new Map(), credentialOrigins: [] },
  routeMaps: [],
  mcpTags: [],
  mirrorResources: false,
  names: new Map(),
  arguments: new Map(),
  operations: new Map(),
  placeOf: () => undefined,
};

/** Where something stands in the config file, for a diagnostic about it. */
export function at({ placeOf }: Config, ...steps: readonly string[]): { place?: Place } {
  const place = placeOf(steps.map((step) => `/${escapeStep(step)}`).join(""));
  return place === undefined ? {} : { place };
}
