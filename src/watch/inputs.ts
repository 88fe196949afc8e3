/** Knows what files are like, to tell whether they have changed since they were read. */
import { statSync } from "node:fs";

/** The inputs of a run: every place that was read, and of a file what it was like then. */
export type InputStates = ReadonlyMap<string, string>;

/** Whether a place is a file, and so can be watched. */
export function isFile(place: string): boolean {
  return !/^[a-z][a-z0-9+.-]+:\/\//i.test(place);
}

/**
 * What a file is like without reading it: whether it is there, which one it is (an editor may put another one in its
 * place), how large and how old. The same for every URL.
 */
export function stateOf(place: string): string {
  if (!isFile(place)) return "not watched";
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(place, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(" ");
  } catch {
    return absent;
  }
}

/** The state of a file that is not there, or not to be seen. */
export const absent = "absent";

/** The same places as they are now. */
export function asTheyAre(inputs: InputStates): InputStates {
  return new Map([...inputs.keys()].map((place) => [place, stateOf(place)]));
}

/** Whether nothing has changed between two looks at the same places. */
export function isSame(one: InputStates, other: InputStates): boolean {
  return [...one].every(([place, state]) => other.get(place) === state);
}
