/** What `mcpgen generate --watch` prints: a line for each run, and problems and warnings when they are new. */
import { relative } from "node:path";
import { mostShown, someOf } from "../diagnostics/some-of.js";
import { visibleText } from "../diagnostics/visible-text.js";
import { absent, isFile, type InputStates } from "../watch/inputs.js";
import { watch, type Outcome, type RunOptions } from "../watch/watch.js";
import { showProgress } from "./progress.js";
import { addedDependencies, headline, plural, textOfDiagnostics } from "./report.js";
import { showsColours } from "./run-command.js";

/** Watches until Ctrl-C, or what else ends a process in good order; a second one does not wait for the run that is on. */
export async function watchAndReport(options: RunOptions, quiet: boolean): Promise<void> {
  const end = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => end.abort());
  const progress = showProgress(!quiet && process.stderr.isTTY);
  let warned = "";
  let begun = false;
  await watch({
    ...options,
    signal: end.signal,
    onStage: progress.stage,
    onRun: (outcome, inputs) => {
      progress.done();
      const text = textOfDiagnostics("report" in outcome ? outcome.report : outcome.problems, showsColours());
      if ("problems" in outcome || text !== warned) process.stderr.write(text);
      warned = text;
      if (quiet) return;
      const lines = [`${clock()} ${lineOf(outcome)}`, ...(begun ? [] : watched(inputs))];
      process.stdout.write(`${lines.join("\n")}\n`);
      begun = true;
    },
  });
}

function lineOf(outcome: Outcome): string {
  if ("report" in outcome) {
    const { files, output } = outcome.report;
    const folder = relative(process.cwd(), output) || ".";
    return [headline(files, folder, false), ...addedDependencies(files.addedDependencies)].join(". ");
  }
  const errors = outcome.problems.diagnostics.filter(({ severity }) => severity === "error");
  return `Not generated: ${plural(errors.length, "problem")}`;
}

/** Before the first change. */
function watched(inputs: InputStates): string[] {
  const there = [...inputs].filter(([place, state]) => isFile(place) && state !== absent);
  const files = there.map(([path]) => visibleText(relative(process.cwd(), path)));
  const urls = [...inputs.keys()].filter((place) => !isFile(place));
  return [
    `Watching ${files.length > mostShown ? `${files.length} files: ` : ""}${someOf(files)}; Ctrl-C ends it`,
    ...(urls.length === 0 ? [] : [`Not watched, for they are no files: ${visibleText(someOf(urls))}`]),
  ];
}

/** The time of day: a run can print the same line as the one before it. */
function clock(): string {
  const now = new Date();
  return [now.getHours(), now.getMinutes(), now.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}
