/** What a run reads: a document, a config and an overlay, put together from the patches of many positions. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json } from "../../src/json/json.js";

/** A part of the inputs. */
export interface Patch {
  readonly document?: Json;
  readonly config?: Json;
  /** Actions of the overlay. */
  readonly actions?: readonly Json[];
  /** Other members of the overlay. */
  readonly overlay?: Json;
}

/** Both together: objects member by member, lists one behind the other, of other values the second. */
export function merge(one: Json, other: Json): Json {
  if (Array.isArray(one) && Array.isArray(other)) return [...(one as Json[]), ...(other as Json[])];
  if (!isObject(one) || !isObject(other)) return other;
  const members = new Map(Object.entries(one));
  for (const [key, value] of Object.entries(other)) {
    const known = members.get(key);
    members.set(key, known === undefined ? value : merge(known, value));
  }
  return Object.fromEntries(members);
}

/** Writes the inputs into a folder and says how to name them. */
export function writeInputs(
  folder: string,
  base: Patch,
  patches: readonly Patch[],
): { readonly spec: string; readonly config: string } {
  const all = [base, ...patches];
  const sum = (parts: readonly (Json | undefined)[], start: Json): Json =>
    parts.reduce<Json>((whole, part) => (part === undefined ? whole : merge(whole, part)), start);
  const overlay = sum(
    all.map((patch) => patch.overlay),
    {
      overlay: "1.1.0",
      info: { title: "Changes", version: "1" },
      actions: all.flatMap(({ actions }) => actions ?? []),
    },
  );
  const hasOverlay = all.some(({ actions }) => actions !== undefined);
  const config = sum(
    all.map((patch) => patch.config),
    hasOverlay ? { overlays: ["overlay.json"] } : {},
  );
  const document = sum(
    all.map((patch) => patch.document),
    {},
  );
  mkdirSync(folder, { recursive: true });
  for (const [name, value] of Object.entries({ document, config, overlay }))
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(value));
  return { spec: "document.json", config: "config.json" };
}
