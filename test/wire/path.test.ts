import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArgumentError } from "../../templates/runtime/errors.js";
import { encodeRequest } from "../../templates/runtime/wire/encode.js";
import type { ParameterWire, Style } from "../../templates/runtime/wire/wire.js";
import { text, textArray, textObject, units } from "./arbitraries.js";
import { decodePathValue, matchPath, type Kind } from "./decode.js";

function target(
  template: string,
  path: Record<string, unknown>,
  wire?: Record<string, ParameterWire>,
): string {
  return encodeRequest("GET", template, { path }, wire === undefined ? {} : { path: wire }).target;
}

const reserved = { x: { allowReserved: true } };

test.each([
  ["/a/{x}", { x: "a b/c?d#e%2e" }, "/a/a%20b%2Fc%3Fd%23e%252e"],
  ["/a/{x}", { x: "\u00e9\u{1f600}" }, "/a/%C3%A9%F0%9F%98%80"],
  ["/a/{x}", { x: "!$&'()*+,;=:@" }, "/a/%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40"],
  ["/a/{x}", { x: 0 }, "/a/0"],
  ["/a/{x}", { x: false }, "/a/false"],
  ["/a/{x}", { x: 9007199254740993n }, "/a/9007199254740993"],
  ["/a/{x}", { x: ["a,b", "c"] }, "/a/a%2Cb,c"],
  ["/a/{x}", { x: "..." }, "/a/..."],
  ["/a/{x}.json", { x: "." }, "/a/..json"],
  ["/{x}/b/{x}", { x: "1" }, "/1/b/1"],
  ["/{x}{y}", { x: "1", y: "2" }, "/12"],
  ["/v1/{name}:cancel", { name: "op" }, "/v1/op:cancel"],
  ["pets/{x}", { x: "1" }, "/pets/1"],
  ["/a b/\u00e9/{x}/100%/%41", { x: "1" }, "/a%20b/%C3%A9/1/100%25/%41"],
  ["/a/{b", {}, "/a/%7Bb"],
  ["/{a/b}", { "a/b": "1" }, "/1"],
  ["/{a?b#c}", { "a?b#c": "1" }, "/1"],
  ["/foo#action", {}, "/foo"],
  ["/foo/{x}#{y}", { x: "1" }, "/foo/1"],
  ["/search?type=a b&c", {}, "/search?type=a%20b&c"],
  ["/search?type={x}", { x: "a&b=../" }, "/search?type=a%26b%3D..%2F"],
  ["/search?type={x}&b c", { x: "1" }, "/search?type=1&b%20c"],
  ["/#X-Amz-Target=A.B", {}, "/"],
  ["/", {}, "/"],
])("%s with %o", (template, values, expected) => {
  expect(target(template, values)).toBe(expected);
});

test("query parameters follow the query of the path key", () => {
  const request = encodeRequest("GET", "/search?type=a#x", { query: { q: 1 } });
  expect(request.target).toBe("/search?type=a&q=1");
});

test("allowReserved keeps slashes and reserved characters that are legal in a path", () => {
  expect(target("/c/{x}", { x: "docs/read me.md" }, reserved)).toBe("/c/docs/read%20me.md");
  expect(target("/c/{x}", { x: "a:b@c!$&'()*+,;=" }, reserved)).toBe("/c/a:b@c!$&'()*+,;=");
  expect(target("/c/{x}", { x: "a?b#c[d]" }, reserved)).toBe("/c/a%3Fb%23c%5Bd%5D");
  expect(target("/c/{x}", { x: "a%20b%" }, reserved)).toBe("/c/a%20b%25");
  expect(target("/c?q={x}", { x: "a/b&c+d#e" }, reserved)).toBe("/c?q=a/b%26c%2Bd%23e");
});

