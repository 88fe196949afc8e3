import fc from "fast-check";
import { expect, test } from "vitest";
import { ArgumentError } from "../../templates/runtime/errors.js";
import { encodeRequest } from "../../templates/runtime/wire/encode.js";
import type { Style, Wire } from "../../templates/runtime/wire/wire.js";
import { units } from "./arbitraries.js";
import { decodeMultipart } from "./decode.js";

const names = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "'",
  '"',
  "&",
  "=",
  "#",
  "a=b&c",
  "\\",
  "`${x}`",
];

const one = (name: string, value: unknown): Record<string, never> =>
  Object.fromEntries([[name, value]]) as Record<string, never>;

test.each(names)("%j is a name like any other", (name) => {
  const encoded = [...name]
    .map((c) => (/[A-Za-z0-9._~-]/.test(c) ? c : `%${Buffer.from(c).toString("hex").toUpperCase()}`))
    .join("");
  const explode = one(name, { explode: false });

  expect(encodeRequest("GET", "/q", { query: one(name, [1, 2]) }).target).toBe(
    `/q?${encoded}=1&${encoded}=2`,
  );
  expect(encodeRequest("GET", "/q", { query: one(name, [1, 2]) }, { query: explode }).target).toBe(
    `/q?${encoded}=1,2`,
  );
  expect(encodeRequest("GET", "/q", { query: { m: one(name, 1) } }).target).toBe(`/q?${encoded}=1`);
  expect(
    encodeRequest("GET", "/q", { query: { m: one(name, 1) } }, { query: { m: { style: "deepObject" } } })
      .target,
  ).toBe(`/q?m%5B${encoded}%5D=1`);
  expect(encodeRequest("GET", "/q", { cookie: one(name, 1) }).headers).toEqual([["cookie", `${encoded}=1`]]);

  if (!/[{}]/.test(name)) {
    const wire = { path: one(name, { style: "matrix" }) };
    expect(encodeRequest("GET", `/q/{${name}}`, { path: one(name, 1) }, wire).target).toBe(
      `/q/;${encoded}=1`,
    );
  }

  expect(encodeRequest("POST", "/q", { body: one(name, 1) }).body).toBe(`{${JSON.stringify(name)}:1}`);
  const form = "application/x-www-form-urlencoded";
  expect(encodeRequest("POST", "/q", { body: one(name, [1, 2]) }, { body: form }).body).toBe(
    `${encoded}=1&${encoded}=2`,
  );
  expect(
    encodeRequest("POST", "/q", { body: one(name, [1, 2]) }, { body: { mediaType: form, fields: explode } })
      .body,
  ).toBe(`${encoded}=1,2`);

  const multipart = encodeRequest(
    "POST",
    "/q",
    { body: one(name, "AA==") },
    {
      body: { mediaType: "multipart/form-data", fields: one(name, { base64: true }) },
    },
  );
  const parts = decodeMultipart(Buffer.from(multipart.body ?? ""), multipart.headers[0]?.[1] ?? "");
  expect(parts).toEqual([
    { name, filename: name, contentType: "application/octet-stream", content: new Uint8Array([0]) },
  ]);
});

test("an absent value of an inherited name is absent", () => {
  const request = encodeRequest(
    "GET",
    "/q",
    { query: {}, header: {}, cookie: {} },
    { query: {}, header: {} },
  );
  expect(request).toEqual({ method: "GET", target: "/q", headers: [] });
});

test("whatever is given, the answer is a request or an ArgumentError", () => {
  const style = fc.constantFrom<Style>(
    "simple",
    "label",
    "matrix",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "tabDelimited",
    "deepObject",
    "cookie",
  );
  const parameter = fc.record(
    {
      style,
      explode: fc.boolean(),
      allowReserved: fc.boolean(),
      content: fc.constantFrom(
        "application/json",
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
      ),
    },
    { requiredKeys: [] },
  );
  const body = fc.record(
    {
      mediaType: fc.constantFrom(
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain",
        "application/jsonl",
        "*/*",
        "image/png",
      ),
      base64: fc.boolean(),
      fields: fc.dictionary(
        units,
        fc.record({ style, explode: fc.boolean(), base64: fc.boolean() }, { requiredKeys: [] }),
      ),
    },
    { requiredKeys: ["mediaType"] },
  );
  const value = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withTypedArray: true }),
    units,
  );
  const wireBody = body as fc.Arbitrary<Exclude<Wire["body"], string | undefined>>;
  fc.assert(
    fc.property(units, value, parameter, wireBody, units, (name, given, wire, bodyWire, template) => {
      const values = Object.fromEntries([[name, given]]);
      const wires = Object.fromEntries([[name, wire]]);
      for (const place of ["path", "query", "header", "cookie", "querystring", "body"] as const) {
        try {
          const path = place === "path" ? `/a/{${name}}/b` : template.replace(/[{}]/g, "");
          const request =
            place === "body"
              ? encodeRequest("POST", path, { body: given }, { body: bodyWire })
              : encodeRequest("GET", path, { [place]: values }, { [place]: wires });
          expect(request.target).toMatch(/^\/[!-~]*$/);
          expect(request.target).not.toContain("#");
        } catch (error) {
          expect(error).toBeInstanceOf(ArgumentError);
        }
      }
    }),
    { numRuns: 2000 },
  );
});
