import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { formatBytes } from "./limits.js";

/**
 * Gathers a stream's bytes and stops it when they are too many: the rest is never read.
 * @param stream standard input, an open file, the body of an answer
 * @param name what it is called in messages
 * @throws {ProblemsError} if there are more than `limit` bytes
 */
export async function readStream(
  stream: AsyncIterable<Uint8Array | string>,
  { name, limit, diagnostics }: { name: string; limit: number; diagnostics: Diagnostics },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    size += bytes.byteLength;
    if (size > limit)
      diagnostics.fail("input-too-large", { name, limit: formatBytes(limit) }, { place: { file: name } });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, size);
}
