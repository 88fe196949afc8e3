import { expect, test } from "vitest";
import { sidesOf } from "../../src/lock/merge-conflict.js";

const lines = (...all: string[]): string => all.join("\n");
const merged = lines("a", "<<<<<<< HEAD", "ours", "=======", "theirs", "more", ">>>>>>> branch", "b", "");

test.each<[what: string, text: string, ours: string, theirs: string]>([
  ["one conflict", merged, "a\nours\nb\n", "a\ntheirs\nmore\nb\n"],
  ["Windows line breaks", merged.replaceAll("\n", "\r\n"), "a\nours\nb\n", "a\ntheirs\nmore\nb\n"],
  ["two conflicts", merged + merged, "a\nours\nb\na\nours\nb\n", "a\ntheirs\nmore\nb\na\ntheirs\nmore\nb\n"],
  [
    "git's diff3 style",
    lines("<<<<<<< HEAD", "ours", "||||||| 1234567", "base", "=======", "theirs", ">>>>>>> branch"),
    "ours",
    "theirs",
  ],
  [
    "a side without lines",
    lines("a", "<<<<<<< HEAD", "=======", "theirs", ">>>>>>> branch"),
    "a",
    "a\ntheirs",
  ],
])("%s", (_, text, ours, theirs) => {
  expect(sidesOf(text)).toEqual({ ours, theirs });
});

test.each<[what: string, text: string]>([
  ["no mark", "a\nb\n"],
  ["a line of equals signs", "Title\n=======\n"],
  ["a conflict without an end", lines("<<<<<<< HEAD", "ours", "=======", "theirs")],
  ["marks in another order", lines("<<<<<<< HEAD", "ours", ">>>>>>> branch", "=======")],
  ["marks inside of lines", lines('"<<<<<<< HEAD"', "=======", ">>>>>>> branch")],
])("none: %s", (_, text) => {
  expect(sidesOf(text)).toBeUndefined();
});
