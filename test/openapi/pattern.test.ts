import { expect, test } from "vitest";
import { unicodePattern } from "../../src/openapi/pattern.js";

test.each([
  ["is kept where it is fine", "^[a-z]+$", "^[a-z]+$"],
  ["loses a backslash that means nothing", "^[\\w\\-\\:]+$", "^[\\w\\-:]+$"],
  ["keeps a backslash before a backslash", "\\\\\\:", "\\\\:"],
  ["is none where JavaScript cannot read it", "(?<name", undefined],
  ["is none where only another language can", "\\A[a-z]+\\Z", undefined],
  ["is none with a possessive quantifier", "a++", undefined],
])("a pattern %s", (_name, pattern, expected) => {
  expect(unicodePattern(pattern)).toBe(expected);
});
