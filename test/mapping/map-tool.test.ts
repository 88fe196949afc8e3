import { describe, expect, test } from "vitest";
import type { Tool } from "../../src/project/project.js";
import { openapi } from "../openapi/support.js";
import { mapped, onlyTool, type Mapped } from "./support.js";

const text = { type: "string" };
const number = { type: "integer" };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

/** A tool with a body of one schema. */
function bodied(
  schema: unknown,
  options: { schemas?: object; required?: boolean; media?: string; encoding?: object } = {},
): Mapped & { tool: Tool } {
  const { schemas = {}, required = true, media = "application/json", encoding } = options;
  const requestBody = { required, content: { [media]: { schema, encoding } } };
  const paths = { "/x": { post: { requestBody } } };
  const result = mapped(openapi("3.1", { paths, components: { schemas } }));
  return { ...result, tool: onlyTool(result) };
}

/** The arguments of a tool: `place wireName`, with `?` where optional. */
function args({ tool }: { tool: Tool }): string[] {
  return tool.arguments.map(({ place, wireName, required }) => `${place} ${wireName}${required ? "" : "?"}`);
}

describe("a body that is one object becomes its fields", () => {
  const object = { type: "object", properties: { a: text, b: number }, required: ["a", "z"] };

  test.each<[string, unknown, string[]]>([
    ["an object", object, ["field a", "field b?"]],
    ["an object without type", { properties: { a: text } }, ["field a?"]],
    ["an object that may be null", { ...object, type: ["object", "null"] }, ["field a", "field b?"]],
    ["an object or null", { anyOf: [object, { type: "null" }] }, ["field a", "field b?"]],
    ["an object or null as a value", { oneOf: [object, { enum: [null] }] }, ["field a", "field b?"]],
    ["an object that is closed", { ...object, additionalProperties: false }, ["field a", "field b?"]],
    ["an object that is closed in 3.1", { ...object, unevaluatedProperties: false }, ["field a", "field b?"]],
    ["parts of an object", { allOf: [object, { properties: { c: text }, required: ["b", "c"] }] }, ["field a", "field b", "field c"]],
    ["parts that share a field", { allOf: [{ properties: { a: text } }, { properties: { a: { minLength: 1 } } }] }, ["field a?"]],
    ["a reference", ref("Object"), ["field a", "field b?"]],
    ["a reference with siblings", { ...ref("Object"), required: ["b"] }, ["field a", "field b"]],
    ["fields that go together", { ...object, anyOf: [{ required: ["a"] }, { required: ["b"] }] }, ["field a", "field b?"]],
    ["no forbidden field", { type: "object", properties: { a: text, b: false } }, ["field a?"]],
    ["an empty object", { type: "object", properties: {} }, []],
  ])("%s", (_, schema, expected) => {
    expect(args(bodied(schema, { schemas: { Object: object } }))).toEqual(expected);
  }); // prettier-ignore

  test("whose root refuses what is not there", () => {
    expect(bodied(object).tool.inputSchema).toEqual({
      type: "object",
      properties: { a: text, b: number },
      required: ["a"],
      additionalProperties: false,
    });
  });

  test("an optional one needs its required fields together", () => {
    const { tool } = bodied({ ...object, required: ["a"] }, { required: false });
    expect(args({ tool })).toEqual(["field a?", "field b?"]);
    expect(tool.inputSchema).toMatchObject({ dependentRequired: { b: ["a"] } });
    expect(tool.inputSchema).not.toHaveProperty("required");
    expect(tool.body).toMatchObject({ optional: true });
  });

  test("an optional one without fields is not sent", () => {
    expect(bodied({ type: "object", properties: {} }, { required: false }).tool).not.toHaveProperty("body");
    expect(bodied({ type: "object", properties: {} }).tool.body).toMatchObject({ optional: false });
  });
});

