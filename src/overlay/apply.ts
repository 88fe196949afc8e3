/** Applies an overlay to a document, action after action (https://spec.openapis.org/overlay/, "Action Object"). */
import type { Code, Values } from "../diagnostics/catalogue.js";
import type { Diagnostics, Place } from "../diagnostics/diagnostic.js";
import { escapeStep } from "../diagnostics/pointer.js";
import { isObject, type Json } from "../json/json.js";
import { Origin } from "./origin.js";
import type { Action, Overlay } from "./overlay.js";
import type { Change, PatchedDocument } from "./patched.js";
import { pathOf, type Location, type Query, type Selected, type Selector } from "./query.js";
import { isContainer, kindOf, nounOf } from "./values.js";

/**
 * Applies an overlay.
 * @param document is changed
 * @param diagnostics gets targets that match nothing
 * @throws {ProblemsError} if an action cannot be applied
 */
export function applyOverlay(
  document: PatchedDocument,
  overlay: Overlay,
  selector: Selector,
  diagnostics: Diagnostics,
): void {
  for (const action of overlay.actions)
    new Application(document, overlay, action, selector, diagnostics).run();
}

/** One action and what it needs. */
class Application {
  constructor(
    private readonly document: PatchedDocument,
    private readonly overlay: Overlay,
    private readonly action: Action,
    private readonly selector: Selector,
    private readonly diagnostics: Diagnostics,
  ) {}

  run(): void {
    const { target, modifier } = this.action;
    const targets = this.#select(target, "target");
    if (targets.length === 0)
      this.#report("overlay-target-matches-nothing", { target: target.text }, "target");
    this.#checkKinds(targets);
    this.document.begin();
    if (modifier.kind === "nothing") this.#report("overlay-does-nothing", {}, "");
    else if (modifier.kind === "remove") this.#remove(targets);
    else {
      const value = modifier.kind === "update" ? modifier.value : this.#source(modifier.source);
      for (const each of targets) this.#change(each, value, modifier.kind);
    }
  }

  /** 1.0: "objects or arrays (not primitive types or `null` values)"; 1.1: "all objects or all arrays or all primitives". */
  #checkKinds(targets: readonly Selected[]): void {
    const primitive = targets.find(({ value }) => !isContainer(value));
    const { version } = this.overlay;
    if (version === "1.0" && primitive !== undefined) {
      const { location, value } = primitive;
      const values = { path: pathOf(location), found: nounOf(value) };
      this.#fail("overlay-target-is-primitive", values, "target", location);
    }
    const kinds = [...new Set(targets.map(({ value }) => kindOf(value)))];
    if (version === "1.1" && this.action.modifier.kind !== "remove" && kinds.length > 1)
      this.#fail("overlay-mixed-targets", { kinds }, "target");
  }

  #remove(targets: readonly Selected[]): void {
    const locations = targets.map(({ location }) => location);
    if (locations.some(({ length }) => length === 0)) this.#fail("overlay-removes-document", {}, "target");
    this.document.remove(locations);
  }

  /** "A JSONPath expression selecting a single node". */
  #source(query: Query): Json {
    const [source, ...others] = this.#select(query, "copy");
    if (source !== undefined && others.length === 0) return source.value;
    const matches = source === undefined ? 0 : others.length + 1;
    return this.#fail("overlay-copies-not-one", { copy: query.text, matches }, "copy");
  }

  #change({ location, value: existing }: Selected, value: Json, key: "update" | "copy"): void {
    // One of its own for each target: it goes into the document.
    const origin = new Origin(this.overlay.file, `${this.action.pointer}/${key}`);
    const fail: Change["fail"] = (code, values, at) => this.#fail(code, values, key, at);
    const isList = Array.isArray(value);
    if (isObject(existing) && isObject(value)) this.document.merge(location, { value, origin, fail });
    else if (Array.isArray(existing) && isList && this.overlay.version === "1.1")
      this.document.concatenate(location, { value, origin, fail });
    else if (Array.isArray(existing)) this.document.append(location, [{ value, origin, fail }]);
    else if (!isContainer(existing) && !isContainer(value))
      this.document.replace(location, { value, origin, fail });
    else {
      const values = { path: pathOf(location), found: nounOf(existing), given: nounOf(value) };
      fail("overlay-incompatible", values, location);
    }
  }

  #select(query: Query, key: string): readonly Selected[] {
    const selected = this.selector.select(query, this.document.value);
    if (selected === "too-slow")
      this.#fail("overlay-too-slow", { query: query.text, seconds: this.selector.seconds }, key);
    if (selected === "too-much") this.#fail("overlay-matches-too-much", { query: query.text }, key);
    return selected;
  }

  #report<C extends Code>(code: C, values: Values<C>, key: string): void {
    this.diagnostics.report(code, values, { place: this.#place(key) });
  }

  /** @param key of the action @param location the value of the document that is in the way */
  #fail<C extends Code>(code: C, values: Values<C>, key: string, location?: Location): never {
    const related =
      location === undefined ? [] : [{ place: this.#placeOf(location), label: "this is there" }];
    return this.diagnostics.fail(code, values, { place: this.#place(key), related });
  }

  #place(key: string): Place {
    const { pointer } = this.action;
    return { file: this.overlay.file, pointer: key === "" ? pointer : `${pointer}/${key}` };
  }

  #placeOf(location: Location): Place {
    return this.document.placeOf(location.map((step) => `/${escapeStep(String(step))}`).join(""));
  }
}
