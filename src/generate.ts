/** The pipeline, and mcpgen's interface for programs. */
import { resolve } from "node:path";
import { decide, type DecidedRun } from "./decide.js";
import { Diagnostics, type Diagnostic } from "./diagnostics/diagnostic.js";
import { emitRun } from "./emit-run.js";
import type { GenerateOptions } from "./options.js";
import { exclusions, shortenedNames, type Exclusion, type ShortenedName } from "./mapping/summary.js";
import type { SkippedOperation } from "./openapi/api.js";
import { listedEntries, sizeOf } from "./project/listing.js";
import { Stages } from "./stages.js";
import { write, type WriteReport } from "./write/write.js";

/** What a run did. */
export interface GenerateReport {
  /** The project's folder, absolute. */
  readonly output: string;
  /** The overlays that were applied, in order: absolute paths and URLs. */
  readonly overlays: readonly string[];
  readonly operations: {
    readonly total: number;
    /** Those that are a tool only. */
    readonly tools: number;
    readonly resources: number;
    /** Left out by a route map. */
    readonly excluded: number;
    readonly skipped: number;
  };
  readonly skipped: readonly SkippedOperation[];
  /** Who excludes which operations. */
  readonly exclusions: readonly Exclusion[];
  /** Names that were too long for clients. */
  readonly shortenedNames: readonly ShortenedName[];
  /** Estimated tokens of the whole answer to `tools/list`, at four characters a token. */
  readonly toolsListTokens: number;
  readonly files: WriteReport;
  /** Warnings; errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that the places of the diagnostics are in, by file name. */
  readonly sources: ReadonlyMap<string, string>;
  /** Seconds by stage. */
  readonly seconds: Readonly<Record<string, number>>;
}

/**
 * Generates a server.
 * @throws {ProblemsError} with every problem of the input; nothing has been written then
 */
export async function generate(options: GenerateOptions = {}): Promise<GenerateReport> {
  const diagnostics = new Diagnostics();
  const stages = new Stages(options.onStage);
  const cwd = resolve(options.cwd ?? ".");
  const run = await decide(options, cwd, stages, diagnostics);
  const { files, next } = await emitRun(run, stages, diagnostics);
  const { folder, lock } = run;
  const target = { folder, lock, force: options.force ?? false, dryRun: options.dryRun ?? false };
  const written = await stages.run("write", () => write(files, next, target, diagnostics));
  return report(run, written, diagnostics, stages);
}

function report(
  { inputs, api, folder, project, decisions }: DecidedRun,
  files: WriteReport,
  diagnostics: Diagnostics,
  stages: Stages,
): GenerateReport {
  const resources = project.resources.length;
  const exposed = new Set([...project.tools, ...project.resources].map(({ key }) => key)).size;
  return {
    output: folder,
    overlays: inputs.loading.overlays ?? [],
    operations: {
      total: api.operations.length + api.skipped.length,
      tools: exposed - resources,
      resources,
      excluded: api.operations.length - exposed,
      skipped: api.skipped.length,
    },
    skipped: api.skipped,
    exclusions: exclusions(decisions),
    shortenedNames: shortenedNames(decisions),
    toolsListTokens: sizeOf(listedEntries(project).join("")).tokens,
    files,
    diagnostics: diagnostics.all,
    sources: diagnostics.sources,
    seconds: stages.seconds,
  };
}

export { check, type CheckOptions, type CheckReport } from "./check.js";
export { inspect, type InspectOptions, type InspectReport } from "./inspect.js";
export type { ComponentChange, ComponentInfo, OperationInfo } from "./config/functions.js";
export type { UserConfig } from "./config/validate-config.js";
export { ProblemsError, type Diagnostic, type Place } from "./diagnostics/diagnostic.js";
export type { GenerateOptions } from "./options.js";
