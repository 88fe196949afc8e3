// Documents that are odd but allowed: their projects type-check, strict.
import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { mapped } from "../mapping/support.js";
import { openapi } from "../openapi/support.js";
import { emitted } from "./support.js";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(repository, ".test-projects", "awkward");

const text = { type: "string" };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, more: object = {}): object => ({ type: "object", properties, ...more });

function bodied(schema: unknown, schemas: object = {}, media = "application/json", encoding?: object): object {
  const content = { [media]: { schema, encoding } };
  const post = { requestBody: { required: true, content }, responses: { 200: { description: "", content } } };
  return openapi("3.1", { paths: { "/x": { post } }, components: { schemas } });
} // prettier-ignore

function named(...operationIds: string[]): object {
  const parameters = ["JsonSchema", "3d", "Record", "d"].map((name) => ({ name, in: "query", schema: ref(name) }));
  const paths = operationIds.map((operationId) => [`/${operationId}`, { get: { operationId, parameters } }] as const);
  const schemas = { JsonSchema: object({}), "3d": object({ a: text }), Record: object({ a: text }), d: object({ a: text }) };
  return openapi("3.1", { paths: Object.fromEntries(paths), components: { schemas } });
} // prettier-ignore

const inherited = ["constructor", "toString", "valueOf", "__proto__", "hasOwnProperty"];
const documents: Record<string, object> = {
  "names-of-code": named("operations", "run", "tools", "createApi", "runServer", "extensions", "Body", "d", "delete", "api"),
  "names-of-every-object": openapi("3.1", {
    paths: { "/x": { get: { parameters: inherited.map((name) => ({ name, in: "query", schema: text })) } } },
  }),
  "names-of-fields": bodied(
    object(Object.fromEntries(["$ref", "items", "type", "1", "1e3", "-1", "a-b", "100%", "%zz", "%25\ue000", "naïve", "𝒳x", "", ...inherited].map((name) => [name, text]))),
  ),
  "styles-by-names-of-every-object": openapi("3.1", {
    paths: { "/x": { get: { parameters: inherited.map((name) => ({ name, in: "query", style: "deepObject", schema: object({ a: text }) })) } } },
  }),
  "percent-signs": openapi("3.1", {
    paths: { "/100%/{a%}": { get: {
      parameters: [{ name: "a%", in: "path", required: true, schema: object({ "%": text }) }, { name: "%zz", in: "query", schema: text }],
      responses: { 200: { description: "", content: { "application/json": { schema: object({ "%2": object({ "%": text }, { required: ["%"] }) }) } } } },
    } } },
  }),
  "methods": openapi("3.2", {
    paths: { "/x/{id}": { get: {}, query: {}, additionalOperations: { get: {}, GET: {}, "M-SEARCH": {} } } },
  }),
  "one-alternative": bodied({ ...object({ a: text }), anyOf: [object({ b: text })] }),
  "one-alternative-to-null": bodied({ ...object({ a: text }), oneOf: [object({ b: text }), { type: "null" }] }),
  "null-or-parts": bodied({ anyOf: [{ ...object({ a: text }), allOf: [object({ b: text })] }, { type: "null" }] }),
  "null-by-type": bodied(object({ a: text }, { type: ["object", "null"] })),
  "read-only": bodied(
    object({ id: ref("Id"), part: { allOf: [ref("Id")] }, own: { ...text, readOnly: true }, a: text }, { required: ["id", "own", "a"] }),
    { Id: { ...text, readOnly: true } },
  ),
  "read-only-in-a-part": bodied({ allOf: [ref("Base"), { required: ["id", "a"] }] }, { Base: object({ id: { ...text, readOnly: true }, a: text }) }),
  "booleans": bodied(object({ no: false, yes: true, none: { allOf: [false] }, some: { anyOf: [true, false] } })),
  "values": bodied(object({ a: { enum: [{ $ref: "#/nowhere" }, [1, "b"], null, true] }, b: { const: { c: [null] } } })),
  "tuples": bodied(object({ a: { type: "array", prefixItems: [text, true] }, b: { type: "array", items: [text] } })),
  "lists-of-themselves": bodied(object({ v: ref("Value"), l: ref("List") }), {
    Value: { oneOf: [text, { type: "array", items: ref("Value") }, { type: "object", additionalProperties: ref("Value") }] },
    List: { type: "array", items: ref("List") },
  }),
  "base-of-its-children": bodied(ref("Base"), {
    Base: object({ kind: text }, { oneOf: [ref("Cat"), ref("Dog")] }),
    Cat: { allOf: [ref("Base"), object({ lives: text })] },
    Dog: { allOf: [ref("Base"), object({ bark: text })] },
  }),
  "part-of-itself": bodied(ref("A"), { A: { allOf: [ref("A"), object({ a: text })] } }),
  "weird-encoding": bodied(object({ a: { type: "array" } }), {}, "application/x-www-form-urlencoded", { a: { style: "weird" } }),
  "optional-body": openapi("3.1", {
    paths: { "/x": { post: { requestBody: { content: { "application/json": { schema: object({ a: text, b: text }, { required: ["a"] }) } } } } } },
  }),
  "whole-query": openapi("3.2", {
    paths: { "/x": { get: { parameters: [{ name: "q", in: "querystring", content: { "application/json": { schema: object({ a: text }) } } }] } } },
  }),
  "swagger": openapi("2.0", {
    paths: { "/x/{id}": { put: { parameters: [
      { name: "id", in: "path", required: true, type: "integer", format: "int64" },
      { name: "ids", in: "query", type: "array", items: text, collectionFormat: "tsv" },
      { name: "f", in: "formData", type: "file", required: true },
      { name: "l", in: "formData", type: "array", items: text, collectionFormat: "pipes" },
    ], responses: { 200: { description: "", schema: { type: "file" } } } } } },
  }),
}; // prettier-ignore

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, document] of Object.entries(documents)) {
    for (const [path, source] of await emitted(mapped(document).project)) {
      mkdirSync(dirname(join(folder, name, path)), { recursive: true });
      writeFileSync(join(folder, name, path), source);
    }
  }
  const config = { extends: "./swagger/tsconfig.json", include: ["*/src"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
});

test("the projects of awkward documents type-check", async () => {
  const compiler = join(repository, "node_modules", "typescript7", "bin", "tsc");
  const output = await new Promise((resolve) => {
    execFile(process.execPath, [compiler, "--noEmit", "--pretty", "false", "-p", folder], { cwd: folder }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  }); // prettier-ignore
  expect(output).toBe("");
});
