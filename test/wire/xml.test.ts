// XML bodies: the examples of the specification, and whatever a document or a model may come up with.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { ArgumentError } from "../../templates/runtime/errors.js";
import { xmlText } from "../../templates/runtime/wire/xml.js";
import type { XmlWire } from "../../templates/runtime/wire/wire.js";
import { mapped, onlyTool } from "../mapping/support.js";
import { text, units } from "./arbitraries.js";
import { elementsIn, readXml, textIn, type XmlElement } from "./read-xml.js";

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
const nil = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"';

/** The XML of a body, without its declaration. */
function written(value: unknown, wire: XmlWire = {}): string {
  const document = xmlText(value, { name: "document", ...wire });
  expect(document.startsWith(declaration)).toBe(true);
  readXml(document);
  return document.slice(declaration.length);
}

/** The XML of a body that a document describes. */
function described(schema: string, value: unknown, components = "{}"): string {
  const tool = onlyTool(
    mapped({
      openapi: "3.2.0",
      info: { title: "XML", version: "1" },
      servers: [{ url: "https://example.com" }],
      paths: {
        "/x": {
          post: { requestBody: { content: { "application/xml": { schema: parseYaml(schema) as object } } } },
        },
      },
      components: { schemas: parseYaml(components) as object },
    }),
  );
  const body = tool.wire?.body;
  if (typeof body !== "object" || body.xml === undefined) throw new Error("the body is a text");
  return written(value, body.xml);
}

const animals = { animals: ["dog", "cat"] };
const object = (properties: string): string =>
  `{ type: object, xml: { name: document }, properties: ${properties} }`;

