/** How many of a long list are shown. */
export const mostShown = 5;

/** The first of many, and how many more there are. */
export function someOf(items: readonly string[]): string {
  const more = items.length - mostShown;
  return `${items.slice(0, mostShown).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
