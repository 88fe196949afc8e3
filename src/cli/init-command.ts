/** `mcpgen init`. */
import { relative } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { diagnosticsToJson } from "../diagnostics/print.js";
import { visibleText } from "../diagnostics/visible-text.js";
import { init, type InitOptions, type InitReport } from "../init.js";
import { strategies } from "../init/strategies.js";
import { operationLines, quoted } from "./report.js";
import { runCommand } from "./run-command.js";

interface Flags extends Pick<InitOptions, "strategy" | "output" | "force" | "refRoot"> {
  readonly allowRef?: string[];
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The command, ready to be added to the program. */
export function initCommand(): Command {
  return new Command("init")
    .description("write a commented config for an OpenAPI document, to begin with")
    .argument("<spec>", "a file, an http(s) URL, or - for standard input")
    .addOption(
      new Option("--strategy <strategy>", "what operations become").choices(strategies).default("tools"),
    )
    .option("-o, --output <file>", "the config file (default: mcpgen.config.yaml in this folder)", yamlFile)
    .option("--force", "replace a config file that is there")
    .option("--ref-root <dir>", "let $refs name files below this folder (default: the document's)")
    .option("--allow-ref <place...>", "let $refs name exactly these files or URLs")
    .option("--json", "print the report as one JSON object")
    .option("-q, --quiet", "print problems only")
    .addHelpText("after", strategyHelp)
    .action(run)
    .showHelpAfterError("(mcpgen init --help shows what can be typed)")
    .exitOverride();
}

const strategyHelp = `
Strategies:
  tools      every operation is a tool
  semantic   GET operations are resources, those with a path parameter resource templates, the rest tools
  read-only  GET and HEAD operations are tools, the rest is left out
  by-tag     a rule for each tag of the document, each making tools`;

function yamlFile(path: string): string {
  if (/\.ya?ml$/i.test(path)) return path;
  throw new InvalidArgumentError("init writes YAML, so the file's name has to end with .yaml or .yml.");
}

function run(spec: string, flags: Flags): Promise<void> {
  const { allowRef, json = false, quiet = false, ...options } = flags;
  const allowRefs = allowRef === undefined ? {} : { allowRefs: allowRef };
  const { stdin } = process;
  return runCommand((onStage) => init({ ...options, ...allowRefs, spec, stdin, onStage }), {
    json,
    quiet,
    jsonOf,
    textOf: (report) => textOf(report, process.cwd()),
  });
}

/** What was written, what it makes of the operations, and what to type next. */
function textOf(report: InitReport, cwd: string): string {
  const path = relative(cwd, report.config);
  const spec = report.namesSpec ? "" : " <spec>";
  const config = /^mcpgen\.config\.ya?ml$/.test(path) ? "" : ` --config ${quoted(path)}`;
  return [
    visibleText(`Wrote ${path}: ${report.strategy}`),
    ...operationLines(report),
    "",
    "Next:",
    `  mcpgen generate${spec}${config}`,
  ].join("\n");
}

function jsonOf({ sources, diagnostics, ...report }: InitReport): string {
  return JSON.stringify({ ok: true, ...report, diagnostics: diagnosticsToJson(diagnostics, sources) });
}