describe("the examples of OpenAPI 3.1 and 3.2, section XML Object", () => {
  it.each<[about: string, properties: string, xml: string]>([
    ["no XML Object", "{ animals: { type: array, items: { type: string } } }", "<animals>dog</animals><animals>cat</animals>"],
    ["other names of items", "{ animals: { type: array, items: { type: string, xml: { name: animal } } } }", "<animal>dog</animal><animal>cat</animal>"],
    ["a name of a list that is not wrapped means nothing", "{ animals: { type: array, xml: { name: aliens }, items: { type: string, xml: { name: animal } } } }", "<animal>dog</animal><animal>cat</animal>"],
    ["wrapped", "{ animals: { type: array, xml: { wrapped: true }, items: { type: string } } }", "<animals><animals>dog</animals><animals>cat</animals></animals>"],
    ["wrapped in 3.2", "{ animals: { type: array, xml: { nodeType: element }, items: { type: string } } }", "<animals><animals>dog</animals><animals>cat</animals></animals>"],
    ["wrapped, items named", "{ animals: { type: array, xml: { wrapped: true }, items: { type: string, xml: { name: animal } } } }", "<animals><animal>dog</animal><animal>cat</animal></animals>"],
    ["both named", "{ animals: { type: array, xml: { name: aliens, wrapped: true }, items: { type: string, xml: { name: animal } } } }", "<aliens><animal>dog</animal><animal>cat</animal></aliens>"],
    ["the wrapper named", "{ animals: { type: array, xml: { name: aliens, wrapped: true }, items: { type: string } } }", "<aliens><aliens>dog</aliens><aliens>cat</aliens></aliens>"],
  ])("%s", (_about, properties, xml) => {
    expect(described(object(properties), animals)).toBe(`<document>${xml}</document>`);
  }); // prettier-ignore

  it("a text, and its name replaced", () => {
    const value = { animals: "dog, cat" };
    expect(described(object("{ animals: { type: string } }"), value)).toBe(
      "<document><animals>dog, cat</animals></document>",
    );
    expect(described(object("{ animals: { type: string, xml: { name: animal } } }"), value)).toBe(
      "<document><animal>dog, cat</animal></document>",
    );
  });

  it("attribute, prefix and namespace; the root is named by its component", () => {
    const person = (
      id: string,
    ): string => `Person: { type: object, properties: { id: { type: integer, xml: { ${id} } },
      name: { type: string, xml: { namespace: https://example.com/schema/sample, prefix: sample } } } }`;
    for (const id of ["attribute: true", "nodeType: attribute"])
      expect(
        described(
          '{ $ref: "#/components/schemas/Person" }',
          { id: 123, name: "example" },
          `{ ${person(id)} }`,
        ),
      ).toBe(
        '<Person id="123"><sample:name xmlns:sample="https://example.com/schema/sample">example</sample:name></Person>',
      );
  });

  it("elements with attributes and text", () => {
    const schema = `{ type: array, xml: { nodeType: element, name: animals }, items: { xml: { name: animal }, properties: {
      kind: { type: string, xml: { nodeType: attribute } }, name: { type: string, xml: { nodeType: text } } } } }`;
    const value = [
      { kind: "Cat", name: "Fluffy" },
      { name: "Fido", kind: "Dog" },
    ];
    expect(described(schema, value)).toBe(
      '<animals><animal kind="Cat">Fluffy</animal><animal kind="Dog">Fido</animal></animals>',
    );
  });

  it("a referenced element with CDATA, named by the component or where it is used", () => {
    const value = { content: "<html></html>" };
    const properties = "properties: { content: { type: string, xml: { nodeType: cdata } } }";
    const named = `{ Documentation: { type: object, ${properties} } }`;
    const unnamed = `{ Documentation: { xml: { nodeType: none }, type: object, ${properties} } }`;
    expect(described('{ $ref: "#/components/schemas/Documentation" }', value, named)).toBe(
      "<Documentation><![CDATA[<html></html>]]></Documentation>",
    );
    const used =
      '{ xml: { nodeType: element, name: StoredDocument }, $ref: "#/components/schemas/Documentation" }';
    expect(described(used, value, unnamed)).toBe(
      "<StoredDocument><![CDATA[<html></html>]]></StoredDocument>",
    );
  });

  it("elements in a fixed order, the last one null", () => {
    const schema = `{ xml: { nodeType: element, name: OneTwoThree }, type: array, prefixItems: [
      { xml: { name: One }, type: string },
      { xml: { name: Two }, type: object, properties: {
        unit: { type: string, xml: { nodeType: attribute } }, value: { type: number, xml: { nodeType: text } } } },
      { xml: { name: Three }, type: [boolean, "null"] }] }`;
    expect(described(schema, ["Some text", { unit: "cubits", value: 42 }, null])).toBe(
      `<OneTwoThree><One>Some text</One><Two unit="cubits">42</Two><Three ${nil}/></OneTwoThree>`,
    );
  });

  it("texts around an element", () => {
    const schema = `{ xml: { nodeType: element, name: Report }, type: array, prefixItems: [
      { xml: { nodeType: text }, type: string }, { xml: { name: data }, type: number }, { xml: { nodeType: text }, type: string }] }`;
    expect(described(schema, ["Some preamble text.", 42, "Some postamble text."])).toBe(
      "<Report>Some preamble text.<data>42</data>Some postamble text.</Report>",
    );
  });

  it("null", () => {
    const schema = `{ type: object, xml: { name: product }, properties: {
      count: { type: [number, "null"], xml: { nodeType: attribute } }, rating: { type: string, xml: { nodeType: attribute } },
      description: { type: string }, related: { type: [object, "null"] } } }`;
    expect(described(schema, { count: null, description: "Thing", related: null })).toBe(
      `<product><description>Thing</description><related ${nil}/></product>`,
    );
    expect(described(schema, { count: 42, description: "Thing", related: {} })).toBe(
      '<product count="42"><description>Thing</description><related/></product>',
    );
  });
});

