/** One run of `generate`, which says what it reads. */
import { ProblemsError, type Diagnostic } from "../diagnostics/diagnostic.js";
import { generate, type GenerateReport } from "../generate.js";
import type { GenerateOptions } from "../options.js";
import { stateOf } from "./inputs.js";

/** What a run starts from: data alone, for it may go to another thread. */
export type RunOptions = Omit<GenerateOptions, "stdin" | "onInput" | "onStage">;

/** How a run ended. */
export type Outcome =
  | { readonly report: GenerateReport }
  | {
      /** As in a `ProblemsError`, which would not come out of a thread as one. */
      readonly problems: {
        readonly diagnostics: readonly Diagnostic[];
        readonly sources: ReadonlyMap<string, string>;
      };
    };

/** What a run says: each input with its state before it is read, and each stage. */
export type Notice = { readonly input: string; readonly state: string } | { readonly stage: string };

/** Runs once. A failure that is none of the input's is thrown. */
export async function run(options: RunOptions, tell: (notice: Notice) => void): Promise<Outcome> {
  try {
    const report = await generate({
      ...options,
      onInput: (input) => tell({ input, state: stateOf(input) }),
      onStage: (stage) => tell({ stage }),
    });
    return { report };
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    const { diagnostics, sources } = error;
    return { problems: { diagnostics, sources } };
  }
}
