import { readFileSync } from "node:fs";
import { templatesFolder } from "./emit/templates-folder.js";

/** mcpgen's own version, from its package.json. */
export const version: string = (
  JSON.parse(readFileSync(new URL("../package.json", templatesFolder), "utf8")) as { version: string }
).version;
