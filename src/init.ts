/** `mcpgen init`: a config file for a document, to begin with. */
import { statSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { McpType } from "./config/mcp.js";
import { Diagnostics, type Diagnostic } from "./diagnostics/diagnostic.js";
import type { GenerateReport } from "./generate.js";
import { locate } from "./inputs.js";
import { configText, type Written } from "./init/config-text.js";
import { schemaLine } from "./init/schema-line.js";
import { operationsByTag, type Strategy } from "./init/strategies.js";
import { checkTarget, writeConfig, type ConfigTarget } from "./init/write-config.js";
import { loadDocument, type LoadOptions } from "./load/load.js";
import type { Routed } from "./mapping/routes.js";
import type { Api, SkippedOperation } from "./openapi/api.js";
import { parse } from "./openapi/parse.js";
import type { GenerateOptions } from "./options.js";
import { Stages } from "./stages.js";

/** What to begin with, from what, to where. Paths may be relative to `cwd`. */
export interface InitOptions extends Pick<
  GenerateOptions,
  "refRoot" | "allowRefs" | "cwd" | "stdin" | "onStage"
> {
  /** A file, an http(s) URL, or `-` for standard input. */
  readonly spec: string;
  readonly strategy: Strategy;
  /** The config file. Default: `mcpgen.config.yaml` in `cwd`. */
  readonly output?: string;
  /** Replace a config file that is there. */
  readonly force?: boolean;
}

/** What a run did. */
export interface InitReport {
  /** The config file, absolute. */
  readonly config: string;
  readonly strategy: Strategy;
  /** Whether the config names the document; it cannot where that came from standard input. */
  readonly namesSpec: boolean;
  /** What becomes of the operations by that config. */
  readonly operations: GenerateReport["operations"];
  readonly skipped: readonly SkippedOperation[];
  /** Warnings; errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that the places of the diagnostics are in, by file name. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Writes a config file.
 * @throws {ProblemsError} with every problem of the input; nothing has been written then
 */
export async function init(options: InitOptions): Promise<InitReport> {
  const diagnostics = new Diagnostics();
  const stages = new Stages(options.onStage);
  const cwd = resolve(options.cwd ?? ".");
  const { strategy, stdin } = options;
  const places = placesOf(options, cwd);
  const target: ConfigTarget = {
    path: resolve(cwd, options.output ?? "mcpgen.config.yaml"),
    cwd,
    force: options.force ?? false,
    ...(isAbsolute(places.spec) ? { spec: places.spec } : {}),
  };
  checkTarget(target, diagnostics);
  const loading = { ...places, cwd, ...(stdin === undefined ? {} : { stdin }) };
  const document = await stages.run("load", () => loadDocument(places.spec, loading, diagnostics));
  const api = await stages.run("parse", () => parse(document, diagnostics));
  diagnostics.throwIfErrors();
  if (strategy === "by-tag" && operationsByTag(api.operations).size === 0)
    diagnostics.report("init-no-tags", {});
  const inFile = writtenPlaces(places, dirname(target.path));
  const { text, routed } = configText(api, { strategy, ...inFile });
  writeConfig(text, target, diagnostics);
  return {
    config: target.path,
    strategy,
    namesSpec: inFile.spec !== undefined,
    operations: countsOf(api, routed),
    skipped: api.skipped,
    diagnostics: diagnostics.all,
    sources: diagnostics.sources,
  };
}

/** Absolute paths and URLs. */
interface Places extends Pick<LoadOptions, "refRoot" | "allowRefs"> {
  readonly spec: string;
}

function placesOf({ spec, refRoot, allowRefs = [] }: InitOptions, cwd: string): Places {
  return {
    spec: locate(spec, cwd),
    ...(refRoot === undefined ? {} : { refRoot: resolve(cwd, refRoot) }),
    allowRefs: allowRefs.map((each) => locate(each, cwd)),
  };
}

function writtenPlaces({ spec, refRoot, allowRefs }: Places, folder: string): Omit<Written, "strategy"> {
  return {
    schemaLine: schemaLine(folder),
    ...(isLasting(spec) ? { spec: placeFrom(folder, spec) } : {}),
    ...(refRoot === undefined ? {} : { refRoot: placeFrom(folder, refRoot) }),
    allowRefs: allowRefs.map((each) => placeFrom(folder, each)),
  };
}

/** Whether the document can be read there again: not from a pipe, such as standard input or `<(curl …)`. */
function isLasting(spec: string): boolean {
  return isAbsolute(spec) ? statSync(spec).isFile() : spec !== "-";
}

/** A path as a config in a folder has it: relative, with `/` on every system. URLs stay as they are. */
function placeFrom(folder: string, place: string): string {
  return isAbsolute(place) ? relative(folder, place).split(sep).join("/") || "." : place;
}

function countsOf({ operations, skipped }: Api, routed: readonly Routed[]): InitReport["operations"] {
  const countOf = (...types: readonly McpType[]): number =>
    routed.filter(({ type }) => types.includes(type.value)).length;
  return {
    total: operations.length + skipped.length,
    tools: countOf("tool"),
    resources: countOf("resource", "resource_template"),
    excluded: countOf("exclude"),
    skipped: skipped.length,
  };
}
