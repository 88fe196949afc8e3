import { readOverlay } from "../../src/overlay/read-overlay.js";
import { applyOverlay } from "../../src/overlay/apply.js";
import { PatchedDocument } from "../../src/overlay/patched.js";
import { Selector } from "../../src/overlay/query.js";
import { Diagnostics, ProblemsError, type Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { Json } from "../../src/json/json.js";
import { parseText } from "../../src/load/text.js";

/** What YAML texts say. */
export function yaml(text: string): Json {
  return parseText(text, "test.yaml", 500, new Diagnostics()).value;
}

/** An overlay with these actions. */
export function overlayOf(version: string, ...actions: Json[]): Json {
  return { overlay: version, info: { title: "Test", version: "1.0.0" }, actions };
}

export interface Applied {
  readonly document: PatchedDocument;
  readonly value: Json;
  readonly problems: readonly Diagnostic[];
  /** Each problem as `code pointer`. */
  readonly codes: readonly string[];
}

/** Applies overlays to a document; problems end up in the result. */
export function apply(document: Json, overlays: readonly Json[], seconds = 20): Applied {
  const diagnostics = new Diagnostics();
  const patched = new PatchedDocument(document, "openapi.yaml", 100);
  const selector = new Selector(seconds);
  try {
    for (const each of overlays) {
      const overlay = readOverlay(each, "overlay.yaml", diagnostics);
      if (overlay !== undefined) applyOverlay(patched, overlay, selector, diagnostics);
    }
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
  }
  const codes = diagnostics.all.map(({ code, place }) => `${code} ${place?.pointer}`);
  return { document: patched, value: patched.value, problems: diagnostics.all, codes };
}
