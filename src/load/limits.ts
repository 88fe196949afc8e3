/** How much the loader takes in. Injectable, so that tests need no gigabytes. */
export interface Limits {
  /** Bytes of the entry document. */
  readonly entryBytes: number;
  /** Bytes of each referenced document. */
  readonly refBytes: number;
  /** Bytes of all documents together. */
  readonly totalBytes: number;
  /** Number of documents: a server can answer each reference with a document that has another. */
  readonly files: number;
  /** Milliseconds for one URL, from the first request to the last byte. */
  readonly fetchMilliseconds: number;
  /** Redirects of one URL. */
  readonly redirects: number;
  /** Levels of objects and arrays in a document; the later stages recurse. */
  readonly depth: number;
  /** Seconds for all queries of overlays together. */
  readonly querySeconds: number;
}

const megabyte = 1024 * 1024;

/** What a run uses. */
export const defaultLimits: Limits = {
  entryBytes: 64 * megabyte,
  refBytes: 10 * megabyte,
  totalBytes: 128 * megabyte,
  files: 10_000,
  fetchMilliseconds: 10_000,
  redirects: 5,
  depth: 500,
  querySeconds: 30,
};

/** A number of bytes as people write it: `64 MB`, `300 bytes`. */
export function formatBytes(bytes: number): string {
  return bytes >= megabyte ? `${Math.floor(bytes / megabyte)} MB` : `${bytes} bytes`;
}
