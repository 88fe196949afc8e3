// Every expected project builds with its own script, starts, and passes its own contract test.
import { exec, type ExecException } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { beforeAll, it } from "vitest";
import { projectCases, repository, wholeCase, named } from "./cases.js";
import { joinProject } from "./record.js";

const path = [join(repository, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);

beforeAll(() => rmSync(join(repository, ".test-projects", "contract"), { recursive: true, force: true }));

it.concurrent.for(named(projectCases))("%s", async ([name, each], { expect }) => {
  const project = joinProject("contract", each);
  const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  // What `npm test` does, without the start of npm and of the test runner; one case goes through them.
  const commands =
    name === wholeCase ? ["npm test"] : [scripts["build"] ?? "", "node test/generated/contract.test.mjs"];
  for (const command of commands) {
    const { code, output } = await run(command, project);
    expect(code, `${command}\n${output}`).toBe(0);
  }
});

function run(command: string, cwd: string): Promise<{ code: number; output: string }> {
  const env = { ...process.env, PATH: path };
  return new Promise((resolve) => {
    exec(command, { cwd, env, maxBuffer: 1 << 26 }, (error: ExecException | null, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? 1) : 0, output: stdout + stderr }),
    );
  });
}
