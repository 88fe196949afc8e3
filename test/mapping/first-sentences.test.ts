import fc from "fast-check";
import { expect, it } from "vitest";
import { firstSentences } from "../../src/mapping/first-sentences.js";

it.each([
  ["is kept whole when it fits", "Short. And sweet.", 20, "Short. And sweet."],
  ["keeps the sentences that fit", "One is here. Two is too. Three is not.", 25, "One is here. Two is too."],
  ["keeps its first sentence, up to half as long again", "A first sentence, rather long. More.", 24, "A first sentence, rather long."],
  ["ends with its first paragraph", "One of:\n\n- `a`\n- `b`\n- `c`", 12, "One of:"],
  ["does not end inside of e.g. this", "Names, e.g. cats and dogs, of pets. No owners.", 40, "Names, e.g. cats and dogs, of pets."],
  ["does not end inside of 1.5", "At most 1.5 times as many. No more.", 30, "At most 1.5 times as many."],
  ["takes along what closes a sentence", 'Says "stop." Then it stops at once.', 20, 'Says "stop."'],
  ["ends at a full stop of Chinese", "返回宠物。返回主人。返回房子。", 11, "返回宠物。返回主人。"],
  ["is cut between words when there is no end", "one two three four five six", 12, "one two three four …"],
  ["is cut anywhere when there is no space", "x".repeat(40), 10, `${"x".repeat(15)} …`],
  ["is never cut inside of a character", "😀".repeat(20), 10, `${"😀".repeat(7)} …`],
])("a text %s", (_, text, characters, expected) => {
  expect(firstSentences(text, characters)).toBe(expected);
}); // prettier-ignore

it("gives a beginning of the text, not much longer than asked for", () => {
  const words = fc.constantFrom("pet", "Owner", "e.g.", "end.", "What?", "\n\n", "。", "!)", "x".repeat(30));
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 80 }),
      (parts, characters) => {
        const text = parts.join(" ");
        const short = firstSentences(text, characters);
        expect(text.startsWith(short.replace(/ …$/, ""))).toBe(true);
        expect(short.length).toBeLessThanOrEqual(Math.max(characters * 1.5 + 2, 3));
        if (text.trim() !== "") expect(short.trim()).not.toBe("");
      },
    ),
  );
});