test("allowReserved keeps no character that separates items", () => {
  const matrix = { x: { style: "matrix", allowReserved: true } } as const;
  expect(target("/c/{x}", { x: ["a;b", "c,d"] }, matrix)).toBe("/c/;x=a%3Bb,c%2Cd");
  const exploded = { x: { ...matrix.x, explode: true } };
  expect(target("/c/{x}", { x: ["a;b", "c,d"] }, exploded)).toBe("/c/;x=a%3Bb;x=c,d");
  expect(target("/c/{x}", { x: { "k=": "a;b" } }, exploded)).toBe("/c/;k%3D=a%3Bb");
});

test("parameters with content are JSON text", () => {
  const styled = { x: { content: "application/json", style: "label" } } as const;
  expect(target("/a/{x}", { x: 1 }, styled)).toBe("/a/1");
  const wire = { x: { content: "application/json" } };
  expect(target("/a/{x}", { x: { a: ["b/c"] } }, wire)).toBe("/a/%7B%22a%22%3A%5B%22b%2Fc%22%5D%7D");
});

describe("refused", () => {
  test.each<[string, Record<string, unknown>, Record<string, ParameterWire>, RegExp]>([
    ["/a/{x}", { x: ".." }, {}, /path parameter "x" must not make a path segment of "\." or "\.\."/],
    ["/a/{x}", { x: "." }, {}, /"x"/],
    ["/a/{x}{y}", { x: ".", y: "." }, {}, /path parameters "x" and "y"/],
    ["/a/.{x}", { x: "." }, {}, /"x"/],
    ["/a/%2e{x}", { x: "." }, {}, /"x"/],
    ["/a/{x}", { x: ["."] }, {}, /"x"/],
    ["/a/{x}", { x: "" }, {}, /path parameter "x" must not be empty/],
    ["/a/{x}.json", { x: "" }, {}, /must not be empty/],
    ["/a/{x}", { x: [] }, {}, /must not be empty/],
    ["/a/{x}", { x: {} }, { x: { style: "matrix" } }, /must not be empty/],
    ["/a/{x}", { x: null }, {}, /must not be empty/],
    ["/a/{x}", {}, {}, /path parameter "x" is required/],
    ["/a/{x}", { x: undefined }, {}, /is required/],
    ["/a/{constructor}", {}, {}, /is required/],
    ["/a/{__proto__}", {}, {}, /is required/],
    ["/a/{x}", { x: "\ud800" }, {}, /surrogate/],
    ["/a/{x}", { x: NaN }, {}, /finite/],
    ["/a/{x}", { x: Infinity }, {}, /finite/],
    ["/a/{x}", { x: [1, -Infinity] }, {}, /finite/],
    ["/a/{x}", { x: "." }, { x: { style: "label" } }, /"\.\."/],
    ["/a/{x}", { x: ["."] }, { x: { style: "label", explode: true } }, /"\.\."/],
    ["/a/{x}", { x: ["", ""] }, { x: { style: "label", explode: true } }, /"\.\."/],
    ["/a/{x}", { x: ["a|b"] }, { x: { style: "pipeDelimited" } }, /inside an item/],
    ["/a/{x}", { x: "a/../b" }, reserved, /"\.\."/],
    ["/a/{x}", { x: "a/%2E%2e/b" }, reserved, /"\.\."/],
    ["/a/{x}", { x: ".%2e" }, reserved, /"\.\."/],
    ["/a/{x}", { x: "a/./b" }, reserved, /"\.\."/],
    ["/{x}", { x: "/evil.example" }, reserved, /empty path segment/],
    ["/a/{x}", { x: "a//b" }, reserved, /empty path segment/],
    ["/a/{x}", { x: "a/" }, reserved, /empty path segment/],
    ["/a/{x}/b", { x: "a/" }, reserved, /empty path segment/],
    ["/a/{x}", { x: "/" }, reserved, /empty path segment/],
  ])("%s with %o, %o", (template, values, wire, message) => {
    const encode = (): string => target(template, values, wire);
    expect(encode).toThrow(ArgumentError);
    expect(encode).toThrow(message);
  });
});

