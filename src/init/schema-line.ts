/** The line by which editors find the schema of a config file. */
import { isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { templatesFolder } from "../emit/templates-folder.js";

/** mcpgen's own folder. */
const home = fileURLToPath(new URL("../", templatesFolder));

const schema = "docs/config.schema.json";

/**
 * The first line of a config file. It names mcpgen's own folder only where that is a part of the same project or stands
 * beside it: the file is committed, and a path to somewhere else holds on one machine only.
 * @param folder of the config file, absolute
 * @param mcpgen its folder, absolute
 */
export function schemaLine(folder: string, mcpgen = home): string {
  const path = sharedPath(folder, mcpgen);
  if (path !== undefined) return `# yaml-language-server: $schema=${path}`;
  return `# For completion in editors, make this line: # yaml-language-server: $schema=<mcpgen>/${schema}`;
}

function sharedPath(folder: string, mcpgen: string): string | undefined {
  const path = relative(folder, mcpgen);
  const steps = path.split(sep).filter((step) => step !== "");
  const down = steps.filter((step) => step !== "..");
  const up = steps.length - down.length;
  const isAround = down.length === 0;
  const isDependency = down.join("/") === "node_modules/mcpgen";
  const isBeside = up === 1 && down.length === 1;
  const isBelow = up === 0;
  const isInstalled = down.some((step) => step.startsWith(".") || step === "node_modules");
  const isShared = isAround || isDependency || ((isBeside || isBelow) && !isInstalled);
  const shared = [...steps, schema].join("/");
  // Editors read up to the next space.
  return isShared && !isAbsolute(path) && /^[\w./@+-]+$/.test(shared) ? shared : undefined;
}
