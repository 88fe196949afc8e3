/** The diagnostics of the config file and of the lock. */
import { didYouMeanOr, error, warning } from "./entry.js";
import { someOf } from "./some-of.js";

export const configCatalogue = {
  // ---- config
  "config-unknown-key": error<{ key: string; where: string; known: readonly string[]; suggestion?: string }>(
    ({ key, where }) => `${where} has no key "${key}"`,
    ({ suggestion, known }) => didYouMeanOr(suggestion, `Remove it; the keys are ${known.join(", ")}.`),
  ),
  "config-no-function": error<{ key: string }>(
    ({ key }) => `${key} has to be a function, which only a config in .ts, .js or .mjs can have`,
    ({ key }) => `Write mcpgen.config.ts: export default { ${key}: … }`,
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

  "cache-left-out": error<{ path: string }>(
    ({ path }) => `${path} has no effect: upstream.cache is false, which leaves the cache out`,
    () => "Remove it, or remove `upstream.cache` and say `cache: false` where nothing is to be kept.",
  ),
  "cache-of-other-method": error<{ operation: string }>(
    ({ operation }) => `The answers of ${operation} are never kept: only those of GET and HEAD are`,
    () => "Remove `cache`.",
  ),
  "route-map-unreachable": error<{ path: string; by: string }>(
    ({ path, by }) => `${path} never decides anything: ${by} fits every operation`,
    ({ by }) => `Move it before ${by}.`,
  ),
  "route-map-fits-nothing": warning<{ index: number }>(
    ({ index }) => `routeMaps[${index}] fits no operation of the document`,
    () => "Correct its tests, or remove it.",
  ),
  "route-map-shadowed": warning<{ index: number; by: readonly number[] }>(
    ({ index, by }) =>
      `routeMaps[${index}] decides nothing: ${by.map((each) => `routeMaps[${each}]`).join(", ")} before it fit all that it fits`,
    () => "Move it up, or remove it.",
  ),
  "resource-not-read": error<{ index: number; methods: readonly string[] }>(
    ({ index, methods }) =>
      `routeMaps[${index}] makes resources of ${methods.join(", ")}, but resources come of GET and HEAD only`,
    () => "Make tools of them, or add GET to its methods.",
  ),
  "resource-of-other-method": warning<{ index: number; operations: readonly string[] }>(
    ({ index, operations }) =>
      `routeMaps[${index}] makes resources, and does not apply to operations other than GET and HEAD: ${someOf(operations)}`,
    () => "Add `methods: [GET, HEAD]` to it. The rules behind it decide about these operations.",
  ),
  "resource-out-of-reach": warning<{ operation: string; needs: readonly string[] }>(
    ({ operation, needs }) =>
      `${operation} becomes a tool instead of a resource: no URI holds ${needs.join(" and ")}, which it needs`,
    () => "Give it `mcpType: tool` by a rule of its own, before the one that makes resources.",
  ),
  "extension-exposes-excluded": warning<{ index: number; operations: readonly string[] }>(
    ({ index, operations }) =>
      `routeMaps[${index}] excludes what the document's x-mcp exposes nevertheless: ${someOf(operations)}`,
    () => "The document wins. To exclude them, say `mcpType: exclude` under `operations` of the config.",
  ),
  "type-not-readable": error<{ operation: string; what: string }>(
    ({ operation, what }) =>
      `${what} makes a resource of ${operation}, but resources come of GET and HEAD only`,
    () => "Make a tool of it.",
  ),
  "extension-type-not-readable": warning<{ operation: string; what: string }>(
    ({ operation, what }) =>
      `${what} makes a resource of ${operation}, but resources come of GET and HEAD only`,
    () => "It becomes a tool. Correct the document, or say `mcpType: tool` under `operations` of the config.",
  ),
  "config-function-failed": error<{ name: string; operation: string; reason: string }>(
    ({ name, operation, reason }) => `${name} fails for ${operation}: ${reason}`,
    ({ name }) => `Correct ${name} in the config.`,
  ),
  "operation-of-nothing": error<{ key: string; suggestion?: string }>(
    ({ key }) => `The config is about "${key}", which is no operation of the document`,
    ({ suggestion }) =>
      didYouMeanOr(suggestion, "Use an operationId, or `METHOD /path` as the document writes it."),
  ),
  "pin-of-nothing": error<{ selector: string; suggestion?: string }>(
    ({ selector }) => `\`surface.pin\` has "${selector}", which no tool fits`,
    ({ suggestion }) =>
      didYouMeanOr(suggestion, "Use names of tools, where * is any text, `tag:<tag>` or `read-only`."),
  ),
  "media-type-of-nothing": error<{ operation: string; mediaType: string; known: readonly string[] }>(
    ({ operation, mediaType }) => `${operation} takes no body of "${mediaType}"`,
    ({ known }) =>
      known.length === 0 ? "It takes no body at all: remove the key." : `Choose ${known.join(" or ")}.`,
  ),
  "credential-of-nothing": error<{ name: string; known: readonly string[]; suggestion?: string }>(
    ({ name }) => `No operation of the server needs a security scheme "${name}"`,
    ({ known, suggestion }) =>
      known.length === 0
        ? "They need none at all: remove the key."
        : didYouMeanOr(suggestion, `They need ${known.join(", ")}.`),
  ),
  "credential-over-http": error<{ scheme: string; host: string }>(
    ({ scheme, host }) =>
      `The tokens of "${scheme}" would be had from ${host} over http: everybody on the way reads the secret`,
    () => "Write https. Plain http is only for this machine, and for the host of an API over http.",
  ),
  "credential-setting-unfit": error<{ scheme: string; key: string; reason: string; fix: string }>(
    ({ scheme, key, reason }) => `The security scheme "${scheme}" cannot have \`${key}\`: ${reason}`,
    ({ fix }) => fix,
  ),
  "server-variable-of-nothing": error<{ name: string; known: readonly string[] }>(
    ({ name }) => `No server URL of the document has a variable "${name}"`,
    ({ known }) =>
      known.length === 0
        ? "They have none at all: remove the key, or set `server.baseUrl`."
        : `They have ${known.join(", ")}.`,
  ),
  "server-variable-unfit": error<{ name: string; value: string }>(
    ({ name, value }) =>
      `The server variable "${name}" cannot be "${value}": it would change the rest of the URL`,
    () => "Use letters, digits and - . _ ~ : / only, without dot segments; or set `server.baseUrl`.",
  ),
  "server-variable-value": error<{ name: string; value: string; known: readonly string[] }>(
    ({ name, value }) => `The document does not allow "${value}" for the server variable "${name}"`,
    ({ known }) => `Choose one of ${known.join(", ")}.`,
  ),

  // ---- lock
  "lock-conflict": error(
    () => "The lock has unresolved merge conflicts",
    () => "Take one side with git checkout --ours mcpgen.lock.json, and run mcpgen generate --force.",
  ),
  "lock-names-differ": warning<{ operation: string; ours: string; theirs: string }>(
    ({ operation, ours, theirs }) =>
      `Two merged branches call ${operation} by two names: "${ours}" stays, "${theirs}" goes`,
    ({ operation, theirs }) => `For the other, set names["${operation}"] of the config to "${theirs}".`,
  ),
  "journal-broken": error(
    () => "The journal of an interrupted write cannot be used: it was changed since",
    () => "Delete it, and generate again with --force.",
  ),
  "lock-broken": error<{ reason: string }>(
    ({ reason }) => `The lock cannot be used: ${reason}`,
    () => "Restore it with git checkout -- mcpgen.lock.json, or delete it and generate again with --force.",
  ),
} as const;
