/** Formatting with prettier, the last step of every emitted file but `api.ts`. */
import { format as prettier } from "prettier";
import { printed, type Code } from "./code.js";

const options = { printWidth: 110 } as const;

/** TypeScript as prettier prints it. */
export async function formatTypeScript(text: Code): Promise<Code> {
  return printed(await prettier(text, { ...options, parser: "typescript" }));
}

/** JSON as prettier prints it. */
export async function formatJson(text: Code): Promise<Code> {
  return printed(await prettier(text, { ...options, parser: "json" }));
}

/** Markdown as prettier prints it, its tables aligned. */
export async function formatMarkdown(text: Code): Promise<Code> {
  return (await prettier(text, { ...options, parser: "markdown" })) as Code;
}
