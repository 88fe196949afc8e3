/** Everything outside ASCII as `\uXXXX`, which strings, identifiers and JSON read back as it was. */
export function ascii(text: string): string {
  return text.replace(
    /[^\n\r\t\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