describe("decode(encode(x)) = x", () => {
  const kinds: [Kind, fc.Arbitrary<unknown>][] = [
    ["primitive", text],
    ["array", textArray()],
    ["object", textObject()],
  ];
  const cases = (["simple", "label", "matrix"] as const).flatMap((style) =>
    [false, true].flatMap((explode) => kinds.map(([kind, values]) => ({ style, explode, kind, values }))),
  );
  test.each(cases)("$style, explode $explode, $kind", ({ style, explode, kind, values }) => {
    fc.assert(
      fc.property(values, text, (value, name) => {
        fc.pre(style !== "simple" || (value !== "" && !(Array.isArray(value) && value.join(",") === "")));
        fc.pre(!/[{}]/.test(name));
        // The "x" keeps a single dot from being a segment, which would be refused.
        const template = `/v1/x{${name}}/y`;
        const wire = Object.fromEntries([[name, { style: style, explode }]]);
        const path = target(template, Object.fromEntries([[name, value]]), wire);
        const found = /^\/v1\/x([^/]*)\/y$/.exec(path)?.[1] ?? "no match";
        expect(decodePathValue(found, { name, style, explode, kind })).toEqual(value);
      }),
    );
  });

  test("two parameters, found by the template", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        fc.pre(![a, b].some((value) => ["", ".", ".."].includes(value)));
        const found = matchPath("/p/{a}/q/{b}", target("/p/{a}/q/{b}", { a, b }));
        const simple = { style: "simple", explode: false, kind: "primitive" } as const;
        expect(decodePathValue(found.get("a") ?? "", { name: "a", ...simple })).toBe(a);
        expect(decodePathValue(found.get("b") ?? "", { name: "b", ...simple })).toBe(b);
      }),
    );
  });
});

describe("no value leads out of its place", () => {
  const anyValue = fc.oneof(
    units,
    fc.array(units, { maxLength: 4 }),
    fc.dictionary(units, units, { maxKeys: 3 }),
  );
  const anyStyle = fc.constantFrom<Style | undefined>(undefined, "simple", "label", "matrix");

  /** The path as a URL parser normalises it, or nothing if the value was refused. */
  function parsed(template: string, value: unknown, wire: ParameterWire): URL | undefined {
    try {
      const request = target(template, { x: value }, { x: wire });
      const url = new URL(`http://host/base${request}`);
      // What is sent is what was meant: parsing changes nothing.
      expect(url.pathname).toBe(`/base${request}`);
      expect([url.host, url.search, url.hash]).toEqual(["host", "", ""]);
      return url;
    } catch (error) {
      if (!(error instanceof ArgumentError)) throw error;
      expect(error.message).toContain('"x"');
      return undefined;
    }
  }

  test("the number of segments never changes", () => {
    fc.assert(
      fc.property(anyValue, anyStyle, fc.boolean(), (value, style, explode) => {
        const wire: ParameterWire = style === undefined ? { explode } : { style, explode };
        const segments = parsed("/a/{x}/b", value, wire)?.pathname.split("/");
        if (segments === undefined) return;
        expect(segments).toHaveLength(5);
        expect([segments[1], segments[2], segments[4]]).toEqual(["base", "a", "b"]);
      }),
      { numRuns: 2000 },
    );
  });

  test("allowReserved adds segments, never removes or empties one", () => {
    fc.assert(
      fc.property(anyValue, anyStyle, fc.boolean(), (value, style, explode) => {
        const wire: ParameterWire = {
          explode,
          allowReserved: true,
          ...(style === undefined ? {} : { style }),
        };
        const segments = parsed("/a/{x}/b", value, wire)?.pathname.split("/");
        if (segments === undefined) return;
        expect(segments.length).toBeGreaterThanOrEqual(5);
        expect([segments[1], segments[2], segments.at(-1)]).toEqual(["base", "a", "b"]);
        expect(segments.slice(1)).not.toContain("");
      }),
      { numRuns: 2000 },
    );
  });
});
