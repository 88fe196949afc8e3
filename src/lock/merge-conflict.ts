/** The marks that git leaves in a text which two branches changed in one place. */

/** Such a text as each of the branches has it, with what git could merge. */
export interface Sides {
  /** Of the branch that was merged into. */
  readonly ours: string;
  readonly theirs: string;
}

type Section = "both" | "ours" | "base" | "theirs";

/** What a mark ends, and what it begins. Git's `diff3` style has a section with the common ancestor, too. */
const marks: readonly (readonly [mark: RegExp, from: readonly Section[], to: Section])[] = [
  [/^<{7}(?: |$)/, ["both"], "ours"],
  [/^\|{7}(?: |$)/, ["ours"], "base"],
  [/^={7}$/, ["ours", "base"], "theirs"],
  [/^>{7}(?: |$)/, ["theirs"], "both"],
];

/** The sides of a text with conflicts, `undefined` where it has none or its marks are not whole. */
export function sidesOf(text: string): Sides | undefined {
  if (!text.includes("<<<<<<<")) return undefined;
  const lines: { readonly line: string; readonly section: Section }[] = [];
  let section: Section = "both";
  let conflicts = 0;
  for (const line of text.split(/\r?\n/)) {
    const found = marks.find(([mark, from]) => mark.test(line) && from.includes(section));
    if (found === undefined) lines.push({ line, section });
    else section = found[2];
    if (found !== undefined && section === "both") conflicts += 1;
  }
  if (section !== "both" || conflicts === 0) return undefined;
  const side = (own: Section): string =>
    lines.flatMap(({ line, section }) => (section === "both" || section === own ? [line] : [])).join("\n");
  return { ours: side("ours"), theirs: side("theirs") };
}
