// Puts the files that README.md and docs/ show (blocks marked with a path below snapshots/) into the pages again.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

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
