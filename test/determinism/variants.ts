/** The same input, written otherwise: what comes out has to be the same, byte for byte. */
import { parse, stringify } from "yaml";
import type { Case } from "../snapshots/cases.js";
import { committed, generateCase, recorded, type Variant } from "../snapshots/record.js";

type Tree = Readonly<Record<string, unknown>>;

/** Every line of every file ends as on Windows. */
const lineEndings: Variant = {
  name: "line endings",
  rewrite: (text) => text.replace(/\r?\n/g, "\r\n"),
};

/** What the document defines to be referred to stands in the opposite order, and so do the document's own fields. */
const order: Variant = {
  name: "reordered components",
  rewrite: (text, path) => (path.startsWith("openapi.") ? reordered(text) : text),
};

export const variants: readonly Variant[] = [lineEndings, order];

/** Where Swagger 2.0 has its components. */
const swaggerSections = ["definitions", "parameters", "responses", "securityDefinitions"];

function reordered(text: string): string {
  const document = parse(text, { merge: true, intAsBigInt: true }) as Tree;
  const fields = Object.entries(document).map(([key, value]) => {
    if (key === "components") return [key, reversed(mapValues(value as Tree, reversed))];
    return [key, swaggerSections.includes(key) ? reversed(value) : value];
  });
  return stringify(reversed(Object.fromEntries(fields)), { lineWidth: 0, aliasDuplicateObjects: false });
}

function mapValues(tree: Tree, change: (value: unknown) => unknown): Tree {
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, change(value)]));
}

function reversed(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}

/** The files of a case's project that come out otherwise from a variant of its input. */
export async function differences(each: Case, variant: Variant): Promise<string[]> {
  const files = committed(each.name, await generateCase(each, variant));
  const expected = recorded(each);
  // Warnings say where something stands, which a variant may change.
  const paths = [...new Set([...files.keys(), ...expected.keys()])].filter((path) => path !== "stderr.txt");
  return paths.filter((path) => files.get(path) !== expected.get(path));
}
