// Two servers compared: documents, projects, and a project with a revision of its git history.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { diff, type DiffReport } from "../../src/generate.js";
import { lines, pets, petsWith, Room, type PetsDocument } from "./support.js";

/** What changes when a document does. */
async function changesOf(
  test: TestContext,
  change: (document: PetsDocument) => void,
  configs: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  const room = new Room(test, { "old.json": pets(), "new.json": petsWith(change), ...configs });
  return lines((await room.diff("old.json", "new.json")).changes);
}

describe.concurrent("two documents", () => {
  const operation = (
    { paths }: PetsDocument,
    path = "/pets",
    method = "get",
  ): NonNullable<PetsDocument["paths"][string][string]> => paths[path]?.[method] ?? {};

  it.for<[string, (document: PetsDocument) => void, string[]]>([
    ["nothing", () => undefined, []],
    ["an operation that is gone", ({ paths }) => delete paths["/pets/{petId}"]?.["delete"], ["breaking tool deletePet: removed"]],
    ["an operation that is new", ({ paths }) => (paths["/toys"] = { get: { operationId: "listToys", responses: {} } }), ["compatible tool listToys: added"]],
    ["another operationId: a name is kept", (document) => (operation(document).operationId = "allPets"), []],
    ["a required argument", (document) => operation(document).parameters?.push({ name: "kind", in: "query", required: true, schema: { type: "string" } }), ["breaking tool listPets: required argument kind added"]],
    ["an optional argument, which is sent too", (document) => operation(document).parameters?.push({ name: "kind", in: "query", schema: { type: "string" } }), ["compatible tool listPets: argument kind added"]],
    ["an argument that is gone", (document) => operation(document).parameters?.pop(), ["breaking tool listPets: argument limit removed"]],
    ["an argument that goes elsewhere", (document) => Object.assign(operation(document).parameters?.[0] ?? {}, { in: "header" }), ['risky tool listPets: query parameter limit "argument limit" → none', 'risky tool listPets: header limit none → "argument limit"']],
    ["an argument that is written otherwise", (document) => Object.assign(operation(document).parameters?.[0] ?? {}, { schema: { type: "array", items: { type: "string" } }, style: "pipeDelimited", explode: false }), ["breaking tool listPets: argument limit: integer → list of string", 'risky tool listPets: encoding of query.limit.style none → "pipeDelimited"']],
    ["a bound", (document) => Object.assign(operation(document).parameters?.[0]?.schema ?? {}, { maximum: 50 }), ["breaking tool listPets: argument limit: maximum 100 → 50"]],
    ["a description", (document) => (operation(document).description = "Lists all."), ['risky tool listPets: description "Lists pets." → "Lists all."']],
    ["a result", (document) => (operation(document)["responses"] = {}), ["breaking tool listPets: its result is no longer structured"]],
    ["the server", (document) => (document.servers = [{ url: "https://other.example" }]), ['risky server: base URL default: url "https://pets.example.com/v1" → "https://other.example"']],
    ["a credential", ({ components }) => Object.assign(components.securitySchemes["key"] ?? {}, { in: "query" }), ['risky server: credential key: in "header" → "query"']],
    ["who needs a credential", (document) => (operation(document)["security"] = []), ['risky tool listPets: credentials "key" → "none"']],
  ])("%s", async ([, change, expected], test) => {
    expect(await changesOf(test, change)).toEqual(expected);
  }); // prettier-ignore

  it("where tokens are had", async (test) => {
    const oauth = (tokenUrl: string) => (document: PetsDocument) => {
      const flows = { clientCredentials: { tokenUrl, scopes: {} } };
      document.components.securitySchemes["key"] = { type: "oauth2", flows };
    };
    const room = new Room(test, {
      "old.json": petsWith(oauth("https://login.example.com/token")),
      "new.json": petsWith(oauth("https://login.example.net/token")),
    });
    expect(lines((await room.diff("old.json", "new.json")).changes)).toEqual([
      'risky server: credential key: options.tokenUrl "https://login.example.com/token" → "https://login.example.net/token"',
    ]);
  });

  it("as the config has them: resources with their URIs", async (test) => {
    const config = "routeMaps:\n  - { methods: [GET], mcpType: resource }\n";
    const move = ({ paths }: PetsDocument): void => {
      paths["/animals"] = paths["/pets"] ?? {};
      delete paths["/pets"];
    };
    expect(await changesOf(test, move, { "mcpgen.config.yaml": config })).toEqual([
      'breaking resource listPets: URI "pets://pets" → "pets://animals"',
      'breaking resource listPets: URI template "pets://pets{?limit}" → "pets://animals{?limit}"',
      'risky resource listPets: operation "GET /pets" → "GET /animals"',
    ]);
  });

  it("cannot be compared when one cannot be read", async (test) => {
    const room = new Room(test, { "old.json": pets() });
    await expect(room.diff("old.json", "new.json")).rejects.toThrow(/new\.json/);
  });
});

