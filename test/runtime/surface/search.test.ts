import { describe, expect, it } from "vitest";
import type { Operation } from "../../../templates/runtime/surface/operation.js";
import { operationSearch } from "../../../templates/runtime/surface/search.js";
import { stem, verbOf, wordsOf } from "../../../templates/runtime/surface/words.js";

describe("words", () => {
  it.each([
    ["listPullRequests", ["list", "pull", "request"]],
    ["HTTPServer_v2", ["http", "server", "v2"]],
    ["the customer's cities", ["customer", "city"]],
    ["PR of a repo", ["pull", "request", "repository"]],
    ["Straße, 東京", ["straß", "東京"]],
    ["of the", []],
    ["", []],
  ])("of %j", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each([
    [["release", "releases", "released", "releasing"], "releas"],
    [["star", "stars", "starred", "starring"], "star"],
    [["box", "boxes"], "box"],
    [["status"], "status"],
    [["address", "addresses"], "address"],
    [["bus", "is", "be", "e"], undefined],
  ])("%j have one stem", (words, stemmed) => {
    for (const word of words) expect(stem(word)).toBe(stemmed ?? word);
  });

  it.each([
    ["GET", "/pets", "list"],
    ["GET", "/pets/{id}", "get"],
    ["POST", "/pets", "create"],
    ["POST", "/pets/{id}", "update"],
    ["PATCH", "/pets/{id}", "update"],
    ["DELETE", "/pets", "delete"],
    ["QUERY", "/pets", "update"],
  ])("%s %s does %s", (method, path, verb) => {
    expect(verbOf(method, path)).toBe(verb);
  });
});

function operation(
  name: string,
  method: string,
  path: string,
  description: string,
  tags: string[] = [],
): Operation {
  const inputSchema = { type: "object", properties: { colour: { enum: ["crimson"] }, plain: true } };
  const call = (): Promise<never> => Promise.reject(new Error("nothing is called"));
  return { name, method, path, tool: { name, description, tags, annotations: {}, inputSchema, call } };
}

const search = operationSearch([
  operation("listPets", "GET", "/pets", "Pets in the shop.", ["pets"]),
  operation("getPet", "GET", "/pets/{petId}", "One pet."),
  operation("addPet", "POST", "/pets", "A pet comes in."),
  operation(
    "deletePet",
    "DELETE",
    "/pets/{petId}",
    "<p>A pet is gone.</p> Nobody asks for its <code>whereabouts</code>.",
  ),
  operation("listOwners", "GET", "/owners", "People who have one."),
]);
const names = (query: Parameters<typeof search>[0]): string[] => search(query).map(({ name }) => name);

describe("a search", () => {
  it.each([
    ["show all the pets", "listPets"],
    ["create pet", "addPet"],
    ["remove a pet", "deletePet"],
    ["whereabouts", "deletePet"],
    ["owmers", "listOwners"],
    ["own", "listOwners"],
  ])("for %j finds %s first", (query, first) => {
    expect(names({ query })[0]).toBe(first);
  });

  it("finds by tag and method, with words and without", () => {
    expect(names({ method: "get" })).toEqual(["listPets", "getPet", "listOwners"]);
    expect(names({ tag: "PETS" })).toEqual(["listPets"]);
    expect(names({ query: "pet", method: "POST" })).toEqual(["addPet"]);
    expect(names({ query: "pet", tag: "none" })).toEqual([]);
    expect(names({ query: "of the" })).toHaveLength(5);
    expect(names({ query: "xylophone" })).toEqual([]);
    expect(names({ query: "p code" })).toEqual([]);
  });

  it("takes what no search engine likes", () => {
    for (const query of [
      "constructor __proto__ toString",
      "((*.",
      "\u0000",
      "x".repeat(100_000),
      "pet ".repeat(100_000),
    ])
      expect(() => names({ query })).not.toThrow();
  });
});
