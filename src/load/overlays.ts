/** Applies the overlays of a run to the entry document, before anything looks for references in it. */
import { applyOverlay } from "../overlay/apply.js";
import type { Overlay } from "../overlay/overlay.js";
import { PatchedDocument } from "../overlay/patched.js";
import { Selector } from "../overlay/query.js";
import { readOverlay } from "../overlay/read-overlay.js";
import type { Loaded, Reading } from "./entry.js";
import { referencedUrl } from "./reference-url.js";
import { readSource } from "./source.js";
import { survey } from "./survey.js";
import { decodeText, parseText } from "./text.js";

interface LoadedOverlay {
  readonly overlay: Overlay;
  /** Of its file. */
  readonly url: string;
  readonly bytes: number;
}

/**
 * The entry document with the overlays of the options applied to it, one after the other.
 * @throws {ProblemsError} if one cannot be had, is none, or cannot be applied
 */
export async function withOverlays(entry: Loaded, reading: Reading): Promise<Loaded> {
  const { options, limits, diagnostics } = reading;
  const overlays: LoadedOverlay[] = [];
  for (const source of options.overlays ?? []) overlays.push(...(await loadOverlay(source, reading)));
  diagnostics.throwIfErrors();
  const { file } = entry;
  const document = new PatchedDocument(file.value, file.name, limits.depth);
  const selector = new Selector(limits.querySeconds);
  for (const { overlay, url } of overlays) {
    checkExtends(overlay, url, entry, reading);
    applyOverlay(document, overlay, selector, diagnostics);
  }
  const { value } = document;
  return {
    file: { ...file, value, placeOf: (pointer) => document.placeOf(pointer) },
    refs: survey(value, limits.depth).refs,
    bytes: overlays.reduce((sum, { bytes }) => sum + bytes, entry.bytes),
  };
}

/** An overlay as a list; an empty one after a problem in it was reported. */
async function loadOverlay(source: string, reading: Reading): Promise<LoadedOverlay[]> {
  const { options, limits, diagnostics } = reading;
  options.onInput?.(source);
  const request = { cwd: options.cwd, limit: limits.refBytes, limits, diagnostics };
  const { bytes, url, name } = await readSource(source, request);
  const text = decodeText(bytes, name, diagnostics);
  const overlay = readOverlay(parseText(text, name, limits.depth, diagnostics).value, name, diagnostics);
  return overlay === undefined ? [] : [{ overlay, url: url.href, bytes: bytes.byteLength }];
}

/** Standard input may be any document, so an overlay is taken to be for it. */
function checkExtends(overlay: Overlay, url: string, { file }: Loaded, { diagnostics }: Reading): void {
  if (overlay.extends === undefined || file.name === "-") return;
  const document = referencedUrl(overlay.extends, url);
  if (document === file.url || document === file.name) return;
  const place = { file: overlay.file, pointer: "/extends" };
  diagnostics.report("overlay-extends-another", { document: overlay.extends }, { place });
}
