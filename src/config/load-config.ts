/** Finds and reads the user's config. */
import { existsSync } from "node:fs";
import { dirname, extname, join, relative, resolve, sep } from "node:path";
import { ProblemsError, type Diagnostics } from "../diagnostics/diagnostic.js";
import { readBytes } from "../load/file.js";
import { decodeText, parseText } from "../load/text.js";
import { toBatch } from "./batch.js";
import { toBudget } from "./budget.js";
import { at, type Config, type OperationConfig, type RouteMap } from "./config.js";
import { reportContradictions, reportLeftOut, reportNoLimit, reportNoStore } from "./contradictions.js";
import { canBecome, fitsAll, isResource } from "./match-route.js";
import { runConfig } from "./run-config.js";
import { toSurface } from "./surface.js";
import {
  validateConfig,
  type PlaceOf,
  type WrittenConfig,
  type WrittenOperation,
  type WrittenRouteMap,
} from "./validate-config.js";

const dataFormats: readonly string[] = [".yaml", ".yml", ".json"];
const programFormats: readonly string[] = [".ts", ".js", ".mjs"];

/** What the config of a folder may be called, as absolute paths. */
export function configPaths(folder: string): string[] {
  return [...dataFormats, ...programFormats].map((format) => join(folder, `mcpgen.config${format}`));
}

/** The config files in a folder, as absolute paths; more than one is the caller's to complain of. */
export function findConfig(folder: string): string[] {
  return configPaths(folder).filter((path) => existsSync(path));
}

/** How to read a config file. */
interface Reading {
  /** The folder that the file's name in messages is relative to; the file's own by default. */
  readonly cwd?: string;
  /** Called with the absolute path of the file, and of each that it imports, before it is read. */
  readonly onInput?: ((path: string) => void) | undefined;
}

/**
 * Reads and checks a config file.
 * @param path absolute
 * @param diagnostics gets every problem of the file
 * @returns the config; paths in it were relative to its folder and are absolute now
 * @throws {ProblemsError} if there was any problem
 */
export async function loadConfig(
  path: string,
  diagnostics: Diagnostics,
  { cwd = dirname(path), onInput = () => undefined }: Reading = {},
): Promise<Config> {
  const name = relative(cwd, path).split(sep).join("/");
  const format = extname(path).toLowerCase();
  const isProgram = programFormats.includes(format);
  if (!isProgram && !dataFormats.includes(format))
    diagnostics.fail("config-unknown-format", { path: name }, { place: { file: name } });
  onInput(path);
  const bytes = await readBytes({ path, name, limit: mostBytes, pipes: false, diagnostics });
  const text = decodeText(bytes, name, diagnostics);
  const { value, functions = {} } = isProgram
    ? await runConfig(path, name, diagnostics, onInput)
    : { value: parseText(text, name, deepest, diagnostics).value };
  // What a program exports stands somewhere in it, but nobody knows where.
  const placeOf: PlaceOf = (pointer) => (isProgram ? { file: name } : { file: name, pointer });
  // A file of comments only is an empty config.
  const written = validateConfig(value ?? {}, placeOf, diagnostics);
  const config = written && { ...toConfig(written, dirname(path), placeOf), ...functions };
  if (config !== undefined) {
    reportUnreachable(config, diagnostics);
    reportUnreadable(config, diagnostics);
    reportContradictions(config, diagnostics);
    reportLeftOut(config, diagnostics);
    reportNoStore(config, diagnostics);
    reportNoLimit(config, diagnostics);
    reportHeaders(config, diagnostics);
  }
  if (config === undefined || diagnostics.hasErrors)
    throw new ProblemsError(diagnostics.all, diagnostics.sources);
  return config;
}

/** What stands behind a route map that fits everything has no meaning, whatever the document. */
function reportUnreachable(config: Config, diagnostics: Diagnostics): void {
  const last = config.routeMaps.findIndex((routeMap) => fitsAll(routeMap) && !isResource(routeMap.mcpType));
  if (last < 0) return;
  for (let index = last + 1; index < config.routeMaps.length; index += 1) {
    const values = { path: `routeMaps[${index}]`, by: `routeMaps[${last}]` };
    diagnostics.report("route-map-unreachable", values, at(config, "routeMaps", String(index)));
  }
}

