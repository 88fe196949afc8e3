import type { SurfaceMode } from "./config/surface.js";

/** What to generate, from what, to where. Paths may be relative to `cwd`. */
export interface GenerateOptions {
  /** A file, an http(s) URL, or `-` for standard input. Without it: the config's, or the one of the project's lock. */
  readonly spec?: string;
  /** The project's folder. Default: the config's, or the document's title as a package name with `-mcp`. */
  readonly output?: string;
  /** The config file. Default: `mcpgen.config.*` in `cwd`. */
  readonly config?: string;
  /** Write into a folder that is not mcpgen's, and over hand edits of generated files. */
  readonly force?: boolean;
  /** Let names follow the document again, instead of staying as they were in the last run. */
  readonly rename?: boolean;
  /** Do everything but write. */
  readonly dryRun?: boolean;
  /** References may name files below this folder. Default: the document's own. */
  readonly refRoot?: string;
  /** Files and URLs that references may name besides, exactly as given. */
  readonly allowRefs?: readonly string[];
  /** Files and http(s) URLs of overlays, applied in order to the document, after those of the config. */
  readonly overlays?: readonly string[];
  /** What the server lists: every tool, or a search over them. Default: the config's. */
  readonly surface?: SurfaceMode;
  /** Default: the process's. */
  readonly cwd?: string;
  /** Where `-` is read from. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
  /** Called with the absolute path or the URL of each input before it is read, and of a config that may be written yet. */
  readonly onInput?: (place: string) => void;
  /** Called when a stage begins. */
  readonly onStage?: (stage: string) => void;
}
