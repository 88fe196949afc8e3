/** What mapping finds: names that clash, credentials that cannot be sent, operations that are missing. */
import { error, warning } from "./entry.js";

export const mapCatalogue = {
  "repeated-operation-id": warning<{ operationId: string }>(
    ({ operationId }) => `The operationId "${operationId}" stands more than once`,
    () =>
      "These tools are named by method and path. Make each operationId unique, or name them in the config's `names`.",
  ),
  "name-clash": error<{ name: string; operation: string; other: string }>(
    ({ name, operation, other }) => `${operation} and ${other} are both named "${name}"`,
    ({ operation }) => `Give one of them another name in the config: names: { "${operation}": … }`,
  ),
  "name-of-nothing": warning<{ key: string }>(
    ({ key }) => `The config names "${key}", which is no operation of the document`,
    () => "Use an operationId, or `METHOD /path` as the document writes it.",
  ),
  "undefined-security-scheme": warning<{ name: string }>(
    ({ name }) => `The security scheme "${name}" is required but not defined`,
    () => "Nothing is sent for it. Define it under `components.securitySchemes`.",
  ),
  "unsupported-security-scheme": warning<{ name: string; reason: string }>(
    ({ name, reason }) => `The security scheme "${name}" sends nothing: ${reason}`,
    () => "The tools are generated; the API will refuse calls that need it.",
  ),
  "no-base-url": warning<{ variable: string; written: string }>(
    ({ written }) => `The document names no absolute server URL (it says "${written}")`,
    ({ variable }) => `Set ${variable} when the server runs, or \`server.baseUrl\` in the config.`,
  ),
  "no-golden-request": warning<{ name: string }>(
    ({ name }) => `No arguments were found that ${name} accepts, so it has no golden request`,
    () =>
      "The tool works; npm test of the generated project does not cover it. Look for constraints that contradict each other.",
  ),
  "nothing-exposed": warning(
    () => "The document exposes no operation, so the server's tool list is empty",
    () => "Check the document's `paths` and the config's `routeMaps`.",
  ),
} as const;
