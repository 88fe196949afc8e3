import { describe, expect, test } from "vitest";
import type { ArgumentConfig } from "../../src/config/config.js";
import { goldens } from "../../src/golden/golden.js";
import { environmentOf, neededVariables } from "../../src/project/environment.js";
import type { Project } from "../../src/project/project.js";
import { mapped } from "../mapping/support.js";
import { openapi } from "../openapi/support.js";

const text = { type: "string" };

/** Two operations with the same parameters, each configured for both. */
function projectOf(
  schemas: Readonly<Record<string, object>>,
  entries: Readonly<Record<string, ArgumentConfig>>,
): Project {
  const parameters = Object.entries(schemas).map(([name, schema]) => ({
    name,
    in: "query",
    schema,
    required: true,
  }));
  const paths = {
    "/a": { get: { operationId: "a", parameters } },
    "/b": { get: { operationId: "b", parameters: parameters.map((each) => ({ ...each, required: false })) } },
  };
  const document = openapi("3.1", {
    paths,
    servers: [{ url: "https://api.example.com" }],
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
    security: [{ key: [] }],
  });
  return mapped(document, { config: { arguments: new Map(Object.entries(entries)) } }).project;
}

describe("a variable of the contract test", () => {
  test.each<[schema: object, value: string]>([
    [text, "the-value"],
    [{ type: "string", pattern: "^[A-Z]{3}$" }, "AAA"],
    [{ type: "string", enum: ["eu", "us"] }, "eu"],
    [{ type: "integer", minimum: 3 }, "3"],
    [{ type: "boolean" }, "true"],
    [{ type: "array", items: { type: "integer" }, minItems: 1 }, "[0,0]"],
  ])("for %j is %s", async (schema, value) => {
    const { environment, untested } = await goldens(projectOf({ q: schema }, { q: { env: "THE_VALUE" } }));
    expect(environment).toEqual({ TEST_KEY: "test-key", THE_VALUE: value });
    expect(untested).toEqual([]);
  });

  test("fits wherever it is read", async () => {
    const list = { type: "array", items: text, minItems: 1 };
    const project = projectOf({ q: text, r: list }, { q: { env: "OWNER" }, r: { env: "OWNER" } });
    const { environment, tools } = await goldens(project);
    expect(environment["OWNER"]).toBe('["string","string"]');
    expect(Object.keys(tools)).toEqual(["a", "b"]);
  });

  test("is sent", async () => {
    const { tools } = await goldens(projectOf({ q: text, r: text }, { q: { env: "Q" }, r: { value: "x" } }));
    expect(tools["a"]).toMatchObject({ arguments: {}, request: { target: "/a?q=q&r=x" } });
  });

  test("that is a base URL is nobody's to make up", async () => {
    const { tools, causes } = await goldens(projectOf({ q: text }, { q: { env: "TEST_BASE_URL" } }));
    expect(Object.keys(tools)).toEqual(["b"]);
    expect(causes).toEqual({
      a: "what was found cannot be sent: A value of the request is not known: set TEST_BASE_URL",
    });
  });
});

describe("the variables of arguments", () => {
  test("stand in .env.example, each once", () => {
    const project = projectOf(
      { q: { type: "integer" }, r: text, s: text },
      { q: { env: "LIMIT" }, r: { env: "TENANT" }, s: { env: "TENANT" } },
    );
    const variables = environmentOf(project).filter(({ name }) => !name.startsWith("TEST_"));
    expect(variables).toEqual([
      { name: "LIMIT", comment: 'Fills the query parameter "q" (an integer) of a, b.', optional: false },
      {
        name: "TENANT",
        comment: 'Fills the query parameter "r" and the query parameter "s" of a, b.',
        optional: false,
      },
    ]);
    expect(neededVariables(project)).toEqual(["TEST_KEY", "LIMIT", "TENANT"]);
  });

  test("share the entry of a variable that the server has anyway", () => {
    const project = projectOf({ q: text }, { q: { env: "TEST_KEY" } });
    const [entry, ...others] = environmentOf(project).filter(({ name }) => name === "TEST_KEY");
    expect(others).toEqual([]);
    expect(entry).toEqual({
      name: "TEST_KEY",
      comment: 'API key, sent in the header "X-Key". Fills the query parameter "q" of a, b.',
      optional: false,
    });
    expect(neededVariables(project)).toEqual(["TEST_KEY"]);
  });
});
