import { expect, test } from "vitest";
import { schemaLine } from "../../src/init/schema-line.js";

const elsewhere =
  "# For completion in editors, make this line: # yaml-language-server: $schema=<mcpgen>/docs/config.schema.json";

test.each([
  ["beside the folder", "/home/ann/shop", "/home/ann/mcpgen", "../mcpgen"],
  ["below the folder", "/home/ann/shop", "/home/ann/shop/tools/mcpgen", "tools/mcpgen"],
  ["around the folder", "/home/ann/mcpgen/examples/shop", "/home/ann/mcpgen", "../.."],
  ["the folder itself", "/home/ann/mcpgen", "/home/ann/mcpgen", undefined],
  ["a dependency", "/home/ann/shop", "/home/ann/shop/node_modules/mcpgen", "node_modules/mcpgen"],
  ["a dependency of the workspace", "/ann/shop/api", "/ann/shop/node_modules/mcpgen", "../node_modules/mcpgen"],
])("mcpgen is %s: the path is relative", (_, folder, mcpgen, path) => {
  const schema = path === undefined ? "docs/config.schema.json" : `${path}/docs/config.schema.json`;
  expect(schemaLine(folder, mcpgen)).toBe(`# yaml-language-server: $schema=${schema}`);
}); // prettier-ignore

test.each([
  ["installed for the system", "/home/ann/shop", "/usr/local/lib/node_modules/mcpgen"],
  ["installed for the user", "/home/ann/shop", "/home/ann/.nvm/versions/node/v20/lib/node_modules/mcpgen"],
  ["installed below the folder", "/home/ann", "/home/ann/.nvm/versions/node/v20/lib/node_modules/mcpgen"],
  ["cloned elsewhere", "/home/ann/shop", "/home/ann/src/mcpgen"],
  ["in a folder whose name ends the line", "/home/ann/shop", "/home/ann/my mcpgen\n"],
])("mcpgen is %s: no path of the machine gets into the file", (_, folder, mcpgen) => {
  expect(schemaLine(folder, mcpgen)).toBe(elsewhere);
});
