/** Regular expressions of documents, which come from every language, as JSON Schema has them: ECMA-262 with `u`. */

/**
 * The pattern as `u` accepts it, `undefined` when JavaScript cannot read it at all. Without `u`, a backslash before a
 * character that needs none is ignored, so that it can go: `[\w\-\:]` is `[\w\-:]`.
 */
export function unicodePattern(pattern: string): string | undefined {
  if (compiles(pattern)) return pattern;
  const mended = pattern.replace(/\\([^])/gu, (escape, character: string) =>
    /[A-Za-z0-9^$\\.*+?()[\]{}|/-]/.test(character) ? escape : character,
  );
  return compiles(mended) ? mended : undefined;
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}
