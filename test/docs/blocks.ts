/**
 * The fenced blocks of a Markdown page. What stands behind the language says what a block is:
 *
 * - `sh`: commands; each block has to end with exit code 0
 * - `console`: commands behind `$ ` with what they print; `...` stands for any text
 * - a language and a path (`yaml mcpgen.config.yaml`): a file. Below `snapshots/` it has to be what the repository has
 *   there, elsewhere it is written into the page's folder before the blocks that follow it run
 * - `text`: only to be read
 */
export type Block = { readonly line: number; readonly text: string } & Kind;

type Kind = { readonly kind: "sh" | "console" | "text" } | { readonly kind: "file"; readonly path: string };

/** @throws {Error} a block has a mark that is none of those */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map((match) => {
    const [, mark = "", text = ""] = match;
    const line = markdown.slice(0, match.index).split("\n").length;
    return { line, text, ...kindOf(mark, line) };
  });
}

function kindOf(mark: string, line: number): Kind {
  const [language = "", path] = mark.trim().split(" ");
  if (path !== undefined) return { kind: "file", path };
  if (language === "sh" || language === "console" || language === "text") return { kind: language };
  throw new Error(`line ${line}: a block of "${mark}" needs a path, or must be sh, console or text`);
}

/** A command of a console block, and what it prints. */
export interface Exchange {
  readonly command: string;
  readonly output: string;
}

/** The commands of a console block. A command goes on in the next line after a backslash. */
export function exchangesOf(text: string): Exchange[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [, command = "", output = ""] = /^((?:.*\\\n)*.*)\n([^]*)$/.exec(part) ?? [];
      return { command, output: output.trimEnd() };
    });
}

/** Whether an output is the expected one, where `...` stands for any text. */
export function isExpected(output: string, expected: string): boolean {
  const pattern = expected
    .split("...")
    .map((fixed) => fixed.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join("[^]*?");
  return new RegExp(`^${pattern}$`).test(output.trimEnd());
}
