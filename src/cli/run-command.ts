/** What every command does around its work: progress, problems as text or JSON, and the exit code. */
import { ProblemsError } from "../diagnostics/diagnostic.js";
import { showProgress, type Progress } from "./progress.js";
import { jsonOfProblems, textOfDiagnostics, type Diagnosed } from "./report.js";

/** How a command prints what it found. */
export interface Printing<Report> {
  readonly json: boolean;
  /** Problems only. */
  readonly quiet: boolean;
  readonly jsonOf: (report: Report) => string;
  readonly textOf: (report: Report) => string;
  /** Other than 0. */
  readonly exitCodeOf?: (report: Report) => number;
  /** The text shows those diagnostics itself that it is about. */
  readonly isWhole?: (report: Report) => boolean;
}

/** Runs a command; problems of the input are printed, and end it with exit code 1. */
export async function runCommand<Report extends Diagnosed>(
  work: (onStage: Progress["stage"]) => Promise<Report>,
  { json, quiet, jsonOf, textOf, isWhole = () => false, exitCodeOf = () => 0 }: Printing<Report>,
): Promise<void> {
  const progress = showProgress(!json && !quiet && process.stderr.isTTY);
  const colour = showsColours();
  try {
    const report = await work(progress.stage);
    progress.done();
    process.exitCode = exitCodeOf(report);
    if (json) return print(jsonOf(report));
    if (!isWhole(report)) process.stderr.write(textOfDiagnostics(report, colour));
    if (!quiet) print(textOf(report));
  } catch (error) {
    progress.done();
    if (!(error instanceof ProblemsError)) throw error;
    if (json) print(jsonOfProblems(error));
    else process.stderr.write(textOfDiagnostics(error, colour));
    process.exitCode = 1;
  }
}

/** Whether the terminal behind stderr shows colours (https://no-color.org). */
export function showsColours(): boolean {
  return process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
