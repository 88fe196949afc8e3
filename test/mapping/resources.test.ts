import { describe, expect, test } from "vitest";
import type { ArgumentConfig, Config, RouteMap } from "../../src/config/config.js";
import type { Resource } from "../../src/project/project.js";
import { openapi } from "../openapi/support.js";
import { mapped, type Mapped } from "./support.js";

const text = { type: "string" };
const inPath = (name: string, schema: object = text): object => ({
  name,
  in: "path",
  required: true,
  schema,
});
const inQuery = (name: string, schema: object = text, more: object = {}): object => ({
  name,
  in: "query",
  schema,
  ...more,
});

/** A document whose operations are resources where they can be. */
function resources(
  paths: object,
  options: { config?: Partial<Config>; routeMaps?: Partial<RouteMap>[]; document?: object; title?: string } = {},
): Omit<Mapped, "decisions"> & { resources: readonly Resource[]; tools: string[] } {
  const { config = {}, routeMaps = [{}], document = {}, title = "Shop" } = options;
  const rules = routeMaps.map((each): RouteMap => ({ mcpType: "resource", mcpTags: [], ...each }));
  const result = mapped(
    { ...openapi("3.2", { paths, ...document }), info: { title, version: "1" } },
    { config: { ...config, routeMaps: rules } },
  );
  const { project, messages } = result;
  const kept = messages.filter((message) => /^(resource|route-map)/.test(message));
  return { project, messages: kept, resources: project.resources, tools: project.tools.map(({ name }) => name) };
} // prettier-ignore

/** The URIs of the only resource. */
function uris(path: string, parameters: object[] = [], title = "Shop"): (string | undefined)[] {
  const [only] = resources({ [path]: { get: { parameters } } }, { title }).resources;
  return [only?.uri, only?.uriTemplate];
}

describe("a URI", () => {
  test.each<[path: string, parameters: object[], uri: string | undefined, template: string | undefined]>([
    ["/pets", [], "shop://pets", undefined],
    ["/", [], "shop:///", undefined],
    ["/", [inQuery("q")], "shop:///", "shop:///{?q}"],
    ["/pets/", [], "shop://pets/", undefined],
    ["//pets", [], "shop:///pets", undefined],
    ["/pets", [inQuery("limit"), inQuery("tags", { type: "array", items: text })], "shop://pets", "shop://pets{?limit,tags*}"],
    ["/pets", [inQuery("q", text, { required: true })], undefined, "shop://pets{?q}"],
    ["/pets/{petId}", [inPath("petId")], undefined, "shop://pets/{petId}"],
    ["/a/{b}/c/{d}", [inPath("d"), inPath("b")], undefined, "shop://a/{b}/c/{d}"],
    ["/{pet-id}/x", [inPath("pet-id"), inQuery("page-size")], undefined, "shop://{pet_id}/x{?page_size}"],
    ["/{page-no}/{page_no}", [inPath("page-no"), inPath("page_no")], undefined, "shop://{page_no_5b31b5}/{page_no}"],
    ["/f/{path}", [{ ...inPath("path"), allowReserved: true }], undefined, "shop://f/{+path}"],
    ["/f/{id}", [inPath("id"), inQuery("id")], undefined, "shop://f/{id}{?id_query}"],
    ["/f", [inQuery("$filter"), inQuery("a.b"), inQuery("naïve")], "shop://f", "shop://f{?filter,a_b,na_ve}"],
    ["/f", [inQuery("x", { anyOf: [{ type: "null" }, { type: "array", items: text }] })], "shop://f", "shop://f{?x*}"],
    ["/s:find/a:b@c", [], "shop://s%3Afind/a:b@c", undefined],
    ["/a b/é'\"<>|^`\\x", [], "shop://a%20b/%C3%A9%27%22%3C%3E%7C%5E%60%5Cx", undefined],
    ["/a%20b/50%", [], "shop://a%20b/50%25", undefined],
    ["/x?y=1#z", [], "shop://x%3Fy%3D1%23z", undefined],
  ])("of %s", (path, parameters, uri, template) => {
    expect(uris(path, parameters)).toEqual([uri, template]);
  }); // prettier-ignore

  test.each([
    ["Git Hub API", "git-hub-api://x"],
    ["3D shop", "api-3d-shop://x"],
    ["HTTPS", "api-https://x"],
    ["宠物", "api://x"],
  ])("of %s begins with a legal scheme of its own", (title, uri) => {
    expect(uris("/x", [], title)[0]).toBe(uri);
  });

  test("is one that URL parsers read", () => {
    for (const path of ["/", "/a b/c", "/s:find/x", "//x", "/x?y#z", "/%zz/a", "/@:80"]) {
      const [uri = ""] = uris(path);
      expect(URL.canParse(uri), uri).toBe(true);
    }
  });

  test("is no other's, and does not depend on the order of the document", () => {
    const operations: [string, object][] = [
      ["/pets/{id}", { get: { operationId: "a", parameters: [inPath("id")] }, head: { operationId: "b", parameters: [inPath("id")] } }],
      ["/pets/{name}", { get: { operationId: "c", parameters: [inPath("name")] } }],
      ["/pets/mine", { get: { operationId: "d" } }],
    ]; // prettier-ignore
    const [there = [], back = []] = [operations, [...operations].reverse()].map((each) =>
      resources(Object.fromEntries(each)).resources.map(({ name, uri, uriTemplate }) => [name, uri ?? uriTemplate] as const),
    ); // prettier-ignore
    expect(new Map(there)).toEqual(new Map(back));
    expect(Object.fromEntries(there)).toEqual({
      a: expect.stringMatching(/^shop\+[0-9a-f]{6}:\/\/pets\/\{id\}$/) as unknown,
      b: "shop+head://pets/{id}",
      c: expect.stringMatching(/^shop\+[0-9a-f]{6}:\/\/pets\/\{name\}$/) as unknown,
      d: "shop://pets/mine",
    });
  });
});

