/** What parsing finds: references that lead nowhere, and what cannot be supported. */
import { error, warning, type Entry } from "./entry.js";

/** A reference to a file that `load` did not give; the reason and the way out are load's. */
function refusedFile(what: string): Entry<{ ref: string; reason: string; fix: string }> {
  return error(
    ({ ref, reason }) => `The $ref "${ref}" ${what}: ${reason}`,
    ({ fix }) => fix,
  );
}

export const parseCatalogue = {
  "unresolved-ref": error<{ ref: string; suggestion?: string }>(
    ({ ref }) => `The $ref "${ref}" points to nothing`,
    ({ suggestion }) =>
      suggestion === undefined
        ? "Add what it points to, or correct the reference."
        : `Did you mean "${suggestion}"?`,
  ),
  "ref-file-not-found": refusedFile("names a file that does not exist"),
  "ref-file-unreadable": refusedFile("names a file that cannot be read"),
  "ref-outside-root": refusedFile("names something outside the document's folder"),
  "ref-too-large": refusedFile("names a file that is too large"),
  "circular-ref": error<{ ref: string }>(
    ({ ref }) => `The $ref "${ref}" leads back to itself`,
    () => "Let one of the references in the circle point to a definition.",
  ),
  "circular-schema": warning<{ name: string }>(
    ({ name }) => `The schema ${name} contains itself, as a part or alternative of the same value`,
    () => "The inner one is left out. Let alternatives name schemas that do not have allOf this one.",
  ),

  "not-openapi": error<{ found: string; fix?: string }>(
    ({ found }) => `This is not an OpenAPI document: ${found}`,
    ({ fix }) => fix ?? 'Give a document that starts with "openapi: 3.x" or "swagger: 2.0".',
  ),

  "undeclared-path-parameter": warning<{ name: string; path: string }>(
    ({ name, path }) => `The path ${path} has a parameter {${name}} that is not declared`,
    ({ name }) =>
      `It is taken as a required string. Declare it: { name: ${name}, in: path, required: true, schema: … }`,
  ),
  "pattern-not-javascript": warning<{ pattern: string }>(
    ({ pattern }) => `JavaScript cannot read the pattern ${pattern}`,
    () => "Values are not checked against it before a request. Write it as ECMA-262 has it, if it should be.",
  ),
  "inexact-integer": warning<{ keyword: string; read: string }>(
    ({ keyword, read }) => `An integer in ${keyword} is beyond 2^53, and JavaScript reads ${read}`,
    () => "A call would send that number. Exclude the operation, or declare a string if the API takes one.",
  ),
  "stray-path-parameter": warning<{ name: string; path: string }>(
    ({ name, path }) => `The path parameter "${name}" does not occur in ${path}`,
    ({ name }) => `It is left out. Add {${name}} to the path, or remove the parameter.`,
  ),
  "extension-unfit": warning<{ what: string; wanted: string }>(
    ({ what }) => `${what} cannot be used`,
    ({ wanted }) => `It is left out. Write ${wanted}.`,
  ),
  "extension-key-misspelled": warning<{ what: string; suggestion: string }>(
    ({ what }) => `${what} means nothing`,
    ({ suggestion }) => `Did you mean "${suggestion}"?`,
  ),
  "operation-skipped": warning<{ operation: string; reason: string }>(
    ({ operation, reason }) => `${operation} is skipped: ${reason}`,
    () => "The rest is generated. Change the document, or exclude the operation with a route map.",
  ),
} as const;
