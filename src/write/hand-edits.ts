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
  diagnostics.report("edited-by-hand", { path, belongs: placeOf(file) }, { patch });
}

const alsoThere = "The other way round, this has what the document, the config or mcpgen changed since, too:";

/** Where an edit of a generated file belongs. */
function placeOf({ path, operation }: SourceFile): string {
  if (operation !== undefined) return placeOfComponent(operation);
  const [, place = "the config or src/extensions/"] = places.find(([of]) => path.startsWith(of)) ?? [];
  return place;
}

function placeOfComponent(operation: string): string {
  const key = JSON.stringify(operation);
  return `the config (operations[${key}].description, title, annotations, arguments or upstream, or names[${key}]), or, for what it does, to src/extensions/`;
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
