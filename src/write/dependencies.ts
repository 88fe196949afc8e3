/** The user's package.json: what a new feature needs is added, nothing is changed or removed. */
import { isObject } from "../json/json.js";

/**
 * Adds the dependencies that a package.json misses.
 * @param existing the user's text; returned as it is when it is no JSON object
 * @param wanted what mcpgen would write today
 */
export function withDependencies(existing: string, wanted: string): { text: string; added: string[] } {
  const current = parseObject(existing);
  const standard = parseObject(wanted);
  if (current === undefined || standard === undefined) return { text: existing, added: [] };
  const known = new Set(
    ["dependencies", "devDependencies"].flatMap((group) => Object.keys(groupOf(current, group))),
  );
  const added: string[] = [];
  let merged = current;
  for (const group of ["dependencies", "devDependencies"]) {
    const missing = Object.entries(groupOf(standard, group)).filter(([name]) => !known.has(name));
    if (missing.length === 0) continue;
    added.push(...missing.map(([name]) => name));
    merged = { ...merged, [group]: { ...groupOf(current, group), ...Object.fromEntries(missing) } };
  }
  const text = `${JSON.stringify(merged, null, indentOf(existing))}\n`;
  return { text: existing.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text, added };
}

/** Whether a package.json can be read; one with conflicts of a merge cannot. */
export function isManifest(text: string): boolean {
  return parseObject(text) !== undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function groupOf(manifest: Record<string, unknown>, group: string): Record<string, unknown> {
  const found = manifest[group];
  return isObject(found) ? found : {};
}

function indentOf(text: string): string {
  return /^[ \t]+/m.exec(text)?.[0] ?? "  ";
}
