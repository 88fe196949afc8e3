/** Splitting and joining words of names. */
import { createHash } from "node:crypto";

/** The words of a name: at every non-alphanumeric character and at camel-case humps; non-ASCII letters lose their accents. */
export function wordsOf(text: string): string[] {
  return toAscii(text)
    .replaceAll("OAuth", "Oauth")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
}

function toAscii(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "");
}

/** `create pet` → `createPet`; empty input gives "". */
export function camelCase(text: string): string {
  const pascal = pascalCase(text);
  return pascal.slice(0, 1).toLowerCase() + pascal.slice(1);
}

/** `create pet` → `CreatePet`; empty input gives "". */
export function pascalCase(text: string): string {
  return wordsOf(text).map(capitalised).join("");
}

/** `Bob's OpenAPI (beta)` → `bobs-openapi-beta`: words as they are written, for names of packages and folders. */
export function slug(text: string, maxLength: number): string {
  const words = toAscii(text)
    .replace(/['\u2019]/g, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  return words.join("-").toLowerCase().slice(0, maxLength).replace(/-+$/, "");
}

/** `Create pet` → `CREATE_PET`. */
export function upperSnakeCase(text: string): string {
  return wordsOf(text).join("_").toUpperCase();
}

/** `listOwnerPets` → `List owner pets`. */
export function sentenceCase(text: string): string {
  const sentence = wordsOf(text).join(" ").toLowerCase();
  return capitalised(sentence);
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** A few characters that stand for a text, the same everywhere. */
export function shortHash(text: string, length = 6): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** Characters enough that no two texts of a document share them. */
export function longHash(text: string): string {
  return shortHash(text, 20);
}
