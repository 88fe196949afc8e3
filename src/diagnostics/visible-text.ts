/**
 * Control, format and other characters that a terminal does not show or obeys: escape sequences, direction marks (which
 * make code read otherwise than it is), zero-width and filler characters, lone surrogates.
 */
const hidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu;

/** A stranger's text, safe to print on one line: what a terminal would hide or obey becomes a visible `\u…`. */
export function visibleText(text: string): string {
  return text.replace(hidden, escape);
}

/** The same of a text of many lines, whose line breaks and tabs stay. */
export function visibleLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.split("\t").map(visibleText).join("\t"))
    .join("\n");
}

const short = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function escape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return short.get(character) ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`);
}
