import { describe, expect, it } from "vitest";
import { selectorTest, splitSelectors, unknownSelectors } from "../../templates/runtime/selection.js";
import { parseStart } from "../../templates/runtime/start-options.js";

const tools = [
  { name: "get_pet", tags: ["pets"], annotations: { readOnlyHint: true } },
  { name: "delete_pet", tags: ["pets"], annotations: {} },
  { name: "get_owner", unlistedTags: ["Owners"], annotations: { readOnlyHint: true } },
  { name: "a.b", annotations: { destructiveHint: false } },
];

const selected = (list: string): string[] =>
  tools.filter(selectorTest(splitSelectors(list))).map(({ name }) => name);

describe("selectors", () => {
  it.each([
    ["", ["get_pet", "delete_pet", "get_owner", "a.b"]],
    ["get_pet", ["get_pet"]],
    ["get_*", ["get_pet", "get_owner"]],
    ["*_*, a.b", ["get_pet", "delete_pet", "get_owner", "a.b"]],
    ["a?b", []],
    ["aXb", []],
    ["GET_PET", []],
    ["tag:pets", ["get_pet", "delete_pet"]],
    ["tag:owners", ["get_owner"]],
    ["tag:*", ["get_pet", "delete_pet", "get_owner"]],
    ["tag:pets,get_owner", ["get_pet", "delete_pet", "get_owner"]],
    ["read-only", ["get_pet", "get_owner"]],
    ["tag:pets,read-only", ["get_pet"]],
    ["!delete_*", ["get_pet", "get_owner", "a.b"]],
    ["tag:pets,!get_*", ["delete_pet"]],
    ["!tag:pets", ["get_owner", "a.b"]],
    ["!read-only", ["delete_pet", "a.b"]],
    ["delete_pet,read-only", []],
  ])("%s", (list, names) => {
    expect(selected(list)).toEqual(names);
  });

  it.each([
    ["get_pet,tag:pets,!a.b,read-only,!read-only,*", []],
    ["get_pt", [{ selector: "get_pt", meant: "get_pet" }]],
    ["!tag:pet", [{ selector: "!tag:pet", meant: "!tag:pets" }]],
    ["readonly", [{ selector: "readonly", meant: "read-only" }]],
    ["tag:", [{ selector: "tag:" }]],
    ["put_*_everything", [{ selector: "put_*_everything" }]],
  ])("that are unknown: %s", (list, unknown) => {
    expect(unknownSelectors(splitSelectors(list), tools)).toEqual(unknown);
  });

  it("take no longer for a text of stars", () => {
    const start = performance.now();
    selected(`${"*".repeat(1000)}${"*a".repeat(15)}b`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("the options of a start", () => {
  it.each([
    [[], {}, [], undefined, []],
    [["--list", "--tools", "a, b,", "--read-only"], {}, [["a", "b"], ["read-only"]], undefined, ["--list"]],
    [["--tools=a=b", "--http", "--port", "1"], {}, [["a=b"]], undefined, ["--http", "--port", "1"]],
    [["--tools", "a"], { P_TOOLS: " b ", P_SURFACE: "all" }, [["b"], ["a"]], "all", []],
    [["--surface", "search"], { P_SURFACE: "all", P_TOOLS: "" }, [], "search", []],
    [["--call", "x", '{"a":"--tools"}'], {}, [], undefined, ["--call", "x", '{"a":"--tools"}']],
  ])("%j with %j", (argv, environment, selections, surface, rest) => {
    const start = { selections, isGeneratedOnly: false, ...(surface !== undefined && { surface }) };
    expect(parseStart(argv, "P", environment)).toEqual({ start, rest });
  });

  it("leave src/extensions out, beside the others", () => {
    const argv = ["--list", "--without-extensions", "--read-only", "--surface=all"];
    expect(parseStart(argv, "P", {})).toEqual({
      start: { selections: [["read-only"]], surface: "all", isGeneratedOnly: true },
      rest: ["--list"],
    });
  });

  it.each([
    [["--tools"], {}, "--tools needs a value"],
    [["--surface", "--list"], {}, "--surface needs a value"],
    [[], { P_SURFACE: "none" }, "the surface is all or search, not none"],
  ])("%j with %j are wrong", (argv, environment, problem) => {
    expect(parseStart(argv, "P", environment)).toBe(problem);
  });
});
