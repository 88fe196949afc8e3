/** Fetches documents over HTTP: bounded in bytes, time and redirects, each redirect asked for before it is followed. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Limits } from "./limits.js";
import { readStream } from "./read.js";

/** How to fetch a document. */
export interface UrlRequest {
  readonly url: URL;
  /** Bytes. */
  readonly limit: number;
  readonly limits: Limits;
  /** Whether the URL, or one that it redirects to, may be requested. */
  readonly mayRequest: (url: URL) => boolean;
  readonly diagnostics: Diagnostics;
}

/** A fetched document. */
export interface Fetched {
  readonly bytes: Uint8Array;
  /** Where it was found in the end, after redirects; references in it resolve against this. */
  readonly url: URL;
}

/**
 * The bytes that a URL answers with.
 * @throws {ProblemsError} if it does not answer in time, answers with an error or with too much
 */
export async function fetchBytes(request: UrlRequest): Promise<Fetched> {
  const { url, limits, diagnostics } = request;
  const place = { file: url.href };
  // By hand: AbortSignal.timeout() is not cleared when the answer is in and keeps the process alive.
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), limits.fetchMilliseconds);
  try {
    const { response, url: found } = await follow(request, controller.signal);
    if (!response.ok) diagnostics.fail("url-status", { url: found.href, status: response.status }, { place });
    const body: AsyncIterable<Uint8Array> | null = response.body;
    const bytes = body === null ? new Uint8Array() : await readStream(body, { ...request, name: url.href });
    return { bytes, url: found };
  } catch (error) {
    if (controller.signal.aborted)
      diagnostics.fail(
        "url-no-answer",
        { url: url.href, seconds: limits.fetchMilliseconds / 1000 },
        { place },
      );
    if (!(error instanceof TypeError)) throw error;
    return diagnostics.fail("url-unreachable", { url: url.href, reason: networkReason(error) }, { place });
  } finally {
    clearTimeout(timer);
    controller.abort(); // ends the body of an answer that was not read
  }
}

async function follow(request: UrlRequest, signal: AbortSignal): Promise<{ response: Response; url: URL }> {
  const { limits, mayRequest, diagnostics } = request;
  const place = { file: request.url.href };
  let url = request.url;
  for (let redirects = 0; redirects <= limits.redirects; redirects++) {
    const response = await fetch(url, { redirect: "manual", signal, headers: { accept: acceptable } });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) return { response, url };
    await response.body?.cancel();
    const target = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    if (target === undefined || !isPlainHttp(target) || !mayRequest(target)) {
      const shown = target?.href ?? location;
      return diagnostics.fail("url-redirect-refused", { url: url.href, target: shown }, { place });
    }
    url = target;
  }
  return diagnostics.fail("url-redirects", { url: request.url.href, limit: limits.redirects }, { place });
}

const acceptable = "application/yaml, application/json, text/yaml;q=0.9, */*;q=0.5";

/** Whether a URL is one of HTTP and without a user name or password: `fetch` refuses those. */
export function isPlainHttp(url: URL): boolean {
  return /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
}

const reasons = new Map([
  ["ECONNREFUSED", "the connection was refused"],
  ["ECONNRESET", "the connection broke off"],
  ["UND_ERR_SOCKET", "the connection broke off"],
  ["ENOTFOUND", "there is no such host"],
  ["EAI_AGAIN", "the host name cannot be resolved at the moment"],
  ["ENETUNREACH", "there is no route to it"],
  ["EHOSTUNREACH", "there is no route to it"],
  ["ETIMEDOUT", "the connection timed out"],
  ["UND_ERR_CONNECT_TIMEOUT", "the connection timed out"],
]);

/** Why a `fetch` failed: it says so in the cause of its error, by a code or in words. */
function networkReason({ cause, message }: TypeError): string {
  if (!(cause instanceof Error)) return message;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  return (code === undefined ? undefined : reasons.get(code)) ?? (cause.message || code) ?? message;
}
