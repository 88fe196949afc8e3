import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyConfig, type Config } from "../../src/config/config.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { identifiers, toolFiles } from "../../src/mapping/tool-files.js";
import { toolNames } from "../../src/mapping/tool-names.js";
import type { Operation } from "../../src/openapi/api.js";
import { mapped } from "./support.js";
import { openapi } from "../openapi/support.js";

interface Given {
  readonly method?: string;
  readonly path?: string;
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
}

function operation({ method = "GET", path = "/x", tags = [], ...texts }: Given): Operation {
  const place = { file: "openapi.yaml", pointer: `/paths/${path}/${method}` };
  const lists = { parameters: [], responses: [], security: [], servers: [], tags };
  return {
    method,
    path,
    deprecated: false,
    place,
    places: {},
    parameterPlaces: new Map(),
    ...lists,
    ...texts,
  };
}

function names(given: readonly Given[], config: Partial<Config> = {}): string[] {
  const operations = given.map(operation);
  const named = toolNames(operations, { ...emptyConfig, ...config }, undefined, new Diagnostics());
  return operations.map((each) => named.get(each)?.value ?? "");
}

const legal = /^[A-Za-z][A-Za-z0-9_-]{0,49}$/;

describe("a name is", () => {
  test.each<[string, Given, string]>([
    ["the operationId in its own spelling", { operationId: "List-allPets_v2" }, "List-allPets_v2"],
    ["without illegal characters", { operationId: "pets.list/all pets" }, "pets_list_all_pets"],
    ["without an illegal end", { operationId: "_getPet_" }, "getPet"],
    ["with its digits", { operationId: "2fa" }, "get_2fa"],
    ["the summary when there is no operationId", { summary: "List all Pets!" }, "list_all_pets"],
    ["the summary when the operationId has no letters", { operationId: "获取", summary: "List" }, "list"],
    ["method and path at last", { method: "PUT", path: "/a/{b-c}/d.e" }, "put_a_by_b-c_d_e"],
    ["the method for the root", { path: "/" }, "get"],
    ["the method for a path without letters", { path: "/用户/🎉", operationId: "🎉" }, "get"],
    ["without FastAPI's suffix", { path: "/items/{item_id}", operationId: "read_item_items__item_id__get" }, "read_item"],
    ["without FastAPI's suffix, in Python's letters", { path: "/größe-1", operationId: "size_größe_1_get" }, "size"],
    ["with what only looks like FastAPI's suffix", { path: "/items", operationId: "read_item_items_post" }, "read_item_items_post"],
    ["not empty for FastAPI's suffix alone", { path: "/items", operationId: "_items_get" }, "items_get"],
    ["no device", { operationId: "con" }, "con_tool"],
    ["no device in any case", { operationId: "COM1" }, "COM1_tool"],
    ["call if even the method has no letter", { method: "1", path: "/" }, "call"],
  ])("%s: %j", (_, given, expected) => {
    expect(names([given])).toEqual([expected]);
  }); // prettier-ignore

  test("at most 50 characters, its words still there", () => {
    const operationId = "getTheConfigurationOfTheApplicationEnvironmentByIdentifierAndRegion";
    const [name = ""] = names([{ operationId }]);
    expect(name).toMatch(legal);
    expect(name).toMatch(/^get.*Conf.*App.*Env.*Reg/);
  });
});

describe("a clash is resolved by content", () => {
  test("by tag", () => {
    expect(
      names([
        { path: "/a", operationId: "list", tags: ["Pets"] },
        { path: "/b", operationId: "List", tags: ["Owners"] },
      ]),
    ).toEqual(["Pets_list", "Owners_List"]);
  });

  test("by method and path without tags, and for an operationId that stands twice", () => {
    const twice = [
      { path: "/a", operationId: "list", summary: "Same" },
      { path: "/b", operationId: "list", summary: "Same" },
    ];
    expect(names(twice)).toEqual(["get_a", "get_b"]);
    expect(names([{ ...twice[0], operationId: "LIST" }, twice[1] ?? {}])).toEqual([
      "LIST_get_a",
      "list_get_b",
    ]);
  });

  test("a repeated operationId is reported where it stands", () => {
    const get = { operationId: "list" };
    const { messages } = mapped(openapi("3.1", { paths: { "/a": { get }, "/b": { get } } }));
    expect(messages).toContain('repeated-operation-id: The operationId "list" stands more than once');
  });
});

describe("config and lock", () => {
  const get = { operationId: "listPets" };
  const document = openapi("3.1", { paths: { "/pets": { get, post: { operationId: "add" } } } });
  const lock = { "GET /pets": "locked" };
  const nameOf = (options: Parameters<typeof mapped>[1]): string | undefined =>
    mapped(document, options).project.tools[0]?.name;

  test("the config wins over the lock, and the operation over its id", () => {
    expect(nameOf({ lock })).toBe("locked");
    expect(nameOf({ lock, config: { names: new Map([["listPets", "byId"]]) } })).toBe("byId");
    const both = new Map([
      ["listPets", "byId"],
      ["GET /pets", "byRoute"],
    ]);
    expect(nameOf({ lock, config: { names: both } })).toBe("byRoute");
  });

  test("a locked name is kept whatever else would like it", () => {
    const paths = { "/a": { get: { operationId: "kept" } }, "/b": { get: { operationId: "other" } } };
    const { project } = mapped(openapi("3.1", { paths }), { lock: { "GET /b": "kept" } });
    expect(project.tools.map(({ name }) => name)).toEqual(["kept_get_a", "kept"]);
  });

  test("two operations of one given name are an error", () => {
    const config = { names: new Map([["listPets", "same"], ["add", "SAME"]]) }; // prettier-ignore
    expect(mapped(document, { config }).messages).toContainEqual(expect.stringMatching(/^name-clash: /));
  });

  test("a name of nothing is reported", () => {
    const config = { names: new Map([["nothing", "x"]]) };
    expect(mapped(document, { config }).messages).toContainEqual(
      expect.stringMatching(/^name-of-nothing: The config names "nothing"/),
    );
  });

  test("a device may be a tool, but not a file", () => {
    const { project } = mapped(document, { config: { names: new Map([["listPets", "aux"]]) } });
    expect(project.tools[0]).toMatchObject({ name: "aux", file: "general/aux-tool-" });
  });
});