/** A route map that makes resources of methods that nobody reads never makes any. */
function reportUnreadable(config: Config, diagnostics: Diagnostics): void {
  for (const [index, routeMap] of config.routeMaps.entries()) {
    const { methods = [], mcpType } = routeMap;
    if (methods.length === 0 || methods.some((method) => canBecome(mcpType, method))) continue;
    diagnostics.report("resource-not-read", { index, methods }, at(config, "routeMaps", String(index)));
  }
}

/** The source `header` and the header's name come together. */
function reportHeaders(config: Config, diagnostics: Diagnostics): void {
  for (const [scheme, { source, header }] of config.upstream.credentials) {
    const steps = ["upstream", "credentials", scheme];
    const path = steps.join(".");
    if (source === "header" && header === undefined)
      diagnostics.report("config-missing-key", { key: "header", where: path }, at(config, ...steps));
    if (source !== "header" && header !== undefined) {
      const values = {
        path: `${path}.header`,
        problem: "is for the source `header`",
        fix: "Add `source: header`.",
      };
      diagnostics.report("config-invalid-value", values, at(config, ...steps, "header"));
    }
  }
}

const mostBytes = 1024 * 1024;
const deepest = 100;

/** The config with its paths absolute and its patterns compiled. */
function toConfig(
  {
    spec,
    output,
    refRoot,
    allowRefs = [],
    overlays = [],
    server = {},
    http = {},
    upstream = {},
    store,
    routeMaps = [],
    mcpTags = [],
    mirrorResources = false,
    batch: writtenBatch,
    budget: writtenBudget,
    surface: writtenSurface,
    names = {},
    arguments: args = {},
    operations = {},
  }: WrittenConfig,
  folder: string,
  placeOf: PlaceOf,
): Config {
  const batch = toBatch(writtenBatch);
  const budget = toBudget(writtenBudget);
  const surface = toSurface(writtenSurface);
  const placed = (path: string): string => (isUrl(path) ? path : resolve(folder, path));
  return {
    ...(spec !== undefined && { spec: placed(spec) }),
    ...(output !== undefined && { output: resolve(folder, output) }),
    ...(refRoot !== undefined && { refRoot: resolve(folder, refRoot) }),
    allowRefs: allowRefs.map(placed),
    overlays: overlays.map(placed),
    server: toServer(server),
    http: { forwardHeaders: forwardedHeaders(http.forwardHeaders ?? []) },
    upstream: {
      ...upstream,
      credentials: new Map(Object.entries(upstream.credentials ?? {})),
      credentialOrigins: (upstream.credentialOrigins ?? []).map((each) => new URL(each).origin),
    },
    ...(store !== undefined && { store }),
    routeMaps: routeMaps.map(toRouteMap),
    mcpTags,
    mirrorResources,
    ...(batch !== undefined && { batch }),
    ...(budget !== undefined && { budget }),
    ...(surface !== undefined && { surface }),
    names: new Map(Object.entries(names)),
    arguments: new Map(Object.entries(args)),
    operations: new Map(Object.entries(operations).map(([key, written]) => [key, toOperation(written)])),
    placeOf,
  };
}

/** Their names are read in any case (RFC 9110 section 5.1). */
function forwardedHeaders(
  written: readonly string[] | Readonly<Record<string, string>>,
): Map<string, string> {
  const entries = Array.isArray(written)
    ? written.map((name: string) => [name, name])
    : Object.entries(written);
  return new Map(
    entries.map(([here = "", there = ""]) => [here.toLowerCase(), there.toLowerCase()] as const),
  );
}

/** A route map with its methods in upper case and its pattern compiled. */
export function toRouteMap({ methods, pattern, mcpType, mcpTags = [], ...tests }: WrittenRouteMap): RouteMap {
  const isAll = methods === undefined || methods.includes("*");
  return {
    ...tests,
    ...(!isAll && { methods: [methods].flat().map((method) => method.toUpperCase()) }),
    ...(pattern !== undefined && { pattern: new RegExp(pattern) }),
    mcpType,
    mcpTags,
  };
}

function toServer({ variables, ...rest }: NonNullable<WrittenConfig["server"]>): Config["server"] {
  return { ...rest, ...(variables !== undefined && { variables: new Map(Object.entries(variables)) }) };
}

function toOperation({ arguments: args = {}, ...rest }: WrittenOperation): OperationConfig {
  return { ...rest, arguments: new Map(Object.entries(args)) };
}

function isUrl(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path);
}