describe("every other body is one argument", () => {
  test.each<[string, unknown]>([
    ["an array", { type: "array", items: text }],
    ["a scalar", text],
    ["anything", {}],
    ["nothing said", undefined],
    ["a union", { oneOf: [{ properties: { a: text } }, { properties: { b: text } }] }],
    ["a union by type", { type: ["object", "string"], properties: { a: text } }],
    ["a map", { type: "object", additionalProperties: text }],
    ["an open object", { type: "object", properties: { a: text }, additionalProperties: true }],
    ["an object with patterns", { properties: { a: text }, patternProperties: { "^x": text } }],
    ["an object with conditions", { properties: { a: text }, if: {}, then: {} }],
    ["an object without properties", { type: "object" }],
    ["a recursive root", ref("Node")],
    ["an endless root", ref("Endless")],
  ])("%s", (_, schema) => {
    const schemas = {
      Node: { type: "object", properties: { next: ref("Node") } },
      Endless: { allOf: [ref("Endless")] },
    };
    expect(args(bodied(schema, { schemas }))).toEqual(["body body"]);
    expect(args(bodied(schema, { schemas, required: false }))).toEqual(["body body?"]);
  });

  test("with the description of the body", () => {
    const requestBody = { description: "What to do.", content: { "application/json": { schema: text } } };
    const tool = onlyTool(mapped(openapi("3.1", { paths: { "/x": { post: { requestBody } } } })));
    expect(tool.inputSchema.properties).toEqual({ body: { ...text, description: "What to do." } });
  });
});

describe("read-only properties are no arguments", () => {
  const id = { ...number, readOnly: true };

  test.each<[string, object, string[]]>([
    ["marked", { properties: { id, a: text } }, ["field a?"]],
    ["marked and required", { properties: { id, a: text }, required: ["id", "a"] }, ["field a"]],
    ["marked behind a reference", { properties: { id: ref("Id"), a: text } }, ["field a?"]],
    ["marked in a part", { properties: { id: { allOf: [ref("Id")] }, a: text } }, ["field a?"]],
    ["marked beside a part", { properties: { id: { allOf: [number], readOnly: true }, a: text } }, ["field a?"]],
    ["marked in a part of their own", { properties: { id: { allOf: [ref("Plain"), { readOnly: true }] }, a: text }, required: ["id"] }, ["field a?"]],
    ["marked in a part of the body", { allOf: [{ properties: { id } }, { properties: { a: text }, required: ["id"] }] }, ["field a?"]],
    ["but required behind a reference", { properties: { id: ref("Id"), a: text }, required: ["id"] }, ["field id", "field a?"]],
  ])("%s", (_, schema, expected) => {
    expect(args(bodied({ type: "object", ...schema }, { schemas: { Id: id, Plain: number } }))).toEqual(expected);
  }); // prettier-ignore

  test("further in, too", () => {
    const Pet = { type: "object", properties: { id, name: { ...text, writeOnly: true } }, required: ["id", "name"] };
    const { project } = bodied({ type: "array", items: ref("Pet") }, { schemas: { Pet } });
    expect(project.schemas).toEqual([
      { name: "Pet", schema: { type: "object", properties: { name: text }, required: ["name"] } },
    ]);
  }); // prettier-ignore

  test.each<[string, object, object]>([
    ["by what it is a part of", { anyOf: [ref("Pet"), text], required: ["id", "name"] }, { anyOf: [{ $ref: "#/$defs/Pet" }, text], required: ["name"] }],
    ["by another part", { allOf: [ref("Pet"), { required: ["id", "name"] }] }, { allOf: [{ $ref: "#/$defs/Pet" }, { required: ["name"] }] }],
    ["by a part of a part", { properties: { id }, anyOf: [{ allOf: [{ required: ["id"] }] }, text] }, { properties: {}, anyOf: [{ allOf: [{}] }, text] }],
    ["but by something else", { properties: { id }, additionalProperties: { required: ["id"] } }, { properties: {}, additionalProperties: { required: ["id"] } }],
  ])("are not required %s", (_, schema, expected) => {
    const Pet = { allOf: [{ properties: { name: text } }, ref("Base")] };
    const { tool } = bodied({ type: "array", items: schema }, { schemas: { Pet, Base: { properties: { id } } } });
    expect(tool.inputSchema.properties).toEqual({ body: { type: "array", items: expected } });
  }); // prettier-ignore
});

