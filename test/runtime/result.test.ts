import { describe, expect, it } from "vitest";
import type { ApiResponse } from "../../templates/runtime/api-client.js";
import { parseContentType } from "../../templates/runtime/content-type.js";
import type { JsonSchema, ToolResult } from "../../templates/runtime/protocol.js";
import { toResult } from "../../templates/runtime/result.js";
import { apiResponse, toolListing } from "./support.js";

const resultOf = (
  response: Parameters<typeof apiResponse>[0],
  outputSchema?: JsonSchema,
): Promise<ToolResult> => toResult(toolListing(outputSchema && { outputSchema }), apiResponse(response));

const textOf = (result: ToolResult): string =>
  result.content.map((block) => (block.type === "text" ? block.text : `<${block.type}>`)).join("\n");

describe("a body becomes the content of its media type", () => {
  it.each<[string, string | Uint8Array, string]>([
    ["application/json", '{ "id": 9007199254740993 }', '{ "id": 9007199254740993 }'],
    ["application/problem+json", "{}", "{}"],
    ["application/json", "not JSON", "not JSON"],
    ["text/csv", "a,b", "a,b"],
    ["application/xml", "<a/>", "<a/>"],
    ["application/atom+xml", "<a/>", "<a/>"],
    ["image/svg+xml", "<svg/>", "<svg/>"],
    ["application/javascript", "1", "1"],
    ["application/x-yaml", "a: 1", "a: 1"],
    ["application/vnd.oai.openapi+yaml", "a: 1", "a: 1"],
    ["application/x-www-form-urlencoded", "a=1", "a=1"],
    ["application/x-ndjson", "{}\n{}", "{}\n{}"],
    ["application/jsonl", "{}\n{}", "{}\n{}"],
    ["text/event-stream", "data: 1\n\n", "data: 1\n\n"],
    ["", "plain", "plain"],
  ])("%s is text", async (mediaType, body, text) => {
    expect(await resultOf({ mediaType, body })).toEqual({ content: [{ type: "text", text }] });
  });

  it("a stream that went on says so", async () => {
    const mediaType = "text/event-stream";
    const note = "The stream went on; this is how it began.";
    for (const body of ["data: 1\n\n", ""])
      expect(textOf(await resultOf({ mediaType, body, isCut: true }))).toBe(`${body}\n${note}`);
  });

  const bytes = Uint8Array.of(0x89, 0xff, 0x00);
  const data = "if8A";
  it.each<[string, ToolResult["content"][number]]>([
    ["image/png", { type: "image", data, mimeType: "image/png" }],
    ["audio/mpeg", { type: "audio", data, mimeType: "audio/mpeg" }],
    [
      "application/pdf",
      {
        type: "resource",
        resource: { uri: "tool-result:///getPet", mimeType: "application/pdf", blob: data },
      },
    ],
    [
      "",
      {
        type: "resource",
        resource: { uri: "tool-result:///getPet", mimeType: "application/octet-stream", blob: data },
      },
    ],
  ])("%s is binary", async (mediaType, block) => {
    expect(await resultOf({ mediaType, body: bytes })).toEqual({ content: [block] });
  });

  it.each<[string, string | undefined, Uint8Array, string]>([
    ["latin1", "iso-8859-1", Uint8Array.of(0xe4), "\u00e4"],
    ["UTF-16", "utf-16le", Uint8Array.of(0xe4, 0x00), "\u00e4"],
    ["UTF-16 by its mark", "utf-16", Uint8Array.of(0xfe, 0xff, 0x00, 0xe4), "\u00e4"],
    ["UTF-16 by the other mark", "UTF-16", Uint8Array.of(0xff, 0xfe, 0xe4, 0x00), "\u00e4"],
    ["an unknown charset as UTF-8", "x-none", Uint8Array.of(0xc3, 0xa4), "\u00e4"],
    ["UTF-8 by default, without its mark", undefined, Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), "a"],
  ])("decodes %s", async (_, charset, body, text) => {
    const result = await resultOf({
      mediaType: "text/plain",
      body,
      ...(charset !== undefined && { charset }),
    });
    expect(textOf(result)).toBe(text);
  });

  it("cuts long text between characters, and leaves large binaries out", async () => {
    const long = await resultOf({ mediaType: "text/plain", body: `${"a".repeat(999_999)}\u{1f600}bc` });
    expect(textOf(long)).toBe(`${"a".repeat(999_999)}\n[cut here: 4 more characters]`);
    const large = await resultOf({ mediaType: "image/png", body: new Uint8Array(1_000_001) });
    expect(large).toEqual({
      content: [
        {
          type: "text",
          text: "image/png, 1,000,001 bytes, was left out: at most 1,000,000 bytes are passed on.",
        },
      ],
    });
  });

  it.each([
    [204, "No Content", "204 No Content"],
    [205, "Reset Content", "205 Reset Content"],
    [200, "OK", "200 OK"],
    [299, "", "299"],
  ])("%s without a body says so", async (status, statusText, text) => {
    expect(await resultOf({ status, statusText })).toEqual({ content: [{ type: "text", text }] });
  });
});

