/**
 * The user's configuration, validated; paths in it are already absolute. `mcpgen.config.yaml` (also `.json`, `.ts`,
 * `.js`) is its written form.
 */
import type { Place } from "../diagnostics/diagnostic.js";
import { escapeStep } from "../diagnostics/pointer.js";
import type { CredentialConfig } from "./credentials.js";

/**
 * What an operation becomes. Whether a resource is one with a fixed URI, a template or both follows from the operation's
 * parameters, so the two words mean the same.
 */
export type McpType = "tool" | "resource" | "resource_template" | "exclude";

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
}

/** What the config says about one operation. */
export interface OperationConfig {
  /** The media type of the request body: one of those that the document offers. */
  readonly mediaType?: string;
  /** By the name of a parameter in path or query, as the document writes it. */
  readonly arguments: ReadonlyMap<string, ArgumentConfig>;
}

/** What the config says about one parameter. */
export interface ArgumentConfig {
  /** Reserved characters travel as they are; in a path, slashes too. */
  readonly allowReserved?: boolean;
}

/** Everything a config file can say. */
export interface Config {
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
  readonly upstream: {
    /** By the name of their security scheme. */
    readonly credentials: ReadonlyMap<string, CredentialConfig>;
  };
  readonly routeMaps: readonly RouteMap[];
  /** Tags that clients see of everything. */
  readonly mcpTags: readonly string[];
  /** Each resource is a read-only tool as well: many clients read no resources. */
  readonly mirrorResources: boolean;
  /** Tool and resource names by operationId or `METHOD /path`. */
  readonly names: ReadonlyMap<string, string>;
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
  upstream: { credentials: new Map() },
  routeMaps: [],
  mcpTags: [],
  mirrorResources: false,
  names: new Map(),
  operations: new Map(),
  placeOf: () => undefined,
};

/** Where something stands in the config file, for a diagnostic about it. */
export function at({ placeOf }: Config, ...steps: readonly string[]): { place?: Place } {
  const place = placeOf(steps.map((step) => `/${escapeStep(step)}`).join(""));
  return place === undefined ? {} : { place };
}
