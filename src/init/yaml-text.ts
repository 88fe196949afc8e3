/**
 * The only way from text of a document into a config file: as a scalar, or behind `#`. Neither can end where it should
 * not, and nothing in the file reads otherwise than it is.
 */
import { stringify } from "yaml";
import { visibleText } from "../diagnostics/visible-text.js";
import { json } from "../emit/code.js";
import { isObject } from "../json/json.js";

/** A key or a value on one line, inside or outside `{ }` and `[ ]`. */
export function scalar(text: string): string {
  // What an editor would hide is escaped. JSON is YAML; the library leaves direction marks as they are.
  if (visibleText(text) !== text || text === "<<") return json(text);
  const printed = stringify([text], {
    collectionStyle: "flow",
    flowCollectionPadding: false,
    lineWidth: 0,
    // A pattern is easier to read where its backslashes are not doubled.
    singleQuote: text.includes("\\") ? true : null,
  });
  return printed.trimEnd().slice(1, -1);
}

/** A value on one line; keys that are undefined are left out. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "string") return scalar(value);
  return isObject(value) ? flowMapping(value) : String(value);
}

function flowMapping(value: object): string {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{ ${entries.map(([key, each]) => `${scalar(key)}: ${flow(each)}`).join(", ")} }`;
}

const longestComment = 80;

/** Text of the document inside a comment. */
export function comment(text: string): string {
  return visibleText(text.length > longestComment ? `${text.slice(0, longestComment)}…` : text);
}

/** Lines as comments, so that taking `# ` away gives them back. */
export function commentedOut(lines: readonly string[]): string[] {
  return lines.map((line) => `# ${line}`);
}