describe("what becomes a resource", () => {
  const paths = {
    "/pets": {
      get: { operationId: "listPets", responses: { 200: { content: { "text/html": {}, "application/json; v=1": {} } } } },
      ...Object.fromEntries(["put", "post", "delete", "options", "patch", "trace", "query"].map((method) => [method, { operationId: method }])),
    },
    "/pets/{id}": { parameters: [inPath("id")], head: { operationId: "hasPet" } },
  }; // prettier-ignore

  test("GET and HEAD; rules behind decide about the others, and a warning names them", () => {
    const { resources: all, tools, messages } = resources(paths, {
      routeMaps: [{}, { methods: ["DELETE"], mcpType: "exclude" }],
    }); // prettier-ignore
    expect(all.map(({ name, mimeType }) => [name, mimeType])).toEqual([
      ["listPets", "application/json"],
      ["hasPet", undefined],
    ]);
    expect(tools).toEqual(["put", "post", "options", "patch", "trace", "query"]);
    expect(messages).toEqual([
      "resource-of-other-method: routeMaps[0] makes resources, and does not apply to operations other than GET and HEAD: PUT /pets, POST /pets, DELETE /pets, OPTIONS /pets, PATCH /pets and 2 more",
    ]);
  });

  test("a rule that only fits other methods is not said to fit nothing, one behind another is", () => {
    expect(resources(paths, { routeMaps: [{ operationIds: ["put"], mcpType: "resource_template" }] }).messages).toEqual([
      "resource-of-other-method: routeMaps[0] makes resources, and does not apply to operations other than GET and HEAD: PUT /pets",
    ]);
    const routeMaps = [{ methods: ["GET"] }, { operationIds: ["listPets"] }];
    expect(resources(paths, { routeMaps }).messages).toEqual([
      "route-map-shadowed: routeMaps[1] decides nothing: routeMaps[0] before it fit all that it fits",
    ]);
  }); // prettier-ignore

  test("both words mean the same", () => {
    const [one, other] = (["resource", "resource_template"] as const).map(
      (mcpType) => resources(paths, { routeMaps: [{ mcpType }] }).resources,
    );
    expect(one).toEqual(other);
  });

  test.each<[needs: string, parts: object]>([
    ["the header X-Key", { parameters: [{ name: "X-Key", in: "header", required: true, schema: text }] }],
    ["the cookie c", { parameters: [{ name: "c", in: "cookie", required: true, schema: text }] }],
    ["the body", { requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } } }],
  ])("not what needs %s", (needs, parts) => {
    const { resources: none, tools, messages } = resources({ "/x": { get: { operationId: "x", ...parts } } });
    expect([none, tools]).toEqual([[], ["x"]]);
    expect(messages).toEqual([
      `resource-out-of-reach: GET /x becomes a tool instead of a resource: no URI holds ${needs}, which it needs`,
    ]);
  }); // prettier-ignore

  test("what no URI holds is left out where it is optional, but not of the tool beside it", () => {
    const parameters = [inQuery("q"), { name: "X-Key", in: "header", schema: text }, { name: "c", in: "cookie", style: "form", explode: false, schema: { type: "array", items: text } }];
    const requestBody = { content: { "application/json": { schema: { type: "object", properties: { a: text } } } } };
    const { project, messages } = resources({ "/x": { get: { operationId: "x", parameters, requestBody } } }, { config: { mirrorResources: true } });
    const [resource] = project.resources;
    expect(resource?.leftOut).toEqual(["the header X-Key", "the cookie c", "the body"]);
    expect(resource?.arguments.map(({ name }) => name)).toEqual(["q"]);
    expect(resource?.wire).toBeUndefined();
    const [tool] = project.tools;
    expect(tool?.arguments.map(({ name }) => name)).toEqual(["q", "X-Key", "c", "a"]);
    expect(tool).toMatchObject({ name: "x", constant: "x", key: "x", annotations: { readOnlyHint: true } });
    expect(resource).toMatchObject({ name: "x", constant: "xResource", key: "x" });
    expect(messages).toEqual([]);
  }); // prettier-ignore

  test("credentials, servers, schemas, tags and names are found for resources as for tools", () => {
    const document = {
      security: [],
      components: {
        schemas: { Status: { type: "string", enum: ["a", "b"] } },
        securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
      },
    };
    const get = {
      operationId: "getIt",
      tags: ["t"],
      security: [{ key: [] }],
      servers: [{ url: "https://other.example.com" }],
      parameters: [inQuery("status", { $ref: "#/components/schemas/Status" })],
    };
    const { project } = resources(
      { "/x": { get }, "/y": { get: { operationId: "get_it" } } },
      { document, config: { mcpTags: ["all"], names: new Map([["getIt", "read-it"]]) } },
    );
    expect(project.resources[0]).toMatchObject({
      name: "read-it",
      file: "t/read-it",
      tags: ["t", "all"],
      mcpTags: ["all"],
      definitions: ["Status"],
      security: [["key"]],
      server: expect.any(String) as unknown,
    });
    expect(project.credentials).toHaveLength(1);
    expect(project.schemas.map(({ name }) => name)).toEqual(["Status"]);
    expect(Object.keys(project.typesDocument.paths)).toEqual(["/x", "/y"]);
  });

  test("many of them are brief in their list", () => {
    const get = { tags: ["t"], description: `${"Words. ".repeat(100)}` };
    const many = Object.fromEntries(Array.from({ length: 129 }, (_, index) => [`/x${index}`, { get }]));
    const [first] = resources(many, { config: { mcpTags: ["all"] } }).resources;
    expect(first?.description.length).toBeLessThan(170);
    expect(first?.tags).toEqual(["all"]);
  });
});

