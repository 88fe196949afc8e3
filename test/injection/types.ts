/** Whether projects type-check, strict, many in one program. */
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { typeErrors } from "../corpus/generated-server.js";

/** With more of them, looking up their imports takes longer than another start of the compiler. */
const projectsInAProgram = 50;

/**
 * The compiler's errors.
 * @param folder absolute, of all projects
 * @param projects absolute
 */
export function projectTypeErrors(root: string, folder: string, projects: readonly string[]): string[] {
  // One runtime for all: what an import does not find in its own project, it finds where the runtime is.
  cpSync(join(root, "templates/runtime"), join(folder, "shared/runtime"), { recursive: true });
  for (const project of projects) rmSync(join(project, "src/generated/runtime"), { recursive: true });
  const count = Math.ceil(projects.length / projectsInAProgram);
  const programs = Array.from({ length: count }, (_, index) =>
    projects.filter((_each, place) => place % count === index),
  );
  return programs.flatMap((program) => errorsOf(root, folder, program));
}

function errorsOf(root: string, folder: string, projects: readonly string[]): string[] {
  const [first = ""] = projects;
  const names = projects.map((project) => relative(folder, project));
  const config = {
    extends: `./${relative(folder, first)}/tsconfig.json`,
    compilerOptions: { rootDirs: ["shared", ...names.map((name) => `${name}/src/generated`)] },
    include: ["shared", ...names.map((name) => `${name}/src`)],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  return typeErrors(folder, root);
}
