/** What differs of a server as a whole: where it sends requests and credentials, and how. */
import type { JsonObject } from "../json/json.js";
import { changed, type Change, type ChangeKind, type Word } from "./change.js";
import { differentLeaves } from "./leaves.js";
import type { UpstreamRecord } from "./surface.js";

/** The changes; none where one of the two is not known. */
export function compareServers(
  before: UpstreamRecord | undefined,
  after: UpstreamRecord | undefined,
): Change[] {
  if (before === undefined || after === undefined) return [];
  return [
    ...differentLeaves(before.server, after.server).map((each) =>
      changed("risky", "server", ["server name"], each),
    ),
    ...differentEntries("base-url", "base URL", before.baseUrls, after.baseUrls),
    ...differentEntries("credential", "credential", before.credentials, after.credentials),
    ...differentEntries("credential", "forwarded header", before.forwardHeaders, after.forwardHeaders),
    ...differentLeaves(before.policy, after.policy).map((each) =>
      changed("risky", "policy", ["upstream policy", { name: each.path.join(".") }], each),
    ),
  ];
}

/** Entries that have come or gone are one change, others one for each leaf. */
function differentEntries(kind: ChangeKind, what: string, before: JsonObject, after: JsonObject): Change[] {
  // The hosts of an authorization server are those of its URLs.
  const found = differentLeaves(before, after).filter(({ path }) => path[1] !== "hosts");
  return found.map((each) => {
    const [name = "", ...rest] = each.path;
    const words: Word[] = [what, { name }];
    return changed(
      "risky",
      kind,
      rest.length === 0 ? words : [...words, ":", { name: rest.join(".") }],
      each,
    );
  });
}
