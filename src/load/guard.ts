/**
 * Decides which files and URLs a `$ref` may name. A document is somebody else's text: without a guard it could read any
 * file of the machine into the output, or make requests inside its network.
 */
import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { RefusedFile } from "./document.js";
import { errorCode, systemReason } from "./file.js";
import { isPlainHttp } from "./url.js";

/** What the user has opened to references. */
export interface GuardOptions {
  /** Files below this folder may be read; undefined means none. */
  readonly root?: string;
  /** URLs on this URL's origin below its folder may be requested; undefined means none. */
  readonly rootUrl?: URL;
  /** Exact paths (relative to `cwd`) and URLs that may be loaded besides. */
  readonly allowRefs: readonly string[];
  readonly cwd: string;
}

/** What may be loaded: a file, by its real path, or a URL. */
export type Allowed = { readonly path: string } | { readonly url: URL };

/** What may be loaded, or why nothing. */
export type Verdict = Allowed | { readonly refused: RefusedFile };

/** The guard of one run. */
export class ReferenceGuard {
  readonly #options: GuardOptions;
  readonly #root: string | undefined;
  readonly #allowedPaths: ReadonlySet<string>;
  readonly #allowedUrls: ReadonlySet<string>;

  constructor(options: GuardOptions) {
    const { root, allowRefs, cwd } = options;
    const isUrl = (ref: string): boolean => /^https?:/i.test(ref) && URL.canParse(ref);
    const urls = allowRefs.filter(isUrl).map((ref) => withoutFragment(new URL(ref)).href);
    const paths = allowRefs.filter((ref) => !isUrl(ref)).map((ref) => realPathOrSame(resolve(cwd, ref)));
    this.#options = options;
    this.#root = root === undefined ? undefined : realPathOrSame(root);
    this.#allowedPaths = new Set(paths);
    this.#allowedUrls = new Set(urls);
  }

  /**
   * Whether a referenced file may be loaded. Looks at names only: nothing is opened or requested.
   * @param url what the reference resolves to
   * @param from the URL of the document that it stands in
   */
  judge(url: URL, from: string): Verdict {
    if (url.protocol === "file:")
      return from.startsWith("file:") ? this.#judgeFile(url) : { refused: fileFromUrl };
    if (url.protocol !== "http:" && url.protocol !== "https:") return { refused: otherScheme(url) };
    return this.mayRequest(url) ? { url } : { refused: otherUrl(url) };
  }

  /** Whether a URL may be requested, be it a reference or what one redirects to. */
  mayRequest(url: URL): boolean {
    if (!isPlainHttp(url)) return false;
    if (this.#allowedUrls.has(withoutFragment(url).href)) return true;
    const root = this.#options.rootUrl;
    if (root === undefined || url.origin !== root.origin) return false;
    // An encoded slash may become a real one on the server, and "..%2f" lead out of the folder.
    return url.pathname.startsWith(new URL(".", root).pathname) && !/%2f|%5c/i.test(url.pathname);
  }

  #judgeFile(url: URL): Verdict {
    // A host in a file URL is a network share: on Windows a mere look at it sends the user's credentials there.
    if (url.hostname !== "") return { refused: notLocal };
    try {
      const path = realPath(fileURLToPath(url));
      if (this.#allowedPaths.has(path) || (this.#root !== undefined && isBelow(path, this.#root)))
        return { path };
      return { refused: outside(path, this.#root, this.#options.cwd) };
    } catch (error) {
      const code = errorCode(error);
      if (code === undefined || code.startsWith("ERR_")) return { refused: notLocal };
      return {
        refused: { code: "ref-file-unreadable", reason: systemReason(code), fix: "Correct the reference." },
      };
    }
  }
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The path without symbolic links, also of a file that does not exist: then of what exists above it. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const code = errorCode(error);
    if ((code !== "ENOENT" && code !== "ENOTDIR") || dirname(path) === path) throw error;
    return join(realPath(dirname(path)), basename(path));
  }
}

function realPathOrSame(path: string): string {
  try {
    return realPath(path);
  } catch {
    return path;
  }
}

function withoutFragment(url: URL): URL {
  const copy = new URL(url);
  copy.hash = "";
  return copy;
}

const notLocal: RefusedFile = {
  code: "ref-file-unreadable",
  reason: "it does not name a local file",
  fix: "Correct the reference.",
};

const fileFromUrl: RefusedFile = {
  code: "ref-outside-root",
  reason: "a document from the network may not name local files",
  fix: "Download the document and generate from the file.",
};

function otherScheme({ protocol }: URL): RefusedFile {
  const reason = `the scheme "${protocol.slice(0, -1)}" cannot be loaded`;
  return {
    code: "ref-outside-root",
    reason,
    fix: "Put the file below the document's folder and refer to it by its path.",
  };
}

function otherUrl({ href }: URL): RefusedFile {
  return {
    code: "ref-outside-root",
    reason: `${href} is not requested, because it is not below the document's own folder`,
    fix: `If you trust it, pass --allow-ref ${href}`,
  };
}

function outside(path: string, root: string | undefined, cwd: string): RefusedFile {
  const code = "ref-outside-root";
  const shown = relative(cwd, path) || ".";
  if (root === undefined) {
    const reason = "a document from standard input has no folder whose files it may name";
    return { code, reason, fix: "Pass the folder that its references start from: --ref-root <dir>" };
  }
  const common = commonFolder(root, path);
  const widen = common === undefined ? "" : `--ref-root ${relative(cwd, common) || "."} or `;
  return {
    code,
    reason: `${shown} is outside the folder that may be read`,
    fix: `If you trust it, pass ${widen}--allow-ref ${shown}`,
  };
}

/** The innermost folder around both; undefined if that is the whole disk, which nobody should open. */
function commonFolder(root: string, path: string): string | undefined {
  for (let folder = root; dirname(folder) !== folder; folder = dirname(folder))
    if (isBelow(path, folder)) return folder;
  return undefined;
}
