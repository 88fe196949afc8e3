import { parse as parseYaml } from "yaml";
import { Diagnostics, ProblemsError, type Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { Json } from "../../src/json/json.js";
import type { RefusedFile, SpecDocument, SpecFile } from "../../src/load/document.js";
import type { Api, Operation } from "../../src/openapi/api.js";
import { parse } from "../../src/openapi/parse.js";

/** A document as tests write it: YAML text, or the value. */
export type Written = string | object;

/** Where the entry document of a test is, unless the test says otherwise. */
export const entryUrl = "file:///specs/openapi.yaml";

/**
 * A loaded document.
 * @param files the other files, by URL
 * @param refused what `load` did not give, by URL
 */
export function documentOf(
  written: Written,
  options: {
    url?: string;
    files?: Readonly<Record<string, Written>>;
    refused?: Readonly<Record<string, RefusedFile>>;
  } = {},
): SpecDocument {
  const entry = fileOf(options.url ?? entryUrl, written);
  const others = Object.entries(options.files ?? {}).map(([url, each]) => fileOf(url, each));
  const refused = new Map(Object.entries(options.refused ?? {}));
  return { entry, files: new Map([entry, ...others].map((file) => [file.url, file])), refused };
}

function fileOf(url: string, written: Written): SpecFile {
  const value = (typeof written === "string" ? parseYaml(written) : written) as Json;
  return { url, name: url.split("/").at(-1) ?? url, text: "", value };
}

/** What parsing gives. */
export interface Parsed {
  readonly api: Api;
  readonly diagnostics: readonly Diagnostic[];
  /** `code: title` of each diagnostic. */
  readonly messages: readonly string[];
}

/** Parses a document that is one. */
export function parsed(written: Written, options: Parameters<typeof documentOf>[1] = {}): Parsed {
  const diagnostics = new Diagnostics();
  const api = parse(documentOf(written, options), diagnostics);
  return {
    api,
    diagnostics: diagnostics.all,
    messages: diagnostics.all.map(({ code, title }) => `${code}: ${title}`),
  };
}

/** Why a document is none. */
export function refusal(written: Written): string {
  try {
    parsed(written);
  } catch (error) {
    if (error instanceof ProblemsError) return error.message;
    throw error;
  }
  throw new Error("it was parsed");
}

/** A document of one version around some of its parts; `paths` may be left out. */
export function openapi(version: string, parts: object = {}): Record<string, unknown> {
  const key = version.startsWith("2") ? "swagger" : "openapi";
  const full = version.startsWith("2") ? "2.0" : `${version}.0`;
  return { [key]: full, info: { title: "Test", version: "1" }, paths: {}, ...parts };
}

/** The only operation of a document. */
export function only({ api }: { api: Api }): Operation {
  const [operation, ...others] = api.operations;
  if (operation === undefined || others.length > 0) throw new Error(`${api.operations.length} operations`);
  return operation;
}
