/** Gets what the user names by a path or an http(s) URL: the entry document, an overlay. */
import { relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { readBytes } from "./file.js";
import type { Limits } from "./limits.js";
import { fetchBytes, isPlainHttp } from "./url.js";

/** The bytes of a source. */
export interface Source {
  readonly bytes: Uint8Array;
  /** References in it resolve against this: the URL of the file, or that where the answer came from in the end. */
  readonly url: URL;
  /** What it is called in messages. */
  readonly name: string;
}

/** How to get a source. */
export interface SourceRequest {
  readonly cwd: string;
  /** Bytes. */
  readonly limit: number;
  readonly limits: Limits;
  readonly diagnostics: Diagnostics;
}

/**
 * Reads or fetches a source.
 * @param place an absolute path, or an http(s) URL
 * @throws {ProblemsError} if it cannot be had
 */
export async function readSource(place: string, request: SourceRequest): Promise<Source> {
  if (isHttp(place)) return fetchSource(place, request);
  const { cwd, limit, diagnostics } = request;
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(place)?.[1];
  if (scheme !== undefined)
    diagnostics.fail("unsupported-scheme", { url: place, scheme }, { place: { file: place } });
  const name = displayName(place, cwd);
  const bytes = await readBytes({ path: place, name, limit, pipes: true, diagnostics });
  return { bytes, url: pathToFileURL(place), name };
}

/** Whether a place is a URL, and not a path. */
export function isHttp(place: string): boolean {
  return /^https?:/i.test(place);
}

async function fetchSource(place: string, request: SourceRequest): Promise<Source> {
  const { limit, limits, diagnostics } = request;
  if (!URL.canParse(place)) diagnostics.fail("url-invalid", { url: place }, { place: { file: place } });
  const url = new URL(place);
  url.hash = "";
  if (!isPlainHttp(url))
    diagnostics.fail("url-credentials", {}, { place: { file: url.origin + url.pathname } });
  const fetched = await fetchBytes({ url, limit, limits, mayRequest: () => true, diagnostics });
  return { ...fetched, name: url.href };
}

/** A path as the user knows it: relative to the working directory, with `/` on every system. */
export function displayName(path: string, cwd: string): string {
  return (relative(cwd, path) || ".").split(sep).join("/");
}
