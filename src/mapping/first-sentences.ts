/** Shortening what a document says at the end of a sentence. */

/** Before the space behind a full stop, unless a small letter goes on (`e.g. this`); before an empty line. */
const sentenceEnd = /(?<=[.!?]["')\]`*_]*)\s+(?=[^\p{Ll}\s])|(?<=[。！？])|\s*\n\s*\n\s*/gu;

/**
 * A text of about so many characters: as it is if it is no longer, else its whole sentences up to there, and at least the
 * first. A first sentence of half as many again is cut between words.
 */
export function firstSentences(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const most = Math.floor(characters * 1.5);
  let end: number | undefined;
  for (const { index } of text.matchAll(sentenceEnd)) {
    if (index === 0) continue;
    if (index > (end === undefined ? most : characters)) break;
    end = index;
  }
  return end === undefined ? firstWords(text, most) : text.slice(0, end);
}

function firstWords(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const end = text.slice(0, characters + 1).search(/\s\S*$/u);
  // A text without a space is cut anywhere but between the halves of a character.
  const cut = text.slice(0, end > 0 ? end : characters).replace(/[\ud800-\udbff]$/, "");
  return `${cut} …`;
}
