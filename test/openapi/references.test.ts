import { describe, expect, test } from "vitest";
import { only, openapi, parsed } from "./support.js";

/** A document whose only operation has one query parameter. */
function withParameter(parameter: unknown, parts: object = {}): Record<string, unknown> {
  return openapi("3.1", { paths: { "/x": { get: { parameters: [parameter] } } }, ...parts });
}

function schemaOf(ref: string, parts: object = {}, options: Parameters<typeof parsed>[1] = {}): unknown {
  const document = withParameter({ name: "q", in: "query", schema: { $ref: ref } }, parts);
  const { api, messages } = parsed(document, options);
  const schema = api.operations[0]?.parameters[0]?.schema;
  const id = typeof schema === "object" ? schema.$ref : undefined;
  return messages.length > 0 ? messages : api.schemas.get(id ?? "");
}

describe("a pointer", () => {
  const odd = {
    "a/b~c": { type: "string" },
    "ä ö": { type: "number" },
    "50%": { type: "null" },
    "%41": true,
  };
  const components = { schemas: odd };

  test.each([
    ["escapes", "#/components/schemas/a~1b~0c", { type: "string" }],
    ["percent-encoded", "#/components/schemas/%C3%A4%20%C3%B6", { type: "number" }],
    ["as it is", "#/components/schemas/ä ö", { type: "number" }],
    ["with a lone percent sign", "#/components/schemas/50%", { type: "null" }],
    ["that looks percent-encoded", "#/components/schemas/%41", true],
    ["encoded as a whole", "#%2Fcomponents%2Fschemas%2F50%25", { type: "null" }],
  ])("may be written with %s", (_, ref, expected) => {
    expect(schemaOf(ref, { components })).toEqual(expected);
  });

  test("may lead into the paths", () => {
    const paths = {
      "/y/{id}": { get: { parameters: [{ name: "id", in: "path", schema: { type: "integer" } }] } },
      "/x": { get: { parameters: [{ name: "q", in: "query", schema: { $ref: "#/paths/~1y~1%7Bid%7D/get/parameters/0/schema" } }] } },
    }; // prettier-ignore
    const { api, messages } = parsed(openapi("3.1", { paths }));
    expect(messages).toEqual([]);
    expect([...api.schemas.values()]).toEqual([{ type: "integer" }]);
  });

  test("goes on behind the references on its way", () => {
    const schemas = {
      A: { $ref: "#/components/schemas/B" },
      B: { type: "object", properties: { c: { type: "boolean" } } },
    };
    expect(schemaOf("#/components/schemas/A/properties/c", { components: { schemas } })).toEqual({
      type: "boolean",
    });
  });

  test.each([
    ["#/components/schemas/Pet", 'unresolved-ref: The $ref "#/components/schemas/Pet" points to nothing'],
    ["#/components/schemas/constructor", "unresolved-ref"],
    ["#/components/schemas/__proto__", "unresolved-ref"],
    ["other.yaml", 'unresolved-ref: The $ref "other.yaml" points to nothing'],
    ["#nowhere", "unresolved-ref"],
    ["#/paths/~1x/get/parameters/00", "unresolved-ref"],
  ])("that leads nowhere is an error: %s", (ref, message) => {
    expect(schemaOf(ref, { components: { schemas: { Pets: {} } } })).toEqual([
      expect.stringContaining(message),
    ]);
  });

  test("suggests what is meant", () => {
    const parts = { components: { schemas: { Pets: {} } } };
    const { diagnostics } = parsed(
      withParameter({ name: "q", in: "query", schema: { $ref: "#/components/schemas/Pet" } }, parts),
    );
    expect(diagnostics[0]?.fix).toBe('Did you mean "#/components/schemas/Pets"?');
    expect(diagnostics[0]?.place?.pointer).toBe("/paths/~1x/get/parameters/0/schema/$ref");
  });
});

test("an anchor names a schema of its file", () => {
  const schemas = { A: { $defs: { inner: { $anchor: "deep", type: "string" } } } };
  expect(schemaOf("#deep", { components: { schemas } })).toEqual({ type: "string" });
});

describe("where a map of schemas stands", () => {
  const at = "file:///specs/openapi.yaml#/components/x-maps";
  const schemas = { A: { type: "object", properties: { $ref: "#/components/x-maps/shared" } } };
  const resolved = (maps: object): unknown =>
    schemaOf("#/components/schemas/A", { components: { schemas, "x-maps": maps } });

  test("a reference names the schemas of another map", () => {
    const expected = { type: "object", properties: { a: { $ref: `${at}/shared/a` } } };
    expect(resolved({ shared: { a: { type: "string" } } })).toEqual(expected);
  });

  test("it may lead through others and into itself", () => {
    const expected = { type: "object", properties: { a: { $ref: `${at}/end/a` } } };
    const a = { type: "object", properties: { $ref: "#/components/x-maps/end" } };
    expect(resolved({ shared: { $ref: "#/components/x-maps/end" }, end: { a } })).toEqual(expected);
  });

  test("it is an error where it leads nowhere", () => {
    expect(resolved({})).toEqual([expect.stringContaining("unresolved-ref")]);
  });
});

