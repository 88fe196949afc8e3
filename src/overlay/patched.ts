/**
 * A document that overlays change. The value it starts from is not touched: what an action changes is copied before, with
 * all that is around it, because values can be shared (by YAML's aliases, by the targets of an update, by `copy`).
 */
import type { Code, Values } from "../diagnostics/catalogue.js";
import type { Place } from "../diagnostics/diagnostic.js";
import { isObject, type Json, type JsonObject } from "../json/json.js";
import { get, put, take, type Open, type Spot } from "./containers.js";
import { Origin } from "./origin.js";
import { pathOf, type Location } from "./query.js";
import { isContainer, measure, nounOf } from "./values.js";

/** What an action adds, and whom it tells that it cannot. */
export interface Change<Value extends Json = Json> {
  readonly value: Value;
  /** Where that was written. */
  readonly origin: Origin;
  readonly fail: Fail;
}

/** Ends the run because of an action. @param location the value of the document that is in the way */
export type Fail = <C extends Code>(code: C, values: Values<C>, location?: Location) => never;

/** All actions together may add this many values. */
export const mostAdded = 1_000_000;

/** A document and what became of it. */
export class PatchedDocument {
  #value: Json;
  #origin: Origin;
  readonly #depthLimit: number;
  #allowance = mostAdded;
  /** The containers that are at one place of the document only. */
  #own = new WeakSet<Open>();

  /**
   * @param file the document's name in messages
   * @param depthLimit levels of objects and arrays
   */
  constructor(value: Json, file: string, depthLimit: number) {
    this.#value = value;
    this.#origin = new Origin(file, "");
    this.#depthLimit = depthLimit;
  }

  get value(): Json {
    return this.#value;
  }

  /** Where the value at a pointer of the document was written. */
  placeOf(pointer: string): Place {
    return this.#origin.place(pointer);
  }

  /** Begins an action. It may copy what the last one made, so nothing is at one place only any more. */
  begin(): void {
    this.#own = new WeakSet();
  }

  /** Merges an object into the one at a location (Overlay 1.1, "Action Object": the steps at its end). */
  merge(location: Location, { value: update, origin, fail }: Change<JsonObject>): void {
    const spot = this.#open(location);
    for (const [key, value] of Object.entries(update)) {
      const [at, existing] = [[...location, key], get(spot.container, key)];
      const inner = { origin: origin.at(key), fail };
      const isNew = existing === undefined || !(isContainer(existing) || isContainer(value));
      if (isNew) this.#put(spot, at, { ...inner, value });
      else if (isObject(existing) && isObject(value)) this.merge(at, { ...inner, value });
      else if (isArray(existing) && isArray(value)) this.concatenate(at, { ...inner, value });
      else
        fail("overlay-incompatible", { path: pathOf(at), found: nounOf(existing), given: nounOf(value) }, at);
    }
  }

  /** Adds the items of an array to the one at a location. */
  concatenate(location: Location, { value, origin, fail }: Change<readonly Json[]>): void {
    const items = [...value.entries()];
    this.append(
      location,
      items.map(([index, item]) => ({ value: item, origin: origin.at(index), fail })),
    );
  }

  /** Adds values to the array at a location. */
  append(location: Location, changes: readonly Change[]): void {
    const spot = this.#open(location);
    const end = Array.isArray(spot.container) ? spot.container.length : 0;
    for (const [index, change] of changes.entries()) this.#put(spot, [...location, end + index], change);
  }

  /** Puts a value in the place of another. */
  replace(location: Location, change: Change): void {
    if (location.length > 0) this.#put(this.#open(location.slice(0, -1)), location, change);
    else [this.#value, this.#origin] = [change.value, change.origin];
  }

  /** Removes values, none of them the root, from what they are in. */
  remove(locations: readonly Location[]): void {
    const parents = new Map<string, { parent: Location; steps: Set<string | number> }>();
    for (const location of locations) {
      const parent = location.slice(0, -1);
      const key = JSON.stringify(parent);
      const known = parents.get(key) ?? { parent, steps: new Set() };
      parents.set(key, known);
      for (const step of location.slice(-1)) known.steps.add(step);
    }
    // From the leaves up, so that no removal changes the way to another.
    const upwards = [...parents.values()].sort((one, other) => other.parent.length - one.parent.length);
    for (const { parent, steps } of upwards) take(this.#open(parent), steps);
  }

  #put(spot: Spot, location: Location, { value, origin, fail }: Change): void {
    // A document that grows with each action (`copy: $`) has to stop somewhere.
    const deepest = this.#depthLimit - location.length;
    const { values, depth } = measure(value, this.#allowance, deepest);
    this.#allowance -= values;
    if (this.#allowance < 0) fail("overlay-adds-too-much", { limit: mostAdded });
    if (depth > deepest) fail("nested-too-deeply", { limit: this.#depthLimit });
    for (const step of location.slice(-1)) put(spot, step, value, origin);
  }

  /** The object or array at a location, to be changed. */
  #open(location: Location): Spot {
    let spot: Spot = { container: this.#copy(this.#value), origin: this.#origin };
    this.#value = spot.container;
    for (const step of location) {
      const container = this.#copy(get(spot.container, step));
      put(spot, step, container);
      spot = { container, origin: spot.origin.open(step) };
    }
    return spot;
  }

  #copy(value: Json | undefined): Open {
    // The casts take away "readonly" only, from what is known to be nowhere else.
    if (value === undefined || !isContainer(value))
      throw new TypeError("Only objects and arrays can be opened");
    if (this.#own.has(value as Open)) return value as Open;
    const copy: Open = isArray(value) ? [...value] : { ...value };
    this.#own.add(copy);
    return copy;
  }
}

/** `Array.isArray` does not know arrays that are read only. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
