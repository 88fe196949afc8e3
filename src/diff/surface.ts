/** What a server shows to clients and sends to the API, as its project has recorded it below `test/generated/`. */
import type { Json, JsonObject } from "../json/json.js";

/** A server. */
export interface Surface {
  /** In the order of the lists. */
  readonly components: readonly ComponentRecord[];
  /** Absent where an older mcpgen did not record it. */
  readonly upstream?: UpstreamRecord;
  /** The names that are listed where that is a search; absent where every tool is. */
  readonly listed?: ReadonlySet<string>;
}

/** A tool, resource or resource template. */
export interface ComponentRecord {
  readonly type: "tool" | "resource";
  readonly name: string;
  /** `GET /pets/{petId}`; absent where it has none, or none was recorded. */
  readonly operation?: string;
  /** Its entry in the list. */
  readonly listed: JsonObject;
  /** What it sends where; absent where an older mcpgen did not record it. */
  readonly sent?: SentRecord;
  /** One request; absent where there is none. */
  readonly golden?: GoldenRecord;
}

/** What a component sends (`upstream.json`). */
export interface SentRecord {
  /** By place and name on the wire. */
  readonly sends: ReadonlyMap<string, Json>;
  /** The key of its base URL. */
  readonly server: string;
  readonly security: Json;
  readonly wire: Json;
  readonly policy: Json;
}

/** A recorded request and what was given for it. */
export interface GoldenRecord {
  /** The arguments of a tool, the URI of a resource. */
  readonly given: Json;
  readonly request: JsonObject;
}

/** Of the server as a whole. */
export interface UpstreamRecord {
  readonly server: Json;
  readonly baseUrls: JsonObject;
  readonly credentials: JsonObject;
  readonly forwardHeaders: JsonObject;
  readonly policy: Json;
}