describe.concurrent("projects", () => {
  it("a project and a document, in both directions", async (test) => {
    const room = new Room(test);
    await room.generate(pets());
    room.write(
      "new.json",
      petsWith(({ paths }) => delete paths["/pets"]),
    );
    expect(lines((await room.diff("api", "new.json")).changes)).toEqual(["breaking tool listPets: removed"]);
    expect(lines((await room.diff("new.json", "api")).changes)).toEqual(["compatible tool listPets: added"]);
    expect((await room.diff("api", "openapi.json")).changes).toEqual([]);
  });

  it("two projects: a tool that has another name, a tool that is a resource now", async (test) => {
    const room = new Room(test);
    await room.generate(pets(), "one");
    room.write(
      "mcpgen.config.yaml",
      "names: { listPets: pets }\nrouteMaps:\n  - { pattern: petId, methods: [GET], mcpType: resource }\n",
    );
    await room.generate(pets(), "two");
    expect(lines((await room.diff("one", "two")).changes)).toEqual([
      'breaking tool pets: renamed "listPets" → "pets"',
      "breaking resource getPet: a tool before, and a resource now",
    ]);
  });

  it("one that an older mcpgen wrote: what is there is compared, and a warning says what is not", async (test) => {
    const room = new Room(test);
    await room.generate(pets(), "one");
    await room.generate(
      petsWith((document) => (document.servers = [{ url: "https://other.example" }])),
      "two",
    );
    rmSync(join(room.folder, "one/test/generated/upstream.json"));
    const report = await room.diff("one", "two");
    expect(report.changes).toEqual([]);
    expect(report.diagnostics.map(({ code, title }) => `${code} ${title}`)).toEqual([
      expect.stringMatching(/^diff-old-record one was/),
    ]);
  });

  it("one whose write was interrupted: a warning says so", async (test) => {
    const room = new Room(test);
    await room.generate(pets(), "one");
    await room.generate(pets(), "two");
    room.write("two/mcpgen.journal", "");
    const { diagnostics } = await room.diff("one", "two");
    expect(diagnostics.map(({ code, title }) => `${code} ${title}`)).toEqual([
      expect.stringMatching(/^diff-interrupted A write into two was/),
    ]);
  });

  it("a request that nothing else explains", async (test) => {
    const room = new Room(test);
    await room.generate(pets(), "one");
    await room.generate(pets(), "two");
    const requests = "test/generated/requests.json";
    const text = readFileSync(join(room.folder, "two", requests), "utf8");
    room.write(`two/${requests}`, text.replace('"target":"/pets?', '"target":"/pets?page=1&'));
    expect(lines((await room.diff("one", "two")).changes)).toEqual([
      expect.stringMatching(
        /^risky tool listPets: recorded request target "\/pets\?limit=\d+" → "\/pets\?page=1&limit=\d+"$/,
      ),
    ]);
  });

  it.for([
    ["test/generated/tools-list.json", "[{}]", "an entry of the list has no name"],
    ["test/generated/tools-list.json", "{}", "it is no list"],
    ["test/generated/upstream.json", "<<<<<<< ours\n{}", "Unexpected token"],
    ["mcpgen.lock.json", "[]", "it is not an object"],
  ] as const)("%s that is %s", async ([path, text, reason], test) => {
    const room = new Room(test);
    await room.generate(pets());
    room.write(`api/${path}`, text);
    await expect(room.diff("api", "openapi.json")).rejects.toThrow(reason);
  });

  it("a folder that is none", async (test) => {
    const room = new Room(test, { "openapi.json": pets(), "mine/file": "" });
    await expect(room.diff("mine", "openapi.json")).rejects.toThrow("mine is no generated project");
  });
});

describe.concurrent("a revision", () => {
  function since(room: Room, revision: string, output?: string): Promise<DiffReport> {
    return diff({ cwd: room.folder, since: revision, ...(output === undefined ? {} : { output }) });
  }

  it("generate, commit, change the document, generate, compare; the project in a folder of the repository", async (test) => {
    const room = new Room(test);
    room.git("init", "-q");
    await room.generate(pets(), "servers/api");
    room.commit("generate");
    expect((await since(room, "HEAD", "servers/api")).changes).toEqual([]);
    await room.generate(
      petsWith(({ paths }) => delete paths["/pets"]),
      "servers/api",
    );
    const expected = ["breaking tool listPets: removed"];
    expect(lines((await since(room, "HEAD", "servers/api")).changes)).toEqual(expected);
    room.commit("regenerate");
    room.git("tag", "second");
    expect((await since(room, "second", "servers/api")).changes).toEqual([]);
    expect(lines((await since(room, "HEAD~1", "servers/api")).changes)).toEqual(expected);
    room.git("revert", "--no-edit", "HEAD");
    expect(lines((await since(room, "second", "servers/api")).changes)).toEqual([
      "compatible tool listPets: added",
    ]);
  });

  it("in which there is no project yet", async (test) => {
    const room = new Room(test, { "mine.txt": "" });
    room.git("init", "-q");
    room.commit("begin");
    await room.generate(pets());
    const report = await since(room, "HEAD", "api");
    expect(lines(report.changes)).toEqual(
      ["listPets", "getPet", "deletePet"].map((name) => `compatible tool ${name}: added`),
    );
    expect(report.diagnostics.map(({ code }) => code)).toEqual(["diff-new-project"]);
  });

  it("that there is not, also when it looks like an option or a path", async (test) => {
    const room = new Room(test);
    room.git("init", "-q");
    await room.generate(pets());
    room.commit("generate");
    for (const revision of ["nope", "--help", "HEAD:openapi.json", ""])
      await expect(since(room, revision, "api")).rejects.toThrow(/^git-no-revision/);
  });

  it("outside of a repository, or of a project", async (test) => {
    const room = new Room(test);
    await room.generate(pets());
    await expect(since(room, "HEAD", "api")).rejects.toThrow(/^git-no-repository/);
    await expect(since(room, "HEAD")).rejects.toThrow(/^diff-no-project-here/);
    await expect(since(room, "HEAD", "nowhere")).rejects.toThrow(/^diff-no-project: nowhere/);
  });
});
