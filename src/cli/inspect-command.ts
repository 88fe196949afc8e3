/** `mcpgen inspect`. */
import { existsSync } from "node:fs";
import { Command, Option } from "commander";
import { ProblemsError } from "../diagnostics/diagnostic.js";
import { inspect } from "../inspect.js";
import { inputOptions, withInputFlags, type InputFlags } from "./input-flags.js";
import { jsonOfInspection } from "./inspect-json.js";
import { textOfExplanation } from "./inspect-explanation.js";
import { orders, textOfInspection, type Order } from "./inspect-table.js";
import { showProgress } from "./progress.js";
import { jsonOfProblems, textOfDiagnostics } from "./report.js";

interface Flags extends InputFlags {
  readonly json?: boolean;
  readonly sort: Order;
}

/** The command, ready to be added to the program. */
export function inspectCommand(): Command {
  const command = new Command("inspect")
    .description("show what becomes of each operation and why, without writing anything")
    .argument("[spec]", "as of generate")
    .argument("[operation]", 'explain this one: "GET /pets/{petId}", its operationId or its name');
  return withInputFlags(command)
    .addOption(new Option("--sort <by>", "the order of the table").choices(orders).default("document"))
    .option("--json", "print everything as one JSON object")
    .action(run)
    .showHelpAfterError("(mcpgen inspect --help shows what can be typed)")
    .exitOverride();
}

/** Where a config or a project says which document it is, the operation may stand alone. */
function split(first: string | undefined, second: string | undefined): { spec?: string; operation?: string } {
  const isOperation = first !== undefined && second === undefined && (isRoute(first) || isName(first));
  const [spec, operation] = isOperation ? [undefined, first] : [first, second];
  return { ...(spec === undefined ? {} : { spec }), ...(operation === undefined ? {} : { operation }) };
}

/** `GET /pets/{petId}`. */
function isRoute(text: string): boolean {
  return /^[A-Za-z]+\s+\//.test(text);
}

/** An operationId or a name: a word without an extension, and no file that is there. */
function isName(text: string): boolean {
  return /^\w[\w-]*$/.test(text) && !existsSync(text);
}

async function run(first: string | undefined, second: string | undefined, flags: Flags): Promise<void> {
  const { json = false, sort } = flags;
  const progress = showProgress(!json && process.stderr.isTTY);
  const colour = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
  const { spec, ...asked } = split(first, second);
  try {
    const report = await inspect({ ...inputOptions(spec, flags), ...asked, onStage: progress.stage });
    progress.done();
    if (json) return print(jsonOfInspection(report, sort));
    const { explanation } = report;
    if (explanation !== undefined) return print(textOfExplanation(explanation, report, colour));
    process.stderr.write(textOfDiagnostics(report, colour));
    print(textOfInspection(report, sort));
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
