/**
 * Names that are unique by content: every thing offers several names, from the one people would choose to one that
 * cannot clash. Two that want the same name both move on to their next, so the order of a document never decides.
 */

/** A thing to be named. */
export interface Candidate<T> {
  readonly item: T;
  /** From the nicest to one that no other item offers. */
  readonly names: readonly string[];
}

/**
 * Names every candidate; names count as equal when they differ in case only, because files do.
 * @param taken names that are given already
 */
export function uniqueNames<T>(
  candidates: readonly Candidate<T>[],
  taken: Iterable<string> = [],
): Map<T, string> {
  const used = new Set([...taken].map(fold));
  const given = new Map<T, string>();
  let waiting = candidates.map((candidate) => ({ candidate, next: 0 }));
  while (waiting.length > 0) {
    const wanted = groupBy(waiting, ({ candidate, next }) => fold(nameAt(candidate, next)));
    const later: typeof waiting = [];
    for (const [name, group] of wanted) {
      const [only] = group;
      if (group.length === 1 && only !== undefined && !used.has(name)) {
        given.set(only.candidate.item, nameAt(only.candidate, only.next));
      } else {
        later.push(...group.map(({ candidate, next }) => ({ candidate, next: next + 1 })));
      }
      used.add(name);
    }
    waiting = later;
  }
  return given;
}

function nameAt<T>({ names }: Candidate<T>, index: number): string {
  const name = names[index];
  if (name === undefined) throw new Error(`no unique name left among ${names.join(", ")}`);
  return name;
}

function fold(name: string): string {
  return name.toLowerCase();
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
