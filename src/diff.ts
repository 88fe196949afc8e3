/** Compares two servers, without writing anything: what changes for a model that uses them. */
import { existsSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { loadConfig, findConfig } from "./config/load-config.js";
import { decide } from "./decide.js";
import { Diagnostics, type Diagnostic } from "./diagnostics/diagnostic.js";
import type { Change } from "./diff/change.js";
import { compare } from "./diff/compare.js";
import { readSurface, recordFiles, type RecordFile } from "./diff/read-surface.js";
import { recordsAt } from "./diff/revision.js";
import type { Surface } from "./diff/surface.js";
import { goldenRequests, records } from "./emit/emit-tests.js";
import { goldensBeside } from "./golden/goldens-beside.js";
import { displayName, isHttp } from "./load/source.js";
import { lockFile } from "./lock/lock.js";
import type { GenerateOptions } from "./options.js";
import { Stages } from "./stages.js";
import { readExisting } from "./write/output.js";
import { operationNames } from "./write/project-lock.js";
import { isInterrupted } from "./write/write.js";

/** What to compare: two sides, or a project with what it was. */
export type DiffOptions = Omit<GenerateOptions, "spec" | "force" | "dryRun"> &
  (
    | {
        /** A document (a file or an http(s) URL), or the folder of a generated project. */
        readonly before: string;
        /** The same. */
        readonly after: string;
      }
    | {
        /** The revision of the project's git repository that the project's folder is compared with. */
        readonly since: string;
        /** In which git runs. Default: the process's. */
        readonly environment?: NodeJS.ProcessEnv;
      }
  );

/** What a comparison found. */
export interface DiffReport {
  /** What was compared, as people call it. */
  readonly before: string;
  readonly after: string;
  readonly changes: readonly Change[];
  /** Warnings; errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that the places of the diagnostics are in, by file name. */
  readonly sources: ReadonlyMap<string, string>;
}

type Records = ReadonlyMap<RecordFile, string>;

/** One of the two. */
interface Side {
  readonly name: string;
  readonly surface: Surface;
}

/**
 * Compares two servers.
 * @throws {ProblemsError} with every problem of the input
 */
export async function diff(options: DiffOptions): Promise<DiffReport> {
  const diagnostics = new Diagnostics();
  const cwd = resolve(options.cwd ?? ".");
  const [before, after] =
    "since" in options
      ? await sidesSince(options, cwd, diagnostics)
      : await sidesOf(options, cwd, diagnostics);
  for (const { name, surface } of [before, after])
    if (surface.upstream === undefined && surface.components.length > 0)
      diagnostics.report("diff-old-record", { side: name });
  return {
    before: before.name,
    after: after.name,
    changes: compare(before.surface, after.surface),
    diagnostics: diagnostics.all,
    sources: diagnostics.sources,
  };
}

type Sides = readonly [Side, Side];

async function sidesSince(
  options: Extract<DiffOptions, { since: string }>,
  cwd: string,
  diagnostics: Diagnostics,
): Promise<Sides> {
  const { since, environment } = options;
  const folder = await projectFolder(options, cwd, diagnostics);
  const git = { folder, ...(environment === undefined ? {} : { environment }) };
  const found = await recordsAt(since, git, diagnostics);
  const name = relative(cwd, folder) || basename(folder);
  const after = { name, surface: readSurface(recordsIn(folder, name, diagnostics), name, diagnostics) };
  if (found.has(lockFile)) return [{ name: since, surface: readSurface(found, since, diagnostics) }, after];
  diagnostics.report("diff-new-project", { revision: since });
  return [{ name: since, surface: { components: [] } }, after];
}

/** The folder that `generate` would write to. */
async function projectFolder(
  { output, config }: GenerateOptions,
  cwd: string,
  diagnostics: Diagnostics,
): Promise<string> {
  const folder = output === undefined ? cwd : resolve(cwd, output);
  if (isProject(folder)) return folder;
  if (output !== undefined) return diagnostics.fail("diff-no-project", { folder: output });
  const [path] = config === undefined ? findConfig(cwd) : [resolve(cwd, config)];
  const configured = path === undefined ? undefined : (await loadConfig(path, diagnostics, { cwd })).output;
  diagnostics.throwIfErrors();
  return configured !== undefined && isProject(configured)
    ? configured
    : diagnostics.fail("diff-no-project-here", {});
}

async function sidesOf(
  { before, after, ...options }: Extract<DiffOptions, { before: string }>,
  cwd: string,
  diagnostics: Diagnostics,
): Promise<Sides> {
  const folders = [before, after].map((place) => (isFolder(resolve(cwd, place)) ? place : undefined));
  // A document beside a project is what that project would be generated from.
  const output = options.output ?? folders.find((folder) => folder !== undefined);
  const mapped = { ...options, ...(output === undefined ? {} : { output }) };
  const sideOf = async (place: string, names: Names): Promise<Side & { readonly names: Names }> => {
    const name = place === "-" || isHttp(place) ? place : displayName(resolve(cwd, place), cwd);
    const folder = resolve(cwd, place);
    if (isFolder(folder) && !isProject(folder)) diagnostics.fail("diff-no-project", { folder: name });
    const side = isFolder(folder)
      ? { records: recordsIn(folder, name, diagnostics), names }
      : await recordsOf({ ...mapped, spec: place }, cwd, names);
    return { name, surface: readSurface(side.records, name, diagnostics), names: side.names };
  };
  const first = await sideOf(before, new Map());
  return [first, await sideOf(after, first.names)];
}

/** Of components by operation: those that `generate` keeps. */
type Names = ReadonlyMap<string, string>;

/** What a document gives, as its project would record it. Its warnings are those of `generate`. */
async function recordsOf(
  options: GenerateOptions,
  cwd: string,
  names: Names,
): Promise<{ readonly records: Records; readonly names: Names }> {
  const run = await decide(options, cwd, new Stages(options.onStage), new Diagnostics(), names);
  const { project } = run;
  const texts = new Map<string, string>([
    ...records(project),
    ["test/generated/requests.json", goldenRequests(await goldensBeside(project))],
  ]);
  return { records: those((file) => texts.get(file)), names: operationNames(project) };
}

function recordsIn(folder: string, side: string, diagnostics: Diagnostics): Records {
  if (isInterrupted(folder)) diagnostics.report("diff-interrupted", { side });
  return those((file) => readExisting(folder, file, diagnostics));
}

function those(textOf: (file: RecordFile) => string | undefined): Records {
  return new Map(
    recordFiles.flatMap((file) => {
      const text = textOf(file);
      return text === undefined ? [] : [[file, text] as const];
    }),
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isProject(folder: string): boolean {
  return existsSync(join(folder, lockFile));
}