describe("values", () => {
  it("that are nothing are left out, those that only look so are not", () => {
    expect(written({ a: undefined, b: false, c: 0, d: "", e: [], f: -0.5 })).toBe(
      "<document><b>false</b><c>0</c><d/><f>-0.5</f></document>",
    );
  });

  it("null instead of a list is no item", () => {
    const list = 'list: { type: [array, "null"], items: { type: string } }';
    expect(described(object(`{ ${list}, other: { type: string } }`), { list: null, other: "x" })).toBe(
      "<document><other>x</other></document>",
    );
  });

  it("lists in lists keep the name of the property", () => {
    expect(written({ a: [[1, 2], [3]] })).toBe("<document><a>1</a><a>2</a><a>3</a></document>");
  });

  it("may be like others, but for what is said of them", () => {
    const shared: Record<string, XmlWire> = {
      Folder: { name: "dir", fields: { id: { nodeType: "attribute" }, in: { items: { like: "Folder" } } } },
    };
    const value = { id: 1, in: [{ id: 2 }, { id: 3, in: [{ id: 4 }] }] };
    expect(xmlText(value, { name: "root", like: "Folder", shared })).toBe(
      `${declaration}<root id="1"><dir id="2"/><dir id="3"><dir id="4"/></dir></root>`,
    );
  });

  it("of a map are elements named by their key, which has to be a name", () => {
    expect(written({ map: { "x-y": 1 } })).toBe("<document><map><x-y>1</x-y></map></document>");
    for (const key of ["", "first name", "a:b", "1st", "<a", 'a b="c"', "-x", "a\u0000", "\ud800", "a\n"])
      expect(() => written({ map: { [key]: 1 } })).toThrow(ArgumentError);
    expect(() => written({ map: { "first name": 1 } })).toThrow(
      'body field "map.first name" is named "first name", which no XML element can be.',
    );
  });

  it("that XML cannot carry are refused by the name of their field", () => {
    for (const value of ["\u0000", "a\u0008", "\u001b[0m", "\ufffe", "\uffff", "\ud800", "\udc00x"]) {
      for (const wire of [
        {},
        { nodeType: "attribute" },
        { nodeType: "cdata" },
        { nodeType: "text" },
      ] as const)
        expect(() => written({ pet: [{ name: value }] }, { fields: { pet: { otherFields: wire } } })).toThrow(
          /^body field "pet\[0\]\.name" must/,
        );
    }
  });

  it("with structure are no attribute and no text", () => {
    for (const nodeType of ["attribute", "cdata", "text"] as const)
      expect(() => written({ a: { b: 1 } }, { fields: { a: { nodeType } } })).toThrow(ArgumentError);
  });

  it("that are too deep are refused, not overflown", () => {
    const deep = (wrap: (inner: unknown) => unknown): unknown =>
      Array.from({ length: 100_000 }).reduce<unknown>(wrap, 1);
    expect(() => written(deep((inner) => [inner]))).toThrow(ArgumentError);
    expect(() => written(deep((inner) => ({ a: inner })))).toThrow(ArgumentError);
    const most = Array.from({ length: 199 }).reduce<unknown>((inner) => ({ a: inner }), 1);
    expect(written(most)).toContain("<a>1</a>");
  });

  const hostile = ["]]>", "&", "&lt;", "&amp;lt;", "&bomb;", "&#0;", "&#x41;", '"', "'", "<!ENTITY x SYSTEM 'file:///'>", "<![CDATA[", "-->", "</document>", "\r\n\t ", "\u0085\u2028", "a&", "&;", "%pe;"]; // prettier-ignore
  test.each(hostile)("%j is text like any other", (value) => {
    const fields = { at: { nodeType: "attribute" }, cdata: { nodeType: "cdata" } } as const;
    const cdata = value.replaceAll("\r\n", "\n"); // A section has no way to write a carriage return.
    const root = readXml(
      xmlText(
        { at: value, el: value, c: { cdata } },
        { name: "document", fields: { ...fields, c: { fields } } },
      ),
    );
    const [el, c] = elementsIn(root);
    expect(root.attributes.get("at")).toBe(value);
    expect([el, c].map((each) => each && textIn(each))).toEqual([value, cdata]);
    expect(elementsIn(root)).toHaveLength(2);
  });

  it("may have the names of what every object has", () => {
    const value = JSON.parse(
      '{ "__proto__": "a", "constructor": { "toString": "b" }, "hasOwnProperty": null }',
    ) as unknown;
    expect(written(value)).toBe(
      `<document><__proto__>a</__proto__><constructor><toString>b</toString></constructor><hasOwnProperty ${nil}/></document>`,
    );
    expect(written({ toString: "x" }, { fields: {} })).toBe("<document><toString>x</toString></document>");
  });
});

