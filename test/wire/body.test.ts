import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArgumentError } from "../../templates/runtime/errors.js";
import { encodeRequest } from "../../templates/runtime/wire/encode.js";
import type { BodyWire, FieldWire } from "../../templates/runtime/wire/wire.js";
import { text, textArray, textObject } from "./arbitraries.js";
import {
  decodeDeepObject,
  decodeMultipart,
  decodeQueryValue,
  percentDecode,
  rawPairs,
  type Part,
} from "./decode.js";

const form = "application/x-www-form-urlencoded";

function post(
  body: unknown,
  wire?: string | BodyWire,
): { type: string | undefined; body: string | Uint8Array | undefined } {
  const request = encodeRequest("POST", "/", { body }, wire === undefined ? {} : { body: wire });
  return { type: request.headers.find(([name]) => name === "content-type")?.[1], body: request.body };
}

function parts(body: unknown, fields?: Record<string, FieldWire>): Part[] {
  const sent = post(body, { mediaType: "multipart/form-data", ...(fields === undefined ? {} : { fields }) });
  if (!(sent.body instanceof Uint8Array)) throw new Error("not bytes");
  return decodeMultipart(sent.body, sent.type ?? "");
}

const utf8 = (content: Uint8Array): string =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);

test("no value, no body and no content type", () => {
  const request = encodeRequest("POST", "/", { body: undefined }, { body: form });
  expect(request).toEqual({ method: "POST", target: "/", headers: [] });
  expect(Object.hasOwn(request, "body")).toBe(false);
});

describe("JSON", () => {
  test("undefined is left out, null kept", () => {
    expect(post({ a: 1, b: undefined, c: null, d: [undefined] })).toEqual({
      type: "application/json",
      body: '{"a":1,"c":null,"d":[null]}',
    });
    expect(post(null).body).toBe("null");
    expect(post("x").body).toBe('"x"');
    expect(post({ a: null }, "application/merge-patch+json")).toEqual({
      type: "application/merge-patch+json",
      body: '{"a":null}',
    });
    expect(post("x", "application/json; charset=utf-8").body).toBe('"x"');
  });

  test("a text says that it is in UTF-8, whatever the document says", () => {
    expect(post("é", "text/plain; charset=iso-8859-1")).toEqual({
      type: "text/plain; charset=utf-8",
      body: "é",
    });
    expect(post("é", 'text/csv;header=present ; Charset="utf-16";x=1').type).toBe(
      "text/csv;header=present ; charset=utf-8;x=1",
    );
  });

  test("bigint is digits, dates are texts", () => {
    expect(post({ id: 9007199254740993n, at: new Date(0) }).body).toBe(
      '{"id":9007199254740993,"at":"1970-01-01T00:00:00.000Z"}',
    );
  });

  test("is what JSON.stringify gives", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(post(value).body).toBe(JSON.stringify(value));
      }),
    );
    fc.assert(
      fc.property(text, text, (name, value) => {
        const body = Object.fromEntries([[name, value]]);
        expect(post(body).body).toBe(JSON.stringify(body));
      }),
    );
  });

  test("sequences are one JSON text a line", () => {
    const value = [{ a: 1 }, "x\ny"];
    expect(post(value, "application/x-ndjson").body).toBe('{"a":1}\n"x\\ny"\n');
    expect(post(value, "application/jsonl").body).toBe('{"a":1}\n"x\\ny"\n');
    expect(post(value, "application/json-seq").body).toBe('\u001e{"a":1}\n\u001e"x\\ny"\n');
    expect(post([], "application/jsonl").body).toBe("");
  });
});

test("text and other types are sent as they are", () => {
  expect(post("a\r\n\u00e9", "text/plain")).toEqual({ type: "text/plain", body: "a\r\n\u00e9" });
  expect(post(5, "text/plain").body).toBe("5");
  expect(post("<a/>", "application/xml")).toEqual({ type: "application/xml", body: "<a/>" });
  expect(post("query { a }", "application/graphql").body).toBe("query { a }");
  expect(post({ a: 1 }, "application/vnd.example").body).toBe('{"a":1}');
});

