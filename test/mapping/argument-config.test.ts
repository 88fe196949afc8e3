import { describe, expect, test } from "vitest";
import { emptyConfig, type ArgumentConfig, type Config } from "../../src/config/config.js";
import type { SentValue, Tool } from "../../src/project/project.js";
import { openapi as withoutServer } from "../openapi/support.js";
import { mapped, onlyTool, type Mapped } from "./support.js";

const text = { type: "string" };

function openapi(version: string, parts: object): object {
  return withoutServer(version, { servers: [{ url: "https://api.example.com" }], ...parts });
}

const schemas = {
  Pet: {
    type: "object",
    required: ["name"],
    properties: { name: text, tag: { $ref: "#/components/schemas/Tag" }, limit: { type: "integer" } },
  },
  Tag: { type: "string", enum: ["dog", "cat"] },
};

const parameters = [
  { name: "id", in: "path", required: true, schema: { type: "integer" } },
  { name: "limit", in: "query", required: true, schema: { type: "integer" } },
  { name: "X-Key", in: "header", required: true, schema: text },
  { name: "ids", in: "query", schema: { type: "array", items: text } },
  { name: "x", in: "query", schema: text },
  { name: "x", in: "header", schema: text },
  { name: "x", in: "cookie", schema: text },
];

function documentOf(required: boolean, schema: object = { $ref: "#/components/schemas/Pet" }): object {
  const requestBody = { required, content: { "application/json": { schema } } };
  const paths = { "/pets/{id}": { post: { operationId: "t", parameters, requestBody } } };
  return openapi("3.1", { paths, components: { schemas } });
}

type Entries = Readonly<Record<string, ArgumentConfig>>;

function configOf(own: Entries, general: Entries = {}): Partial<Config> {
  return {
    arguments: new Map(Object.entries(general)),
    operations: new Map([["t", { arguments: new Map(Object.entries(own)) }]]),
  };
}

function configured(own: Entries, general: Entries = {}, document = documentOf(true)): Mapped {
  return mapped(document, { config: configOf(own, general) });
}

function toolWith(own: Entries, general: Entries = {}): Tool {
  return onlyTool(configured(own, general));
}

function sent({ sent }: Tool, place: string, wireName: string): SentValue | undefined {
  return sent.find((value) => value.place === place && value.wireName === wireName);
}

describe("an argument of the config", () => {
  test("with a value is sent, and none", () => {
    const tool = toolWith({ limit_query: { value: 5 }, tag: { value: "dog" } });
    expect(sent(tool, "query", "limit")).toMatchObject({
      source: { kind: "constant", value: 5 },
      required: true,
    });
    expect(sent(tool, "field", "tag")).toMatchObject({ source: { kind: "constant", value: "dog" } });
    expect(Object.keys(tool.inputSchema.properties ?? {})).toEqual(
      expect.not.arrayContaining(["limit_query", "tag"]),
    );
    expect(tool.inputSchema.required).toEqual(["id", "X-Key", "name"]);
    // No other argument changes its name.
    expect(Object.keys(tool.inputSchema.properties ?? {})).toContain("limit");
  });

  test("with a default need not be given", () => {
    const tool = toolWith({ limit_query: { default: 20, description: "How many." }, id: { default: 1 } });
    expect(tool.inputSchema.properties).toMatchObject({
      id: { type: "integer", default: 1 },
      limit_query: { type: "integer", default: 20, description: "How many." },
    });
    expect(tool.inputSchema.required).toEqual(["X-Key", "name"]);
    expect(sent(tool, "query", "limit")?.source).toEqual({
      kind: "argument",
      name: "limit_query",
      fallback: { value: 20, acceptsNull: false },
    });
  });

  test.each<[key: string, place: string, wireName: string, type: string]>([
    ["id", "path", "id", "integer"],
    ["X-Key", "header", "X-Key", "string"],
    ["x-key", "header", "X-Key", "string"],
    ["ids", "query", "ids", "json"],
    ["tag", "field", "tag", "string"],
  ])("%s is read from the environment", (key, place, wireName, type) => {
    const tool = toolWith({ [key]: { env: "V" } });
    expect(sent(tool, place, wireName)?.source).toMatchObject({ kind: "variable", variable: "V", type });
    expect(
      tool.arguments.some((argument) => argument.place === place && argument.wireName === wireName),
    ).toBe(false);
  });

  test("that is hidden is not sent", () => {
    const tool = toolWith({ ids: { hidden: true }, tag: { hidden: true } });
    expect(tool.sent.map(({ wireName }) => wireName)).toEqual(expect.not.arrayContaining(["ids", "tag"]));
    expect(tool.inputSchema.properties).not.toHaveProperty("ids");
  });

  test.each<[type: object, expected: string]>([
    [{ type: "integer" }, "integer"],
    [{ type: ["number", "null"] }, "number"],
    [{ type: "boolean" }, "boolean"],
    [{ type: "object" }, "json"],
    [{ type: ["integer", "string"] }, "string"],
    [{ $ref: "#/components/schemas/Tag" }, "string"],
    [{}, "string"],
  ])("of %j is read as %s", (schema, type) => {
    const document = openapi("3.1", {
      paths: { "/t": { get: { operationId: "t", parameters: [{ name: "q", in: "query", schema }] } } },
      components: { schemas },
    });
    const tool = onlyTool(configured({ q: { env: "V" } }, {}, document));
    expect(sent(tool, "query", "q")?.source).toMatchObject({ type });
  });
});

