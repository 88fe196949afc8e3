/** A second file of the author's. */
export function names(animals: readonly { name: string }[]): string {
  return animals.map(({ name }) => name).join(" and ");
}
