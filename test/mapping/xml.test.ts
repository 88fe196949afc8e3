// Which body is described as XML, and how; test/wire/xml.test.ts has the examples of the specification.
import { describe, expect, it, test } from "vitest";
import { openapi } from "../openapi/support.js";
import { mapped, onlyTool, type Mapped } from "./support.js";

const text = { type: "string" };

interface Options {
  readonly schemas?: object;
  readonly version?: string;
  readonly media?: string;
}

function mappedBody(
  schema: object,
  { schemas = {}, version = "3.1", media = "application/xml" }: Options = {},
): Mapped {
  const requestBody = { required: true, content: { [media]: { schema } } };
  return mapped(openapi(version, { paths: { "/x": { post: { requestBody } } }, components: { schemas } }));
}

/** How a body is written, `undefined` where it is a text. */
function xmlOf(schema: object, options?: Options): unknown {
  const body = onlyTool(mappedBody(schema, options)).wire?.body;
  return typeof body === "object" ? body.xml : undefined;
}

/** Why a body is a text. */
function reason(schema: object, options?: Options): string | undefined {
  expect(xmlOf(schema, options)).toBeUndefined();
  return mappedBody(schema, options)
    .messages.find((message) => message.startsWith("xml-body-is-text"))
    ?.replace(/^.*writes: /, "");
}

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

describe("a body", () => {
  test.each(["application/xml", "text/xml", "application/atom+xml", "application/xml; charset=utf-8"])("of %s is written", (media) => {
    const tool = onlyTool(mappedBody({ type: "object", required: ["a"], properties: { a: { ...text, xml: { attribute: true } } } }, { media }));
    expect(tool.wire).toEqual({ body: { mediaType: media, xml: { name: "root", fields: { a: { nodeType: "attribute" } } } } });
    expect(tool.inputSchema).toEqual({ type: "object", properties: { a: text }, required: ["a"], additionalProperties: false });
  }); // prettier-ignore

  test.each([{}, text, { type: "object" }, { type: "integer" }, { anyOf: [text, { type: "null" }] }])(
    "without structure is a text: %j",
    (schema) => expect(reason(schema)).toBeUndefined(),
  );

  test("that is a union, a map or a list is one argument", () => {
    const a = { type: "object", properties: { a: text } };
    for (const schema of [{ oneOf: [a, { type: "object", properties: { b: text } }] }, { type: "object", additionalProperties: text }, { type: "array", items: a }]) {
      const tool = onlyTool(mappedBody(schema));
      expect(tool.arguments.map(({ name }) => name)).toEqual(["body"]);
      expect(tool.inputSchema.properties?.["body"]).not.toMatchObject(text);
    }
  }); // prettier-ignore
});

test("the keyword is not part of what a client is shown, or of a type", () => {
  const xml = { name: "x" };
  const Pet = { type: "object", xml, properties: { tag: { ...ref("Tag"), xml }, list: { type: "array", items: { ...text, xml } } } };
  const { project } = mappedBody({ type: "array", items: ref("Pet") }, { schemas: { Pet, Tag: { type: "object", xml, properties: { a: { ...text, xml } } } } });
  const [tool] = project.tools;
  expect(JSON.stringify([tool?.inputSchema, project.schemas, project.typesDocument])).not.toContain('"xml"');
}); // prettier-ignore

