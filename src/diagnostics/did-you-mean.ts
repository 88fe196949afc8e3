/** Longer words are not compared: the effort grows with the product of the lengths, and the text is a stranger's. */
const longestWord = 200;

/**
 * The candidate that a mistyped word most likely means.
 * @param word what was written
 * @param candidates what could have been meant
 * @returns the nearest candidate, with at most every third letter wrong; the first of equals; undefined if none
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longestWord) return undefined;
  const wanted = word.toLowerCase();
  let best: string | undefined;
  // Of a word of one or two letters every other is a near miss: there only the case may differ.
  let bestDistance = Math.floor(word.length / 3) + 1;
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** What a message that can suggest a word says of it: nothing where there is none. */
export function suggestionFor(word: string, candidates: Iterable<string>): { suggestion?: string } {
  const suggestion = didYouMean(word, candidates);
  return suggestion === undefined ? {} : { suggestion };
}

/** Edits between two words; a swap of neighbours counts as one (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let distance = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) distance = Math.min(distance, at(beforePrevious, column - 2) + 1);
      current.push(distance);
    }
    [beforePrevious, previous] = [previous, current];
  }
  return at(previous, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