test("binary is decoded from base64", () => {
  const png = { mediaType: "image/png", base64: true };
  expect(post("iVBORw0K", png)).toEqual({ type: "image/png", body: Buffer.from("iVBORw0K", "base64") });
  for (const written of ["+/8=", "+/8", "-_8", "+/\r\n8=", " +/8= "]) {
    expect(post(written, png).body).toEqual(Buffer.from([0xfb, 0xff]));
  }
  expect(post("", png).body).toEqual(Buffer.alloc(0));
});

test("media type ranges", () => {
  expect(post("AA==", { mediaType: "*/*", base64: true }).type).toBe("application/octet-stream");
  expect(post("AA==", { mediaType: "image/*", base64: true }).type).toBe("application/octet-stream");
  expect(post({ a: 1 }, "*/*")).toEqual({ type: "application/json", body: '{"a":1}' });
  expect(post({ a: 1 }, "multipart/*").type).toMatch(/^multipart\/form-data; boundary=/);
  expect(post("x", "text/*")).toEqual({ type: "text/plain", body: "x" });
});

describe("urlencoded", () => {
  test("by default: texts, repeated items, JSON objects", () => {
    const sent = post(
      { a: "x y+z", b: [1, "2"], c: { d: [1] }, e: [{ f: 1 }, { f: 2 }], g: undefined, h: null, i: false },
      form,
    );
    expect(sent.type).toBe(form);
    expect(sent.body).toBe(
      "a=x%20y%2Bz&b=1&b=2&c=%7B%22d%22%3A%5B1%5D%7D&e=%7B%22f%22%3A1%7D&e=%7B%22f%22%3A2%7D&h=&i=false",
    );
    expect(post("a=b&c", form).body).toBe("a=b&c");
    expect(post({}, form)).toEqual({ type: form, body: "" });
    expect(post({ a: ["x", undefined, null] }, form).body).toBe("a=x&a=");
  });

  test("with encoding", () => {
    const fields: Record<string, FieldWire> = {
      items: { style: "deepObject", explode: true },
      metadata: { style: "deepObject", explode: true },
      id: { contentType: "application/json" },
      tags: { explode: false },
      url: { allowReserved: true },
    };
    const body = {
      items: [{ price: "p" }],
      metadata: { k: "v" },
      id: "x",
      tags: ["a", "b,c"],
      url: "http://h/?a=b&c",
    };
    expect(post(body, { mediaType: form, fields }).body).toBe(
      "items%5B0%5D%5Bprice%5D=p&metadata%5Bk%5D=v&id=%22x%22&tags=a,b%2Cc&url=http://h/?a=b%26c",
    );
  });

  test("decode(encode(x)) = x", () => {
    fc.assert(
      fc.property(textObject(), textArray(), text, (object, array, name) => {
        const flat = rawPairs(String(post(object, form).body));
        expect(decodeQueryValue(flat, { name: "", style: "form", explode: true, kind: "object" })).toEqual(
          object,
        );

        const list = rawPairs(String(post(Object.fromEntries([[name, array]]), form).body));
        expect(decodeQueryValue(list, { name, style: "form", explode: true, kind: "array" })).toEqual(array);
      }),
    );
  });

  test("decode(encode(x)) = x for nested forms", () => {
    const key = text.map((name) => `k${name.replace(/[[\]]/g, "")}`);
    const nested = fc.dictionary(
      key,
      fc.oneof(
        text,
        textArray(),
        textArray(text).map((items) => [{ a: items }]),
      ),
      {
        minKeys: 1,
        noNullPrototype: true,
      },
    );
    fc.assert(
      fc.property(nested, text, (value, name) => {
        const fields = Object.fromEntries([[name, { style: "deepObject", explode: true } as const]]);
        const sent = post(Object.fromEntries([[name, value]]), { mediaType: form, fields });
        expect(decodeDeepObject(rawPairs(String(sent.body)), name)).toEqual(value);
      }),
    );
  });

  test("every byte is legal", () => {
    fc.assert(
      fc.property(textObject(), (object) => {
        for (const [name, value] of rawPairs(String(post(object, form).body))) {
          expect(Object.hasOwn(object, percentDecode(name))).toBe(true);
          expect(object[percentDecode(name)]).toBe(percentDecode(value));
        }
      }),
    );
  });
});

