/** Reads local files. */
import { createReadStream, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { readStream } from "./read.js";

/** How to read a file. */
export interface FileRequest {
  /** Absolute. */
  readonly path: string;
  /** What it is called in messages. */
  readonly name: string;
  /** What its path was relative to, in words; by default the working directory. */
  readonly base?: string;
  /** Bytes. */
  readonly limit: number;
  /** Whether a pipe will do, as in `mcpgen generate <(curl …)`; opening one that nobody writes to would hang. */
  readonly pipes: boolean;
  readonly diagnostics: Diagnostics;
}

/**
 * The bytes of a file. Regular ones are read synchronously: for thousands of small files that takes a third of the time.
 * @throws {ProblemsError} if there is none, or none that can be read
 */
export async function readBytes(request: FileRequest): Promise<Uint8Array> {
  const { path, name, limit, pipes, diagnostics } = request;
  const place = { file: name };
  try {
    const stats = statSync(path);
    if (stats.isFile() && stats.size <= limit) return readFileSync(path);
    if (stats.isDirectory())
      diagnostics.fail("input-is-directory", { path: name, ...documentIn(path, name) }, { place });
    if (!stats.isFile() && !pipes)
      diagnostics.fail("input-unreadable", { path: name, reason: "it is not a regular file" }, { place });
    return await readStream(createReadStream(path), { name, limit, diagnostics });
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    if (code !== "ENOENT" && code !== "ENOTDIR")
      diagnostics.fail("input-unreadable", { path: name, reason: systemReason(code) }, { place });
    const base = request.base === undefined ? {} : { base: request.base };
    return diagnostics.fail("input-not-found", { path: name, ...base, ...similarTo(path, name) }, { place });
  }
}

/** The code of an error of the operating system or of Node's argument checks; undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** What a system error code means, in words. */
export function systemReason(code: string): string {
  const words = new Map([
    ["EACCES", "permission denied"],
    ["EPERM", "permission denied"],
    ["ELOOP", "its symbolic links lead in a circle"],
    ["ENAMETOOLONG", "the name is too long"],
    ["ERR_INVALID_ARG_VALUE", "the name contains a zero character"],
  ]);
  return words.get(code) ?? code;
}

function similarTo(path: string, name: string): { suggestion?: string } {
  const similar = didYouMean(basename(path), namesIn(dirname(path)));
  return similar === undefined ? {} : { suggestion: join(dirname(name), similar) };
}

function documentIn(path: string, name: string): { suggestion?: string } {
  const candidates = namesIn(path).filter((file) => /\.(?:ya?ml|json)$/i.test(file));
  const likely =
    candidates.find((file) => /^(?:openapi|swagger)\./i.test(file)) ??
    (candidates.length === 1 ? candidates[0] : undefined);
  return likely === undefined ? {} : { suggestion: join(name, likely) };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
