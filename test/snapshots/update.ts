/** `npm run snapshots`: records what every case gives today. Read the difference before you commit it. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { ProblemsError } from "../../src/generate.js";
import { textOfDiagnostics } from "../../src/cli/report.js";
import { errorCases, projectCases, writeTree, type Case } from "./cases.js";
import { committed, failCase, generateCase, recorded } from "./record.js";

/** Records the cases with these names, or all; says what changed. */
export async function update(names: readonly string[]): Promise<void> {
  const isWanted = ({ name }: Case): boolean => names.length === 0 || names.includes(name);
  for (const each of projectCases.filter(isWanted)) {
    try {
      record(each, committed(each.name, await generateCase(each)));
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error;
      process.exitCode = 1;
      console.error(`${each.name} does not generate; nothing is recorded:\n${textOfDiagnostics(error, false)}`);
    }
  }
  for (const each of errorCases.filter(isWanted)) {
    const { code, stderr } = await failCase(each);
    if (code === 1) record(each, new Map([["stderr.txt", stderr]]));
    else {
      process.exitCode = 1;
      console.error(`${each.name} ends with exit code ${code}, not 1; nothing is recorded\n${stderr}`);
    }
  }
}

function record(each: Case, files: ReadonlyMap<string, string>): void {
  const before = recorded(each);
  const changed = [...files].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
  const gone = [...before.keys()].filter((path) => !files.has(path));
  for (const path of gone) rmSync(join(each.folder, path));
  writeTree(each.folder, [...files].filter(([path]) => changed.includes(path)));
  const count = changed.length + gone.length;
  if (count > 0) console.log(`${each.name}: ${changed.length} written, ${gone.length} removed`);
}
