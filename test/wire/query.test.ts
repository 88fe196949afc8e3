import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArgumentError } from "../../templates/runtime/errors.js";
import { encodeRequest } from "../../templates/runtime/wire/encode.js";
import type { ParameterWire } from "../../templates/runtime/wire/wire.js";
import { text, textArray, textObject, units } from "./arbitraries.js";
import {
  decodeDeepObject,
  decodeQueryValue,
  percentDecode,
  rawPairs,
  type Kind,
  type Nested,
} from "./decode.js";

function query(values: Record<string, unknown>, wire: Record<string, ParameterWire> = {}): string {
  const { target } = encodeRequest("GET", "/q", { query: values }, { query: wire });
  return target.slice("/q?".length);
}

test("false, 0 and the empty text are sent, undefined is not, and null is empty", () => {
  expect(query({ a: false, b: 0, c: "", d: undefined, e: null, f: -0 })).toBe("a=false&b=0&c=&e=&f=0");
  expect(encodeRequest("GET", "/q", { query: { a: undefined } }).target).toBe("/q");
});

test("parameters keep the order given", () => {
  expect(query({ z: 1, a: 2, m: 3 })).toBe("z=1&a=2&m=3");
});

test("names are encoded", () => {
  expect(query({ "filter[x]": 1, $top: 2, "StartTime>": 3, "a b&c=d#": 4 })).toBe(
    "filter%5Bx%5D=1&%24top=2&StartTime%3E=3&a%20b%26c%3Dd%23=4",
  );
});

test("a space is %20 and a plus %2B", () => {
  expect(query({ q: "a b+c" })).toBe("q=a%20b%2Bc");
  expect(query({ q: 1e21 })).toBe("q=1e%2B21");
});

test("empty arrays and objects are left out, undefined inside them too", () => {
  for (const style of ["form", "spaceDelimited", "deepObject"] as const) {
    for (const explode of [false, true]) {
      expect(query({ a: [], b: {}, c: 1 }, { a: { style, explode }, b: { style, explode } })).toBe("c=1");
    }
  }
  expect(query({ a: ["x", undefined, null, "y"] })).toBe("a=x&a=&a=y");
  expect(query({ a: { x: 1, y: undefined } })).toBe("x=1");
});

test("nested values of a flat style are JSON", () => {
  expect(query({ a: { b: { c: [1] } } })).toBe("b=%7B%22c%22%3A%5B1%5D%7D");
  expect(query({ a: [{ b: 1, c: 2 }] }, { a: { explode: false } })).toBe("a=%7B%22b%22%3A1%2C%22c%22%3A2%7D");
});

test("deepObject nests objects and arrays", () => {
  const deep = { style: "deepObject", explode: true } as const;
  const value = { a: { b: "x" }, c: ["y", { d: null }], e: undefined, f: [], g: {} };
  const encoded = query({ q: value }, { q: deep });
  expect(encoded).toBe("q%5Ba%5D%5Bb%5D=x&q%5Bc%5D%5B0%5D=y&q%5Bc%5D%5B1%5D%5Bd%5D=");
});

test("allowReserved keeps what does not break the query", () => {
  const wire = { q: { allowReserved: true } };
  expect(query({ q: "/a:b?c@d!$'()*,;=e" }, wire)).toBe("q=/a:b?c@d!$'()*,;=e");
  expect(query({ q: "a&b#c+d[e] f" }, wire)).toBe("q=a%26b%23c%2Bd%5Be%5D%20f");
  expect(query({ q: "100%25 of 5%" }, wire)).toBe("q=100%25%20of%205%25");
  expect(query({ q: ["a,b", "c/d"] }, { q: { allowReserved: true, explode: false } })).toBe("q=a%2Cb,c/d");
});

test("content: application/json is JSON text", () => {
  expect(query({ q: { a: "b c", d: [1, null] } }, { q: { content: "application/json" } })).toBe(
    "q=%7B%22a%22%3A%22b%20c%22%2C%22d%22%3A%5B1%2Cnull%5D%7D",
  );
  expect(query({ q: "x" }, { q: { content: "application/json" } })).toBe("q=%22x%22");
  expect(query({ q: "x" }, { q: { content: "text/plain" } })).toBe("q=x");
});

describe("querystring (OpenAPI 3.2)", () => {
  const encode = (value: unknown, content: string): string =>
    encodeRequest("GET", "/q", { querystring: { all: value } }, { querystring: { all: { content } } }).target;

  test("a form", () => {
    const form = "application/x-www-form-urlencoded";
    expect(encode({ foo: "a + b", bar: true, none: undefined }, form)).toBe("/q?foo=a%20%2B%20b&bar=true");
    expect(encode("a=b&c=d e#f", form)).toBe("/q?a=b&c=d%20e%23f");
    expect(encode({}, form)).toBe("/q");
  });
  test("JSON and other texts", () => {
    expect(encode({ a: "x&y" }, "application/json")).toBe("/q?%7B%22a%22%3A%22x%26y%22%7D");
    expect(encode("$.a.b[1:1]", "application/jsonpath")).toBe("/q?%24.a.b%5B1%3A1%5D");
  });
});