describe("a status that is no success is an error", () => {
  it.each<[Partial<Omit<ApiResponse, "body">> & { body?: string | Uint8Array }, string]>([
    [
      { status: 409, statusText: "Conflict", body: '{"error":"tag"}' },
      'GET /pets failed: 409 Conflict\nmessage: tag\nretry: no\n\n{"error":"tag"}',
    ],
    [
      { status: 500, statusText: "", body: "" },
      "GET /pets failed: 500\nretry: check first whether the request was carried out",
    ],
    [
      { status: 404, statusText: "Not Found", mediaType: "image/png", body: Uint8Array.of(1) },
      "GET /pets failed: 404 Not Found\nretry: no\n\n(image/png, 1 bytes, left out)",
    ],
    [
      { status: 302, statusText: "Found", headers: new Map([["location", "/elsewhere"]]) },
      "GET /pets failed: 302 Found\nlocation: /elsewhere (not followed: it leads to another origin, or is one too many)\nretry: no",
    ],
    [{ status: 304, statusText: "Not Modified" }, "GET /pets failed: 304 Not Modified\nretry: no"],
  ])("%j", async (response, text) => {
    expect(await resultOf(response)).toEqual({ content: [{ type: "text", text }], isError: true });
  });

  it("with a capped body", async () => {
    const result = await resultOf({ status: 400, statusText: "Bad Request", body: "a".repeat(12_345) });
    expect(textOf(result)).toBe(
      `GET /pets failed: 400 Bad Request\nretry: no\n\n${"a".repeat(10_000)}\n[cut here: 2,345 more characters]`,
    );
  });
});

describe("with an output schema", () => {
  const schema = { type: "object", properties: { id: { type: "integer" } }, required: ["id"] };

  it("an answer that satisfies it is structured too", async () => {
    expect(await resultOf({ body: '{"id": 1}' }, schema)).toEqual({
      content: [{ type: "text", text: '{"id": 1}' }],
      structuredContent: { id: 1 },
    });
    expect(await resultOf({ status: 204, statusText: "No Content" }, { type: "object" })).toEqual({
      content: [{ type: "text", text: "204 No Content" }],
      structuredContent: {},
    });
  });

  it.each<[string, Parameters<typeof apiResponse>[0], string]>([
    ["another shape", { body: '{"id":"a"}' }, 'id must be integer, got "a"'],
    ["an array", { body: "[1]" }, "it is not a JSON object"],
    ["no JSON", { body: "<html>", mediaType: "text/html" }, "it is not a JSON object"],
    ["bytes", { body: Uint8Array.of(0), mediaType: "image/png" }, "it is not a JSON object"],
    ["nothing", { body: "" }, "id is required"],
  ])("%s is an error that carries the answer", async (_, response, problem) => {
    const result = await resultOf(response, schema);
    expect(result).toMatchObject({ isError: true });
    expect(result).not.toHaveProperty("structuredContent");
    expect(result.content).toHaveLength(2);
    expect(textOf(result)).toContain(
      `GET /pets succeeded with 200, but the answer is not what the API's document says:\n- ${problem}\n`,
    );
  });
});

it.each([
  ["application/json", { mediaType: "application/json" }],
  ["Text/HTML; Charset=UTF-8", { mediaType: "text/html", charset: "utf-8" }],
  ['text/plain; a=b; charset="ISO-8859-1"', { mediaType: "text/plain", charset: "iso-8859-1" }],
  ["", { mediaType: "" }],
  [undefined, { mediaType: "" }],
])("reads the content type %j", (header, expected) => {
  expect(parseContentType(header)).toEqual(expected);
});

describe("an answer that was kept", () => {
  it.each<[ApiResponse["cached"], ToolResult["_meta"]]>([
    [undefined, undefined],
    [
      { how: "hit", ageSeconds: 7 },
      { fromCache: true, ageSeconds: 7 },
    ],
    [
      { how: "revalidated", ageSeconds: 0 },
      { fromCache: true, ageSeconds: 0 },
    ],
    [
      { how: "stale", ageSeconds: 99 },
      { fromCache: true, ageSeconds: 99, stale: true },
    ],
    [{ how: "shared" }, undefined],
  ])("%j says %j", async (cached, meta) => {
    const response = { body: "{}", ...(cached && { cached }) };
    expect((await resultOf(response))._meta).toEqual(meta);
    expect((await resultOf(response, { type: "object" }))._meta).toEqual(meta);
  });
});
