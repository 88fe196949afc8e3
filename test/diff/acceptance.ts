/** Values that two validators disagree about. */

const scalars = [null, true, false, 0, 1, 2, 3, 4, 6, 1.5, "", "a", "b", "ab", "abc", "aab"];
const lists = [[], ...scalars.map((each) => [each]), [1, 1], ["a", "b"], [1, "a", null], [[1]], [{}]];
const objects = [
  {},
  ...scalars.flatMap((each) => [
    { a: each },
    { b: each },
    { a: each, b: 1 },
    { a: "a", b: each },
    { cc: each },
  ]),
  { a: [1] },
  { a: {} },
  { a: { a: 1 } },
  { b: { b: "a" } },
];
const values: readonly unknown[] = [...scalars, ...lists, ...objects];

/** A value that the second refuses and the first does not, and one the other way round. */
export function differentAcceptance(
  before: (value: unknown) => unknown,
  after: (value: unknown) => unknown,
): { refused?: unknown; accepted?: unknown } {
  const judged = values.map((value) => ({
    value,
    one: before(value) === true,
    other: after(value) === true,
  }));
  const refused = judged.find(({ one, other }) => one && !other);
  const accepted = judged.find(({ one, other }) => !one && other);
  return {
    ...(refused === undefined ? {} : { refused: refused.value }),
    ...(accepted === undefined ? {} : { accepted: accepted.value }),
  };
}
