/** `mcpgen generate`. */
import { Command } from "commander";
import { generate, ProblemsError, type GenerateOptions } from "../generate.js";
import { showProgress } from "./progress.js";
import { jsonOfProblems, jsonOfReport, textOfDiagnostics, textOfReport } from "./report.js";

interface Flags extends Pick<GenerateOptions, "output" | "config" | "force" | "dryRun" | "refRoot"> {
  readonly allowRef?: string[];
  readonly overlay?: string[];
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The command, ready to be added to the program. */
export function generateCommand(): Command {
  return new Command("generate")
    .description("generate a server from an OpenAPI document, or generate it again")
    .argument(
      "[spec]",
      "a file, an http(s) URL, or - for standard input; default: the config's, or the last one",
    )
    .option("-o, --output <dir>", "the project's folder (default: <title>-mcp)")
    .option("-c, --config <file>", "the config file (default: mcpgen.config.* in this folder)")
    .option("--force", "write into a folder that is not mcpgen's, and over hand edits of generated files")
    .option("--dry-run", "do everything but write")
    .option("--ref-root <dir>", "let $refs name files below this folder (default: the document's)")
    .option("--allow-ref <place...>", "let $refs name exactly these files or URLs")
    .option("--overlay <place>", "a file or URL that changes the document first; can be repeated", appended)
    .option("--json", "print the report as one JSON object")
    .option("-q, --quiet", "print problems only")
    .action(run)
    .showHelpAfterError("(mcpgen generate --help shows what can be typed)")
    .exitOverride();
}

/** Not `<place...>`, which would take a document that follows for one more. */
function appended(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

async function run(spec: string | undefined, flags: Flags): Promise<void> {
  const { allowRef, overlay, json = false, quiet = false, ...options } = flags;
  const progress = showProgress(!json && !quiet && process.stderr.isTTY);
  const colour = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
  try {
    const report = await generate({
      ...options,
      ...(spec === undefined ? {} : { spec }),
      ...(allowRef === undefined ? {} : { allowRefs: allowRef }),
      ...(overlay === undefined ? {} : { overlays: overlay }),
      stdin: process.stdin,
      onStage: progress.stage,
    });
    progress.done();
    if (json) return print(jsonOfReport(report, peakMemoryBytes()));
    process.stderr.write(textOfDiagnostics(report, colour));
    if (!quiet) print(textOfReport(report, options.dryRun ?? false, process.cwd()));
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
