/** The options that say what a command reads: the same for every command that reads a document. */
import { Option, type Command } from "commander";
import { surfaces } from "../config/surface.js";
import type { GenerateOptions } from "../options.js";

/** What is typed. */
export interface InputFlags extends Pick<GenerateOptions, "output" | "config" | "refRoot" | "surface"> {
  readonly allowRef?: string[];
  readonly overlay?: string[];
}

/** Adds the options. */
export function withInputFlags(command: Command): Command {
  return command
    .option("-o, --output <dir>", "the project's folder (default: <title>-mcp)")
    .option("-c, --config <file>", "the config file (default: mcpgen.config.* in this folder)")
    .option("--ref-root <dir>", "let $refs name files below this folder (default: the document's)")
    .option("--allow-ref <place...>", "let $refs name exactly these files or URLs")
    .option("--overlay <place>", "a file or URL that changes the document first; can be repeated", appended)
    .addOption(
      new Option(
        "--surface <mode>",
        "list every tool, or a search over them (default: the config's, or all)",
      ).choices(surfaces),
    );
}

/** Not `<place...>`, which would take a document that follows for one more. */
function appended(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

/** What the options mean, with the document that was named. */
export function inputOptions(spec: string | undefined, flags: InputFlags): GenerateOptions {
  const { allowRef, overlay, output, config, refRoot, surface } = flags;
  return {
    ...(spec === undefined ? {} : { spec }),
    ...(output === undefined ? {} : { output }),
    ...(config === undefined ? {} : { config }),
    ...(refRoot === undefined ? {} : { refRoot }),
    ...(allowRef === undefined ? {} : { allowRefs: allowRef }),
    ...(overlay === undefined ? {} : { overlays: overlay }),
    ...(surface === undefined ? {} : { surface }),
    stdin: process.stdin,
  };
}
