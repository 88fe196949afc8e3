// DESIGN.md section 2, rules 1 and 2: imports go one way, no file is in a circle, and what a stage must not know it cannot.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
/** What may import what: a layer only those before it. The files of `src` itself are the pipeline. */
const layers = ["json", "diagnostics", "overlay", "load", "config", "lock", "openapi", "project", "mapping", "threads", "golden", "inspection", "emit", "write", "diff", "init", "budget", "(pipeline)", "watch", "cli"]; // prettier-ignore
/** The libraries that print TypeScript. */
const printers = /^(ts-morph|handlebars|prettier|openapi-typescript|typescript)(\/|$)/;

const files = ["src", "templates/runtime"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`),
);
const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
const imports = new Map(
  [...texts].map(([file, text]) => [
    file,
    [...text.matchAll(/(?:\bfrom|^import|\bimport\()\s*"([^"]+)"/gm)].map(([, from = ""]) =>
      from.startsWith(".")
        ? relative(root, join(root, dirname(file), from))
            .replaceAll("\\", "/")
            .replace(/\.js$/, ".ts")
        : from,
    ),
  ]),
);

function layerOf(file: string): number {
  const [, folder = "", inside] = file.split("/");
  return layers.indexOf(inside === undefined ? "(pipeline)" : folder);
}

test("imports between the folders of src go one way", () => {
  const names = [...texts].filter(([file]) => file.startsWith("src/"));
  expect(names.map(([file]) => file).filter((file) => layerOf(file) < 0)).toEqual([]);
  const upwards = names.flatMap(([file]) =>
    (imports.get(file) ?? [])
      .filter((from) => from.startsWith("src/") && layerOf(from) > layerOf(file))
      .map((from) => `${file} imports ${from}`),
  );
  expect(upwards).toEqual([]);
});

test("no file is in a circle of imports", () => {
  const circles = files.filter((file) => {
    const reached = new Set(imports.get(file));
    for (const next of reached) for (const from of imports.get(next) ?? []) reached.add(from);
    return reached.has(file);
  });
  expect(circles).toEqual([]);
});

test("no file is longer than 250 lines", () => {
  const long = [...texts].filter(([, text]) => text.trimEnd().split("\n").length > 250);
  expect(long.map(([file]) => file)).toEqual([]);
});

test("only the command line touches the process, and only emit prints TypeScript", () => {
  const src = files.filter((file) => file.startsWith("src/"));
  const touching = src.filter(
    (file) => !file.startsWith("src/cli/") && /\bprocess\b(?=\.|\[)|node:process/.test(code(file)),
  );
  expect(touching).toEqual([]);
  const printing = src.filter((file) => imports.get(file)?.some((from) => printers.test(from)));
  expect(printing.filter((file) => !file.startsWith("src/emit/"))).toEqual([]);
});

test("only openapi knows OpenAPI: nobody but it and the pipeline parses, nobody but mapping makes names", () => {
  const importers = (of: RegExp): string[] =>
    files.filter((file) => imports.get(file)?.some((from) => of.test(from)));
  const folders = (list: readonly string[]): string[] => [...new Set(list.map((file) => dirname(file)))];
  expect(folders(importers(/^src\/openapi\/(parse|node|swagger)/)).sort()).toEqual(["src", "src/openapi"]);
  expect(folders(importers(/^src\/mapping\/.*names?\.ts$/))).toEqual(["src/mapping"]);
});

test("the runtime knows nothing of the generator", () => {
  const runtime = files.filter((file) => file.startsWith("templates/"));
  expect(runtime.flatMap((file) => imports.get(file) ?? []).filter((from) => from.startsWith("src/"))).toEqual([]);
}); // prettier-ignore

/** A file's text without its comments. */
function code(file: string): string {
  return (texts.get(file) ?? "").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
}
