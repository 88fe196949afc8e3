/** Reads an Overlay document: every field of the specification is checked, because an action that is misread is not seen. */
import type { Code, Values } from "../diagnostics/catalogue.js";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { escapeStep } from "../diagnostics/pointer.js";
import { isObject, own, type Json, type JsonObject } from "../json/json.js";
import type { Action, Modifier, Overlay, OverlayVersion } from "./overlay.js";
import { compileQuery, type Query } from "./query.js";

/**
 * Reads a parsed file.
 * @param file its name in messages
 * @param diagnostics gets every problem of it
 * @returns the overlay, or undefined after a problem was reported
 */
export function readOverlay(value: Json, file: string, diagnostics: Diagnostics): Overlay | undefined {
  const reader = new OverlayReader(file, diagnostics);
  const overlay = reader.read(value);
  return reader.isBroken ? undefined : overlay;
}

class OverlayReader {
  isBroken = false;
  readonly #file: string;
  readonly #diagnostics: Diagnostics;

  constructor(file: string, diagnostics: Diagnostics) {
    this.#file = file;
    this.#diagnostics = diagnostics;
  }

  read(root: Json): Overlay | undefined {
    if (!isObject(root)) return this.#problem("overlay-not-one", { found: "its root is no object" }, "");
    const version = this.#version(root);
    if (version === undefined) return undefined;
    this.#checkKeys(root, ["overlay", "info", "extends", "actions"], "The overlay", "");
    this.#checkInfo(own(root, "info"), version);
    const extended = this.#text(root, "extends", "");
    const actions = this.#actions(own(root, "actions"), version);
    return {
      file: this.#file,
      version,
      ...(extended === undefined ? {} : { extends: extended }),
      actions,
    };
  }

  #version(root: JsonObject): OverlayVersion | undefined {
    const version = own(root, "overlay");
    if (version === undefined) return this.#problem("overlay-not-one", whatElse(root), "");
    const [, minor] = /^1\.([01])\.\d+$/.exec(typeof version === "string" ? version : "") ?? [];
    if (minor === undefined)
      return this.#problem("overlay-unknown-version", { version: JSON.stringify(version) }, "/overlay");
    return minor === "0" ? "1.0" : "1.1";
  }

  /** "Info Object". */
  #checkInfo(info: Json | undefined, version: OverlayVersion): void {
    const fix = "Write: info: { title: What the overlay is for, version: 1.0.0 }";
    if (info === undefined || !isObject(info)) return this.#invalid("it lacks the object info", fix, "/info");
    const known = version === "1.0" ? ["title", "version"] : ["title", "version", "description"];
    this.#checkKeys(info, known, "info", "/info");
    for (const key of ["title", "version"])
      if (own(info, key) === undefined) this.#invalid(`info lacks the key ${key}`, fix, "/info");
  }

  #actions(written: Json | undefined, version: OverlayVersion): Action[] {
    const actions: readonly Json[] = Array.isArray(written) ? written : [];
    if (actions.length === 0)
      this.#invalid("it has no list of actions", "Add: actions: [{ target: …, update: … }]", "/actions");
    return actions.flatMap((action, index) => this.#action(action, `/actions/${index}`, version) ?? []);
  }

  /** "Action Object". */
  #action(action: Json, pointer: string, version: OverlayVersion): Action | undefined {
    if (!isObject(action))
      return this.#invalid("an action is no object", "Write: { target: …, update: … }", pointer);
    const since = version === "1.0" ? [] : ["copy"];
    this.#checkKeys(action, ["target", "description", "update", "remove", ...since], "An action", pointer);
    this.#text(action, "description", pointer);
    const target = this.#query(action, "target", pointer);
    if (own(action, "target") === undefined)
      this.#invalid("an action has no target", "Add the key target with a JSONPath query.", pointer);
    const modifier = this.#modifier(action, pointer, version);
    return target === undefined || modifier === undefined ? undefined : { pointer, target, modifier };
  }

  #modifier(action: JsonObject, pointer: string, version: OverlayVersion): Modifier | undefined {
    const remove = own(action, "remove") ?? false;
    if (typeof remove !== "boolean")
      return this.#invalid("remove is neither true nor false", "Write: remove: true", `${pointer}/remove`);
    if (remove) return { kind: "remove" };
    const value = own(action, "update");
    const source = version === "1.0" ? undefined : own(action, "copy");
    if (value !== undefined && source !== undefined)
      return this.#invalid("an action has both update and copy", "Make two actions of it.", pointer);
    if (source !== undefined) {
      const query = this.#query(action, "copy", pointer);
      return query === undefined ? undefined : { kind: "copy", source: query };
    }
    return value === undefined ? { kind: "nothing" } : { kind: "update", value };
  }

  #query(action: JsonObject, key: string, pointer: string): Query | undefined {
    const text = this.#text(action, key, pointer);
    if (text === undefined) return undefined;
    const query = compileQuery(text);
    if (!("problem" in query)) return query;
    return this.#problem("overlay-bad-target", { query: text, problem: query.problem }, `${pointer}/${key}`);
  }

  #text(object: JsonObject, key: string, pointer: string): string | undefined {
    const value = own(object, key);
    if (value === undefined || typeof value === "string") return value;
    return this.#invalid(`${key} is no text`, "Write a text, in quotes.", `${pointer}/${key}`);
  }

  /** Keys with `x-` are anybody's ("Specification Extensions"). */
  #checkKeys(object: JsonObject, known: readonly string[], where: string, pointer: string): void {
    for (const key of Object.keys(object)) {
      if (known.includes(key) || key.startsWith("x-")) continue;
      this.#problem(
        "overlay-unknown-key",
        { key, where, fix: keyFix(key, known) },
        `${pointer}/${escapeStep(key)}`,
      );
    }
  }

  #invalid(what: string, fix: string, pointer: string): undefined {
    return this.#problem("overlay-invalid", { what, fix }, pointer);
  }

  #problem<C extends Code>(code: C, values: Values<C>, pointer: string): undefined {
    this.isBroken = true;
    this.#diagnostics.report(code, values, { place: { file: this.#file, pointer } });
  }
}

/** What a file without `overlay` is instead. */
function whatElse(root: JsonObject): { found: string; fix?: string } {
  const isOpenApi = ["openapi", "swagger"].some((key) => own(root, key) !== undefined);
  if (!isOpenApi) return { found: 'it has no "overlay" at its root' };
  return {
    found: "it is an OpenAPI document",
    fix: "Give the document as the spec and files that change it as overlays: mcpgen generate <spec> --overlay <file>",
  };
}

function keyFix(key: string, known: readonly string[]): string {
  if (key === "copy") return 'Write "overlay: 1.1.0": the key is new in that version.';
  const suggestion = didYouMean(key, known);
  return suggestion === undefined
    ? `Remove it; the keys are ${known.join(", ")}.`
    : `Did you mean "${suggestion}"?`;
}
