import { createHash } from "node:crypto";

/** SHA-256 of a text in UTF-8, in hex. Line ends are no part of a text: git may check it out with others. */
export function sha256(text: string): string {
  return createHash("sha256").update(withLineFeeds(text), "utf8").digest("hex");
}

/** A text as mcpgen writes it. */
export function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
}
