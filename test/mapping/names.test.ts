import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { argumentNames, type Named } from "../../src/mapping/argument-names.js";
import { EnvironmentNames } from "../../src/mapping/environment.js";
import { uniqueNames } from "../../src/mapping/unique-names.js";
import {
  camelCase,
  pascalCase,
  sentenceCase,
  slug,
  upperSnakeCase,
  wordsOf,
} from "../../src/mapping/words.js";

describe("words", () => {
  test.each([
    ["listOwnerPets", ["list", "Owner", "Pets"]],
    ["HTTPServerID", ["HTTP", "Server", "ID"]],
    ["OAuth2Token", ["Oauth2", "Token"]],
    ["größe_neu", ["gro", "e", "neu"]],
    ["Créer un compte", ["Creer", "un", "compte"]],
    ["ﬁle①", ["file1"]],
    ["用户🎉", []],
    ["", []],
  ])("%s", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test("in each case", () => {
    const text = "get HTTP-status of_pet";
    expect(camelCase(text)).toBe("getHTTPStatusOfPet");
    expect(pascalCase(text)).toBe("GetHTTPStatusOfPet");
    expect(upperSnakeCase(text)).toBe("GET_HTTP_STATUS_OF_PET");
    expect(sentenceCase(text)).toBe("Get http status of pet");
    expect(slug("Bob's  OpenAPI (beta)", 60)).toBe("bobs-openapi-beta");
    expect(slug("one two", 4)).toBe("one");
  });
});

describe("unique names", () => {
  test("both of a clash move on, and nobody takes the name they left", () => {
    const named = uniqueNames([
      { item: 1, names: ["a", "b"] },
      { item: 2, names: ["A", "c"] },
      { item: 3, names: ["d", "e"] },
      { item: 4, names: ["D", "a", "f"] },
    ]);
    expect(Object.fromEntries(named)).toEqual({ 1: "b", 2: "c", 3: "e", 4: "f" });
  });

  test("taken names are not given", () => {
    expect(uniqueNames([{ item: 1, names: ["a", "b"] }], ["A"]).get(1)).toBe("b");
  });

  test("are injective and the same in any order", () => {
    const names = fc.array(fc.constantFrom("a", "A", "b", "B", "c"), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(names, { maxLength: 20 }), fc.array(fc.constantFrom("a", "b")), (all, taken) => {
        const candidates = all.map((nice, item) => ({ item, names: [...nice, `own${item}`] }));
        const named = uniqueNames(candidates, taken);
        expect(named.size).toBe(all.length);
        expect(new Set([...named.values(), ...taken].map((name) => name.toLowerCase())).size).toBe(
          named.size + new Set(taken).size,
        );
        const turned = uniqueNames([...candidates].reverse(), taken);
        expect(new Map([...turned].sort(([a], [b]) => a - b))).toEqual(
          new Map([...named].sort(([a], [b]) => a - b)),
        );
      }),
    );
  });
});

describe("argument names", () => {
  const named = (...all: [Named["place"], string][]): string[] =>
    argumentNames(all.map(([place, wireName]) => ({ place, wireName })));

  test("are the wire names where clients accept them", () => {
    expect(named(["query", "a-b_C1"], ["path", "x"])).toEqual(["a-b_C1", "x"]);
  });

  test.each([
    ["page[number]", "page_number"],
    ["filter.name", "filter_name"],
    ["$top", "top"],
    ["a b", "a_b"],
    ["StartTime>", "StartTime_gt"],
    ["StartTime<", "StartTime_lt"],
    ["x".repeat(80), "x".repeat(64)],
    ["__proto__", "proto"],
    ["constructor", "constructor_query"],
    ["toString", "toString_query"],
  ])("%s is cleaned to %s", (wireName, name) => {
    expect(named(["query", wireName])).toEqual([name]);
  });

  test("without a legal character are made up", () => {
    expect(named(["query", "用户"], ["query", "🎉"], ["query", ""])).toEqual([
      expect.stringMatching(/^argument_[0-9a-f]{6}$/),
      expect.stringMatching(/^argument_[0-9a-f]{6}$/),
      expect.stringMatching(/^argument_[0-9a-f]{6}$/),
    ]);
  });

  test("the body keeps its name, and an exact one wins over a cleaned one", () => {
    expect(
      named(["path", "id"], ["query", "id"], ["header", "id"], ["cookie", "id"], ["field", "id"]),
    ).toEqual(["id_path", "id_query", "id_header", "id_cookie", "id"]);
    expect(named(["query", "body"], ["body", "body"])).toEqual(["body_query", "body"]);
    expect(named(["query", "a.b"], ["query", "a_b"])).toEqual(["a_b_query", "a_b"]);
  });

  test("are legal and unique", () => {
    const place = fc.constantFrom<Named["place"]>("path", "query", "header", "cookie", "field");
    const wireName = fc.oneof(
      fc.string(),
      fc.constantFrom("id", "id_query", "id_path", "id.", "[id]", "__proto__", "valueOf", "x".repeat(70), "x".repeat(71)),
    );
    const inputs = fc.uniqueArray(fc.record({ place, wireName }), {
      selector: (each) => `${each.place} ${each.wireName}`,
    });
    fc.assert(
      fc.property(inputs, (all) => {
        const names = argumentNames(all);
        expect(new Set(names).size).toBe(all.length);
        for (const name of names) {
          expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
          expect(name in {}).toBe(false);
        }
      }),
    );
  }); // prettier-ignore
});

describe("environment variables", () => {
  test.each([
    ["petstore", "api_key", "KEY", "PETSTORE_API_KEY"],
    ["petstore", "oauth", "TOKEN", "PETSTORE_OAUTH_TOKEN"],
    ["petstore", "petstoreAuth", "TOKEN", "PETSTORE_AUTH_TOKEN"],
    ["petstore", "petstore", "KEY", "PETSTORE_KEY"],
    ["petstore", "PetstoreKey", "KEY", "PETSTORE_KEY"],
    ["petstore", "认证", "KEY", "PETSTORE_KEY"],
    ["3scale", "key", "KEY", "API_3SCALE_KEY"],
    ["---", "key", "KEY", "API_KEY"],
  ])("server %s, scheme %s", (server, scheme, suffix, variable) => {
    expect(new EnvironmentNames(server).variable(scheme, suffix)).toBe(variable);
  });

  test("are never given twice", () => {
    const environment = new EnvironmentNames("s");
    const names = ["a b", "a-b", "aB", "认", "证", ""].map((name) => environment.variable(name, "KEY"));
    expect(names.slice(0, 2)).toEqual(["S_A_B_KEY", expect.stringMatching(/^S_A_B_KEY_[0-9A-F]{6}$/)]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
  });
});