describe("multipart", () => {
  test("the bytes of a body", () => {
    const fields = { file: { base64: true, contentType: "image/png" } };
    const sent = post(
      { note: "hi", tags: [1, 2], owner: { id: 7 }, file: "AAEC", none: undefined },
      { mediaType: "multipart/form-data", fields },
    );
    const boundary = sent.type?.replace("multipart/form-data; boundary=", "") ?? "";
    expect(boundary).toMatch(/^form-[0-9a-f]{32}$/);
    const lines = [
      `--${boundary}`,
      'Content-Disposition: form-data; name="note"',
      "",
      "hi",
      `--${boundary}`,
      'Content-Disposition: form-data; name="tags"',
      "",
      "1",
      `--${boundary}`,
      'Content-Disposition: form-data; name="tags"',
      "",
      "2",
      `--${boundary}`,
      'Content-Disposition: form-data; name="owner"',
      "Content-Type: application/json",
      "",
      '{"id":7}',
      `--${boundary}`,
      'Content-Disposition: form-data; name="file"; filename="file"',
      "Content-Type: image/png",
      "",
      "\u0000\u0001\u0002",
      `--${boundary}--`,
      "",
    ];
    expect(Buffer.from(sent.body ?? "").toString("latin1")).toBe(lines.join("\r\n"));
  });

  test("names cannot leave their quotes", () => {
    const sent = post({ 'a"; x="\r\n\r\nb': 1 }, "multipart/form-data");
    expect(Buffer.from(sent.body ?? "").toString()).toContain(
      'Content-Disposition: form-data; name="a%22; x=%22%0D%0A%0D%0Ab"\r\n\r\n1\r\n',
    );
  });

  test("a file with a style is a file", () => {
    const [part] = parts({ f: "AAE=" }, { f: { base64: true, style: "form" } });
    expect(part?.content).toEqual(new Uint8Array([0, 1]));
  });

  test("the boundary depends on the content, and on it alone", () => {
    const multipart = "multipart/form-data";
    expect(post({ a: "x" }, multipart)).toEqual(post({ a: "x" }, multipart));
    expect(post({ a: "x" }, multipart).type).not.toBe(post({ a: "y" }, multipart).type);
  });

  test("content types", () => {
    const fields: Record<string, FieldWire> = {
      a: { contentType: "image/png, image/jpeg", base64: true },
      b: { contentType: "image/*", base64: true },
      c: { base64: true },
      d: { contentType: "text/csv" },
      e: { contentType: "application/json" },
      f: { style: "form", explode: false },
      g: { style: "deepObject", explode: true },
    };
    const body = { a: "AA==", b: "AA==", c: ["AA==", "AQ=="], d: "x,y", e: "x", f: ["1", "2"], g: { h: 1 } };
    const sent = parts(body, fields).map(({ name, contentType, filename, content }) => [
      name,
      contentType,
      filename,
      Buffer.from(content).toString("latin1"),
    ]);
    expect(sent).toEqual([
      ["a", "image/png", "a", "\u0000"],
      ["b", "application/octet-stream", "b", "\u0000"],
      ["c", "application/octet-stream", "c", "\u0000"],
      ["c", "application/octet-stream", "c", "\u0001"],
      ["d", "text/csv", undefined, "x,y"],
      ["e", "application/json", undefined, '"x"'],
      ["f", undefined, undefined, "1,2"],
      ["g[h]", undefined, undefined, "1"],
    ]);
  });

  test("is read by an independent parser", async () => {
    const sent = post(
      { a: "\u00e9\r\n", 'b"c': "2", f: "AAE=" },
      { mediaType: "multipart/form-data", fields: { f: { base64: true } } },
    );
    const read = await new Response(Buffer.from(sent.body ?? ""), {
      headers: { "content-type": sent.type ?? "" },
    }).formData();
    expect([...read.keys()]).toEqual(["a", 'b"c', "f"]);
    expect(read.get("a")).toBe("\u00e9\r\n");
    const file = read.get("f");
    if (!(file instanceof Blob)) throw new Error("not a file");
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([0, 1]);
  });

  test("decode(encode(x)) = x", () => {
    const field = fc.record({
      name: text.filter((name) => !/%(22|0D|0A)/.test(name)),
      value: fc.oneof(
        text.map((value) => ({ kind: "text" as const, value })),
        fc.uint8Array().map((value) => ({ kind: "bytes" as const, value })),
        fc.dictionary(text, fc.jsonValue()).map((value) => ({ kind: "json" as const, value })),
      ),
    });
    fc.assert(
      fc.property(fc.uniqueArray(field, { selector: ({ name }) => name, maxLength: 4 }), (given) => {
        const body = Object.fromEntries(
          given.map(({ name, value }) => [
            name,
            value.kind === "bytes" ? Buffer.from(value.value).toString("base64") : value.value,
          ]),
        );
        const binary = given.filter(({ value }) => value.kind === "bytes");
        const found = parts(body, Object.fromEntries(binary.map(({ name }) => [name, { base64: true }])));
        expect(found.map((part) => part.name)).toEqual(Object.keys(body));
        for (const { name, value } of given) {
          const part = found.find((candidate) => candidate.name === name);
          if (part === undefined) throw new Error(`no part ${name}`);
          if (value.kind === "bytes") expect(part.content).toEqual(Uint8Array.from(value.value));
          else
            expect(utf8(part.content)).toBe(
              value.kind === "text" ? value.value : JSON.stringify(value.value),
            );
          expect(part.filename).toBe(value.kind === "bytes" ? name : undefined);
        }
      }),
    );
  });
});

