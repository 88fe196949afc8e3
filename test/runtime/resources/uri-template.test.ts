import { UriTemplate } from "@modelcontextprotocol/sdk/shared/uriTemplate.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTemplate } from "../../../templates/runtime/resources/uri-template.js";
import { toArguments } from "../../../templates/runtime/resources/uri-values.js";

const captured = (template: string, uri: string): unknown => {
  const captures = parseTemplate(template).match(uri);
  return captures && Object.fromEntries([...captures].map(([name, texts]) => [name, texts.join(" ")]));
};

describe("a template fits a URI", () => {
  it.each<[template: string, uri: string, captures: object]>([
    ["s://pets/{id}", "s://pets/a%2Fb", { id: "a%2Fb" }],
    ["s://pets/{id}", "s://pets/..", { id: ".." }],
    ["s://{owner}/repos", "s://ann/repos", { owner: "ann" }],
    ["s://a/{x}/b/{y}", "s://a/1/b/2", { x: "1", y: "2" }],
    ["s://c/{base}...{head}", "s://c/v1.0...v2.0", { base: "v1.0", head: "v2.0" }],
    ["s://f/{name}.{ext}", "s://f/a.tar.gz", { name: "a", ext: "tar.gz" }],
    ["s://f/{name}.json", "s://f/a.json.json", { name: "a.json" }],
    ["s://f/{id}/x/{id}", "s://f/1/x/1", { id: "1" }],
    ["s://f/{+path}", "s://f/docs/read%20me.md", { path: "docs/read%20me.md" }],
    ["s://f/{+path}/raw", "s://f/a/raw/b/raw", { path: "a/raw/b" }],
    ["s://{o}/f/{+path}/at/{ref}", "s://me/f/a/at/b/at/v1", { o: "me", path: "a/at/b", ref: "v1" }],
    ["s://{+a}/to/{+b}", "s://x/y/to/z", { a: "x/y", b: "z" }],
    ["s://p{?q,tags*}", "s://p", {}],
    ["s://p{?q,tags*}", "s://p?", {}],
    ["s://p{?q,tags*}", "s://p?tags=b&q=1&tags=c", { tags: "b c", q: "1" }],
    ["s://p/{id}{?q}", "s://p/1?q=a/b?c=d", { id: "1", q: "a/b?c=d" }],
    ["s://p{?q}", "s://p?q&other=", { q: "", other: "" }],
    ["s:///{?q}", "s:///?q=1", { q: "1" }],
  ])("%s: %s", (template, uri, captures) => {
    expect(captured(template, uri)).toEqual(captures);
  });

  it.each([
    ["s://pets/{id}", "s://pets/"],
    ["s://pets/{id}", "s://pets"],
    ["s://pets/{id}", "s://pets/a/b"],
    ["s://pets/{id}", "s://pets/a?b=c"],
    ["s://pets/{id}", "s://pets/a#b"],
    ["s://pets/{id}", "t://pets/a"],
    ["s://pets/{id}", "s://Pets/a"],
    ["s://pets/{id}/x", "s://pets/a/x/x"],
    ["s://f/{id}/x/{id}", "s://f/1/x/2"],
    ["s://f/{+path}/raw", "s://f/raw"],
    ["s://p/{id}{?q}", "s://p/1?id=2"],
    ["s://p/{id}{?q}", ""],
  ])("%s, and not %s", (template, uri) => {
    expect(captured(template, uri)).toBeUndefined();
  });

  it("in a time that does not explode", () => {
    const template = parseTemplate("s://{a}.{b}.{c}.{d}.json");
    const began = performance.now();
    expect(template.match(`s://${"a.".repeat(50_000)}`)).toBeUndefined();
    const wide = parseTemplate("s://{+a}/x/{+b}/y/{+c}/z");
    expect(wide.match(`s://${"x/y/".repeat(20_000)}`)).toBeUndefined();
    expect(
      parseTemplate("s://p{?a}")
        .match(`s://p?${"a=1&".repeat(100_000)}`)
        ?.get("a"),
    ).toHaveLength(100_000);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe("what a client fills in comes back", () => {
  const inputSchema = {
    type: "object",
    properties: {
      id: { type: "string" },
      n: { type: "integer" },
      b: { type: "boolean" },
      q: { type: "string" },
      tags: { type: "array", items: { type: "string" } },
    },
  };
  /** RFC 6570 section 3.2.1: all but unreserved characters are encoded. */
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const hostile = fc.oneof(
    fc.constantFrom("..", ".", "%2F", "%", "?", "#", "&", "=", "a/b", "a,b", "+", " ", "{id}", "__proto__", "é🎉", "\u0000", "\u202e"),
    fc.string({ unit: "grapheme", minLength: 1 }),
  ); // prettier-ignore
  const text = hostile.filter((each) => !/\p{Surrogate}/u.test(each));

  it("whatever the values", () => {
    const template = parseTemplate("s://pets/{id}/{n}{?q,tags*,b}");
    const values = fc.record({
      id: text,
      n: fc.integer(),
      q: fc.option(text, { nil: undefined }),
      b: fc.option(fc.boolean(), { nil: undefined }),
      tags: fc.option(fc.array(text, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(values, fc.boolean(), ({ id, n, q, b, tags }, repeats) => {
        const pairs = [
          ...(b === undefined ? [] : [`b=${b}`]),
          ...(repeats ? (tags ?? []).map((tag) => `tags=${encode(tag)}`) : []),
          ...(repeats || tags === undefined ? [] : [`tags=${tags.map(encode).join(",")}`]),
          ...(q === undefined ? [] : [`q=${encode(q)}`]),
        ];
        const uri = `s://pets/${encode(id)}/${n}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}`;
        const captures = template.match(uri);
        expect(captures && toArguments(captures, inputSchema)).toEqual(
          JSON.parse(JSON.stringify({ id, n, q, b, tags })),
        );
      }),
    );
  });

  it("through the template of the official client", () => {
    const written = "s://pets/{id}/{n}{?q,tags*}";
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 3 }), (id, tags) => {
        const uri = new UriTemplate(written).expand({ id, n: "7", q: id, tags });
        const captures = parseTemplate(written).match(uri);
        expect(captures && toArguments(captures, inputSchema)).toEqual({ id, n: 7, q: id, tags });
      }),
    );
  });

  it("through {+path}, but for what a URI itself means", () => {
    const template = parseTemplate("s://f/{o}/{+id}/x{?q}");
    const path = text.filter((each) => !/[?#%]/.test(each));
    fc.assert(
      fc.property(path, text, (id, q) => {
        const reserved = encode(id).replace(/%(3A|2F|5B|5D|40|21|24|26|27|28|29|2A|2B|2C|3B|3D)/g, decodeURIComponent);
        const captures = template.match(`s://f/o/${reserved}/x?q=${encode(q)}`);
        expect(captures && toArguments(captures, inputSchema)).toEqual({ o: "o", id, q });
      }),
    ); // prettier-ignore
  });
});

describe("texts become", () => {
  const value = (schema: object, ...texts: string[]): unknown =>
    toArguments(new Map([["x", texts]]), {
      type: "object",
      properties: { x: schema },
      $defs: { N: { type: "integer" } },
    })["x"];

  it.each<[schema: object, texts: string[], value: unknown]>([
    [{ type: "integer" }, ["-7"], -7],
    [{ type: "integer" }, ["12345678901234567890"], 12345678901234567890n],
    [{ type: "integer" }, ["007"], "007"],
    [{ type: "integer" }, [""], ""],
    [{ type: "integer" }, ["1", "2"], ["1", "2"]],
    [{ type: "number" }, ["1.5e3"], 1500],
    [{ type: "string" }, ["1.5e3"], "1.5e3"],
    [{ type: "boolean" }, ["true"], true],
    [{ type: "boolean" }, ["TRUE"], "TRUE"],
    [{ $ref: "#/$defs/N" }, ["7"], 7],
    [{ anyOf: [{ type: "integer" }, { type: "null" }] }, ["7"], 7],
    [{ enum: [1, "2", true] }, ["1"], 1],
    [{ enum: [1, "2", true] }, ["2"], "2"],
    [{ enum: [1, "2", true] }, ["3"], "3"],
    [{}, ["7"], "7"],
    [{ type: "array", items: { $ref: "#/$defs/N" } }, ["1,2", "3"], [1, 2, 3]],
    [{ type: "array", items: { type: "string" } }, ["a%2Cb"], ["a,b"]],
    [{ type: "array", items: { type: "object" } }, ["%7B%22a%22%3A1%7D", "{}"], [{ a: 1 }, {}]],
    [{ type: "object" }, ["%7B%22a%22%3A1%7D"], { a: 1 }],
    [{ anyOf: [{ type: "object" }, { type: "integer" }] }, ["7"], 7],
    [{ type: "object" }, ["%7B"], "{"],
    [{ anyOf: [{ type: "object" }, { enum: [""] }] }, ["%7B%22a%22%3A1%7D"], { a: 1 }],
    [{ anyOf: [{ type: "object" }, { enum: [""] }] }, [""], ""],
    [{ anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] }, ["a,b"], "a,b"],
    [{ anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] }, ["a", "b"], ["a", "b"]],
  ])("%j %j", (schema, texts, expected) => {
    expect(value(schema, ...texts)).toEqual(expected);
  });

  it.each(["%", "%zz", "%ff", "%c3%28"])("nothing, where they are not encoded: %s", (broken) => {
    expect(() => value({}, broken)).toThrow("x must be percent-encoded UTF-8");
  });
});
