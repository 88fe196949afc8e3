/** A shell in a page's folder, which stays in the folder that the block before it changed to. */
import { spawn } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** A command that ended: its exit code, and what it printed to stdout and stderr. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Holds the commands that the shells have besides the system's. */
const bin = join(root, ".test-projects/docs/bin");

/** Puts the commands into their folder; once, before the first shell runs. */
export async function prepareCommands(): Promise<void> {
  await mkdir(bin, { recursive: true });
  await command("mcpgen", `exec node ${quoted(join(root, "bin/mcpgen.js"))} "$@"`);
  // Projects share the dependencies of the repository; `npm run demo` installs one for real.
  const path = quoted(process.env["PATH"] ?? "");
  await command("npm", `[ "$1" = install ] || [ "$1" = ci ] || PATH=${path} exec npm "$@"`);
}

export class Shell {
  #folder: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #folderFile: string;

  /**
   * @param folder exists; below the repository, so that projects in it find their dependencies in its `node_modules`
   * @param variables environment variables for the commands
   */
  constructor(folder: string, variables: Record<string, string>) {
    this.#folder = folder;
    this.#folderFile = `${folder}.folder`;
    const path = bin + delimiter + (process.env["PATH"] ?? "");
    this.#environment = { ...process.env, ...variables, PATH: path, NO_COLOR: "1" };
  }

  /** Runs a script to its end. */
  async run(script: string): Promise<Ended> {
    const text = `exec 2>&1 </dev/null\ntrap 'pwd >"$FOLDER_FILE"' EXIT\n${script}`;
    const child = spawn("bash", ["-c", text], {
      cwd: this.#folder,
      env: { ...this.#environment, FOLDER_FILE: this.#folderFile },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status) => resolve(status ?? 1));
    });
    this.#folder = (await readFile(this.#folderFile, "utf8")).trim();
    return { code, output: Buffer.concat(chunks).toString("utf8") };
  }

  /** Runs commands one after the other in one shell; only one that is followed by `echo $?` may fail. */
  async runEach(commands: readonly string[]): Promise<Ended[]> {
    const script = commands.map((each) => `(exit $code)\n${each}\ncode=$?; printf '\\036%s\\036' "$code"`);
    const { output } = await this.run(["code=0", ...script].join("\n"));
    const parts = output.split("\x1e");
    return commands.map((_, index) => ({
      output: parts[index * 2] ?? "",
      code: Number(parts[index * 2 + 1] ?? 1),
    }));
  }
}

async function command(name: string, script: string): Promise<void> {
  const path = join(bin, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
