import { describe, expect, test } from "vitest";
import { only, openapi, parsed } from "./support.js";

/** What becomes of an XML Object. */
function xml(written: unknown, version = "3.1"): unknown {
  const schema = { type: "string", xml: written };
  const body = { "application/json": { schema } };
  const operation =
    version === "2.0"
      ? { parameters: [{ name: "body", in: "body", schema }] }
      : { requestBody: { content: body } };
  const { requestBody } = only(parsed(openapi(version, { paths: { "/x": { post: operation } } })));
  return (requestBody?.content[0]?.schema as { xml?: unknown }).xml;
}

describe("an XML Object in the words of 3.2", () => {
  const names = { name: "a", prefix: "p", namespace: "urn:a" };
  test.each([
    ["names", names, names],
    ["3.0: an attribute", { name: "a", attribute: true }, { name: "a", nodeType: "attribute" }],
    ["3.0: wrapped", { wrapped: true }, { nodeType: "element" }],
    ["3.2", { nodeType: "cdata" }, { nodeType: "cdata" }],
    ["3.2 knows better", { nodeType: "text", attribute: true }, { nodeType: "text" }],
    ["what is not true is not said", { attribute: "yes", wrapped: false, name: "" }, undefined],
    ["a type that there is not", { nodeType: "comment" }, undefined],
    ["a number is a text", { name: 7 }, { name: "7" }],
    ["nothing", {}, undefined],
    ["no object", "pet", undefined],
    ["no extensions", { name: "a", "x-name": "b" }, { name: "a" }],
  ])("%s: %j", (_, written, expected) => {
    for (const version of ["2.0", "3.0", "3.1", "3.2"]) expect(xml(written, version)).toEqual(expected);
  });
});
