/** Each waiver is needed: prism refuses a request that is right, and nothing but the waiver explains it. */
import { describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { parse } from "../../src/openapi/parse.js";
import { Reader } from "../../src/openapi/reader.js";
import type { JsonObject } from "../../src/json/json.js";
import type { GoldenRequest } from "../../src/golden/golden.js";
import { judgeByPrism, type Finding } from "./wire/prism/prism.js";
import type { Ease } from "./wire/prism/inline-schema.js";
import { bodyDocument, documentOf, get, postJson, queryDocument } from "./wire/waivers/example.js";
import { waivers, waiversOf } from "./wire/waivers/waivers.js";

type Judge = (eases?: readonly Ease[]) => Finding[];

function judgeOf(value: JsonObject, request: GoldenRequest): Judge {
  const url = "file:///example.json";
  const entry = { url, name: "example.json", text: "", value };
  const document = { entry, files: new Map([[url, entry]]), refused: new Map() };
  const diagnostics = new Diagnostics();
  const reader = new Reader(document, diagnostics);
  const [operation] = parse(document, diagnostics).operations;
  if (operation === undefined) throw new Error("the document has no operation");
  return (eases) => judgeByPrism(reader, operation, request, eases);
}

describe.each(waivers)("$kind: $reason", (waiver) => {
  const { document, request, value } = waiver.example;
  const judge = judgeOf(document, request);
  const refused = judge().filter(({ objections }) => objections.length > 0);

  it("is about one part that prism refuses", () => {
    expect(refused).toHaveLength(1);
  });

  it("is the only one that explains it", () => {
    const [path = ""] = Object.keys(document["paths"] ?? {});
    const explanations = refused.map((finding) =>
      waiversOf({
        finding,
        request,
        value,
        path,
        rejudge: (eases) => judge(eases).find(({ part }) => part.key === finding.part.key),
      }),
    );
    expect(explanations).toEqual([[waiver]]);
  });
});

describe("prism", () => {
  const integer = { type: "integer" } as const;
  const header = { parameters: [{ name: "X", in: "header", required: true, schema: integer }] };
  const path = { parameters: [{ name: "id", in: "path", required: true, schema: integer }] };
  const body = bodyDocument("application/json", { schema: { type: "object", required: ["a"] } });

  it.each([
    ["a query parameter of another type", queryDocument({ schema: integer }), get("/?q=a"), get("/?q=1")],
    [
      "a query parameter that is missing",
      queryDocument({ required: true, schema: integer }),
      get("/"),
      get("/?q=1"),
    ],
    ["a header that is missing", documentOf("/", "get", header), get("/"), get("/", { x: "1" })],
    ["a path parameter of another type", documentOf("/{id}", "get", path), get("/a"), get("/1")],
    ["a body that the schema refuses", body, postJson({}), postJson({ a: 1 })],
    [
      "a body of another media type",
      body,
      { ...postJson({ a: 1 }), headers: { "content-type": "text/plain" } },
      postJson({ a: 1 }),
    ],
  ])("refuses %s", (_what, document, wrong, right) => {
    expect(judgeOf(document, wrong)().flatMap(({ objections }) => objections)).not.toEqual([]);
    expect(judgeOf(document, right)().flatMap(({ objections }) => objections)).toEqual([]);
  });

  it("says that it does not judge by a schema that its Ajv cannot compile", () => {
    const document = queryDocument({ schema: { type: "string", pattern: "[" } });
    expect(judgeOf(document, get("/?q=a"))()).toMatchObject([
      { notJudged: /does not compile/, objections: [] },
    ]);
  });

  it("judges by references that lead back to where they stand", () => {
    const schema = {
      type: "object",
      properties: { next: { $ref: "#/components/schemas/Node" }, id: integer },
    };
    const document = {
      ...bodyDocument("application/json", { schema: { $ref: "#/components/schemas/Node" } }),
      components: { schemas: { Node: schema } },
    };
    const wrong = postJson({ next: { next: { id: "a" } } });
    expect(judgeOf(document, wrong)()).toMatchObject([{ objections: [{ code: "type" }] }]);
    expect(judgeOf(document, postJson({ next: { next: { id: 1 } } }))()).toMatchObject([{ objections: [] }]);
  });
});
