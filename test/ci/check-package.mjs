// Checks what `npm pack` would put into the package: all that running needs, and nothing of tests and snapshots.
import { execFileSync } from "node:child_process";

// Without scripts: `prepare` would build again, and its output would stand before the JSON.
const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { encoding: "utf8" });
const [{ files, size, unpackedSize }] = JSON.parse(output);
const paths = files.map(({ path }) => path);

const needed = [
  "package.json",
  "README.md",
  "LICENSE",
  "CHANGELOG.md",
  "bin/mcpgen.js",
  "docs/config.schema.json",
  "dist/src/cli/main.js",
  "dist/src/generate.js",
  "dist/src/generate.d.ts",
  "templates/contract-test/contract.test.mjs",
  "templates/contract-test/wrong-arguments.mjs",
  "templates/runtime/run.ts",
  "templates/runtime/wire/encode.ts",
  "templates/scaffold/package.json.hbs",
  "templates/scaffold/gitignore.hbs",
];
const allowed =
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|bin\/|dist\/(src|templates)\/|docs\/config\.schema\.json|templates\/)/;

const missing = needed.filter((path) => !paths.includes(path));
const stray = paths.filter((path) => !allowed.test(path));
for (const path of missing) console.error(`missing in the package: ${path}`);
for (const path of stray) console.error(`should not be in the package: ${path}`);
console.log(
  `${paths.length} files, ${Math.round(size / 1024)} KB packed, ${Math.round(unpackedSize / 1024)} KB unpacked`,
);
if (missing.length + stray.length > 0) process.exitCode = 1;
