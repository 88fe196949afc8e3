/** Gets the entry document: from a file, a URL or standard input. */
import { dirname, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SpecFile } from "./document.js";
import type { GuardOptions } from "./guard.js";
import type { Limits } from "./limits.js";
import { readStream } from "./read.js";
import { TextReporter } from "./reporter.js";
import { isHttp, readSource } from "./source.js";
import { decodeText, parseText } from "./text.js";

/** How to load a document. */
export interface LoadOptions {
  /** Absolute; references may name files below it. Without it: below the entry document's folder. */
  readonly refRoot?: string;
  /** Exact paths and URLs that references may name besides (`--allow-ref`). */
  readonly allowRefs: readonly string[];
  /** Absolute paths and http(s) URLs of overlays, in the order in which they are applied to the entry document. */
  readonly overlays?: readonly string[];
  /** What `-` stands for. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
  /** The working directory, absolute: names in messages are relative to it. */
  readonly cwd: string;
  readonly limits?: Partial<Limits>;
  /** Called with the absolute path or the URL of each file before it is read. */
  readonly onInput?: (place: string) => void;
}

/** A loaded file and what the loader does next with it. */
export interface Loaded {
  readonly file: SpecFile;
  /** The strings of its `$ref`s. */
  readonly refs: readonly string[];
  readonly bytes: number;
}

/** The entry document, and the part of the guard's rule that depends on where it came from. */
export interface LoadedEntry extends Loaded {
  readonly opens: Pick<GuardOptions, "root" | "rootUrl">;
}

/** What reading one source needs. */
export interface Reading {
  readonly options: LoadOptions;
  readonly limits: Limits;
  readonly diagnostics: Diagnostics;
}

/**
 * Loads the entry document.
 * @param source an absolute path, an http(s) URL, or `-`
 * @throws {ProblemsError} if it cannot be had or is not JSON or YAML with an object at its root
 */
export async function loadEntry(source: string, reading: Reading): Promise<LoadedEntry> {
  if (source === "-") return loadStdin(reading);
  const { options, limits, diagnostics } = reading;
  options.onInput?.(source);
  const request = { cwd: options.cwd, limit: limits.entryBytes, limits, diagnostics };
  const { bytes, url, name } = await readSource(source, request);
  const fromUrl = isHttp(source);
  const opens = fromUrl ? { rootUrl: url } : { root: options.refRoot ?? dirname(source) };
  return { ...parseEntry(bytes, { url: url.href, name, fromUrl }, limits, diagnostics), opens };
}

async function loadStdin({ options, limits, diagnostics }: Reading): Promise<LoadedEntry> {
  const bytes = await readStream(options.stdin ?? nothing(), {
    name: "-",
    limit: limits.entryBytes,
    diagnostics,
  });
  // The folder's own URL: relative references resolve against it, and none of them can name the document itself.
  const url = pathToFileURL((options.refRoot ?? options.cwd) + sep).href;
  const opens = options.refRoot === undefined ? {} : { root: options.refRoot };
  return { ...parseEntry(bytes, { url, name: "-", fromUrl: false }, limits, diagnostics), opens };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

interface Origin {
  readonly url: string;
  readonly name: string;
  readonly fromUrl: boolean;
}

function parseEntry(bytes: Uint8Array, origin: Origin, limits: Limits, diagnostics: Diagnostics): Loaded {
  const { url, name, fromUrl } = origin;
  const text = decodeText(bytes, name, diagnostics);
  const reporter = new TextReporter(text, name, diagnostics);
  const start = text.search(/\S/);
  const kind = markupKind(text);
  if (kind !== undefined) reporter.fail("input-is-markup", { kind, fromUrl }, start);
  if (isGraphql(text)) reporter.fail("input-is-graphql", {}, start);
  const { value, refs } = parseText(text, name, limits.depth, diagnostics);
  return { file: { url, name, text, value }, refs, bytes: bytes.byteLength };
}

/** Only YAML's `<<` makes a document begin with `<` without being markup. */
function markupKind(text: string): "HTML" | "XML" | undefined {
  const start = text.slice(0, 2000).trimStart();
  if (!/^<[a-z!?]/i.test(start)) return undefined;
  return /<(?:!doctype\s+html|html|head|body)\b/i.test(start) ? "HTML" : "XML";
}

/** Whether the first definition is one of the GraphQL schema language; none of these can begin a mapping of YAML. */
function isGraphql(text: string): boolean {
  const withoutRemarks = text.slice(0, 20_000).replace(/"""[^]*?"""|#[^\n]*/g, "");
  const first = withoutRemarks.trimStart().replace(/^extend\s+/, "");
  return (
    /^(?:type|interface|enum|input)\s+\w+[^:{\n]*(?:\([^)\n]*\)[^{\n]*)?\{/.test(first) ||
    /^(?:schema\s*\{|scalar\s+\w+\s*(?:@|$|\n)|union\s+\w+\s*=|directive\s+@)/.test(first)
  );
}
