const quote = '"';
const backslash = 0x5c;

/**
 * The offset of the quote that ends a JSON string; the text's length if none does.
 * @param start the offset of the opening quote
 */
export function endOfJsonString(text: string, start: number): number {
  for (let end = text.indexOf(quote, start + 1); end !== -1; end = text.indexOf(quote, end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === backslash) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}
