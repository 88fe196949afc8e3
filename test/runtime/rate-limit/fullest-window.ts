/** The most that happened in any window of so many milliseconds. */
export function mostInAWindow(times: readonly number[], milliseconds: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  const counts = sorted.map(
    (begin, index) => sorted.slice(index).filter((at) => at < begin + milliseconds).length,
  );
  return Math.max(0, ...counts);
}
