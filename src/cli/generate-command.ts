/** `mcpgen generate`. */
import { Command } from "commander";
import { generate, type GenerateOptions } from "../generate.js";
import { inputOptions, withInputFlags, type InputFlags } from "./input-flags.js";
import { jsonOfReport, textOfReport } from "./report.js";
import { runCommand } from "./run-command.js";

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

function run(spec: string | undefined, flags: Flags): Promise<void> {
  const { json = false, quiet = false, force = false, dryRun = false } = flags;
  return runCommand((onStage) => generate({ ...inputOptions(spec, flags), force, dryRun, onStage }), {
    json,
    quiet,
    jsonOf: (report) => jsonOfReport(report, peakMemoryBytes()),
    textOf: (report) => textOfReport(report, dryRun, process.cwd()),
  });
}

function peakMemoryBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
