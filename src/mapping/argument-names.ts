/** What arguments are called (DESIGN.md section 5): the wire name where clients accept it. */
import type { ArgumentPlace } from "../project/project.js";
import { longHash, shortHash } from "./words.js";

/** Something that becomes an argument. */
export interface Named {
  readonly place: ArgumentPlace;
  readonly wireName: string;
}

const legalName = /^[A-Za-z0-9_-]{1,64}$/;

/** What every object has: an argument of such a name that is not given would not be undefined. */
const inherited: readonly string[] = Object.getOwnPropertyNames(Object.prototype);

/** Characters that tell names apart which are otherwise alike, such as Twilio's `StartTime>` and `StartTime<`. */
const spelled: ReadonlyMap<string, string> = new Map([
  ["<", "_lt"],
  [">", "_gt"],
  ["=", "_eq"],
  ["!", "_not"],
]);

/**
 * A name for each, in their order. Where places clash, a body field keeps its name and the others say where they travel;
 * an exact wire name wins over one that had to be cleaned.
 */
export function argumentNames(all: readonly Named[]): string[] {
  const wanted = all.map(({ wireName }) => cleaned(wireName));
  const given = new Set(inherited);
  const order = all
    .map((_, index) => index)
    .sort((a, b) => rank(all[a], wanted[a]) - rank(all[b], wanted[b]) || a - b);
  const names: string[] = [];
  for (const index of order) {
    const one = all[index];
    const name = wanted[index];
    if (one === undefined || name === undefined) continue;
    const choices = [
      name,
      `${name.slice(0, 50)}_${one.place}`,
      ...[shortHash, longHash].map((hash) => `${name.slice(0, 40)}_${hash(`${one.place} ${one.wireName}`)}`),
    ];
    const free = choices.find((choice) => !given.has(choice)) ?? name;
    given.add(free);
    names[index] = free;
  }
  return names;
}

function rank(named: Named | undefined, name: string | undefined): number {
  const inBody = named?.place === "field" || named?.place === "body" ? 0 : 1;
  return inBody + (named?.wireName === name ? 0 : 2);
}

function cleaned(wireName: string): string {
  if (legalName.test(wireName) && wireName !== "__proto__") return wireName;
  const words = wireName
    .replace(/[<>=!]/g, (character) => spelled.get(character) ?? "_")
    .replace(/[^A-Za-z0-9_-]+/g, "_");
  const trimmed = words.replace(/^_+|_+$/g, "").slice(0, 64);
  return trimmed === "" ? `argument_${shortHash(wireName)}` : trimmed;
}
