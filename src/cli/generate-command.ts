/** `mcpgen generate`. */
import { Command, Option } from "commander";
import { check } from "../check.js";
import { generate, type GenerateOptions } from "../generate.js";
import { isUpToDate, jsonOfCheck, textOfCheck } from "./check-report.js";
import { inputOptions, withInputFlags, type InputFlags } from "./input-flags.js";
import { jsonOfReport, textOfReport } from "./report.js";
import { runCommand } from "./run-command.js";
import { watchAndReport } from "./watch-report.js";

interface Flags extends InputFlags, Pick<GenerateOptions, "force" | "dryRun" | "rename"> {
  readonly check?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The exit code where a project is not what it would be. */
const outOfDate = 3;

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
    .option("--rename", "let names follow the document, instead of staying as they were in the last run")
    .option("--dry-run", "do everything but write")
    .addOption(
      new Option(
        "--check",
        "write nothing; print a diff and exit with 3 where the project is not what document and config give",
      ).conflicts(["force", "dryRun"]),
    )
    .addOption(
      new Option(
        "--watch",
        "generate again whenever document, config or overlays change, until Ctrl-C",
      ).conflicts(["check", "dryRun", "json"]),
    )
    .option("--json", "print the report as one JSON object")
    .option("-q, --quiet", "print problems only")
    .action(run)
    .showHelpAfterError("(mcpgen generate --help shows what can be typed)")
    .exitOverride();
}

function run(spec: string | undefined, flags: Flags, command: Command): Promise<void> {
  const { json = false, quiet = false, force = false, dryRun = false, rename = false } = flags;
  if (flags.watch === true) {
    if (spec === "-") command.error("error: --watch needs a file or URL: standard input comes only once");
    const { stdin, ...options } = inputOptions(spec, flags);
    return watchAndReport({ ...options, force, rename }, quiet);
  }
  if (flags.check === true) {
    return runCommand((onStage) => check({ ...inputOptions(spec, flags), rename, onStage }), {
      json,
      quiet,
      jsonOf: jsonOfCheck,
      textOf: (report) => textOfCheck(report, process.cwd()),
      exitCodeOf: (report) => (isUpToDate(report) ? 0 : outOfDate),
    });
  }
  return runCommand((onStage) => generate({ ...inputOptions(spec, flags), force, dryRun, rename, onStage }), {
    json,
    quiet,
    jsonOf: (report) => jsonOfReport(report, peakMemoryBytes()),
    textOf: (report) => textOfReport(report, dryRun, process.cwd()),
  });
}

function peakMemoryBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
