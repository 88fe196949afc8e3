// Puts the files that README.md and docs/ show (blocks marked with a path below snapshots/) into the pages again, and the
// schema of the config, which editors read, into its file.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { configSchema } from "../../dist/src/config/schema.js";

const root = new URL("../../", import.meta.url);
const guides = readdirSync(new URL("docs/", root)).filter((name) => name.endsWith(".md"));

for (const page of ["README.md", ...guides.map((name) => `docs/${name}`)]) {
  const text = readFileSync(new URL(page, root), "utf8");
  const updated = text.replace(/^(```\w+ (snapshots\/.+)\n)[^]*?^```$/gm, (_, fence, path) => {
    return `${fence}${readFileSync(new URL(path, root), "utf8")}\`\`\``;
  });
  if (updated !== text) {
    writeFileSync(new URL(page, root), updated);
    console.log(`${page} shows the files of snapshots/ again`);
  }
}

const schema = await format(JSON.stringify(configSchema), { parser: "json", printWidth: 110 });
writeFileSync(new URL("docs/config.schema.json", root), schema);
