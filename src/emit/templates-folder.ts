import { existsSync } from "node:fs";

/** `templates/` of the package, found from `src/emit` and from `dist/src/emit` alike. */
export const templatesFolder: URL = findTemplates();

function findTemplates(): URL {
  const candidates = ["../../templates/", "../../../templates/"].map(
    (path) => new URL(path, import.meta.url),
  );
  const found = candidates.find((url) => existsSync(new URL("scaffold/", url)));
  if (found === undefined) throw new Error("mcpgen is not installed completely: its templates are missing");
  return found;
}
