import { expect, it } from "vitest";
import { covers, placeOf, placeOfWrite } from "../../../templates/runtime/cache/paths.js";

const origin = "https://api.example.com";

it.each<[written: string, read: string, isCovered: boolean]>([
  ["/pets/1", "/pets/1", true],
  ["/pets/1", "/pets/1?fields=name", true],
  ["/pets/1?force=true", "/pets/1", true],
  ["/pets/1", "/pets", true],
  ["/pets/1", "/pets?page=2", true],
  ["/pets/1", "/pets/", true],
  ["/pets/1", "/", true],
  ["/pets/1", "/pets/1/toys", true],
  ["/pets/1/", "/pets/1/toys/7", true],
  ["/pets", "/pets/1", true],
  ["/pets/1", "/pets/2", false],
  ["/pets/1", "/pets/12", false],
  ["/pets/1", "/pets/1%2Ftoys", false],
  ["/pets/1", "/owners", false],
  ["/pets/1/toys", "/pets/1/food", false],
  ["/jobs/7:cancel", "/jobs/7", true],
  ["/jobs/7:cancel", "/jobs", true],
  ["/jobs/7:cancel", "/jobs/8", false],
  ["/jobs/7:cancel", "/jobs/7:wait", true],
  ["/jobs:purge", "/jobs/8", true],
  ["/jobs/a%3Ab", "/jobs/a", false],
])("a write to %s covers %s: %s", (written, read, isCovered) => {
  expect(covers(placeOfWrite({ origin, path: written }), placeOf({ origin, path: read }))).toBe(isCovered);
});

it("a write covers nothing at another origin", () => {
  const path = "/pets";
  expect(covers(placeOfWrite({ origin, path }), placeOf({ origin: "https://other.example.com", path }))).toBe(
    false,
  );
});
