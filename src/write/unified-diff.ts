import { createTwoFilesPatch } from "diff";

/** How long the search for the smallest difference of one file may take. */
const milliseconds = 2000;

/** A difference of one file as `diff -u` and git print it; a side without the file is `undefined`. */
export function unifiedDiff(path: string, before: string | undefined, after: string | undefined): string {
  const from = before === undefined ? "/dev/null" : `a/${path}`;
  const to = after === undefined ? "/dev/null" : `b/${path}`;
  const options = { context: 3, timeout: milliseconds };
  const patch = createTwoFilesPatch(from, to, before ?? "", after ?? "", undefined, undefined, options);
  return patch?.replace(/^=+\n/, "").trimEnd() ?? `--- ${from}\n+++ ${to}\n(too different to be compared)`;
}
