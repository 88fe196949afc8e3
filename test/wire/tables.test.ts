import { expect, test } from "vitest";
import { encodeRequest } from "../../templates/runtime/wire/encode.js";
import type { Style } from "../../templates/runtime/wire/wire.js";

// OpenAPI 3.2 section 4.12.6, "Style Examples".
const empty = "";
const string = "blue";
const array = ["blue", "black", "brown"];
const object = { R: 100, G: 200, B: 150 };

type Row = [style: Style, explode: boolean, value: unknown, text: string];

test.each<Row>([
  ["matrix", false, empty, ";color"],
  ["matrix", false, string, ";color=blue"],
  ["matrix", false, array, ";color=blue,black,brown"],
  ["matrix", false, object, ";color=R,100,G,200,B,150"],
  ["matrix", true, empty, ";color"],
  ["matrix", true, string, ";color=blue"],
  ["matrix", true, array, ";color=blue;color=black;color=brown"],
  ["matrix", true, object, ";R=100;G=200;B=150"],
  ["label", false, string, ".blue"],
  ["label", false, array, ".blue,black,brown"],
  ["label", false, object, ".R,100,G,200,B,150"],
  ["label", true, string, ".blue"],
  ["label", true, array, ".blue.black.brown"],
  ["label", true, object, ".R=100.G=200.B=150"],
  ["simple", false, string, "blue"],
  ["simple", false, array, "blue,black,brown"],
  ["simple", false, object, "R,100,G,200,B,150"],
  ["simple", true, string, "blue"],
  ["simple", true, array, "blue,black,brown"],
  ["simple", true, object, "R=100,G=200,B=150"],
  // Swagger 2.0's collectionFormat is also one of paths and headers.
  ["spaceDelimited", false, array, "blue%20black%20brown"],
  ["pipeDelimited", false, array, "blue%7Cblack%7Cbrown"],
  ["tabDelimited", false, array, "blue%09black%09brown"],
])("path, style %s, explode %s: %j", (style, explode, value, text) => {
  const request = encodeRequest(
    "GET",
    "/v1/{color}/x",
    { path: { color: value } },
    { path: { color: { style, explode } } },
  );
  expect(request.target).toBe(`/v1/${text}/x`);
});

test("path, style label: the empty value is a dot, which is legal beside other text only", () => {
  const wire = { path: { color: { style: "label" } } } as const;
  expect(encodeRequest("GET", "/v1/a{color}", { path: { color: "" } }, wire).target).toBe("/v1/a.");
  expect(() => encodeRequest("GET", "/v1/{color}", { path: { color: "" } }, wire)).toThrow(/"color"/);
});

test.each<Row>([
  ["form", false, empty, "color="],
  ["form", false, string, "color=blue"],
  ["form", false, array, "color=blue,black,brown"],
  ["form", false, object, "color=R,100,G,200,B,150"],
  ["form", true, empty, "color="],
  ["form", true, string, "color=blue"],
  ["form", true, array, "color=blue&color=black&color=brown"],
  ["form", true, object, "R=100&G=200&B=150"],
  ["spaceDelimited", false, array, "color=blue%20black%20brown"],
  ["spaceDelimited", false, object, "color=R%20100%20G%20200%20B%20150"],
  ["pipeDelimited", false, array, "color=blue%7Cblack%7Cbrown"],
  ["pipeDelimited", false, object, "color=R%7C100%7CG%7C200%7CB%7C150"],
  ["tabDelimited", false, array, "color=blue%09black%09brown"],
  ["deepObject", true, object, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
  // Not applicable in the table; Swagger 2.0's "multi" and common practice.
  ["spaceDelimited", true, array, "color=blue&color=black&color=brown"],
  ["pipeDelimited", true, array, "color=blue&color=black&color=brown"],
  ["spaceDelimited", false, string, "color=blue"],
  ["pipeDelimited", false, string, "color=blue"],
  ["deepObject", true, string, "color=blue"],
  ["deepObject", true, array, "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown"],
])("query, style %s, explode %s: %j", (style, explode, value, text) => {
  const wire = { style, explode };
  const query = encodeRequest("GET", "/v1", { query: { color: value } }, { query: { color: wire } });
  expect(query.target).toBe(`/v1?${text}`);
  const body = { mediaType: "application/x-www-form-urlencoded", fields: { color: wire } };
  expect(encodeRequest("POST", "/v1", { body: { color: value } }, { body }).body).toBe(text);
});

test.each<[style: Style, text: string]>([
  ["spaceDelimited", "blue black brown"],
  ["pipeDelimited", "blue|black|brown"],
  ["tabDelimited", "blue\tblack\tbrown"],
])("header, style %s (Swagger 2.0)", (style, text) => {
  const request = encodeRequest("GET", "/v1", { header: { color: array } }, { header: { color: { style } } });
  expect(request.headers).toEqual([["color", text]]);
});

test.each<[explode: boolean, value: unknown, text: string]>([
  [false, string, "blue"],
  [false, array, "blue,black,brown"],
  [false, object, "R,100,G,200,B,150"],
  [true, string, "blue"],
  [true, array, "blue,black,brown"],
  [true, object, "R=100,G=200,B=150"],
  [false, empty, ""],
])("header, style simple, explode %s: %j", (explode, value, text) => {
  const request = encodeRequest(
    "GET",
    "/v1",
    { header: { color: value } },
    { header: { color: { explode } } },
  );
  expect(request.headers).toEqual([["color", text]]);
});

test.each<Row>([
  ["cookie", false, empty, "color="],
  ["cookie", false, string, "color=blue"],
  ["cookie", false, array, "color=blue,black,brown"],
  ["cookie", false, object, "color=R,100,G,200,B,150"],
  ["cookie", true, array, "color=blue; color=black; color=brown"],
  ["cookie", true, object, "R=100; G=200; B=150"],
  ["form", false, string, "color=blue"],
  ["form", false, array, "color=blue,black,brown"],
  ["form", false, object, "color=R,100,G,200,B,150"],
])("cookie, style %s, explode %s: %j", (style, explode, value, text) => {
  const request = encodeRequest(
    "GET",
    "/v1",
    { cookie: { color: value } },
    { cookie: { color: { style, explode } } },
  );
  expect(request.headers).toEqual([["cookie", text]]);
});
