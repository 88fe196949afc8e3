/** What keeps `mcpgen init` from writing a config, or is worth knowing about the one that it wrote. */
import { error, warning } from "./entry.js";

export const initCatalogue = {
  "init-config-exists": error<{ path: string }>(
    ({ path }) => `${path} is there already`,
    () => "Write another file with --output <file>, or replace it with --force.",
  ),
  "init-second-config": error<{ path: string; others: readonly string[] }>(
    ({ path, others }) =>
      `${others.join(" and ")} ${others.length === 1 ? "is" : "are"} there already, and would stand beside ${path}`,
    () => "A folder has one config file: move the other away, or write elsewhere with --output <file>.",
  ),
  "init-over-document": error<{ path: string }>(
    ({ path }) => `${path} is the document itself`,
    () => "Give the config file another name with --output <file>.",
  ),
  "init-blocked": error<{ path: string; kind: string }>(
    ({ path, kind }) => `${path} is ${kind}, where the config file has to go`,
    () => "Move it away, or write another file with --output <file>.",
  ),
  "init-no-folder": error<{ folder: string }>(
    ({ folder }) => `There is no folder ${folder} to write the config file into`,
    () => "Make it first (mkdir -p), or choose another with --output <file>.",
  ),
  "init-not-writable": error<{ path: string; reason: string }>(
    ({ path, reason }) => `${path} cannot be written: ${reason}`,
    () => "Choose another place with --output <file>, or make the folder writable.",
  ),
  "init-no-tags": warning(
    () => "The document has no tags, so the rules are by the first segments of its paths",
    () =>
      "Nothing has to be done. With tags in the document, init --strategy by-tag --force writes a rule for each.",
  ),
} as const;
