/** Reads YAML 1.2 (core schema) with the `yaml` library and says what is wrong with a text that it refuses. */
import { parseDocument, type YAMLError } from "yaml";
import type { Json } from "../json/json.js";
import type { TextReporter } from "./reporter.js";
import { convertYaml } from "./yaml-convert.js";

/** More problems of one kind than this tell nothing new. */
const mostProblems = 20;

/**
 * The value of the one document in a YAML text.
 * @param reporter knows the text, and gets its problems
 * @param depthLimit levels of mappings and lists
 * @throws {ProblemsError} if the text has no value; never another error, whatever the text
 */
export function readYaml(reporter: TextReporter, depthLimit: number): Json {
  try {
    const document = parseDocument(reporter.text, {
      schema: "core",
      merge: false, // convertYaml does it
      uniqueKeys: false, // it compares each key with each; convertYaml does not
      resolveKnownTags: false, // !!binary, !!set and such have no JSON value
      prettyErrors: false, // it puts line numbers into the messages
    });
    const error = earliest(document.errors);
    if (error !== undefined) failWith(error, reporter, depthLimit);
    const unknownTags = document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED");
    for (const { message, pos } of unknownTags.slice(0, mostProblems))
      reporter.report("yaml-unknown-tag", { tag: tagIn(message) }, pos[0]);
    if (unknownTags.length > 0) reporter.end();
    return convertYaml(document.contents, reporter, depthLimit);
  } catch (error) {
    // The library recurses, so a text that is nested deeply enough overflows the stack.
    if (error instanceof RangeError) reporter.fail("nested-too-deeply", { limit: depthLimit });
    throw error;
  }
}

/** The tag that a warning is about, as it is written: the library spells `!!` out. */
function tagIn(message: string): string {
  return message.replace(/^Unresolved tag: /, "").replace("tag:yaml.org,2002:", "!!");
}

/** The first error of the text is the cause of most that follow it; the library lists them in another order. */
function earliest(errors: readonly YAMLError[]): YAMLError | undefined {
  return errors.reduce<YAMLError | undefined>(
    (a, b) => (a === undefined || b.pos[0] < a.pos[0] ? b : a),
    undefined,
  );
}

interface Explanation {
  readonly reason: string;
  readonly fix: string;
}

/** The library's codes whose own message does not tell a reader of API documents what to do. */
const explanations: Partial<Record<YAMLError["code"], Explanation>> = {
  TAB_AS_INDENT: {
    reason: "a tab is used as indentation",
    fix: "Indent with spaces: YAML does not allow tabs there.",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    reason: "a value contains a colon, or its indentation is wrong",
    fix: 'Put the value in quotes if it is a text with ": " in it; else correct the indentation.',
  },
  MULTILINE_IMPLICIT_KEY: {
    reason: "a key is missing its colon, or runs over several lines",
    fix: 'Write "key: value" on one line, and correct the indentation of the lines below it.',
  },
  BAD_SCALAR_START: {
    reason: "a text starts with a character that means something in YAML",
    fix: "Put it in quotes.",
  },
  BAD_INDENT: {
    reason: "the indentation does not match the lines before",
    fix: "Align the line with its siblings.",
  },
  BAD_DQ_ESCAPE: {
    reason: "an unknown escape in a double-quoted text",
    fix: "Write a backslash as \\\\, or use single quotes.",
  },
};

function failWith({ code, message, pos }: YAMLError, reporter: TextReporter, depthLimit: number): never {
  if (code === "RESOURCE_EXHAUSTION") reporter.fail("nested-too-deeply", { limit: depthLimit }, pos[0]);
  if (code === "MULTIPLE_DOCS") reporter.fail("yaml-several-documents", {}, pos[0]);
  const reason = message.charAt(0).toLowerCase() + message.slice(1);
  const explanation = explanations[code] ?? { reason, fix: "Correct the YAML at this place." };
  return reporter.fail("yaml-invalid", { ...explanation }, pos[0]);
}
