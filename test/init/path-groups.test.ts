import fc from "fast-check";
import { expect, test } from "vitest";
import { exactly, pathGroups } from "../../src/init/path-groups.js";
import { parsed } from "../openapi/support.js";

const segment = fc.oneof(
  fc.constantFrom(
    "a",
    "ab",
    "{a}",
    "",
    ".*",
    "a.b",
    "(a|b)",
    "[a]",
    "^$",
    "a+",
    "\\d",
    "a\nb",
    "é",
    "__proto__",
  ),
  fc.string({ unit: "binary", maxLength: 5 }).map((text) => text.replaceAll("/", "")),
);
const paths = fc.uniqueArray(fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join("/")}`), {
  minLength: 1,
  maxLength: 12,
}); // prettier-ignore

test("the pattern of a group fits its operations and no others; that of a path fits this path only", () => {
  fc.assert(
    fc.property(paths, (written) => {
      const entries = written.map((path) => [path, { get: { responses: {} } }]);
      const { api } = parsed({ openapi: "3.1.0", info: { title: "x", version: "1" }, paths: Object.fromEntries(entries) as object });
      const groups = pathGroups(api.operations);
      expect(groups.flatMap(({ operations }) => operations)).toHaveLength(api.operations.length);
      for (const { pattern, operations } of groups)
        expect(api.operations.filter(({ path }) => new RegExp(pattern).test(path))).toEqual(operations);
      for (const { path } of api.operations)
        expect(api.operations.filter((each) => new RegExp(exactly(path)).test(each.path)).map((each) => each.path)).toEqual([path]);
    }),
  );
}); // prettier-ignore