describe("namespaces", () => {
  it("are declared where they first occur", () => {
    const wire: XmlWire = {
      prefix: "p",
      namespace: "urn:p",
      fields: {
        a: { prefix: "p", fields: { id: { prefix: "p", nodeType: "attribute" } } },
        c: { namespace: "urn:c" },
      },
    };
    expect(written({ a: { id: 1, b: 2 }, c: { d: 3 } }, wire)).toBe(
      '<p:document xmlns:p="urn:p"><p:a p:id="1"><b>2</b></p:a><c xmlns="urn:c"><d>3</d></c></p:document>',
    );
  });

  it("of no prefix are that of what is below, attributes left out", () => {
    const root = readXml(
      xmlText({ a: 1, id: 2 }, { name: "r", namespace: "urn:r", fields: { id: { nodeType: "attribute" } } }),
    );
    expect([root.namespace, elementsIn(root)[0]?.namespace]).toEqual(["urn:r", "urn:r"]);
    expect([...root.attributes]).toEqual([["id", "2"]]);
  });

  it("are needed for a prefix", () => {
    expect(() => written({ a: 1 }, { fields: { a: { prefix: "p" } } })).toThrow(ArgumentError);
    expect(() => written({ a: 1 }, { fields: { a: { prefix: "p", nodeType: "attribute" } } })).toThrow(
      'body field "a" has the prefix "p" of no namespace.',
    );
  });

  it("may hold anything", () => {
    const root = readXml(xmlText({ a: 1 }, { name: "r", prefix: "p", namespace: 'urn:"><x/>&z;&lt;' }));
    expect([root.namespace, elementsIn(root).length]).toEqual(['urn:"><x/>&z;&lt;', 1]);
  });

  it.each(["", "relative", "<x/>", "{}", "[0]", "---", "@html", "a\u0000:", "http://www.w3.org/2000/xmlns/"])(
    "are IRIs, which %j is not",
    (namespace) => {
      expect(() => xmlText({}, { name: "r", namespace })).toThrow(ArgumentError);
      expect(() => written({ a: 1 }, { fields: { a: { nodeType: "attribute", namespace } } })).toThrow(
        ArgumentError,
      );
    },
  );

  it.each(["xml", "xmlns", "a b", "a:b", ""])("are not bound to the prefix %j", (prefix) => {
    const document = (): string => xmlText({}, { name: "r", prefix, namespace: "urn:x" });
    if (prefix === "") expect(document()).toBe(`${declaration}<r xmlns="urn:x"/>`);
    else expect(document).toThrow(ArgumentError);
  });
});

/** What a value is, as both sides know it. */
type Shape =
  | { readonly kind: "text" }
  | { readonly kind: "attribute" }
  | { readonly kind: "list"; readonly wrapped: boolean; readonly item: Shape }
  | { readonly kind: "object"; readonly fields: readonly (readonly [key: string, name: string, Shape])[] };

const names = [
  "a",
  "b-c",
  "_d",
  "e.f",
  "\u00e9t\u00e9",
  "\u540d\u524d",
  "__proto__",
  "constructor",
  "xs1",
  "I\u0130\u{10000}",
];
const legal = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const legalText = text.filter((value) => legal.test(value));