describe("other files", () => {
  test("are parsed where they stand: their references are relative to them", () => {
    const files = {
      "file:///specs/common/a.yaml": { $ref: "b.yaml#/B" },
      "file:///specs/common/b.yaml": { B: { type: "array", items: { $ref: "#/C" } }, C: { type: "string" } },
    };
    const { api, messages } = parsed(
      withParameter({ name: "q", in: "query", schema: { $ref: "common/a.yaml" } }),
      { files },
    );
    expect(messages).toEqual([]);
    expect([...api.schemas.keys()]).toEqual([
      "file:///specs/common/a.yaml#",
      "file:///specs/common/b.yaml#/B",
      "file:///specs/common/b.yaml#/C",
    ]);
  });

  test("that were refused are reported with the way out", () => {
    const refused = {
      "file:///else.yaml": { code: "ref-outside-root", reason: "no", fix: "Use --ref-root." } as const,
    };
    const { diagnostics } = parsed(
      withParameter({ name: "q", in: "query", schema: { $ref: "../else.yaml" } }),
      { refused },
    );
    expect(diagnostics).toMatchObject([{ code: "ref-outside-root", fix: "Use --ref-root." }]);
  });
});

describe("references of every kind are followed", () => {
  test("through a chain of each", () => {
    const { api, messages } = parsed(`
      openapi: 3.0.3
      info: { title: T, version: 1 }
      paths:
        /x: { $ref: "#/components/pathItems/X" }
      components:
        pathItems:
          X:
            post:
              parameters: [{ $ref: "#/components/parameters/P" }]
              requestBody: { $ref: "#/components/requestBodies/B" }
              responses: { 200: { $ref: "#/components/responses/R" } }
              security: [{ s: [] }]
        parameters:
          P: { $ref: "#/components/parameters/Q" }
          Q: { name: q, in: query, schema: { type: string } }
        requestBodies:
          B: { $ref: "#/components/requestBodies/C" }
          C: { required: true, content: { application/json: { schema: { type: object } } } }
        responses:
          R: { description: fine, content: { application/json: { schema: { type: array } } } }
        securitySchemes:
          s: { $ref: "#/components/securitySchemes/t" }
          t: { type: http, scheme: bearer }
    `);
    expect(messages).toEqual([]);
    expect(only({ api })).toMatchObject({
      method: "POST",
      parameters: [{ name: "q", in: "query", schema: { type: "string" } }],
      requestBody: { required: true, content: [{ name: "application/json", schema: { type: "object" } }] },
      responses: [{ status: "200", description: "fine", content: [{ schema: { type: "array" } }] }],
      security: [[{ scheme: "s", scopes: [] }]],
    });
    expect(api.securitySchemes.get("s")).toEqual({ type: "bearer" });
  });

  test("and what stands beside the reference of a path item counts", () => {
    const { api } = parsed(
      openapi("3.1", {
        paths: {
          "/x/{id}": {
            $ref: "#/components/pathItems/X",
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
            servers: [{ url: "https://beside.example" }],
            get: { operationId: "beside" },
          },
        },
        components: {
          pathItems: {
            X: {
              servers: [{ url: "https://behind.example" }],
              parameters: [{ name: "q", in: "query" }],
              get: { operationId: "behind" },
              put: { operationId: "put" },
            },
          },
        },
      }),
    );
    expect(api.operations.map(({ method, operationId }) => [method, operationId])).toEqual([
      ["GET", "beside"],
      ["PUT", "put"],
    ]);
    for (const { parameters, servers } of api.operations) {
      expect(parameters.map(({ name }) => name)).toEqual(["q", "id"]);
      expect(servers.map(({ url }) => url)).toEqual(["https://beside.example"]);
    }
  });
});

describe("circles of references", () => {
  test.each([
    ["of one", { A: { $ref: "#/components/schemas/A" } }],
    ["of two", { A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" } }],
    ["through itself", { A: { $ref: "#/components/schemas/A/properties/x" } }],
  ])("%s are reported once", (_, schemas) => {
    const parameters = ["p", "q"].map((name) => ({
      name,
      in: "query",
      schema: { $ref: "#/components/schemas/A" },
    }));
    const { messages, api } = parsed(
      openapi("3.1", { paths: { "/x": { get: { parameters } } }, components: { schemas } }),
    );
    expect(messages).toEqual([expect.stringMatching(/^circular-ref: .* leads back to itself$/)]);
    expect(api.operations).toEqual([]);
  });

  test("of which none is a definition are told from recursion", () => {
    const schemas = { A: { type: "object", properties: { a: { $ref: "#/components/schemas/A" } } } };
    expect(schemaOf("#/components/schemas/A", { components: { schemas } })).toEqual({
      type: "object",
      properties: { a: { $ref: "file:///specs/openapi.yaml#/components/schemas/A" } },
    });
  });
});

describe("long chains", () => {
  const length = 5000;
  const schemas = (link: (ref: string) => unknown, end: unknown = { type: "string" }): object =>
    Object.fromEntries(
      Array.from({ length }, (_, i) => [
        `A${i}`,
        i === length - 1 ? end : link(`#/components/schemas/A${i + 1}`),
      ]),
    );

  test("of references are followed, in time that grows with their length", () => {
    expect(
      schemaOf("#/components/schemas/A0", { components: { schemas: schemas((ref) => ({ $ref: ref })) } }),
    ).toMatchObject({ $ref: expect.stringMatching(/A1$/) as string });
  });

  test("of broken references are reported once", () => {
    const broken = schemas((ref) => ({ $ref: ref }), { $ref: "#/nothing" });
    expect(schemaOf("#/components/schemas/A0", { components: { schemas: broken } })).toHaveLength(1);
  });

  test("of pointers behind pointers are given up", () => {
    const nested = schemas((ref) => ({ $ref: `${ref}/properties/x` }));
    expect(schemaOf("#/components/schemas/A0", { components: { schemas: nested } })).toEqual([
      expect.stringMatching(/^unresolved-ref/),
    ]);
  });
});
