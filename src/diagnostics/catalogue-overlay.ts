/** The diagnostics of overlays: what can be wrong with one, and with applying it to the document. */
import { error, warning } from "./entry.js";

export const overlayCatalogue = {
  // ---- the file
  "overlay-not-one": error<{ found: string; fix?: string }>(
    ({ found }) => `This is not an Overlay document: ${found}`,
    ({ fix = 'Begin it with "overlay: 1.1.0", "info" and "actions".' }) => fix,
  ),
  "overlay-unknown-version": error<{ version: string }>(
    ({ version }) => `mcpgen does not know version ${version} of the Overlay Specification`,
    () => 'Write "overlay: 1.0.0" or "overlay: 1.1.0".',
  ),
  "overlay-unknown-key": error<{ key: string; where: string; fix: string }>(
    ({ key, where }) => `${where} has no key "${key}"`,
    ({ fix }) => fix,
  ),
  "overlay-invalid": error<{ what: string; fix: string }>(
    ({ what }) => `The overlay is not valid: ${what}`,
    ({ fix }) => fix,
  ),
  "overlay-bad-target": error<{ query: string; problem: string }>(
    ({ query, problem }) => `"${query}" is not a JSONPath query: ${problem}`,
    () => "Write it as RFC 9535 defines it, e.g. $.paths['/pets'].get or $..parameters[?@.name == 'limit']",
  ),
  "overlay-does-nothing": warning(
    () => "The action changes nothing",
    () => 'Give it "update", "copy" or "remove: true", or take it out.',
  ),
  "overlay-extends-another": warning<{ document: string }>(
    ({ document }) => `The overlay was made for another document: ${document}`,
    () => 'If it is for this one too, take "extends" out.',
  ),

  // ---- applying it
  "overlay-target-matches-nothing": warning<{ target: string }>(
    ({ target }) => `The target ${target} matches nothing`,
    () => "Correct it, or take the action out if the document no longer needs it.",
  ),
  "overlay-target-is-primitive": error<{ path: string; found: string }>(
    ({ path, found }) => `The target matches ${found}, but in Overlay 1.0 only objects and lists: ${path}`,
    () => 'Write "overlay: 1.1.0", or let the target match the object around it and update the key there.',
  ),
  "overlay-mixed-targets": error<{ kinds: readonly string[] }>(
    ({ kinds }) => `The target matches ${kinds.join(" and ")}, but has to match values of one kind`,
    () => "Make two actions of it.",
  ),
  "overlay-incompatible": error<{ path: string; found: string; given: string }>(
    ({ path, found, given }) => `The document has ${found} where the action has ${given}: ${path}`,
    ({ found }) =>
      found === "a list" || found === "an object"
        ? `Give it ${found}, or remove what is there in an action before.`
        : "Give it a text, number, boolean or null, or remove what is there in an action before.",
  ),
  "overlay-copies-not-one": error<{ copy: string; matches: number }>(
    ({ copy, matches }) =>
      matches === 0
        ? `${copy} matches nothing to copy`
        : `${copy} matches ${matches} values, but one is copied`,
    () => "Write a query that matches exactly one value, e.g. $.paths['/pets'].get",
  ),
  "overlay-removes-document": error(
    () => "The action removes the whole document",
    () => "Let the target match something inside it.",
  ),
  "overlay-adds-too-much": error<{ limit: number }>(
    ({ limit }) => `The overlays add more than ${limit.toLocaleString("en-US")} values to the document`,
    () => "Let the target match less, or generate from a document that has them already.",
  ),
  "overlay-matches-too-much": error<{ query: string }>(
    ({ query }) => `${query} matches more than mcpgen can hold`,
    () => "Write a query that matches less.",
  ),
  "overlay-too-slow": error<{ query: string; seconds: number }>(
    ({ query, seconds }) =>
      `${query} was not done when the overlays' queries had taken ${seconds} s together`,
    () => 'Write a query that looks at less: name the keys on the way instead of "..".',
  ),
} as const;
