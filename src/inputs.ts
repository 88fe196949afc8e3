/** What a run starts from: the document's place, the config and the folder, wherever the user said them. */
import { basename, resolve } from "node:path";
import { emptyConfig, type Config } from "./config/config.js";
import { configPaths, findConfig, loadConfig } from "./config/load-config.js";
import { withSurface } from "./config/surface.js";
import type { Diagnostics } from "./diagnostics/diagnostic.js";
import type { GenerateOptions } from "./options.js";
import type { Memory } from "./lock/memory.js";
import type { LoadOptions } from "./load/load.js";
import { loadMemory } from "./write/project-lock.js";

/** The inputs of a run, paths absolute. */
export interface Inputs {
  /** An absolute path, an http(s) URL, or `-`. */
  readonly spec: string;
  readonly config: Config;
  readonly configPath?: string;
  /** Absent when the document's title decides. */
  readonly output?: string;
  readonly loading: LoadOptions;
}

/**
 * Finds the inputs. The spec: given, else the config's, else the lock's. The config: given, else the one in the working
 * directory, else the lock's. The lock is that of the output folder, or of the working directory.
 */
export async function loadInputs(
  options: GenerateOptions,
  cwd: string,
  diagnostics: Diagnostics,
): Promise<Inputs> {
  const home = options.output === undefined ? cwd : resolve(cwd, options.output);
  const lock = loadMemory(home, cwd, diagnostics);
  const configPath = findConfigPath(options, cwd, home, lock, diagnostics);
  const written =
    configPath === undefined
      ? emptyConfig
      : await loadConfig(configPath, diagnostics, { cwd, onInput: options.onInput });
  const config = withSurface(written, options.surface);
  diagnostics.throwIfErrors();
  const spec =
    locate(options.spec, cwd) ?? config.spec ?? locate(lock?.spec, home) ?? diagnostics.fail("no-spec", {});
  const output =
    options.output === undefined ? (config.output ?? (lock === undefined ? undefined : cwd)) : home;
  return {
    spec,
    config,
    ...(configPath === undefined ? {} : { configPath }),
    ...(output === undefined ? {} : { output }),
    loading: loadingOf(options, config, cwd),
  };
}

function loadingOf(options: GenerateOptions, config: Config, cwd: string): LoadOptions {
  const refRoot = options.refRoot === undefined ? config.refRoot : resolve(cwd, options.refRoot);
  return {
    cwd,
    allowRefs: [...(options.allowRefs ?? []).map((ref) => locate(ref, cwd)), ...config.allowRefs],
    overlays: [...config.overlays, ...(options.overlays ?? []).map((each) => locate(each, cwd))],
    ...(refRoot === undefined ? {} : { refRoot }),
    ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
    ...(options.onInput === undefined ? {} : { onInput: options.onInput }),
  };
}

function findConfigPath(
  options: GenerateOptions,
  cwd: string,
  home: string,
  lock: Memory | undefined,
  diagnostics: Diagnostics,
): string | undefined {
  if (options.config !== undefined) return resolve(cwd, options.config);
  for (const path of configPaths(cwd)) options.onInput?.(path);
  const found = findConfig(cwd);
  if (found.length > 1)
    diagnostics.fail("several-configs", { names: found.map((path) => basename(path)).join(", ") });
  return found[0] ?? (lock?.config === undefined ? undefined : resolve(home, lock.config));
}

/** An absolute path; a URL and `-` stay as they are. */
export function locate(place: string, base: string): string;
export function locate(place: string | undefined, base: string): string | undefined;
export function locate(place: string | undefined, base: string): string | undefined {
  if (place === undefined || place === "-" || /^[a-z][a-z0-9+.-]+:\/\//i.test(place)) return place;
  return resolve(base, place);
}
