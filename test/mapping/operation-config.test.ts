import { describe, expect, test } from "vitest";
import type { ArgumentConfig, OperationConfig } from "../../src/config/config.js";
import { openapi } from "../openapi/support.js";
import { mapped, onlyTool, type Mapped } from "./support.js";

const text = { schema: { type: "string" } };
const object = { schema: { type: "object", properties: { a: { type: "string" } } } };

const document = openapi("3.1", {
  servers: [{ url: "/v1" }, { url: "https://{host}/v1", variables: { host: { default: "a.example" } } }],
  paths: {
    "/files/{path}": {
      put: {
        operationId: "putFile",
        parameters: [
          { name: "path", in: "path", required: true, schema: { type: "string" } },
          { name: "path", in: "query", schema: { type: "string" } },
          { name: "key", in: "header", schema: { type: "string" } },
        ],
        requestBody: { content: { "application/json": object, "text/plain; charset=utf-8": text } },
        servers: [
          {
            url: "https://{region}.example/{base}",
            variables: { region: { default: "eu", enum: ["eu", "us"] }, base: { default: "v1" } },
          },
        ],
      },
    },
  },
});

function configured(
  key: string,
  { arguments: args = {}, ...rest }: { mediaType?: string; arguments?: Record<string, ArgumentConfig> },
): Mapped {
  const entry: OperationConfig = { ...rest, arguments: new Map(Object.entries(args)) };
  return mapped(document, { config: { operations: new Map([[key, entry]]) } });
}

describe("operations of the config", () => {
  test.each(["putFile", "PUT /files/{path}"])("by %s", (key) => {
    const tool = onlyTool(
      configured(key, { mediaType: "text/plain", arguments: { path: { allowReserved: true } } }),
    );
    expect(tool.wire).toEqual({
      path: { path: { allowReserved: true } },
      body: "text/plain; charset=utf-8",
    });
    expect(tool.body?.otherMediaTypes).toEqual(["application/json"]);
  });

  test("what a document says can be taken back", () => {
    const reserved = openapi("3.1", {
      paths: {
        "/x": { get: { operationId: "x", parameters: [{ name: "q", in: "query", allowReserved: true }] } },
      },
    });
    const entry = { arguments: new Map([["q", { allowReserved: false }]]) };
    expect(
      onlyTool(mapped(reserved, { config: { operations: new Map([["x", entry]]) } })).wire,
    ).toBeUndefined();
  });

  test.each([
    [
      "putfile",
      {},
      'operation-of-nothing: The config is about "putfile", which is no operation of the document',
    ],
    [
      "putFile",
      { arguments: { kay: { allowReserved: true } } },
      'argument-of-nothing: PUT /files/{path} has no argument "kay"',
    ],
    [
      "putFile",
      { mediaType: "text/html" },
      'media-type-of-nothing: PUT /files/{path} takes no body of "text/html"',
    ],
  ])("%s %j is an error", (key, entry, message) => {
    expect(configured(key, entry).messages).toContain(message);
  });
});

describe("server variables of the config", () => {
  const withVariables = (variables: Record<string, string>): Mapped =>
    mapped(document, { config: { server: { variables: new Map(Object.entries(variables)) } } });

  test("replace the defaults, of operations' servers too", () => {
    const { project, messages } = withVariables({ region: "us", base: "v2" });
    expect(project.baseUrls.map(({ url }) => url)).toContain("https://us.example/v2");
    expect(messages.filter((message) => message.startsWith("server-"))).toEqual([]);
  });

  test.each([
    "",
    "x#y",
    "x?y=1",
    "u:p@evil.example",
    "..",
    "a/../../x",
    "%2e%2e",
    "a\nb",
    "{region}",
    "a b",
    "a\\b",
  ])("%j would change the rest of the URL", (base) => {
    expect(withVariables({ base }).messages).toContain(
      `server-variable-unfit: The server variable "base" cannot be "${base}": it would change the rest of the URL`,
    );
  });

  test("must be allowed by the document", () => {
    expect(withVariables({ region: "asia", tenant: "acme" }).messages).toEqual(
      expect.arrayContaining([
        'server-variable-value: The document does not allow "asia" for the server variable "region"',
        'server-variable-of-nothing: No server URL of the document has a variable "tenant"',
      ]),
    );
  });
});
