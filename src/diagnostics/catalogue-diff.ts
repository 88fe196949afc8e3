/** What keeps two servers from being compared. */
import { error, warning } from "./entry.js";

export const diffCatalogue = {
  "diff-no-project": error<{ folder: string }>(
    ({ folder }) => `${folder} is no generated project: it has no mcpgen.lock.json`,
    () => "Name a document, or the folder of a project that mcpgen has generated.",
  ),
  "diff-no-project-here": error(
    () => "There is no generated project here to look up in git",
    () => "Type it in the project's folder, or name that with --output <dir>.",
  ),
  "diff-record-broken": error<{ path: string; side: string; reason: string }>(
    ({ path, side, reason }) => `${path} of ${side} cannot be read: ${reason}`,
    () => "mcpgen generate makes it anew after a merge; where it was edited by hand, with --force.",
  ),
  "diff-interrupted": warning<{ side: string }>(
    ({ side }) => `A write into ${side} was interrupted: it may have files of before beside files of after`,
    () => "Run mcpgen generate, which ends it, and compare again.",
  ),
  "diff-old-record": warning<{ side: string }>(
    ({ side }) => `${side} was written by an mcpgen that did not record where requests and credentials go`,
    () => "Changes of them are not among these. mcpgen generate records it, from then on they are.",
  ),
  "diff-new-project": warning<{ revision: string }>(
    ({ revision }) => `The project is not in ${revision}`,
    () => "Every component is new, then. If it was in another folder, compare two checkouts.",
  ),
  "git-missing": error(
    () => "git cannot be started",
    () => "Install git, or compare two folders: mcpgen diff <old> <new>.",
  ),
  "git-no-repository": error<{ folder: string; reason: string }>(
    ({ folder, reason }) => `${folder} is in no git repository that can be read: ${reason}`,
    () => "Compare two folders or documents instead: mcpgen diff <old> <new>.",
  ),
  "git-no-revision": error<{ revision: string }>(
    ({ revision }) => `There is no revision ${revision} in the git repository`,
    () => "Name a commit, branch or tag. In CI, fetch it first: a shallow checkout has one commit only.",
  ),
  "git-failed": error<{ reason: string }>(
    ({ reason }) => `git failed: ${reason}`,
    () => "Compare two folders or documents instead: mcpgen diff <old> <new>.",
  ),
} as const;
