import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArgumentError } from "../../templates/runtime/errors.js";
import { encodeRequest } from "../../templates/runtime/wire/encode.js";
import type { ParameterWire } from "../../templates/runtime/wire/wire.js";
import { text, textArray, textObject, units, visible } from "./arbitraries.js";
import { decodeCookie, decodeHeader } from "./decode.js";

function headers(
  values: Record<string, unknown>,
  wire: Record<string, ParameterWire> = {},
): [string, string][] {
  return encodeRequest("GET", "/", { header: values }, { header: wire }).headers;
}

function cookie(
  values: Record<string, unknown>,
  wire: Record<string, ParameterWire> = {},
): string | undefined {
  const request = encodeRequest("GET", "/", { cookie: values }, { cookie: wire });
  return request.headers.find(([name]) => name === "cookie")?.[1];
}

describe("headers", () => {
  test("names are in lower case and in the order given; values are text", () => {
    expect(headers({ "X-B": true, "X-A": 0, "X-C": "", "X-D": undefined, "X-E": [], "X-F": {} })).toEqual([
      ["x-b", "true"],
      ["x-a", "0"],
      ["x-c", ""],
    ]);
  });

  test("nothing is percent-encoded; white space around a value is not sent", () => {
    expect(headers({ a: '50% of [x], "y"', b: " \tz\t " })).toEqual([
      ["a", '50% of [x], "y"'],
      ["b", "z"],
    ]);
  });

  test("JSON content is ASCII", () => {
    const wire = { q: { content: "application/json" } };
    expect(headers({ q: { a: "\u00e9\r\n\u{1f600}" } }, wire)).toEqual([
      ["q", '{"a":"\\u00e9\\r\\n\\ud83d\\ude00"}'],
    ]);
  });

  test.each<[string, unknown, ParameterWire, RegExp]>([
    ["x", "a\r\nhost: evil", {}, /visible ASCII/],
    ["x", "a\nb", {}, /visible ASCII/],
    ["x", "a\u0000b", {}, /visible ASCII/],
    ["x", "\u00e9", {}, /visible ASCII/],
    ["x", "\u007f", {}, /visible ASCII/],
    ["x", ["a\r", "b"], {}, /visible ASCII/],
    ["x", { "a\r": "b" }, { explode: true }, /visible ASCII/],
    ["x", "a\rb", { content: "text/plain" }, /visible ASCII/],
    ["x", ["a,b"], {}, /"," inside an item/],
    ["x", { "a=b": 1 }, { explode: true }, /"=" inside an item/],
    ["x y", "a", {}, /name that is not legal/],
    ["", "a", {}, /name that is not legal/],
    ["x:\r\ny", "a", {}, /name that is not legal/],
    ["Host", "a", {}, /set by the HTTP client/],
    ["Content-Length", 1, {}, /set by the HTTP client/],
    ["transfer-encoding", "chunked", {}, /set by the HTTP client/],
    ["CONNECTION", "a", {}, /set by the HTTP client/],
    ["Authorization", "a", {}, /set by the HTTP client/],
    ["Cookie", "a", {}, /set by the HTTP client/],
    ["Content-Type", "a", {}, /set by the HTTP client/],
  ])("%j: %j is refused", (name, value, wire, message) => {
    const encode = (): unknown => headers({ [name]: value }, { [name]: wire });
    expect(encode).toThrow(ArgumentError);
    expect(encode).toThrow(message);
    expect(encode).toThrow(`header parameter ${JSON.stringify(name)}`);
  });

  test("decode(encode(x)) = x", () => {
    const item = visible.map((value) => value.replaceAll(",", "").trim());
    const key = item.map((value) => value.replaceAll("=", "").trim());
    const values = fc.oneof(
      fc.tuple(fc.constant("primitive" as const), visible),
      fc.tuple(fc.constant("array" as const), textArray(item)),
      fc.tuple(fc.constant("object" as const), textObject(key, item)),
    );
    fc.assert(
      fc.property(values, fc.boolean(), ([kind, value], explode) => {
        const [[, sent = ""] = []] = headers({ x: value }, { x: { explode } });
        expect(decodeHeader(sent, explode, kind)).toEqual(value);
      }),
    );
  });
});

describe("cookies", () => {
  test("one header, joined by semicolon and space", () => {
    expect(cookie({ a: 1, b: "x; y=z,\u00e9", c: undefined, d: false, e: null })).toBe(
      "a=1; b=x%3B%20y%3Dz%2C%C3%A9; d=false; e=",
    );
    expect(cookie({ a: undefined })).toBeUndefined();
    expect(cookie({ list: [1, 2], map: { x: 1 } })).toBe("list=1; list=2; x=1");
    expect(cookie({ q: { a: 1 } }, { q: { content: "application/json" } })).toBe("q=%7B%22a%22%3A1%7D");
  });

  test.each<[string, unknown]>([
    ["a", "x;y"],
    ["a", "x y"],
    ["a", "x,y"],
    ["a", 'x"y'],
    ["a", "x\\y"],
    ["a", "x\r\ny"],
    ["a", "\u00e9"],
    ["a b", "x"],
    ["a;b", "x"],
    ["", "x"],
  ])("style cookie: %j: %j is refused", (name, value) => {
    const encode = (): unknown => cookie({ [name]: value }, { [name]: { style: "cookie" } });
    expect(encode).toThrow(ArgumentError);
    expect(encode).toThrow(`cookie parameter ${JSON.stringify(name)}`);
  });

  test.each(["form", "cookie"] as const)("style %s: decode(encode(x)) = x", (style) => {
    const octets = visible.map((value) => value.replace(/[\s",;\\]/g, ""));
    const token = fc.string({ unit: fc.constantFrom(..."abcXYZ019!#$%&'*+-.^_`|~"), minLength: 1 });
    const [item, key] = style === "form" ? [text, text] : [octets, token];
    const values = fc.oneof(
      fc.tuple(fc.constant("primitive" as const), item),
      fc.tuple(fc.constant("array" as const), textArray(item)),
      fc.tuple(fc.constant("object" as const), textObject(key, item)),
    );
    fc.assert(
      fc.property(values, key, fc.boolean(), ([kind, value], name, explode) => {
        const wire = Object.fromEntries([[name, { style, explode }]]);
        const sent = cookie(Object.fromEntries([[name, value]]), wire) ?? "nothing";
        expect(decodeCookie(sent, { name, style, explode, kind })).toEqual(value);
      }),
    );
  });
});

test("no value or name gives a header that is not visible ASCII", () => {
  const place = fc.constantFrom("header", "cookie");
  fc.assert(
    fc.property(place, units, fc.oneof(units, fc.array(units)), fc.boolean(), (where, name, value, raw) => {
      const wire = raw ? { [where]: Object.fromEntries([[name, { style: "cookie" } as const]]) } : {};
      try {
        const request = encodeRequest("GET", "/", { [where]: Object.fromEntries([[name, value]]) }, wire);
        for (const [key, sent] of request.headers) {
          expect(key).toMatch(/^[!-9;-~]+$/);
          expect(sent).toMatch(/^[\t -~]*$/);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(ArgumentError);
      }
    }),
    { numRuns: 1000 },
  );
});
