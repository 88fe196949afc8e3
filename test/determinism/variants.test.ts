// The same bytes from a document with other line endings, or with its components in another order. All cases of
// snapshots/ go through `npm run determinism`.
import { expect, it } from "vitest";
import { projectCases, repository } from "../snapshots/cases.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { differences, variants } from "./variants.js";

const some = ["multi-file", "oauth2", "petstore", "swagger-2.0"];
const cases = projectCases.filter(({ name }) => some.includes(name));

it.for(variants)("$name", async (variant) => {
  expect(cases).toHaveLength(some.length);
  for (const each of cases) {
    const path = each.spec ?? "openapi.yaml";
    const text = readFileSync(join(repository, "snapshots", each.name, path), "utf8");
    expect(variant.rewrite(text, path)).not.toBe(text);
    expect(await differences(each, variant), each.name).toEqual([]);
  }
});
