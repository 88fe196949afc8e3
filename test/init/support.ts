/** The commented examples of a config file. */

/** The keys that a config file of `mcpgen init` can have in a comment. */
const heads = /^(spec|server|name|baseUrl|routeMaps|names|operations|overlays|mirrorResources):/;

/** Each commented example of a text: the text with nothing but that one made valid, and its first line. */
export function withEachExample(text: string): { readonly example: string; readonly text: string }[] {
  const lines = text.split("\n");
  return examplesOf(lines).map((example) => ({
    example: lines[example[0] ?? -1] ?? "",
    text: lines.map((line, index) => (example.includes(index) ? uncommented(line) : line)).join("\n"),
  }));
}

/** A text with all its examples made valid. */
export function withAllExamples(text: string): string {
  const lines = text.split("\n");
  const examples = new Set(examplesOf(lines).flat());
  return lines.map((line, index) => (examples.has(index) ? uncommented(line) : line)).join("\n");
}

/** The line numbers of each example. */
function examplesOf(lines: readonly string[]): number[][] {
  const examples: number[][] = [];
  let current: number[] | undefined;
  for (const [index, line] of lines.entries()) {
    const [, indent = "", code] = /^( *)# (.*)$/.exec(line) ?? [];
    const isStart = code !== undefined && (heads.test(code) || (indent !== "" && code.startsWith("- ")));
    const goesOn = code !== undefined && code.startsWith("  ");
    if (isStart) examples.push((current = [index]));
    else if (goesOn) current?.push(index);
    else current = undefined;
  }
  return examples;
}

function uncommented(line: string): string {
  return line.replace(/^( *)# /, "$1");
}