describe("what is said for all operations", () => {
  test("is about parameters of that name, headers in any case", () => {
    const tool = toolWith({}, { "x-key": { env: "KEY" }, limit: { value: 3 } });
    expect(sent(tool, "header", "X-Key")?.source).toMatchObject({ variable: "KEY" });
    expect(sent(tool, "query", "limit")?.source).toMatchObject({ value: 3 });
    expect(sent(tool, "field", "limit")?.source).toMatchObject({ kind: "argument" });
  });

  test("gives way to what an operation says, key by key", () => {
    const general = { "X-Key": { env: "KEY", description: "The key." }, x: { value: "all" } };
    const tool = toolWith({ "X-Key": { default: "mine" }, x_header: { hidden: false } }, general);
    expect(tool.inputSchema.properties?.["X-Key"]).toEqual({
      ...text,
      description: "The key.",
      default: "mine",
    });
    expect(sent(tool, "header", "x")?.source).toMatchObject({ kind: "argument" });
    expect(sent(tool, "cookie", "x")?.source).toMatchObject({ kind: "constant", value: "all" });
  });

  test("without an operation is a warning", () => {
    expect(configured({}, { "X-Kay": { env: "KEY" }, name: { value: 1 } }).messages).toEqual([
      'argument-of-no-operation: No operation has a parameter "X-Kay"',
      'argument-of-no-operation: No operation has a parameter "name"',
    ]);
  });

  test("is wrong once, however many operations it is wrong for", () => {
    const one = { operationId: "t", parameters: [{ name: "q", in: "query", schema: { type: "integer" } }] };
    const document = openapi("3.1", {
      paths: { "/a": { get: one }, "/b": { get: { ...one, operationId: "u" } } },
    });
    expect(configured({}, { q: { value: "x" } }, document).messages).toEqual([
      'argument-value-unfit: GET /a does not accept this for "q": it must be integer, got "x"',
    ]);
  });

  test("is looked through for integers that JavaScript rounds", () => {
    const document = documentOf(true, { type: "object", properties: { any: {} } });
    const own = { any: { value: [{ id: 2 ** 53, safe: 2 ** 53 - 1, half: 0.5 }] } };
    expect(configured(own, {}, document).messages).toEqual([
      expect.stringMatching(/^argument-value-inexact: .* "any" .* reads 9007199254740992$/),
    ]);
  });

  test("does nothing to an operation without it", () => {
    const plain = mapped(documentOf(true)).project;
    const { project } = mapped(documentOf(true), {
      config: { ...emptyConfig, arguments: new Map([["no", {}]]) },
    });
    expect(project.tools).toEqual(plain.tools);
  });
});

