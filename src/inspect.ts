/** Looks at what a document and a config give, without writing anything. */
import { resolve } from "node:path";
import { billOf, type BillItem } from "./budget/bill.js";
import { checkBudget } from "./budget/check-budget.js";
import { decide } from "./decide.js";
import { suggestionFor } from "./diagnostics/did-you-mean.js";
import { Diagnostics, type Diagnostic } from "./diagnostics/diagnostic.js";
import { explanation, type Explanation } from "./inspection/explanation.js";
import { inspection, type InspectedOperation, type Inspection } from "./inspection/inspection.js";
import { displayName } from "./load/source.js";
import type { Decision } from "./mapping/decisions.js";
import { operationKey } from "./mapping/operation-key.js";
import type { GenerateOptions } from "./options.js";
import { Stages } from "./stages.js";

/** What to look at. */
export interface InspectOptions extends Omit<GenerateOptions, "force" | "dryRun"> {
  /** One operation to explain: `METHOD /path`, its operationId, or the name of what it becomes. */
  readonly operation?: string;
}

/** What was found. */
export interface InspectReport extends Inspection {
  /** What the parts of the API cost in `tools/list`, the most expensive first. */
  readonly bill: readonly BillItem[];
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
  const cwd = resolve(options.cwd ?? ".");
  const { inputs, api, ...mapped } = await decide(options, cwd, new Stages(options.onStage), diagnostics);
  // Whoever looks for what to leave out has to see it.
  checkBudget(mapped, inputs, diagnostics, "warn");
  const inspected = inspection(api, mapped, diagnostics.all);
  const asked =
    options.operation === undefined
      ? undefined
      : find(options.operation, inspected.operations, mapped.decisions, diagnostics);
  return {
    ...inspected,
    bill: billOf(mapped),
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
  return diagnostics.fail("no-such-operation", { wanted, ...suggestionFor(spaced, known) });
}
