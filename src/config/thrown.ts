/** What a config that is a program throws, in words. */

/** The first line of its message; a module that is not found goes on with a stack of files. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : `it threw ${inWords(error)}`;
  return message.trim().split("\n", 1)[0] || "it gives no reason";
}

/** Not everything that can be thrown can be made a text. */
function inWords(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "an object";
  }
}
