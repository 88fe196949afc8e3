/** Snapshot cases, built as their users build them. */
import { exec } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { projectCases, repository } from "../snapshots/cases.js";
import { joinProject } from "../snapshots/record.js";

/**
 * Builds the project of a case with its own script, in a folder of its own.
 * @param extend writes src/extensions/index.ts; the folder is another one then
 */
export async function buildCase(
  name: string,
  extend?: (project: string) => string,
): Promise<{ readonly project: string; readonly entry: string }> {
  const found = projectCases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`snapshots/${name} is gone`);
  const project = joinProject(extend ? "extended" : "generated", found);
  if (extend) writeFileSync(join(project, "src", "extensions", "index.ts"), extend(project));
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    scripts: { build: string };
  };
  const path = [join(repository, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);
  await promisify(exec)(manifest.scripts.build, { cwd: project, env: { ...process.env, PATH: path } });
  return { project, entry: join(project, "dist", "index.js") };
}