describe("media types", () => {
  function mediaOf(...names: string[]): string | undefined {
    const content = Object.fromEntries(names.map((name) => [name, { schema: { type: "object" } }]));
    return onlyTool(mapped(openapi("3.1", { paths: { "/x": { post: { requestBody: { content } } } } }))).body
      ?.mediaType;
  }

  test.each([
    [["text/plain", "application/xml", "application/json"], "application/json"],
    [["application/vnd.a+json", "application/JSON; charset=utf-8"], "application/JSON; charset=utf-8"],
    [["multipart/form-data", "application/x-www-form-urlencoded"], "application/x-www-form-urlencoded"],
    [["image/png", "text/csv"], "text/csv"],
    [["image/png", "application/pdf"], "image/png"],
    [["*/*"], "*/*"],
  ])("of %j the tool sends %s", (names, expected) => {
    expect(mediaOf(...names)).toBe(expected);
  });

  test("of bytes take base64", () => {
    const { tool } = bodied({ type: "string", format: "binary" }, { media: "image/png" });
    expect(tool.inputSchema.properties).toEqual({
      body: {
        type: "string",
        contentEncoding: "base64",
        description: "Base64 of the bytes, or file:<path> in the server's folder of files.",
      },
    });
    expect(tool.wire).toEqual({ body: { mediaType: "image/png", base64: true } });
  });

  test.each([{ type: "array", items: text }, number, { type: ["boolean", "null"] }])("of forms take the text of one where %j has no fields", (schema) => {
    const { tool } = bodied(schema, { media: "application/x-www-form-urlencoded" });
    expect(tool.inputSchema.properties).toEqual({
      body: { type: "string", description: "The body as application/x-www-form-urlencoded text." },
    });
  }); // prettier-ignore

  test("of text take text", () => {
    const { tool } = bodied({ type: "object", properties: { a: text } }, { media: "text/yaml" });
    expect(tool.inputSchema.properties).toEqual({
      body: { type: "string", description: "The body as text/yaml text." },
    });
    expect(tool.wire).toEqual({ body: "text/yaml" });
  });
});

describe("files of a multipart body", () => {
  const file = {
    type: "string",
    contentEncoding: "base64",
    description: "Base64 of the bytes, or file:<path> in the server's folder of files.",
  };
  const files = {
    type: "array",
    items: { type: "string", contentEncoding: "base64" },
    description: file.description,
  };
  const binary = { type: "string", format: "binary" };

  test.each<[string, unknown, unknown]>([
    ["3.0", binary, file],
    ["3.1", { type: "string", contentMediaType: "image/png" }, file],
    ["3.1 without type", { contentMediaType: "image/png" }, file],
    ["described", { ...binary, description: "The photo." }, { ...file, description: "The photo. Base64 of the bytes, or file:<path> in the server's folder of files." }],
    ["behind a reference", ref("File"), file],
    ["in a part", { allOf: [ref("File")] }, file],
    ["or null", { anyOf: [binary, { type: "null" }] }, file],
    ["or null by type", { ...binary, type: ["string", "null"] }, file],
    ["a list", { type: "array", items: binary }, files],
    ["a list of references", { type: "array", items: ref("File") }, files],
    ["a list or null", { anyOf: [{ type: "array", items: binary }, { type: "null" }] }, files],
    ["but not text in base64", { type: "string", contentEncoding: "base64", contentMediaType: "image/png" }, { type: "string", contentEncoding: "base64", contentMediaType: "image/png" }],
    ["but not lists of lists of themselves", ref("Lists"), { $ref: "#/$defs/Lists" }],
  ])("%s", (_, schema, expected) => {
    const schemas = { File: binary, Lists: { type: "array", items: ref("Lists") } };
    const body = { type: "object", properties: { f: schema } };
    const { tool } = bodied(body, { schemas, media: "multipart/form-data" });
    expect(tool.inputSchema.properties).toEqual({ f: expected });
  }); // prettier-ignore
});

describe("input schemas", () => {
  test("name shared schemas, pruned to what is reached, recursion kept", () => {
    const schemas = {
      Node: { type: "object", properties: { next: ref("Node"), leaf: ref("Leaf") } },
      Leaf: text,
      Unused: number,
    };
    const { tool, project } = bodied({ type: "object", properties: { node: ref("Node") } }, { schemas });
    expect(tool.inputSchema.properties).toEqual({ node: { $ref: "#/$defs/Node" } });
    expect(tool.definitions).toEqual(["Leaf", "Node"]);
    expect(project.schemas.map(({ name }) => name)).toEqual(["Leaf", "Node"]);
  });

  test.each([
    ["Pet", "Pet"],
    ["pet_kind", "PetKind"],
    ["Body", "BodySchema"],
    ["JsonSchema", "JsonSchemaSchema"],
    ["PetArguments", "PetArgumentsSchema"],
    ["3d-model", "DModel"],
    ["a#b", "AB"],
    ["404", expect.stringMatching(/^Schema[0-9a-f]{6}$/)],
    ["用户", expect.stringMatching(/^Schema[0-9a-f]{6}$/)],
  ])("%s is called %s", (name, expected) => {
    const pointer = encodeURIComponent(name.replaceAll("/", "~1"));
    const { project } = bodied(
      { type: "object", properties: { a: ref(pointer) } },
      { schemas: { [name]: text } },
    );
    expect(project.schemas.map((each) => each.name)).toEqual([expected]);
  });

  test("say oneOf as anyOf, for the API to decide", () => {
    const { tool } = bodied({ type: "object", properties: { a: { oneOf: [text, number] } } });
    expect(tool.inputSchema.properties).toEqual({ a: { anyOf: [text, number] } });
  });

  test("take arguments named like keywords and members of every object", () => {
    const properties = JSON.parse(
      '{"type": {}, "properties": {}, "$ref": {}, "__proto__": {}, "constructor": {}}',
    ) as object;
    const { tool } = bodied({ type: "object", properties });
    expect(tool.arguments.map(({ name }) => name)).toEqual([
      "type",
      "properties",
      "ref",
      "proto",
      "constructor_field",
    ]);
    expect(Object.keys(tool.inputSchema.properties ?? {})).toHaveLength(5);
  });
});