describe("what the config fills in", () => {
  const tenant = { name: "X-Tenant", in: "header", required: true, schema: text };
  const parameters = [inPath("region"), inPath("id"), inQuery("q"), tenant];
  const configured = (entries: Readonly<Record<string, ArgumentConfig>>): ReturnType<typeof resources> =>
    resources(
      { "/regions/{region}/pets/{id}": { get: { operationId: "get", parameters } } },
      { config: { arguments: new Map(Object.entries(entries)) } },
    );

  test.each<[entries: Readonly<Record<string, ArgumentConfig>>, uri: string | undefined, template: string | undefined]>([
    [{}, undefined, "shop://regions/{region}/pets/{id}{?q}"],
    [{ region: { value: "eu/1" } }, undefined, "shop://regions/eu%2F1/pets/{id}{?q}"],
    [{ region: { value: "eu" }, id: { value: "a{b}" }, q: { value: "x" } }, "shop://regions/eu/pets/a%7Bb%7D", undefined],
    [{ region: { env: "REGION" }, q: { hidden: true } }, undefined, "shop://regions/region/pets/{id}"],
    [{ region: { env: "REGION" }, id: { default: "7" } }, "shop://regions/region/pets/7", "shop://regions/region/pets/{id}{?q}"],
    [{ q: { default: "x" } }, undefined, "shop://regions/{region}/pets/{id}{?q}"],
  ])("%j is no variable of the URI", (entries, uri, uriTemplate) => {
    const [only] = configured({ ...entries, "X-Tenant": { env: "TENANT" } }).resources;
    expect([only?.uri, only?.uriTemplate]).toEqual([uri, uriTemplate]);
  }); // prettier-ignore

  test.each<[entry: ArgumentConfig, source: object]>([
    [{ env: "TENANT" }, { kind: "variable", variable: "TENANT" }],
    [{ value: "acme" }, { kind: "constant", value: "acme" }],
    [{ default: "acme" }, { kind: "constant", value: "acme" }],
  ])("a required header as %j lets it be a resource", (entry, source) => {
    const { resources: found, messages } = configured({ "X-Tenant": entry });
    expect(messages).toEqual([]);
    expect(found[0]?.leftOut).toEqual([]);
    expect(found[0]?.sent).toContainEqual(
      expect.objectContaining({ place: "header", source: expect.objectContaining(source) as unknown }),
    );
    expect(Object.keys(found[0]?.inputSchema.properties ?? {})).toEqual(["region", "id", "q"]);
  });

  test("a description is not enough for that", () => {
    const { tools, messages } = configured({ "X-Tenant": { description: "Who asks." } });
    expect(tools).toEqual(["get"]);
    expect(messages).toHaveLength(1);
  });
});
