/** Files that say nothing of the document, or say it in a place that is fixed. */
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { isObject } from "../../../src/json/json.js";
import type { Project } from "../project.js";

/** The user's own files and the tests: what is in them is the same for every document. */
const same =
  /^(tsconfig\.json|Dockerfile|\.gitignore|\.gitattributes|\.dockerignore|src\/index\.ts|src\/extensions\/index\.ts|test\/generated\/[\w.-]+\.mjs)$/;

/** What is wrong with the files of a project. @param plain the project of a plain document */
export function fileProblems(project: Project, plain: Project, templates: URL): string[] {
  return [
    ...pathProblems(project),
    ...[...project.files].flatMap(([path, text]) => textProblems(path, text, plain, templates)),
    ...manifestProblems(project, plain),
    ...environmentProblems(project.files.get(".env.example") ?? ""),
    ...project.outside.map((name) => `${name} is written beside the project`),
  ];
}

function pathProblems({ files }: Project): string[] {
  const paths = [...files.keys()];
  const device = /(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.|\/|$)/i;
  return [
    ...paths
      .filter((path) => !/^[A-Za-z0-9._/-]{1,200}$/.test(path) || device.test(path))
      .map((path) => `${path} is no plain path`),
    ...(new Set(paths.map((path) => path.toLowerCase())).size === paths.length
      ? []
      : ["two paths differ in case only"]),
  ];
}

function textProblems(path: string, text: string, plain: Project, templates: URL): string[] {
  if (/\.(ts|mjs|json|example)$/.test(path) && !/^[\n\x20-\x7e]*$/.test(text)) return [`${path}: not ASCII`];
  if (same.test(path) && text !== plain.files.get(path))
    return [`${path}: not what it is for every document`];
  const runtime = /^src\/generated\/(runtime\/.*)/.exec(path)?.[1];
  if (runtime !== undefined && text !== templateOf(runtime, templates)) return [`${path}: not its template`];
  if (/\.json$/.test(path) && path !== "tsconfig.json" && !isJson(text)) return [`${path}: no JSON`];
  return [];
}

const read = new Map<string, string>();

function templateOf(path: string, templates: URL): string {
  const known = read.get(path) ?? readFileSync(new URL(path, templates), "utf8");
  read.set(path, known);
  return known;
}

function isJson(text: string): boolean {
  try {
    return isObject(JSON.parse(text)) || Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

/** Name and description are the document's; of the dependencies, some are there only where they are needed. */
function manifestProblems({ files }: Project, plain: Project): string[] {
  const [own, other] = [files, plain.files].map((each) => manifestOf(each.get("package.json")));
  const optional = new Set(["lru-cache", "oauth4webapi", "iovalkey"]);
  const { name, description, dependencies, ...rest } = own ?? {};
  const { name: _name, description: _description, dependencies: known, ...others } = other ?? {};
  const needed = Object.entries(dependencies ?? {}).filter(([each]) => !optional.has(each));
  const expected = Object.entries(known ?? {}).filter(([each]) => !optional.has(each));
  return [
    ...(isDeepStrictEqual(rest, others) && isDeepStrictEqual(needed, expected)
      ? []
      : ["package.json: not mcpgen's scripts and dependencies"]),
    ...(/^[a-z0-9][a-z0-9-]*-mcp$/.test(String(name))
      ? []
      : [`package.json: the name ${JSON.stringify(name)}`]),
    ...(typeof description === "string" && !/\p{C}/u.test(description)
      ? []
      : ["package.json: no description, or one with characters that are not seen"]),
  ];
}

function manifestOf(text = "{}"): Record<string, unknown> {
  return isJson(text) ? (JSON.parse(text) as Record<string, unknown>) : {};
}

/** A comment, a variable, or a variable that is commented out on each line. */
function environmentProblems(text: string): string[] {
  const shape = /^(|# [\x20-\x7e]*|(# )?[A-Za-z_][A-Za-z0-9_]*=[\x21-\x7e]*)$/;
  return text
    .split("\n")
    .filter((line) => !shape.test(line))
    .map((line) => `.env.example: ${line}`);
}
