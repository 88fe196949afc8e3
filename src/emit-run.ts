/** From what was decided to the files of the project: what `generate` writes, and `check` compares. */
import type { DecidedRun } from "./decide.js";
import type { Diagnostics } from "./diagnostics/diagnostic.js";
import type { SourceFile } from "./emit/source.js";
import { typesBeside } from "./emit/types-beside.js";
import { goldensBeside } from "./golden/goldens-beside.js";
import type { Lock } from "./lock/lock.js";
import type { Stages } from "./stages.js";
import { version } from "./version.js";
import { lockFor } from "./write/project-lock.js";

/** The files of a project, and the lock that goes with them. */
export interface EmittedRun {
  readonly files: readonly SourceFile[];
  readonly next: Omit<Lock, "files">;
}

/** Emits a project. */
export async function emitRun(
  { inputs, folder, project }: DecidedRun,
  stages: Stages,
  diagnostics: Diagnostics,
): Promise<EmittedRun> {
  const besides = { goldens: goldensBeside(project), types: typesBeside(project) };
  // Loaded when it is needed: its libraries take longer to load than most problems of the input take to find.
  const files = await stages.run("emit", async () => (await import("./emit/emit.js")).emit(project, besides));
  const { causes } = await besides.goldens;
  for (const [name, cause] of Object.entries(causes)) {
    diagnostics.report("no-golden-request", { name, cause });
  }
  const next = lockFor(project, {
    version,
    folder,
    spec: inputs.spec,
    ...(inputs.configPath === undefined ? {} : { config: inputs.configPath }),
  });
  return { files, next };
}
