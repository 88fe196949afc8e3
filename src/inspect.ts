/** Looks at what a document and a config give, without writing anything: the pipeline up to `map`. */
import { resolve } from "node:path";
import { didYouMean } from "./diagnostics/did-you-mean.js";
import { Diagnostics, type Diagnostic } from "./diagnostics/diagnostic.js";
import { loadInputs } from "./inputs.js";
import { explanation, type Explanation } from "./inspection/explanation.js";
import { inspection, type InspectedOperation, type Inspection } from "./inspection/inspection.js";
import { displayName } from "./load/source.js";
import { loadDocument } from "./load/load.js";
import type { Decision } from "./mapping/decisions.js";
import { map, packageNameOf } from "./mapping/map.js";
import { operationKey } from "./mapping/operation-key.js";
import { parse } from "./openapi/parse.js";
import type { GenerateOptions } from "./options.js";
import { Stages } from "./stages.js";
import { loadLock } from "./write/project-lock.js";

/** What to look at. */
export interface InspectOptions extends Omit<GenerateOptions, "force" | "dryRun"> {
  /** One operation to explain: `METHOD /path`, its operationId, or the name of what it becomes. */
  readonly operation?: string;
}

/** What was found. */
export interface InspectReport extends Inspection {
  /** The operation that was asked for. */
  readonly explanation?: Explanation;
  /** The overlays that were applied, by the names that places have. */
  readonly overlays: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that the places are in, by file name. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Inspects a document.
 * @throws {ProblemsError} with every problem of the input, and if there is no such operation
 */
export async function inspect(options: InspectOptions = {}): Promise<InspectReport> {
  const diagnostics = new Diagnostics();
  const stages = new Stages(options.onStage);
  const cwd = resolve(options.cwd ?? ".");
  const inputs = await loadInputs(options, cwd, diagnostics);
  const document = await stages.run("load", () => loadDocument(inputs.spec, inputs.loading, diagnostics));
  const api = await stages.run("parse", () => parse(document, diagnostics));
  diagnostics.throwIfErrors();
  const lock = loadLock(inputs.output ?? resolve(cwd, packageNameOf(api.title)), cwd, diagnostics);
  const mapped = await stages.run("map", () => map(api, inputs.config, lock, diagnostics));
  diagnostics.throwIfErrors();
  const inspected = inspection(api, mapped, diagnostics.all);
  const asked =
    options.operation === undefined
      ? undefined
      : find(options.operation, inspected.operations, mapped.decisions, diagnostics);
  return {
    ...inspected,
    ...(asked === undefined
      ? {}
      : { explanation: explanation(asked.summary, asked.decision, mapped, inputs.config, diagnostics.all) }),
    overlays: (inputs.loading.overlays ?? []).map((place) => displayName(place, cwd)),
    diagnostics: diagnostics.all,
    sources: diagnostics.sources,
  };
}

function find(
  wanted: string,
  operations: readonly InspectedOperation[],
  decisions: readonly Decision[],
  diagnostics: Diagnostics,
): { summary: InspectedOperation; decision: Decision } {
  const spaced = wanted.trim().replace(/^(\w+)\s+/, (_, method: string) => `${method.toUpperCase()} `);
  const summary =
    operations.find(({ operation }) => operation === spaced) ??
    operations.find(({ operationId, name }) => operationId === wanted || name === wanted);
  const decision = decisions.find(({ operation }) => operationKey(operation) === summary?.operation);
  if (summary !== undefined && decision !== undefined) return { summary, decision };
  if (summary !== undefined)
    return diagnostics.fail("operation-not-explained", {
      operation: summary.operation,
      reason: summary.decidedBy,
    });
  const known = operations.flatMap(({ operation, operationId, name }) =>
    [operation, operationId, name].filter((each) => each !== undefined),
  );
  const suggestion = didYouMean(spaced, known);
  return diagnostics.fail("no-such-operation", {
    wanted,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}
