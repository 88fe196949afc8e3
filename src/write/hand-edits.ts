/** What is said of a generated file that was edited by hand: the edit, and where it belongs instead. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../emit/source.js";
import type { Memory } from "../lock/memory.js";
import { sha256 } from "./hash.js";
import { unifiedDiff } from "./unified-diff.js";

/** A file that mcpgen has to replace or remove, with a text that is not mcpgen's. */
interface HandEdit {
  readonly path: string;
  readonly text: string;
  /** What this run gives; absent where the file is stale. */
  readonly file: SourceFile | undefined;
  readonly memory: Memory | undefined;
}

/** Reports a file. What mcpgen had written is no longer known, only its hash: the edit is shown against what this run gives. */
export function reportHandEdit({ path, text, file, memory }: HandEdit, diagnostics: Diagnostics): void {
  const hashes = memory?.hashes.get(path);
  if (file === undefined) return diagnostics.report("edited-and-stale", { path });
  const diff = unifiedDiff(path, file.text, text);
  if (hashes === undefined) return diagnostics.report("output-taken", { path }, { patch: diff });
  const patch = hashes.has(sha256(file.text)) ? diff : `${alsoThere}\n${diff}`;
  diagnostics.report("edited-by-hand", { path, belongs: placeOf(file, text) }, { patch });
}

const alsoThere = "The other way round, this has what the document, the config or mcpgen changed since, too:";

/** Where an edit of a generated file belongs. */
function placeOf({ path, operation, text }: SourceFile, edited: string): string {
  if (operation !== undefined) return placeOfComponent(operation, editedProperty(text, edited));
  const [, place = "the config or src/extensions/"] = places.find(([of]) => path.startsWith(of)) ?? [];
  return place;
}

function placeOfComponent(operation: string, property: string | undefined): string {
  const key = JSON.stringify(operation);
  const settings = new Map([
    ["name", `names[${key}]`],
    ["title", `operations[${key}].title`],
    ["description", `operations[${key}].description`],
    ["annotations", `operations[${key}].annotations`],
    ["tags", `operations[${key}].mcpTags`],
    ["inputSchema", `operations[${key}].arguments`],
  ]);
  const setting = settings.get(property ?? "");
  if (setting !== undefined) return `${setting} of the config`;
  return `names[${key}] or operations[${key}] of the config, or, for what it does, to src/extensions/`;
}

/** The property of a component that was edited, if it is one. */
function editedProperty(before: string, after: string): string | undefined {
  const [lines, edited] = [before.split("\n"), after.split("\n")];
  const first = lines.findIndex((line, index) => line !== edited[index]);
  const last = lines.findLastIndex((line, index) => line !== edited[index - lines.length + edited.length]);
  const [property, other] = [first, last].map((index) => propertyAt(lines, index));
  return property === other ? property : undefined;
}

/** The property that a line of a component is in. */
function propertyAt(lines: readonly string[], index: number): string | undefined {
  const start = lines.findIndex((line) => line.startsWith("export const "));
  const line = lines.slice(start, index + 1).findLast((each) => /^ {2}\w/.test(each));
  return start < 0 || start > index ? undefined : /^ {2}(\w+):/.exec(line ?? "")?.[1];
}

/** By the beginning of a path, the first that fits. */
const places: readonly (readonly [path: string, place: string])[] = [
  [".env.example", "README.md or a file of your own"],
  ["test/generated/", "a test of your own beside test/generated/"],
  ["src/generated/README.md", "README.md"],
  ["src/generated/server.ts", "src/extensions/ (tools of your own), or the config (routeMaps, server)"],
  ["src/generated/client.ts", "the config (server.baseUrl, upstream), or to src/extensions/ (credentials)"],
  ["src/generated/api.ts", "the document or an overlay of it (overlays of the config)"],
  ["src/generated/schemas.ts", "the document or an overlay of it (overlays of the config)"],
  [
    "src/generated/runtime/",
    "the config (upstream) or src/extensions/, or report what is wrong with it to mcpgen",
  ],
];
