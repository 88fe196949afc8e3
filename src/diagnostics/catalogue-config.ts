/** The diagnostics of the config file and of the lock. */
import { error } from "./entry.js";

function didYouMeanOr(suggestion: string | undefined, otherwise: string): string {
  return suggestion === undefined ? otherwise : `Did you mean "${suggestion}"?`;
}

export const configCatalogue = {
  // ---- config
  "config-unknown-key": error<{ key: string; where: string; known: readonly string[]; suggestion?: string }>(
    ({ key, where }) => `${where} has no key "${key}"`,
    ({ suggestion, known }) => didYouMeanOr(suggestion, `Remove it; the keys are ${known.join(", ")}.`),
  ),
  "config-missing-key": error<{ key: string; where: string }>(
    ({ key, where }) => `${where} lacks the key "${key}"`,
    ({ key }) => `Add "${key}".`,
  ),
  "config-invalid-value": error<{ path: string; problem: string; fix: string; suggestion?: string }>(
    ({ path, problem }) => `${path} ${problem}`,
    ({ fix, suggestion }) => didYouMeanOr(suggestion, fix),
  ),
  "config-bad-pattern": error<{ path: string; reason: string }>(
    ({ path, reason }) => `${path} is not a valid regular expression: ${reason}`,
    () => "Write an ECMAScript pattern, e.g. ^/admin/ or ^/pets/\\{petId\\}$",
  ),
  "config-failed": error<{ reason: string }>(
    ({ reason }) => `The config file failed to run: ${reason}`,
    () => "Correct the file; it has to export an object: export default { spec: … }",
  ),
  "config-no-default": error<{ found: string }>(
    ({ found }) => `The config file does not export an object by default, but ${found}`,
    () => "Write: export default { spec: … }",
  ),
  "config-unknown-format": error<{ path: string }>(
    ({ path }) => `${path} is not a config file that mcpgen can read`,
    () => "Give it one of the extensions .yaml, .yml, .json, .ts, .js, .mjs",
  ),

  // ---- lock
  "lock-conflict": error(
    () => "The lock has unresolved merge conflicts",
    () =>
      "Keep the lines of both sides (names once given stay), remove the marks, and run mcpgen generate again.",
  ),
  "lock-broken": error<{ reason: string }>(
    ({ reason }) => `The lock cannot be used: ${reason}`,
    () => "Restore it with git checkout -- mcpgen.lock.json, or delete it and generate again with --force.",
  ),
} as const;