const word = fc.oneof(
  fc.constantFrom("list", "List", "pets", "获取", "🎉", "con", "a b", "é", "_", "1", ""),
  fc.string(),
);
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join("_")); // prettier-ignore
const given = fc.record(
  { operationId: text, summary: text, tags: fc.array(text, { maxLength: 2 }) },
  { requiredKeys: [] },
);
const documents = fc.uniqueArray(
  fc.tuple(fc.constantFrom("GET", "POST", "M-SEARCH"), text.map((path) => `/${path}`), given),
  { selector: ([method, path]) => `${method} ${path}`, maxLength: 30 },
); // prettier-ignore

test("names are legal, unique in any case and the same in any order", () => {
  fc.assert(
    fc.property(documents, fc.nat(), (routes, turn) => {
      const all = routes.map(([method, path, rest]) => ({ method, path, ...rest }));
      const named = names(all);
      for (const name of named) expect(name).toMatch(legal);
      expect(new Set(named.map((name) => name.toLowerCase())).size).toBe(named.length);
      const cut = all.length === 0 ? 0 : turn % all.length;
      const turned = names([...all.slice(cut), ...all.slice(0, cut)].reverse());
      expect(new Map(turned.reverse().map((name, i) => [all[(i + cut) % all.length], name]))).toEqual(
        new Map([...all.slice(cut), ...all.slice(0, cut)].map((each) => [each, named[all.indexOf(each)]])),
      );
    }),
  );
});

test("three thousand operations without a letter in their names are told apart", () => {
  const all = Array.from({ length: 3000 }, (_, i) => ({ path: `/${String.fromCodePoint(0x4e00 + i)}` }));
  expect(new Set(names(all)).size).toBe(3000);
});

describe("files and constants", () => {
  function identityOf(name: string, tags: readonly string[] = []): { file?: string; constant: string } {
    const one = operation({ tags });
    const given = new Map([[one, name]]);
    return { file: toolFiles(given).get(one) ?? "", constant: identifiers(given, [])(one).key };
  }

  test.each([
    ["getPet", ["Pets & Owners"], "pets-owners/getPet"],
    ["getPet", [], "general/getPet"],
    ["getPet", ["宠物"], "general/getPet"],
    ["getPet", ["../../etc"], "etc/getPet"],
    ["getPet", ["CON"], "con-tools/getPet"],
  ])("%s with tag %j is in %s", (name, tags, file) => {
    expect(identityOf(name, tags).file).toBe(file);
  });

  test.each([
    ["get_pet-v2", "getPetV2"],
    ["delete", "deleteTool"],
    ["operations", "operationsTool"],
    ["run", "runTool"],
    ["tools", "toolsTool"],
    ["create_api", "createApiTool"],
    ["run-server", "runServerTool"],
    ["constructor", "constructor"],
  ])("%s is the constant %s", (name, constant) => {
    expect(identityOf(name).constant).toBe(constant);
  });

  test("constants are unique where names differ in their separators only", () => {
    const operations = ["get_pet", "getPet", "get-pet"].map((name): [Operation, string] => [
      operation({ path: `/${name}` }),
      name,
    ]);
    const identify = identifiers(new Map(operations), []);
    const constants = operations.map(([each]) => identify(each).key);
    expect(new Set(constants).size).toBe(3);
    for (const constant of constants) expect(constant).toMatch(/^getPet[0-9a-f]{6}$/);
  });

  test("a resource has a constant beside that of its tool, and none of another tool", () => {
    const [one, other, third] = ["pet", "petResource", "define"].map((name) => operation({ path: `/${name}` }));
    if (one === undefined || other === undefined || third === undefined) throw new Error("three were made");
    const given = new Map([[one, "pet"], [other, "pet_resource"], [third, "define"]]); // prettier-ignore
    const identify = identifiers(given, [one, third]);
    expect(identify(other)).toEqual({ key: "petResource", resource: "", argumentsType: "PetResourceArguments" });
    expect(identify(one)).toMatchObject({ key: "pet", resource: expect.stringMatching(/^petResource[0-9a-f]{6}$/) as unknown });
    expect(identify(third)).toMatchObject({ key: "define", resource: "defineResourceTool" });
  }); // prettier-ignore
});

test("the name of the batch tool is no other's", () => {
  const batch = { maxCalls: 20, concurrency: 5, readOnly: false };
  const written = openapi("3.1", {
    servers: [{ url: "https://api.example.com" }],
    paths: { "/x": { get: { operationId: "Batch_call" } } },
  });
  expect(mapped(written).messages).toEqual([]);
  expect(mapped(written, { config: { batch } }).messages).toEqual([
    'name-reserved: GET /x is named "Batch_call" as is a tool that `batch` adds',
  ]);
});