describe("what a tool says", () => {
  function said(get: object, path = "/pets/{id}"): Tool {
    return onlyTool(mapped(openapi("3.1", { paths: { [path]: { get } } })));
  }

  test.each<[object, string, string | undefined]>([
    [{ description: "d", summary: "s" }, "d", "s"],
    [{ description: "s", summary: "s" }, "s", undefined],
    [{ summary: "s" }, "s", undefined],
    [{ description: "d", summary: "s".repeat(121) }, "d", undefined],
    [{ operationId: "listAllPets" }, "List all pets", undefined],
    [{ operationId: "🎉" }, "GET /pets/{id}", undefined],
    [{}, "GET /pets/{id}", undefined],
    [{ description: " \n", deprecated: true }, "Deprecated. GET /pets/{id}", undefined],
  ])("%j", (get, description, title) => {
    expect(said(get).description).toBe(description);
    expect(said(get).title).toBe(title);
  });

  test.each([
    ["get", true, false, true],
    ["head", true, false, true],
    ["query", true, false, true],
    ["post", false, false, false],
    ["put", false, true, true],
    ["patch", false, true, false],
    ["delete", false, true, true],
  ])("%s hints", (method, readOnlyHint, destructiveHint, idempotentHint) => {
    const tool = onlyTool(mapped(openapi("3.2", { paths: { "/x": { [method]: {} } } })));
    expect(tool.annotations).toEqual({ readOnlyHint, destructiveHint, idempotentHint, openWorldHint: true });
  });
});

describe("output schemas", () => {
  function output(schema: unknown, parts: { schemas?: object; responses?: object } = {}): unknown {
    const answer = { description: "", content: { "application/json": { schema } } };
    const paths = { "/x": { get: { responses: { 200: answer, default: answer, ...parts.responses } } } };
    return onlyTool(mapped(openapi("3.1", { paths, components: { schemas: parts.schemas ?? {} } })))
      .outputSchema;
  }
  const object = { type: "object", properties: { a: { type: "integer", minimum: 1 } }, required: ["a"] };
  const loose = { type: "object", properties: { a: { type: "number" } } };

  test("keep the shape only", () => {
    expect(output(object)).toEqual(loose);
    expect(output(ref("A"), { schemas: { A: object } })).toEqual(loose);
    expect(output({ ...object, additionalProperties: false })).toEqual({
      ...loose,
      additionalProperties: true,
    });
    expect(output({ ...object, properties: { ...object.properties, b: { ...text, writeOnly: true } } })).toEqual(loose);
  }); // prettier-ignore

  test.each<[string, unknown, Parameters<typeof output>[1]]>([
    ["what is no object", { type: "array", items: text }, {}],
    ["a union", { type: "object", oneOf: [object] }, {}],
    ["anything", {}, {}],
    ["recursion", ref("A"), { schemas: { A: { type: "object", properties: { a: ref("A") } } } }],
    ["what is large", { type: "object", properties: { a: { description: "x".repeat(2048) } } }, {}],
    ["what is large in bytes", { type: "object", properties: { a: { description: "字".repeat(700) } } }, {}],
    ["several answers", object, { responses: { 201: { content: { "application/json": {} } } } }],
    ["several media types", object, { responses: { 200: { content: { "application/json": { schema: object }, "text/csv": {} } } } }],
  ])("there is none for %s", (_, schema, parts) => {
    expect(output(schema, parts)).toBeUndefined();
  }); // prettier-ignore
});