describe("the root is named", () => {
  const Pet = { type: "object", properties: { a: text } };
  const named = { ...Pet, xml: { name: "pet" } };
  test.each<[string, object, object]>([
    ["by itself", named, { name: "pet" }],
    ["by its component", ref("Pet"), { name: "Pet" }],
    ["by its component's own name", ref("Named"), { name: "pet" }],
    ["where it is used", { ...ref("Named"), xml: { name: "used" } }, { name: "used" }],
    ["by the only part", { allOf: [ref("Pet")] }, { name: "Pet" }],
    ["by the only alternative to null", { anyOf: [ref("Named"), { type: "null" }] }, { name: "pet" }],
    ["not by what it builds on", { allOf: [ref("Named"), { properties: { b: text } }] }, { name: "root" }],
    [
      "with items of a component",
      { type: "array", items: ref("Pet") },
      { name: "root", items: { name: "Pet" } },
    ],
    ["with items that are named", ref("Pets"), { name: "Pets", items: { name: "pet" } }],
    ["with items that are not", { type: "array", items: text, xml: { name: "all" } }, { name: "all" }],
  ])("%s", (_, schema, expected) => {
    const Pets = { type: "array", items: ref("Named") };
    expect(xmlOf(schema, { schemas: { Pet, Named: named, Pets } })).toEqual(expected);
  });

  it("by the parts of Swagger 2.0", () => {
    const parameters = [{ name: "body", in: "body", required: true, schema: { $ref: "#/definitions/Pet" } }];
    const document = {
      paths: { "/x": { post: { consumes: ["text/xml"], parameters } } },
      definitions: { Pet },
    };
    expect(onlyTool(mapped(openapi("2.0", document))).wire?.body).toEqual({
      mediaType: "text/xml",
      xml: { name: "Pet" },
    });
  });
});

describe("a description", () => {
  const of = (properties: object, schemas: object = {}): unknown =>
    (xmlOf({ type: "object", properties }, { schemas }) as { fields?: object } | undefined)?.fields;

  it("gathers all parts, the later ones know better", () => {
    const one = { properties: { a: { xml: { attribute: true } }, b: { xml: { name: "c" } } } };
    const two = { properties: { a: text, b: { ...text, xml: { name: "d" } } } };
    expect(xmlOf({ type: "object", allOf: [one, two] })).toEqual({
      name: "root",
      fields: { a: { nodeType: "attribute" }, b: { name: "d" } },
    });
  });

  it("leaves out what is as usual, and what only answers hold", () => {
    const usual = { a: { ...text, xml: { name: "a" } }, b: { type: "object", xml: { nodeType: "element" }, properties: { c: text } } };
    expect(of({ ...usual, d: { ...text, readOnly: true, xml: { attribute: true } } })).toBeUndefined();
  }); // prettier-ignore

  it("of a name with its prefix knows both", () => {
    const Body = { type: "object", xml: { name: "s:Body" }, properties: { a: text } };
    const envelope = {
      type: "object",
      xml: { name: "s:Envelope", namespace: "urn:s" },
      properties: { Body },
    };
    expect(xmlOf(envelope)).toEqual({
      name: "Envelope",
      prefix: "s",
      namespace: "urn:s",
      fields: { Body: { prefix: "s" } },
    });
  });

  it("of a property that is a component has the component's own name only", () => {
    const Named = { type: "object", xml: { name: "tag" }, properties: { a: text } };
    expect(of({ one: ref("Named"), many: { type: "array", items: ref("Named") }, plain: ref("Plain") }, { Named, Plain: { type: "object", properties: { a: text } } })).toEqual({
      one: { name: "tag" },
      many: { items: { name: "tag" } },
    });
  }); // prettier-ignore

  it("of alternatives that agree is that of all of them", () => {
    const id = { ...text, xml: { attribute: true } };
    const one = { type: "object", properties: { id, a: text } };
    const two = { type: "object", properties: { id, b: { ...text, xml: { nodeType: "cdata" } } } };
    expect(of({ x: { oneOf: [one, two, { type: "null" }] } })).toEqual({
      x: { fields: { id: { nodeType: "attribute" }, b: { nodeType: "cdata" } } },
    });
  });
});

