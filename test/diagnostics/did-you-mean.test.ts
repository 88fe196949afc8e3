import { expect, test } from "vitest";
import { didYouMean } from "../../src/diagnostics/did-you-mean.js";

test.each<[word: string, candidates: string[], meant: string | undefined]>([
  ["Owner", ["Pet", "Owners"], "Owners"],
  ["routemaps", ["routeMaps", "names"], "routeMaps"],
  ["toll", ["tool", "exclude"], "tool"],
  ["spce", ["output", "spec"], "spec"],
  ["name", ["name"], undefined],
  ["zebra", ["spec", "output"], undefined],
  ["a", ["b", "c"], undefined],
  ["a", ["A"], "A"],
  ["", ["a"], undefined],
  ["x".repeat(1000), ["x".repeat(999)], undefined],
  ["abcdef", ["abcdeg", "abcdeh"], "abcdeg"],
])("%j of %j", (word, candidates, meant) => expect(didYouMean(word, candidates)).toBe(meant));
