/** The diagnostics of `load`: what can be wrong with getting and reading the document, the config and the lock. */
import { error } from "./entry.js";

/** Ends a fix with the suggestion, if there is one. */
function orSuggest(suggestion: string | undefined, otherwise: string): string {
  return suggestion === undefined ? otherwise : `Did you mean "${suggestion}"?`;
}

export const loadCatalogue = {
  // ---- files
  "input-not-found": error<{ path: string; base?: string; suggestion?: string }>(
    ({ path }) => `There is no file ${path}`,
    ({ base = "the working directory", suggestion }) =>
      orSuggest(suggestion, `Check the path; it is taken relative to ${base}.`),
  ),
  "input-is-directory": error<{ path: string; suggestion?: string }>(
    ({ path }) => `${path} is a directory, not a file`,
    ({ suggestion }) => orSuggest(suggestion, "Give the path of the file in it."),
  ),
  "input-unreadable": error<{ path: string; reason: string }>(
    ({ path, reason }) => `${path} cannot be read: ${reason}`,
    ({ path }) => `Make it a file that you may read, e.g. chmod u+r ${path}`,
  ),
  "input-too-large": error<{ name: string; limit: string }>(
    ({ name, limit }) => `${name} is larger than ${limit}`,
    () => "Split the document, or take out the parts that no operation of the server needs.",
  ),

  // ---- URLs
  "unsupported-scheme": error<{ url: string; scheme: string }>(
    ({ scheme }) => `The scheme "${scheme}" cannot be loaded`,
    () => "Give a path or an http(s) URL, or download it and pipe it in: curl … | mcpgen generate -",
  ),
  "url-invalid": error<{ url: string }>(
    ({ url }) => `"${url}" is not a valid URL`,
    () => "Correct it, e.g. https://example.com/openapi.yaml",
  ),
  "url-credentials": error(
    () => "The URL carries a user name or password, which would end up in logs and in the lock",
    () => "Take them out and pipe the document in: curl --user <name> <url> | mcpgen generate -",
  ),
  "url-status": error<{ url: string; status: number }>(
    ({ url, status }) => `${url} answered with HTTP status ${status}`,
    ({ status }) =>
      status === 401 || status === 403
        ? "Fetch it with your credentials and pipe it in: curl … | mcpgen generate -"
        : "Open the URL in a browser and correct it.",
  ),
  "url-no-answer": error<{ url: string; seconds: number }>(
    ({ url, seconds }) => `${url} did not answer completely within ${seconds} s`,
    () => "Try again, or download it and give the file: curl --output openapi.yaml <url>",
  ),
  "url-unreachable": error<{ url: string; reason: string }>(
    ({ url, reason }) => `${url} cannot be reached: ${reason}`,
    () => "Check the host and port and that its server runs.",
  ),
  "url-redirects": error<{ url: string; limit: number }>(
    ({ url, limit }) => `${url} redirects more than ${limit} times`,
    () => "Give the URL where the document really is: curl --location --head <url> shows it.",
  ),
  "url-redirect-refused": error<{ url: string; target: string }>(
    ({ url, target }) => `${url} redirects to ${target}, which may not be loaded`,
    ({ target }) => `If you trust it, refer to it by that URL and pass --allow-ref ${target}`,
  ),

  // ---- text
  "input-empty": error<{ name: string }>(
    ({ name }) => (name === "-" ? "Standard input is empty" : `${name} is empty`),
    ({ name }) =>
      name === "-"
        ? "Pipe a document into it: cat openapi.yaml | mcpgen generate -"
        : "Write the document into it, or give another file.",
  ),
  "input-not-text": error<{ reason: string }>(
    ({ reason }) => `This is not a text file in UTF-8: ${reason}`,
    () => "Convert it: iconv --from-code windows-1252 --to-code utf-8 <file>; unpack it if it is an archive.",
  ),
  "input-is-markup": error<{ kind: "HTML" | "XML"; fromUrl: boolean }>(
    ({ kind, fromUrl }) =>
      fromUrl
        ? `The server answered an ${kind} page, not an OpenAPI document`
        : `This is an ${kind} page, not an OpenAPI document`,
    ({ fromUrl }) =>
      fromUrl
        ? 'Give the URL of the document itself; on a documentation page it is often behind "Download" or "Raw".'
        : "Give the JSON or YAML document that the page describes.",
  ),
  "input-is-graphql": error(
    () => "This is a GraphQL schema, not an OpenAPI document",
    () =>
      'mcpgen reads OpenAPI 2.0 to 3.2: give a document that starts with "openapi: 3.x" or "swagger: 2.0".',
  ),
  "merge-conflict": error(
    () => "This has a conflict of a merge that is not solved",
    () => "Keep what is right of the lines between <<<<<<< and >>>>>>>, and remove the marks.",
  ),
  "json-invalid": error<{ reason: string; fix: string }>(
    ({ reason }) => `This is not valid JSON: ${reason}`,
    ({ fix }) => fix,
  ),
  "yaml-invalid": error<{ reason: string; fix: string }>(
    ({ reason }) => `This is not valid YAML: ${reason}`,
    ({ fix }) => fix,
  ),
  "yaml-unknown-tag": error<{ tag: string }>(
    ({ tag }) => `The YAML tag ${tag} is not supported`,
    () => "Remove the tag and write the value out; only JSON's types can occur in an OpenAPI document.",
  ),
  "yaml-several-documents": error(
    () => "The file holds more than one YAML document",
    () => 'Keep one: put the others in files of their own and remove this "---".',
  ),
  "yaml-alias-expansion": error(
    () => "The YAML aliases expand to far more than the file holds",
    () => "Use $ref for what occurs many times.",
  ),
  "duplicate-key": error<{ key: string }>(
    ({ key }) => `The key "${key}" occurs twice in the same object`,
    () => "Keep one of the two; most programs would silently drop the first.",
  ),
  "nested-too-deeply": error<{ limit: number }>(
    ({ limit }) => `The document is nested more than ${limit} levels deep`,
    () => "Move inner parts to `components` and refer to them with $ref.",
  ),
} as const;