describe("refused", () => {
  test("values without a bottom", () => {
    let nested: unknown = "x";
    for (let level = 0; level < 200; level += 1) nested = { a: nested };
    const endless: unknown[] = [];
    endless.push(endless);
    for (const value of [nested, endless]) {
      expect(() => query({ q: value }, { q: { style: "deepObject" } })).toThrow(/"q".*100 levels/);
    }
    expect(() => query({ q: endless })).toThrow(/"q".*1000 levels/);
    expect(() => query({ q: endless }, { q: { content: "application/json" } })).toThrow(/"q".*1000 levels/);
  });

  test.each<[unknown, ParameterWire, RegExp]>([
    [{ "a]": 1 }, { style: "deepObject" }, /"\["/],
    [["a b"], { style: "spaceDelimited" }, /" " inside an item/],
    [["a|b"], { style: "pipeDelimited" }, /"\|" inside an item/],
    [["a\tb"], { style: "tabDelimited" }, /inside an item/],
    ["\udc00", {}, /surrogate/],
    [{ "\udc00": 1 }, {}, /surrogate/],
    [NaN, {}, /finite/],
    [{ a: Infinity }, { content: "application/json" }, /finite/],
    [() => 1, {}, /JSON value/],
    [Symbol("x"), {}, /JSON value/],
  ])("%o, %o", (value, wire, message) => {
    const encode = (): string => query({ q: value }, { q: wire });
    expect(encode).toThrow(ArgumentError);
    expect(encode).toThrow(message);
    expect(encode).toThrow(/query parameter "q"/);
  });
});

describe("decode(encode(x)) = x", () => {
  const delimiters: Record<string, string> = { spaceDelimited: " ", pipeDelimited: "|", tabDelimited: "\t" };
  const styles = ["form", "spaceDelimited", "pipeDelimited", "tabDelimited"] as const;
  const cases = styles.flatMap((style) =>
    [false, true].flatMap((explode) =>
      [false, true].flatMap((allowReserved) =>
        (["primitive", "array", "object"] as const).map((kind) => ({ style, explode, allowReserved, kind })),
      ),
    ),
  );
  test.each(cases)("$style, explode $explode, allowReserved $allowReserved, $kind", (row) => {
    const { style, explode, allowReserved, kind } = row;
    const delimiter = explode ? undefined : delimiters[style];
    const item = text
      .map((value) => (delimiter === undefined ? value : value.replaceAll(delimiter, "")))
      // With allowReserved a percent-encoded triple stands for its character, by definition.
      .map((value) => (allowReserved ? value.replaceAll("%", "") : value));
    const values: Record<Kind, fc.Arbitrary<unknown>> = {
      primitive: item,
      array: textArray(item),
      object: textObject(item, item),
    };
    fc.assert(
      fc.property(values[kind], text, (value, name) => {
        const wire = Object.fromEntries([[name, { style: style, explode, allowReserved }]]);
        const pairs = rawPairs(query(Object.fromEntries([[name, value]]), wire));
        expect(decodeQueryValue(pairs, { name, style, explode, kind })).toEqual(value);
      }),
    );
  });

  test("deepObject", () => {
    const key = text.map((name) => name.replace(/[[\]]/g, "")).filter((name) => !/^\d+$/.test(name));
    const { tree } = fc.letrec<{ tree: Nested; node: Nested }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
        tie("tree"),
      ),
      tree: fc.dictionary(key, tie("node"), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(tree, text, (value, name) => {
        const wire = Object.fromEntries([[name, { style: "deepObject", explode: true } as const]]);
        const pairs = rawPairs(query(Object.fromEntries([[name, value]]), wire));
        expect(decodeDeepObject(pairs, name)).toEqual(value);
      }),
    );
  });

  test("content: application/json", () => {
    fc.assert(
      fc.property(fc.jsonValue(), text, (value, name) => {
        const wire = Object.fromEntries([[name, { content: "application/json" }]]);
        const [[key = "", json = ""] = []] = rawPairs(query(Object.fromEntries([[name, value]]), wire));
        expect(percentDecode(key)).toBe(name);
        expect(percentDecode(json)).toBe(JSON.stringify(value));
      }),
    );
  });
});

test("no value or name adds a parameter, or ends the query", () => {
  fc.assert(
    fc.property(units, units, fc.boolean(), (name, value, allowReserved) => {
      let target: string;
      try {
        const wire = { query: Object.fromEntries([[name, { allowReserved }]]) };
        target = encodeRequest("GET", "/q", { query: Object.fromEntries([[name, value]]) }, wire).target;
      } catch (error) {
        expect(error).toBeInstanceOf(ArgumentError);
        return;
      }
      const url = new URL(`http://host${target}`);
      expect(url.pathname + url.hash).toBe("/q");
      expect([...url.searchParams.keys()]).toEqual([name]);
      if (!allowReserved) expect(url.searchParams.get(name)).toBe(value);
    }),
    { numRuns: 1000 },
  );
});
