import fc from "fast-check";

const nasty = [
  "",
  " ",
  ".",
  "..",
  "/",
  "//evil.example",
  "../../admin",
  "..\\",
  "%2e%2e",
  "%2F",
  "%",
  "a b",
  "a+b",
  "a&b=c",
  "a,b;c|d",
  "#x",
  "?x=1",
  "[0]",
  "a\tb",
  "\r\nx: y",
  "\u0000",
  "\u00e9",
  "\u{1f600}",
  "\ufeff",
  "__proto__",
  "constructor",
  '"',
  "'",
];

/** Any well-formed text, the dangerous ones often. */
export const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(...nasty),
  fc.array(fc.constantFrom(...nasty), { maxLength: 4 }).map((pieces) => pieces.join("")),
);

/** Any sequence of UTF-16 units, halves of surrogate pairs included. */
export const units = fc.oneof(
  text,
  fc.array(fc.nat(0xffff), { maxLength: 8 }).map((codes) => String.fromCharCode(...codes)),
);

/** A non-empty object of texts. */
export const textObject = (key: fc.Arbitrary<string> = text, value: fc.Arbitrary<string> = text) =>
  fc.dictionary(key, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

export const textArray = (item: fc.Arbitrary<string> = text) =>
  fc.array(item, { minLength: 1, maxLength: 5 });

/** Visible ASCII with spaces inside. */
export const visible = fc
  .string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) })
  .map((value) => value.trim());
