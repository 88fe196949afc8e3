/** Figures out of repeated measurements on a machine that does other things too. */

/** The middle one. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? NaN;
}

/**
 * Measures two things in turn, so that a slow moment of the machine meets both, and gives how many times the first
 * takes of what the second does.
 */
export async function ratio(
  rounds: number,
  first: () => Promise<number>,
  second: () => Promise<number>,
): Promise<number> {
  const figures: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    figures[0].push(await first());
    figures[1].push(await second());
  }
  return median(figures[0]) / median(figures[1]);
}
