import { describe, expect, test } from "vitest";
import { goldens, type Goldens } from "../../src/golden/golden.js";
import { mapped } from "../mapping/support.js";
import { openapi } from "../openapi/support.js";

const text = { type: "string" };

async function golden(parts: object, document: object = {}): Promise<Goldens> {
  return goldens(mapped(openapi("3.2", { paths: { "/x/{id}": parts }, ...document })).project);
}

/** The golden arguments of a tool with a body of one schema, `undefined` if there are none. */
async function sampled(schema: object, schemas: object = {}, media = "application/json"): Promise<unknown> {
  const requestBody = { required: true, content: { [media]: { schema } } };
  const paths = { "/x": { post: { operationId: "t", requestBody } } };
  const { tools } = await goldens(mapped(openapi("3.1", { paths, components: { schemas } })).project);
  return tools["t"]?.arguments;
}

describe("a golden request", () => {
  test("has no dots in its path, which could not hold them", async () => {
    const schema = { type: "string", pattern: "^.+$" };
    const parameters = [{ name: "id", in: "path", required: true, schema }];
    const { tools, untested } = await golden({ get: { operationId: "t", parameters } });
    expect(untested).toEqual([]);
    expect(tools["t"]?.request.target).toBe("/x/a");
  });

  test("has the document's examples where they are right and can travel", async () => {
    const id = { name: "id", in: "path", required: true };
    const { tools } = await golden({
      get: {
        operationId: "t",
        parameters: [
          { ...id, schema: { type: "integer" }, examples: { a: { value: "seven" }, b: { value: 7 } } },
          { name: "q", in: "query", schema: { type: "string", example: "a b" } },
          { name: "n", in: "query", schema: { type: "integer", example: "no integer" } },
        ],
      },
      put: { operationId: "u", parameters: [{ ...id, schema: { type: "string" }, example: ".." }] },
    });
    expect(tools["t"]?.arguments).toEqual({ id: 7, q: "a b", n: 0 });
    expect(tools["u"]?.request.target).toBe("/x/aa");
  });

  test("shows every place, the credential and the body", async () => {
    const { tools, environment, baseUrls } = await golden(
      {
        post: {
          operationId: "t",
          security: [{ key: [] }],
          parameters: [
            { name: "id", in: "path", required: true, schema: { type: "integer", default: 7 } },
            { name: "q", in: "query", schema: { enum: ["a b"] } },
            { name: "X-H", in: "header", schema: { const: "h" } },
            { name: "c", in: "cookie", schema: text },
          ],
          requestBody: { content: { "application/json": { schema: { type: "object", properties: { a: { type: "boolean" } } } } } },
        },
      },
      { components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } } },
    );
    expect(environment).toEqual({ TEST_KEY: "test-key" });
    expect(baseUrls).toEqual({ default: "TEST_BASE_URL" });
    expect(tools).toMatchObject({
      t: {
        arguments: { id: 7, q: "a b", "X-H": "h", c: "string", a: true },
        request: {
          method: "POST",
          target: "/x/7?q=a%20b",
          headers: { "x-h": "h", cookie: "c=string", "x-key": "test-key", "content-type": "application/json" },
          json: { a: true },
        },
      },
    });
  }); // prettier-ignore

  test.each([
    ["text/plain", text, { text: "string" }],
    ["application/octet-stream", {}, { text: "mcpgen" }],
    ["application/jsonl", { type: "array", items: { const: 1 } }, { text: "1\n1\n" }],
    ["application/json-seq", { type: "array", items: { const: 1 } }, { text: "\u001e1\n\u001e1\n" }],
  ])("of %s shows the body as what it is", async (media, schema, expected) => {
    const content = { [media]: { schema } };
    const parts = { post: { operationId: "t", requestBody: { required: true, content } } };
    expect((await golden(parts)).tools["t"]?.request).toMatchObject(expected);
  });

  test.each([["^[a-z]*$", "/x/a"], ["^[0-9]*$", "/x/1"]])("has no empty segment, which %s allows", async (pattern, target) => {
    const parameters = [{ name: "id", in: "path", required: true, schema: { type: "string", pattern } }];
    expect((await golden({ get: { operationId: "t", parameters } })).tools["t"]?.request.target).toBe(target);
  }); // prettier-ignore

  test("is left out where the value cannot travel", async () => {
    const parameters = [{ name: "id", in: "path", required: true, schema: { const: ".." } }];
    const { tools, untested, causes } = await golden({ get: { operationId: "t", parameters } });
    expect(tools).toEqual({});
    expect(untested).toEqual(["t"]);
    expect(causes["t"]).toMatch(/^what was found cannot be sent: /);
  });
});

