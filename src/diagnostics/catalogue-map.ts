/** What mapping finds: names that clash, credentials that cannot be sent, operations that are missing. */
import { error, warning } from "./entry.js";
import { someOf } from "./some-of.js";

export const mapCatalogue = {
  "repeated-operation-id": warning<{ operationId: string }>(
    ({ operationId }) => `The operationId "${operationId}" stands more than once`,
    () =>
      "These tools are named by method and path. Make each operationId unique, or name them in the config's `names`.",
  ),
  "name-clash": error<{
    name: string;
    operation: string;
    otherName: string;
    other: string;
    isByFunction: boolean;
  }>(
    ({ name, operation, otherName, other }) =>
      name === otherName
        ? `${operation} and ${other} are both named "${name}"`
        : `The names "${name}" of ${operation} and "${otherName}" of ${other} differ only in case`,
    ({ operation, isByFunction }) =>
      isByFunction
        ? "Let componentFn return another name for one of them: it has the last word."
        : `Give one of them another name in the config: names: { "${operation}": … }`,
  ),
  "name-reserved": error<{ name: string; operation: string; key: string }>(
    ({ name, operation, key }) => `${operation} is named "${name}" as is a tool that \`${key}\` adds`,
    ({ operation }) => `Give it another name in the config: names: { "${operation}": … }`,
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
  "token-url-not-https": warning<{ scheme: string; host: string }>(
    ({ scheme, host }) =>
      `The tokens of "${scheme}" would be had from ${host} over http: everybody on the way reads the secret`,
    ({ scheme }) =>
      `This URL is left out. Set the right one in the config: upstream: { credentials: { "${scheme}": { tokenUrl: … } } }`,
  ),
  "token-url-elsewhere": warning<{ scheme: string; host: string; tokenUrl: string }>(
    ({ scheme, host }) => `The tokens of "${scheme}" are had from ${host}, which is not the host of the API`,
    ({ scheme, tokenUrl }) =>
      `Client id and secret are sent there. If that is right, say so in the config: upstream: { credentials: { "${scheme}": { tokenUrl: ${tokenUrl} } } }`,
  ),
  "token-url-unusable": warning<{ scheme: string }>(
    ({ scheme }) => `The token URL of "${scheme}" is neither an http(s) URL nor relative to one`,
    ({ scheme }) =>
      `It is left out. Correct it, or set it in the config: upstream: { credentials: { "${scheme}": { tokenUrl: … } } }`,
  ),
  "server-without-credentials": warning<{ origin: string; operations: readonly string[] }>(
    ({ origin, operations }) =>
      `The API's credentials do not go to ${origin}, which is another origin: ${someOf(operations)}`,
    ({ origin }) =>
      `If it may have them, say so in the config: upstream: { credentialOrigins: [${JSON.stringify(origin)}] }`,
  ),
  "credential-origin-idle": warning<{ origin: string }>(
    ({ origin }) => `No operation goes to ${origin} with credentials, or it is the API's own origin`,
    () => "Remove it, or correct it.",
  ),
  "no-base-url": warning<{ variable: string; written: string }>(
    ({ written }) =>
      written === "/"
        ? "The document names no server URL"
        : `The server URL "${written}" is not an absolute http(s) URL`,
    ({ variable }) => `Set ${variable} when the server runs, or \`server.baseUrl\` in the config.`,
  ),
  "no-base-url-of-operations": warning<{ variable: string; written: string }>(
    ({ written }) =>
      `Operations have a server of their own, "${written}", which is not an absolute http(s) URL`,
    ({ variable }) => `Set ${variable} when the server runs, or write the whole URL into the document.`,
  ),
  "no-golden-request": warning<{ name: string; cause: string }>(
    ({ name, cause }) => `${name} has no golden request: ${cause}`,
    () =>
      "npm test of the generated project does not cover it. Look for constraints that contradict each other, in what they refer to as well.",
  ),
  "xml-body-is-text": warning<{ operation: string; reason: string }>(
    ({ operation, reason }) => `The XML body of ${operation} is one text that the model writes: ${reason}`,
    () => "Describe it with XML Objects that say which element each value is, and its arguments are typed.",
  ),
  "no-such-operation": error<{ wanted: string; suggestion?: string }>(
    ({ wanted }) => `The document has no operation "${wanted}"`,
    ({ suggestion }) =>
      suggestion === undefined
        ? "Give METHOD /path as the document writes it, an operationId, or a name; mcpgen inspect <spec> lists all."
        : `Did you mean "${suggestion}"?`,
  ),
  "operation-not-explained": error<{ operation: string; reason: string }>(
    ({ operation, reason }) => `${operation} is skipped: ${reason}`,
    () => "There is nothing else to explain. Change the document.",
  ),
  "nothing-exposed": warning(
    () => "The document exposes no operation, so the server's tool list is empty",
    () => "Check the document's `paths` and the config's `routeMaps`.",
  ),
} as const;
