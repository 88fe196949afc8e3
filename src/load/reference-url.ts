/**
 * The file that a `$ref` names, as a key of `SpecDocument.files` and `.refused`.
 * @param ref the reference's string, with or without a fragment
 * @param base the URL of the file that it stands in
 * @returns an absolute URL without its fragment, or, for what is no URL, the reference's own text before the `#`
 */
export function referencedUrl(ref: string, base: string): string {
  const address = ref.split("#", 1)[0] ?? "";
  return URL.canParse(address, base) ? new URL(address, base).href : address;
}