describe("refused", () => {
  const file = { mediaType: "multipart/form-data", fields: { file: { base64: true } } };

  test("a body without a bottom", () => {
    const deep: unknown = JSON.parse("[".repeat(5000) + "]".repeat(5000));
    expect(() => post(deep)).toThrow(ArgumentError);
    expect(() => post(deep)).toThrow(/levels/);
  });

  test.each<[unknown, string | BodyWire, RegExp]>([
    ["a", { mediaType: "image/png", base64: true }, /the request body must be base64 text/],
    ["AAAA=", { mediaType: "image/png", base64: true }, /base64/],
    ["AA=A", { mediaType: "image/png", base64: true }, /base64/],
    ["A*==", { mediaType: "image/png", base64: true }, /base64/],
    [5, { mediaType: "image/png", base64: true }, /base64/],
    [{ file: "not base64!" }, file, /body field "file" must be base64 text/],
    [{ file: { a: 1 } }, file, /body field "file" must be base64 text/],
    ["x", "multipart/form-data", /must be an object/],
    [[1], form, /must be an object/],
    [{ a: 1 }, "application/xml", /must be XML text/],
    [[1], "application/atom+xml", /must be XML text/],
    [
      { a: { b: 1 } },
      { mediaType: "multipart/form-data", fields: { a: { contentType: "text/xml" } } },
      /body field "a" must be XML text/,
    ],
    [
      { a: ["x,y"] },
      { mediaType: "multipart/form-data", fields: { a: { explode: false } } },
      /"," inside an item/,
    ],
    [
      { a: "x" },
      { mediaType: "multipart/form-data", fields: { a: { contentType: "text/x\r\ny" } } },
      /content type/,
    ],
    [{ a: 1 }, "text/x\r\nhost: evil", /content type/],
    [{ a: NaN }, "application/json", /finite/],
    [{ a: Infinity }, form, /body field "a" must be a finite number/],
    [{ "\ud800": "x" }, "multipart/form-data", /surrogate/],
    ["\ud800", "text/plain", /surrogate/],
    [() => 1, "application/json", /JSON value/],
  ])("case %#: %j", (body, wire, message) => {
    const encode = (): unknown => post(body, wire);
    expect(encode).toThrow(ArgumentError);
    expect(encode).toThrow(message);
  });
});
