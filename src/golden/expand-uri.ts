/** Filling in URI templates (RFC 6570), as far as `mapping/resource-uris.ts` writes them: what a client does. */
import { percentEncode } from "../../templates/runtime/wire/percent.js";

/**
 * The URI that a template and its variables give. An object is its JSON text.
 * @throws {Error} a text that has no UTF-8
 */
export function expandUri(template: string, values: Readonly<Record<string, unknown>>): string {
  const valueOf = (name: string): unknown => (Object.hasOwn(values, name) ? values[name] : undefined);
  return template.replace(/\{([?+]?)([^{}]*)\}/g, (_, operator: string, names: string) => {
    if (operator !== "?") return textsOf(valueOf(names), names, operator === "+").join(",");
    const pairs = names.split(",").flatMap((written) => {
      const name = written.replace("*", "");
      return textsOf(valueOf(name), name).map((text) => `${name}=${text}`);
    });
    return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
  });
}

/** The encoded texts of a value: one for each item of a list, none for what is not given. */
function textsOf(value: unknown, name: string, keepsReserved = false): string[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, name, keepsReserved));
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return [percentEncode(text, keepsReserved ? "path" : "unreserved", name)];
}
