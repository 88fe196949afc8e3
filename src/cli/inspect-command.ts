/** `mcpgen inspect`. */
import { existsSync } from "node:fs";
import { Command, Option } from "commander";
import { inspect } from "../inspect.js";
import { inputOptions, withInputFlags, type InputFlags } from "./input-flags.js";
import { jsonOfInspection } from "./inspect-json.js";
import { textOfExplanation } from "./inspect-explanation.js";
import { orders, textOfInspection, type Order } from "./inspect-table.js";
import { runCommand, showsColours } from "./run-command.js";

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

function run(first: string | undefined, second: string | undefined, flags: Flags): Promise<void> {
  const { json = false, sort } = flags;
  const { spec, ...asked } = split(first, second);
  return runCommand((onStage) => inspect({ ...inputOptions(spec, flags), ...asked, onStage }), {
    json,
    quiet: false,
    jsonOf: (report) => jsonOfInspection(report, sort),
    textOf: (report) =>
      report.explanation === undefined
        ? textOfInspection(report, sort)
        : textOfExplanation(report.explanation, report, showsColours()),
    isWhole: ({ explanation }) => explanation !== undefined,
  });
}
