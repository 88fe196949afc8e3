/** `mcpgen diff`. */
import { Command, Option } from "commander";
import { diff, type DiffReport } from "../diff.js";
import { grades, type Grade } from "../diff/change.js";
import { markdownOfDiff } from "./diff-markdown.js";
import { jsonOfDiff, textOfDiff } from "./diff-report.js";
import { inputOptions, withInputFlags, type InputFlags } from "./input-flags.js";
import { runCommand } from "./run-command.js";

interface Flags extends InputFlags {
  readonly since?: string;
  readonly failOn?: Grade;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** The exit code where there are changes of the grade that is not to be. */
const failed = 3;

/** The command, ready to be added to the program. */
export function diffCommand(): Command {
  const command = new Command("diff")
    .description(
      "show what changed for a model, graded breaking, risky or compatible, without writing anything",
    )
    .argument("[old]", "a document, or the folder of a generated project")
    .argument("[new]", "the same");
  return withInputFlags(command)
    .option("--since <revision>", "compare the project with a revision of its git repository")
    .addOption(
      new Option(
        "--fail-on <grade>",
        "exit with 3 where there is a change of this grade, or a worse one",
      ).choices(grades.slice(0, -1)),
    )
    .addOption(new Option("--json", "print the changes as one JSON object").conflicts("markdown"))
    .option("--markdown", "print them as a comment for a pull request")
    .action(run)
    .showHelpAfterError("(mcpgen diff --help shows what can be typed)")
    .exitOverride();
}

function run(
  before: string | undefined,
  after: string | undefined,
  flags: Flags,
  command: Command,
): Promise<void> {
  const { json = false, markdown = false, failOn } = flags;
  const { spec: _spec, ...options } = inputOptions(undefined, flags);
  const sides = sidesOf(before, after, flags.since, command);
  return runCommand((onStage) => diff({ ...options, ...sides, onStage }), {
    json,
    quiet: false,
    jsonOf: jsonOfDiff,
    textOf: markdown ? markdownOfDiff : textOfDiff,
    exitCodeOf: (report) => (failOn !== undefined && isAsBad(report, failOn) ? failed : 0),
  });
}

type Sides = { before: string; after: string } | { since: string; environment: NodeJS.ProcessEnv };

function sidesOf(
  before: string | undefined,
  after: string | undefined,
  since: string | undefined,
  command: Command,
): Sides {
  const usage = (message: string): never => command.error(`error: ${message}`, { exitCode: 2 });
  if (since !== undefined)
    return before === undefined ? { since, environment: gitEnvironment() } : usage("--since compares the project with what it was: name no document or folder, but --output <dir>"); // prettier-ignore
  if (before === undefined || after === undefined)
    return usage("name two documents or projects, or a revision with --since <revision>");
  return before === "-" && after === "-"
    ? usage("only one of the two can be standard input")
    : { before, after };
}

/** A hook of git runs with variables that tie every git below it to one folder. */
function gitEnvironment(): NodeJS.ProcessEnv {
  const {
    GIT_DIR: _dir,
    GIT_WORK_TREE: _tree,
    GIT_INDEX_FILE: _index,
    GIT_PREFIX: _prefix,
    ...rest
  } = process.env;
  return rest;
}

function isAsBad({ changes }: DiffReport, grade: Grade): boolean {
  return changes.some((change) => grades.indexOf(change.grade) <= grades.indexOf(grade));
}
