/** `mcpgen generate`. */
import { Command } from "commander";
import { generate, ProblemsError, type GenerateOptions } from "../generate.js";
import { inputOptions, withInputFlags, type InputFlags } from "./input-flags.js";
import { showProgress } from "./progress.js";
import { jsonOfProblems, jsonOfReport, textOfDiagnostics, textOfReport } from "./report.js";

interface Flags extends InputFlags, Pick<GenerateOptions, "force" | "dryRun"> {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The command, ready to be added to the program. */
export function generateCommand(): Command {
  const command = new Command("generate")
    .description("generate a server from an OpenAPI document, or generate it again")
    .argument(
      "[spec]",
      "a file, an http(s) URL, or - for standard input; default: the config's, or the last one",
    );
  return withInputFlags(command)
    .option("--force", "write into a folder that is not mcpgen's, and over hand edits of generated files")
    .option("--dry-run", "do everything but write")
    .option("--json", "print the report as one JSON object")
    .option("-q, --quiet", "print problems only")
    .action(run)
    .showHelpAfterError("(mcpgen generate --help shows what can be typed)")
    .exitOverride();
}

async function run(spec: string | undefined, flags: Flags): Promise<void> {
  const { json = false, quiet = false, force = false, dryRun = false } = flags;
  const progress = showProgress(!json && !quiet && process.stderr.isTTY);
  const colour = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
  try {
    const report = await generate({
      ...inputOptions(spec, flags),
      force,
      dryRun,
      onStage: progress.stage,
    });
    progress.done();
    if (json) return print(jsonOfReport(report, peakMemoryBytes()));
    process.stderr.write(textOfDiagnostics(report, colour));
    if (!quiet) print(textOfReport(report, dryRun, process.cwd()));
  } catch (error) {
    progress.done();
    if (!(error instanceof ProblemsError)) throw error;
    if (json) print(jsonOfProblems(error));
    else process.stderr.write(textOfDiagnostics(error, colour));
    process.exitCode = 1;
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function peakMemoryBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
