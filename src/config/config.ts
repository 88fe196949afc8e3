/**
 * The user's configuration, validated; paths in it are already absolute. `mcpgen.config.yaml` (also `.json`, `.ts`,
 * `.js`) is its written form.
 */

/** What an operation becomes. */
export type McpType = "tool" | "exclude";

/** An ordered rule: the first whose tests all hold decides what an operation becomes. An absent test holds always. */
export interface RouteMap {
  /** HTTP methods in upper case; absent or `"*"` in the file means all. */
  readonly methods?: readonly string[];
  /** ECMAScript pattern, searched unanchored in the templated path, as FastMCP's `re.search` does. */
  readonly pattern?: RegExp;
  /** All of these tags must be on the operation. */
  readonly tags?: readonly string[];
  readonly mcpType: McpType;
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
  readonly server: {
    /** The MCP server's name; the environment prefix is made from it. */
    readonly name?: string;
    /** The upstream's base URL; overrides the document's `servers`. */
    readonly baseUrl?: string;
  };
  readonly http: {
    /** Headers of the server's HTTP clients that go on to the API: the name there by the name here, in lower case. */
    readonly forwardHeaders: ReadonlyMap<string, string>;
  };
  readonly routeMaps: readonly RouteMap[];
  /** Tool names by operationId or `METHOD /path`. */
  readonly names: ReadonlyMap<string, string>;
}

/** The configuration of a run without a config file. */
export const emptyConfig: Config = {
  allowRefs: [],
  server: {},
  http: { forwardHeaders: new Map() },
  routeMaps: [],
  names: new Map(),
};
