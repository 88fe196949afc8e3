/** Objects and arrays that may be changed, together with where their values come from. */
import type { Json } from "../json/json.js";
import type { Origin } from "./origin.js";

/** An object or array that is nowhere else. */
export type Open = Record<string, Json> | Json[];

/** One at its place in a document. */
export interface Spot {
  readonly container: Open;
  readonly origin: Origin;
}

type Step = string | number;

/** The value below a key or index, `undefined` if there is none; nothing inherited, whatever the key. */
export function get(container: Open, step: Step): Json | undefined {
  if (Array.isArray(container)) return container[Number(step)];
  return Object.hasOwn(container, step) ? container[String(step)] : undefined;
}

/** Puts a value below a key or index; it is where it was if `from` does not say otherwise. */
export function put({ container, origin }: Spot, step: Step, value: Json, from?: Origin): void {
  if (Array.isArray(container)) container[Number(step)] = value;
  else if (step !== "__proto__") container[String(step)] = value;
  else {
    const own = { value, writable: true, enumerable: true, configurable: true };
    Object.defineProperty(container, step, own); // an assignment would change the prototype
  }
  if (from !== undefined) origin.set(step, from);
}

/** Takes the values below these keys or indices out; the items of an array behind them close ranks. */
export function take({ container, origin }: Spot, steps: ReadonlySet<Step>): void {
  if (Array.isArray(container)) {
    const left = [...container.keys()].filter((index) => !steps.has(index));
    for (const [to, from] of left.entries()) container[to] = container[from] ?? null;
    container.length = left.length;
    origin.keep(left);
    return;
  }
  for (const step of steps) {
    Reflect.deleteProperty(container, step);
    origin.remove(String(step));
  }
}
