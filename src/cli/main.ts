/** The command line. Exit codes: 0 done, 1 problems in the input (nothing written), 2 wrong usage, 3 what `--check` or `--fail-on` looks for. */
import { Command, CommanderError } from "commander";
import { version } from "../version.js";
import { diffCommand } from "./diff-command.js";
import { inspectCommand } from "./inspect-command.js";
import { generateCommand } from "./generate-command.js";
import { initCommand } from "./init-command.js";

const program = new Command("mcpgen")
  .description("Generates a standalone, typed MCP server project from an OpenAPI document.")
  .version(version)
  .addCommand(generateCommand())
  .addCommand(initCommand())
  .addCommand(inspectCommand())
  .addCommand(diffCommand())
  .showHelpAfterError("(mcpgen --help shows what can be typed)")
  .exitOverride();

// A reader that goes away early (`mcpgen … | head`) is no problem of the user's.
process.stdout.on("error", () => process.exit());

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