describe("arguments are found for", () => {
  test.each<[string, object, unknown]>([
    ["a pattern", { type: "string", pattern: "^[A-Z]{3}-\\d+$" }, expect.stringMatching(/^[A-Z]{3}-\d+$/)],
    ["a pattern of another language", { type: "string", pattern: "(?i)[" }, expect.any(String)],
    ["multiples", { type: "number", multipleOf: 7, minimum: 1 }, expect.any(Number)],
    ["dates", { type: "string", format: "date" }, expect.stringMatching(/^\d{4}-\d\d-\d\d$/)],
    ["enumerations and defaults", { type: "string", enum: ["a"] }, "a"],
    ["lists", { type: "array", items: { const: 1 } }, [1, 1]],
    ["maps of odd patterns", { type: "object", patternProperties: { "(?i)[": text } }, expect.anything()],
    ["anything", {}, expect.anything()],
    ["alternatives", { oneOf: [{ type: "object", properties: { a: { const: 1 } }, required: ["a"] }, text] }, { a: 1 }],
  ])("%s", async (_, schema, expected) => {
    const args = await sampled({ type: "object", properties: { v: schema }, required: ["v"] });
    expect(args).toEqual({ v: expected });
  }); // prettier-ignore

  test("files", async () => {
    const args = await sampled({ type: "object", properties: { f: { type: "string", format: "binary" } } }, {}, "multipart/form-data");
    expect(args).toEqual({ f: "bWNwZ2Vu" });
  }); // prettier-ignore
});

describe("there are no arguments for, and no error from,", () => {
  test.each<[string, object]>([
    ["what nothing fulfils", { type: "string", minLength: 5, maxLength: 4 }],
    ["false", { not: {} }],
    ["texts of a gigabyte", { type: "string", minLength: 1e9 }],
    ["lists of a thousand million", { type: "array", items: text, minItems: 1e9 }],
    ["patterns of a thousand million", { type: "string", pattern: "^(?:(?:(?:x{1000}){1000}){1000})$" }],
    ["long patterns", { type: "string", pattern: "x{300000000}" }],
  ])("%s", async (_, schema) => {
    expect(await sampled({ type: "object", properties: { v: schema }, required: ["v"] })).toBeUndefined();
  });

  test("and the cause names the argument", async () => {
    const schema = { type: "object", properties: { a: text, v: { allOf: [text, { type: "integer" }] } }, required: ["v"] };
    const requestBody = { required: true, content: { "application/json": { schema } } };
    const { causes } = await golden({ post: { operationId: "t", requestBody } });
    expect(causes).toEqual({ t: 'nothing was found that its argument "v" accepts' });
  }); // prettier-ignore

  test("but where such a thing is optional, it is left out", async () => {
    const properties = { v: { type: "string", minLength: 1e9 }, w: { type: "string" } };
    expect(await sampled({ type: "object", properties })).toEqual({ w: "string" });
  });
});

describe("nothing that a schema can be ends the run, or takes for ever", () => {
  const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
  const wide = (link: object): object => ({
    type: "object",
    properties: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`p${i}`, link])),
  });
  const chain = (link: (ref: object) => object): object =>
    Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [i === 0 ? "A" : `A${i}`, link(ref(`A${i + 1}`))]),
    );
  const nested = (key: string): object => {
    let deep: object = text;
    for (let level = 0; level < 480; level++) deep = { [key]: deep };
    return { type: "object", properties: { deep } };
  };

  test.each<[string, object]>([
    ["a hundred properties of a hundred each", { A: wide(ref("B")), B: wide(ref("C")), C: wide(ref("D")), D: wide(text) }],
    ["a circle of parts", { A: { allOf: [ref("A"), { type: "object" }] } }],
    ["a base of its children", { A: { type: "object", oneOf: [ref("B")] }, B: { allOf: [ref("A")] } }],
    ["lists of lists of themselves", { A: { type: "array", items: ref("A") } }],
    ["a chain of references", { ...chain((link) => link), A3000: text }],
    ["a chain of parts", { ...chain((link) => ({ allOf: [link] })), A3000: text }],
    ["a chain of references with siblings", { ...chain((link) => ({ ...link, minProperties: 1 })), A3000: text }],
    ["a chain of properties", { ...chain((link) => ({ type: "object", properties: { a: link } })), A3000: text }],
    ["deep items", { A: nested("items") }],
    ["deep negations", { A: nested("not") }],
    ["deep maps", { A: nested("additionalProperties") }],
  ])("%s", async (_, schemas) => {
    const paths = { "/x": { post: { requestBody: { content: { "application/json": { schema: ref("A") } } } } } };
    const { project } = mapped(openapi("3.1", { paths, components: { schemas } }));
    const { tools, untested } = await goldens(project);
    expect(Object.keys(tools).length + untested.length).toBe(1);
  }); // prettier-ignore
});
