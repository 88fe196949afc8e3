/** A project as it was at a revision of its git repository. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { recordFiles, type RecordFile } from "./read-surface.js";

const run = promisify(execFile);

/** The largest file that is read; GitHub's list of tools is a megabyte. */
const maxBytes = 512 * 1024 * 1024;

/** How git is run. */
export interface Git {
  /** The project's folder, anywhere in the working tree. */
  readonly folder: string;
  /** Default: the process's. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * The records of a project at a revision, as far as they were there.
 * @throws {ProblemsError} no git, no repository, no such revision
 */
export async function recordsAt(
  revision: string,
  git: Git,
  diagnostics: Diagnostics,
): Promise<Map<RecordFile, string>> {
  const commit = await commitOf(revision, git, diagnostics);
  // Names are relative to the folder, wherever in the repository it is.
  const listed = await output(
    ["ls-tree", "-z", "--name-only", commit, "--", ...recordFiles],
    git,
    diagnostics,
  );
  const there = recordFiles.filter((file) => listed.split("\0").includes(file));
  const records = new Map<RecordFile, string>();
  for (const file of there)
    records.set(file, await output(["show", `${commit}:./${file}`], git, diagnostics));
  return records;
}

/** The commit's hash: whatever a revision is called, it is no option and no path. */
async function commitOf(revision: string, git: Git, diagnostics: Diagnostics): Promise<string> {
  const inside = await attempt(["rev-parse", "--is-inside-work-tree"], git, diagnostics);
  if ("reason" in inside)
    diagnostics.fail("git-no-repository", { folder: git.folder, reason: inside.reason });
  const found = await attempt(
    ["rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`],
    git,
    diagnostics,
  );
  return "reason" in found ? diagnostics.fail("git-no-revision", { revision }) : found.stdout.trim();
}

async function output(args: readonly string[], git: Git, diagnostics: Diagnostics): Promise<string> {
  const found = await attempt(args, git, diagnostics);
  return "reason" in found ? diagnostics.fail("git-failed", found) : found.stdout;
}

async function attempt(
  args: readonly string[],
  { folder, environment }: Git,
  diagnostics: Diagnostics,
): Promise<{ readonly stdout: string } | { readonly reason: string }> {
  const options = { cwd: folder, maxBuffer: maxBytes, encoding: "utf8", windowsHide: true } as const;
  try {
    return await run(
      "git",
      [...args],
      environment === undefined ? options : { ...options, env: environment },
    );
  } catch (error) {
    // The cast: what `execFile` rejects with.
    const { code, stderr = "", message } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code === "ENOENT" && existsSync(folder)) diagnostics.fail("git-missing", {});
    return {
      reason:
        stderr
          .trim()
          .split("\n")[0]
          ?.replace(/^fatal: /, "") || message,
    };
  }
}
