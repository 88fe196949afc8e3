import { expect, test } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { journalFile, parseJournal, printJournal } from "../../src/lock/journal.js";
import { printLock, type Lock } from "../../src/lock/lock.js";
import { memoryOf, readLock } from "../../src/lock/memory.js";

const hash = (digit: string): string => digit.repeat(64);

function lockOf(operations: Record<string, string>, files: Record<string, string>): Lock {
  return {
    mcpgen: "0.1.0",
    operations: new Map(Object.entries(operations)),
    files: new Map(Object.entries(files)),
  };
}

const ours = lockOf({ "GET /a": "a", "GET /b": "mine" }, { "a.ts": hash("1"), "b.ts": hash("2") });
const theirs = lockOf(
  { "GET /a": "a", "GET /b": "yours", "GET /c": "c", "GET /d": "Mine" },
  { "a.ts": hash("1"), "b.ts": hash("3"), "c.ts": hash("4") },
);

test("two merged branches are remembered both, and where names differ ours stay", () => {
  const memory = memoryOf([ours, theirs], []);
  expect([...(memory?.operations ?? [])]).toEqual([
    ["GET /a", "a"],
    ["GET /b", "mine"],
    ["GET /c", "c"],
  ]);
  expect(memory?.nameConflicts).toEqual([{ operation: "GET /b", ours: "mine", theirs: "yours" }]);
  expect([...(memory?.merged ?? [])]).toEqual(["b.ts"]);
  expect([...(memory?.hashes.get("b.ts") ?? [])]).toEqual([hash("2"), hash("3")]);
  expect([...(memory?.hashes.get("c.ts") ?? [])]).toEqual([hash("4")]);
});

test("an interrupted run gives hashes, and names only where no run has ended", () => {
  expect(memoryOf([], [])).toBeUndefined();
  expect([...(memoryOf([], [theirs])?.operations.values() ?? [])]).toEqual(["a", "yours", "c", "Mine"]);
  const memory = memoryOf([ours], [theirs]);
  expect([...(memory?.operations.values() ?? [])]).toEqual(["a", "mine"]);
  expect([...(memory?.hashes.get("b.ts") ?? [])]).toEqual([hash("2"), hash("3")]);
  expect(memory?.merged.size).toBe(0);
});

test("a lock with conflicts is read from both sides, or refused where that is not possible", () => {
  const between = (one: string, other: string): string =>
    `<<<<<<< HEAD\n${one}=======\n${other}>>>>>>> branch\n`;
  const text = between(printLock(ours), printLock(theirs));
  expect(readLock(text, "mcpgen.lock.json", new Diagnostics())).toEqual([ours, theirs]);
  const diagnostics = new Diagnostics();
  const broken = between(printLock(ours), "{\n");
  expect(() => readLock(broken, "mcpgen.lock.json", diagnostics)).toThrow();
  expect(diagnostics.all.map(({ code }) => code)).toEqual(["lock-conflict"]);
});

test("a journal has the lock of each interrupted run, equal ones once", () => {
  const text = printJournal([ours, theirs, ours]);
  for (const variant of [text, text.replaceAll("\n", "\r\n")])
    expect(parseJournal(variant, journalFile, new Diagnostics())).toEqual([ours, theirs]);
  const diagnostics = new Diagnostics();
  expect(() => parseJournal(text.slice(0, -20), journalFile, diagnostics)).toThrow();
  expect(diagnostics.all.map(({ code }) => code)).toEqual(["journal-broken"]);
});