describe("what is wrong about an argument", () => {
  test.each<[own: Entries, message: string]>([
    [{ nmae: {} }, 'argument-of-nothing: POST /pets/{id} has no argument "nmae"'],
    [{ "X-Key": { hidden: true } }, 'argument-hidden-but-required: POST /pets/{id} requires "X-Key", which the config hides'],
    [{ name: { hidden: true } }, 'argument-hidden-but-required: POST /pets/{id} requires "name", which the config hides'],
    [{ limit_query: { value: "5" } }, 'argument-value-unfit: POST /pets/{id} does not accept this for "limit_query": it must be integer, got "5"'],
    [{ limit: { default: null } }, 'argument-value-unfit: POST /pets/{id} does not accept this for "limit": it must be integer, got null'],
    [{ tag: { value: "bird" } }, 'argument-value-unfit: POST /pets/{id} does not accept this for "tag": it must be one of "dog", "cat", got "bird"'],
    [{ limit_query: { value: 2 ** 53 } }, 'argument-value-inexact: An integer for "limit_query" of POST /pets/{id} is beyond 2^53, and JavaScript reads 9007199254740992'],
    [{ ids: { default: ["a"] }, limit: { default: -(2 ** 60) } }, 'argument-value-inexact: An integer for "limit" of POST /pets/{id} is beyond 2^53, and JavaScript reads -1152921504606846976'],
    [{ "X-Key": { allowReserved: true } }, 'argument-not-reserved: The argument "X-Key" of POST /pets/{id} cannot have allowReserved'],
    [{ tag: { allowReserved: true } }, 'argument-not-reserved: The argument "tag" of POST /pets/{id} cannot have allowReserved'],
  ])("%j", (own, message) => {
    expect(configured(own).messages).toEqual([message]);
  }); // prettier-ignore

  test("a name of the document that several arguments share", () => {
    const requestBody = { content: { "text/plain": { schema: text } } };
    const shared = ["query", "header"].map((place) => ({ name: "a b", in: place, schema: text }));
    const paths = { "/t": { post: { operationId: "t", parameters: shared, requestBody } } };
    const diagnosed = configured({ "a b": { value: "1" } }, {}, openapi("3.1", { paths }));
    expect(diagnosed.messages).toEqual([
      'argument-of-several: POST /t has several arguments that are "a b" in the document',
    ]);
  });
});

describe("a body that can be left out", () => {
  test("needs its required fields together, but for those of the config", () => {
    const required = { ...schemas.Pet, required: ["name", "tag", "limit"] };
    const tool = onlyTool(
      configured({ tag: { value: "cat" }, limit: { default: 1 } }, {}, documentOf(false, required)),
    );
    expect(tool.inputSchema["dependentRequired"]).toEqual({ limit: ["name"] });
    expect(sent(tool, "field", "limit")).toMatchObject({ required: false });
  });

  test("is none once all of it is hidden", () => {
    const schema = { type: "object", properties: { a: text, b: text } };
    const hidden = { a: { hidden: true }, b: { hidden: true } };
    expect(onlyTool(configured(hidden, {}, documentOf(false, schema))).body).toBeUndefined();
    expect(onlyTool(configured(hidden, {}, documentOf(true, schema))).body).toBeDefined();
    const list = { type: "array", items: text };
    expect(
      onlyTool(configured({ body: { hidden: true } }, {}, documentOf(false, list))).body,
    ).toBeUndefined();
  });
});

describe("a body style", () => {
  const styled = (bodyStyle: "flat" | "nested", document: object, own: Entries = {}): Mapped => {
    const operation = { bodyStyle, arguments: new Map(Object.entries(own)) };
    return mapped(document, { config: { operations: new Map([["t", operation]]) } });
  };

  test("nested makes one argument of the body", () => {
    const tool = onlyTool(styled("nested", documentOf(true), { body: { description: "The pet." } }));
    expect(tool.arguments.at(-1)).toMatchObject({ name: "body", place: "body", required: true });
    expect(tool.inputSchema.properties?.["body"]).toEqual({ $ref: "#/$defs/Pet", description: "The pet." });
    expect(tool.body?.nullable).toBe(false);
  });

  test("nested has no fields that could be named", () => {
    expect(styled("nested", documentOf(true), { tag: { value: "dog" } }).messages).toEqual([
      'argument-of-nothing: POST /pets/{id} has no argument "tag"',
    ]);
  });

  test("flat is what a body of fields is anyway", () => {
    const flat = styled("flat", documentOf(true));
    expect(flat.messages).toEqual([]);
    expect(onlyTool(flat)).toEqual(onlyTool(mapped(documentOf(true))));
  });

  test.each([
    [documentOf(true, { type: "array", items: text }), "body-not-flat: The body of POST /pets/{id} cannot be flat: it is not one object with known fields"],
    [openapi("3.1", { paths: { "/t": { get: { operationId: "t" } } } }), "body-style-of-nothing: GET /t takes no body, so it has no body style"],
  ])("that cannot be is an error", (document, message) => {
    expect(styled("flat", document).messages).toEqual([message]);
  }); // prettier-ignore
});