function shapes(depth: number): fc.Arbitrary<Shape> {
  if (depth === 0) return fc.constant({ kind: "text" });
  const below = shapes(depth - 1);
  const field = fc.oneof(
    below,
    fc.constant<Shape>({ kind: "attribute" }),
    fc.record({
      kind: fc.constant("list" as const),
      wrapped: fc.boolean(),
      item: below.filter(({ kind }) => kind !== "list"),
    }),
  );
  return fc
    .tuple(
      fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 }),
      fc.shuffledSubarray(names, { minLength: 4 }),
      fc.array(field, { minLength: 4, maxLength: 4 }),
    )
    .map(([keys, tags, all]) => ({
      kind: "object" as const,
      fields: keys.map((key, index) => [key, tags[index] ?? key, all[index] ?? { kind: "text" }] as const),
    }));
}

function values(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "text":
    case "attribute":
      return legalText;
    case "list":
      return fc.array(values(shape.item), { minLength: shape.wrapped ? 0 : 1, maxLength: 3 });
    case "object":
      return fc
        .tuple(
          ...shape.fields.map(([key, , below]) =>
            fc.option(values(below).map((value) => [key, value] as const)),
          ),
        )
        .map((entries) => Object.fromEntries(entries.filter((entry) => entry !== null)));
  }
}

function wireOf(shape: Shape, name?: string): XmlWire {
  const own = name === undefined ? {} : { name };
  switch (shape.kind) {
    case "text":
      return own;
    case "attribute":
      return { ...own, nodeType: "attribute" };
    case "list":
      return shape.wrapped
        ? { ...own, nodeType: "element", items: wireOf(shape.item, "item") }
        : { items: wireOf(shape.item, name) };
    case "object":
      return {
        ...own,
        fields: Object.fromEntries(shape.fields.map(([key, tag, below]) => [key, wireOf(below, tag)])),
      };
  }
}

/** What an API that knows the shape reads. */
function read(shape: Shape, element: XmlElement): unknown {
  if (shape.kind === "list") return elementsIn(element).map((item) => read(shape.item, item));
  if (shape.kind !== "object") return textIn(element);
  return Object.fromEntries(
    shape.fields.flatMap(([key, tag, below]) => {
      const own = elementsIn(element).filter(({ name }) => name === tag);
      const attribute = element.attributes.get(tag);
      if (below.kind === "attribute") return attribute === undefined ? [] : [[key, attribute]];
      if (below.kind === "list" && !below.wrapped)
        return own.length === 0 ? [] : [[key, own.map((item) => read(below.item, item))]];
      return own.map((each) => [key, read(below, each)]);
    }),
  );
}

test("what is written is what is read", () => {
  const cases = shapes(3).chain((shape) => fc.tuple(fc.constant(shape), values(shape)));
  fc.assert(
    fc.property(cases, ([shape, value]) => {
      expect(read(shape, readXml(xmlText(value, { name: "root", ...wireOf(shape) })))).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

test("any text is carried as it is, or refused", () => {
  fc.assert(
    fc.property(units, (value) => {
      if (!legal.test(value)) expect(() => xmlText({ a: value }, { name: "r" })).toThrow(ArgumentError);
      else
        expect(
          read(
            { kind: "object", fields: [["a", "a", { kind: "text" }]] },
            readXml(xmlText({ a: value }, { name: "r" })),
          ),
        ).toEqual({ a: value });
    }),
  );
});

test("any name in a description or a map gives well-formed XML, or is refused", () => {
  fc.assert(
    fc.property(units, units, units, units, (name, prefix, namespace, key) => {
      const iri = `urn:${namespace}`.replaceAll(/\s/g, "");
      const wire: XmlWire = { fields: { [key]: { name, prefix, namespace: iri } } };
      try {
        const [only, ...others] = elementsIn(readXml(xmlText({ [key]: "v" }, { name: "r", ...wire })));
        // Which prefix stands for a namespace says nothing (Namespaces in XML 1.0 section 4).
        expect([only?.name.replace(/^.*:/, ""), only?.namespace]).toEqual([name, iri]);
        expect(others).toEqual([]);
      } catch (error) {
        expect(error).toBeInstanceOf(ArgumentError);
      }
    }),
    { numRuns: 500 },
  );
});
