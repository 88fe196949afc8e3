/**
 * Loads a document and every file that its references name, as far as the user allows. Knows nothing of their meaning: a
 * `$ref` in an example may be no reference, so a file that cannot be had is only noted down, and reported by the
 * stage that follows the reference.
 */
import { fileURLToPath } from "node:url";
import { Diagnostics, ProblemsError, type Diagnostic } from "../diagnostics/diagnostic.js";
import type { RefusedFile, SpecDocument, SpecFile } from "./document.js";
import { loadEntry, type Loaded, type LoadOptions, type Reading } from "./entry.js";
import { readBytes } from "./file.js";
import { ReferenceGuard, type Allowed, type Verdict } from "./guard.js";
import { defaultLimits, formatBytes, type Limits } from "./limits.js";
import { referencedUrl } from "./reference-url.js";
import { displayName } from "./source.js";
import { decodeText, parseText } from "./text.js";
import { fetchBytes } from "./url.js";

export type { LoadOptions } from "./entry.js";
export type { Limits } from "./limits.js";

/**
 * Loads a document with all that it refers to.
 * @param source an absolute path, an http(s) URL, or `-` for standard input
 * @param diagnostics gets the problems of the entry document
 * @throws {ProblemsError} if there is no entry document to go on with
 */
export async function loadDocument(
  source: string,
  options: LoadOptions,
  diagnostics: Diagnostics,
): Promise<SpecDocument> {
  const limits = { ...defaultLimits, ...options.limits };
  const reading: Reading = { options, limits, diagnostics };
  const { opens, ...written } = await loadEntry(source, reading);
  const entry = await patched(written, reading);
  const guard = new ReferenceGuard({ ...opens, allowRefs: options.allowRefs, cwd: options.cwd });
  const loader = new ReferenceLoader(entry, { guard, limits, options, diagnostics });
  await loader.loadAll();
  return { entry: entry.file, files: loader.files, refused: loader.refused };
}

/** The library for queries takes longer to load than a small document, so it is loaded when there is an overlay. */
async function patched(entry: Loaded, reading: Reading): Promise<Loaded> {
  if ((reading.options.overlays ?? []).length === 0) return entry;
  return (await import("./overlays.js")).withOverlays(entry, reading);
}

/** What the references of a run are loaded with. */
interface Means {
  readonly guard: ReferenceGuard;
  readonly limits: Limits;
  readonly options: LoadOptions;
  readonly diagnostics: Diagnostics;
}

class ReferenceLoader {
  readonly files = new Map<string, SpecFile>();
  readonly refused = new Map<string, RefusedFile>();
  readonly #queue: Loaded[];
  readonly #means: Means;
  #bytes: number;

  constructor(entry: Loaded, means: Means) {
    this.files.set(entry.file.url, entry.file);
    this.#queue = [entry];
    this.#means = means;
    this.#bytes = entry.bytes;
  }

  /** File after file, one at a time: which one meets the total limit must not depend on the network. */
  async loadAll(): Promise<void> {
    for (const { file, refs } of this.#queue)
      for (const ref of refs) {
        if (ref.startsWith("#")) continue;
        const address = referencedUrl(ref, file.url);
        if (!this.files.has(address) && !this.refused.has(address)) await this.#load(address, file.url);
      }
  }

  async #load(address: string, from: string): Promise<void> {
    // Of its own, because the problems of a file that nothing turns out to need are none.
    const problems = new Diagnostics();
    try {
      const verdict = this.#judge(address, from);
      if ("refused" in verdict) this.refused.set(address, verdict.refused);
      else this.#add(address, await this.#read(address, verdict, problems));
    } catch (error) {
      const problem = error instanceof ProblemsError ? error.diagnostics[0] : undefined;
      if (problem === undefined) throw error;
      this.refused.set(address, refusal(problem));
    }
  }

  #add(address: string, loaded: Loaded): void {
    const { file, bytes } = loaded;
    this.#bytes += bytes;
    this.#queue.push(loaded);
    this.files.set(address, file);
    // After a redirect the file is known by both URLs, so that references inside it find it again.
    if (!this.files.has(file.url)) this.files.set(file.url, file);
    this.#means.diagnostics.sources.set(file.name, file.text);
  }

  #judge(address: string, from: string): Verdict {
    const { files, totalBytes } = this.#means.limits;
    if (this.files.size >= files) return tooMuch(`the document refers to more than ${files} files`);
    if (this.#bytes >= totalBytes)
      return tooMuch(`all files together are larger than ${formatBytes(totalBytes)}`);
    return URL.canParse(address) ? this.#means.guard.judge(new URL(address), from) : notAnAddress;
  }

  async #read(address: string, verdict: Allowed, diagnostics: Diagnostics): Promise<Loaded> {
    const { limits, options, guard } = this.#means;
    const limit = Math.min(limits.refBytes, limits.totalBytes - this.#bytes);
    // By the path that was written: a symbolic link can come to lead elsewhere.
    options.onInput?.("path" in verdict ? fileURLToPath(address) : verdict.url.href);
    if ("path" in verdict) {
      const name = displayName(fileURLToPath(address), options.cwd);
      const base = "the file that the reference stands in";
      const bytes = await readBytes({ path: verdict.path, name, base, limit, pipes: false, diagnostics });
      return parseLoaded(bytes, address, name, limits, diagnostics);
    }
    const mayRequest = (url: URL): boolean => guard.mayRequest(url);
    const { bytes, url } = await fetchBytes({ url: verdict.url, limit, limits, mayRequest, diagnostics });
    return parseLoaded(bytes, url.href, address, limits, diagnostics);
  }
}

function parseLoaded(
  bytes: Uint8Array,
  url: string,
  name: string,
  limits: Limits,
  diagnostics: Diagnostics,
): Loaded {
  const text = decodeText(bytes, name, diagnostics);
  const { value, refs } = parseText(text, name, limits.depth, diagnostics);
  return { file: { url, name, text, value }, refs, bytes: bytes.byteLength };
}

const notAnAddress: Verdict = {
  refused: { code: "ref-file-unreadable", reason: "it is not a path or URL", fix: "Correct the reference." },
};

function tooMuch(reason: string): Verdict {
  return { refused: { code: "ref-too-large", reason, fix: "Generate from a part of the document." } };
}

const refusalCodes: Partial<Record<Diagnostic["code"], RefusedFile["code"]>> = {
  "input-not-found": "ref-file-not-found",
  "input-too-large": "ref-too-large",
  "url-redirect-refused": "ref-outside-root",
};

/** A problem of a referenced file in the words of one who follows the reference. */
function refusal({ code, title, fix, place }: Diagnostic): RefusedFile {
  const { line, column } = place?.position ?? {};
  const where = place === undefined || line === undefined ? "" : `${place.file}:${line}:${column}: `;
  return { code: refusalCodes[code] ?? "ref-file-unreadable", reason: where + title, fix };
}