describe("a schema that leads back to itself", () => {
  const id = { ...text, xml: { attribute: true } };
  const list = (name: string): object => ({ type: "array", items: ref(name) });
  const node = (properties: object, xml?: object): object => ({
    type: "object",
    properties,
    ...(xml && { xml }),
  });

  it("says nothing where all of it is as usual", () => {
    const schemas = { Folder: node({ folders: list("Folder"), file: ref("File") }), File: node({ in: ref("Folder") }) };
    expect(xmlOf(ref("Folder"), { schemas })).toEqual({ name: "Folder" });
    expect(xmlOf(list("Folder"), { schemas })).toEqual({ name: "root", items: { name: "Folder" } });
  }); // prettier-ignore

  it("is described once, by its name", () => {
    const Folder = node({ id, folders: list("Folder"), parent: { ...ref("Folder"), xml: { name: "up" } } });
    expect(xmlOf(ref("Folder"), { schemas: { Folder } })).toEqual({
      name: "Folder",
      like: "Folder",
      shared: {
        Folder: {
          fields: {
            id: { nodeType: "attribute" },
            folders: { items: { like: "Folder" } },
            parent: { name: "up", like: "Folder" },
          },
        },
      },
    });
  });

  it("keeps a name that its component would change", () => {
    const Folder = node({ folder: { ...ref("Folder"), xml: { name: "folder" } } }, { name: "dir" });
    expect(xmlOf(list("Folder"), { schemas: { Folder } })).toEqual({
      name: "root",
      items: { like: "Folder" },
      shared: { Folder: { name: "dir", fields: { folder: { name: "folder", like: "Folder" } } } },
    });
  });

  it("may go through others", () => {
    const schemas = { A: node({ b: ref("B") }), B: node({ id, a: ref("A"), b: list("B") }) };
    expect(xmlOf(ref("A"), { schemas })).toEqual({
      name: "A",
      like: "A",
      shared: {
        A: { fields: { b: { like: "B" } } },
        B: { fields: { id: { nodeType: "attribute" }, a: { like: "A" }, b: { items: { like: "B" } } } },
      },
    });
  });
});

describe("a body stays a text, with the reason, when", () => {
  const object = (properties: object, xml = {}): object => ({ type: "object", properties, xml });
  const Folder = object({ folders: { type: "array", items: ref("Folder") } });
  const Bad = object({ "no name": text, bad: ref("Bad") });
  test.each<[object, string]>([
    [{ allOf: [ref("Folder"), object({ a: text })] }, "a schema that leads back to itself is only a part of another"],
    [{ oneOf: [ref("Folder"), object({ a: text })] }, "its alternatives differ as XML"],
    [ref("Bad"), '"no name" is no name that XML allows'],
    [object({ "first name": text }), '"first name" is no name that XML allows'],
    [object({ a: { ...text, xml: { name: 'b x="' } } }), '"b x=\\"" is no name that XML allows'],
    [object({ xmlns: { ...text, xml: { attribute: true } } }), '"xmlns" is no name that XML allows'],
    [object({ a: text }, { name: "<root>" }), '"<root>" is no name that XML allows'],
    [ref("1st"), '"1st" is no name that XML allows'],
    [object({ a: { ...text, xml: { prefix: "p" } } }), 'the prefix "p" has no namespace'],
    [object({ "p:a": text }), '"p:a" is no name that XML allows'],
    [object({ a: text }, { prefix: "xml", namespace: "urn:x" }), '"xml" is no prefix that XML allows'],
    [object({ a: text }, { namespace: "a b" }), '"a b" is no namespace that XML allows'],
    [object({ a: { ...object({ b: text }), xml: { attribute: true } } }), 'an object or a list is of the node type "attribute"'],
    [object({ a: { type: "array", items: { ...text, xml: { attribute: true } } } }), "the items of a list are attributes"],
    [object({ a: { ...text, xml: { attribute: true } }, b: { ...text, xml: { attribute: true, name: "a" } } }), "two properties are the same attribute"],
    [object({ a: text }, { nodeType: "none" }), 'its root is of the node type "none"'],
    [{ oneOf: [object({ a: text }), object({ a: { ...text, xml: { attribute: true } } })] }, "its alternatives differ as XML"],
  ])("%j", (schema, expected) => {
    expect(reason(schema, { schemas: { Folder, Bad, "1st": object({ a: text }) } })).toBe(expected);
  }); // prettier-ignore

  it("references make it too large", () => {
    const names = Array.from({ length: 20 }, (_, index) => `S${index}`);
    const schemas = Object.fromEntries(
      names.map((name, index) => [name, object(index === 19 ? { a: text } : { a: ref(`S${index + 1}`), b: ref(`S${index + 1}`) })]),
    ); // prettier-ignore
    expect(reason(ref("S0"), { schemas })).toBe("its schema is too large");
  });
});
