/** A generated project as one position sees it. */
import { isObject, own, type Json, type JsonObject } from "../../src/json/json.js";
import type { ToolListing } from "../../templates/runtime/protocol.js";
import { percentDecode, rawPairs } from "../wire/decode.js";

/** A recorded request, with what it was made from. */
export interface Golden {
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly uri?: string;
  readonly request: {
    readonly method: string;
    readonly target: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly text?: string;
    readonly base64?: string;
  };
}

/** An entry of `resources/list` or of the list of templates. */
export interface ResourceListing {
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly mimeType?: string;
  readonly uri?: string;
  readonly uriTemplate?: string;
}

/** What a position reads. */
export interface View {
  /** What its operation became. */
  readonly tool: ToolListing | undefined;
  readonly resource: ResourceListing | undefined;
  readonly golden: Golden | undefined;
  /** Every string and every key of the TypeScript sources. */
  readonly strings: ReadonlySet<string>;
  /** The files by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** The schema of an argument. */
export function argument({ tool }: View, name = "field"): JsonObject {
  const schema = tool?.inputSchema as JsonObject | undefined;
  const properties = schema === undefined ? undefined : own(schema, "properties");
  const found = isObject(properties) ? own(properties, name) : undefined;
  return isObject(found) ? found : {};
}

/** The arguments of the tool. */
export function argumentNames({ tool }: View): string[] {
  return Object.keys(tool?.inputSchema["properties"] ?? {});
}

/** The query of the recorded request, decoded. */
export function query({ golden }: View): ReadonlyMap<string, string> {
  return decoded(golden?.request.target.split("?").slice(1).join("?") ?? "");
}

/** The fields of a recorded form. */
export function form({ golden }: View): ReadonlyMap<string, string> {
  return decoded(golden?.request.text ?? "");
}

/** The cookies of the recorded request. */
export function cookies({ golden }: View): ReadonlyMap<string, string> {
  return decoded((golden?.request.headers["cookie"] ?? "").replaceAll("; ", "&"));
}

function decoded(text: string): Map<string, string> {
  return new Map(rawPairs(text).map(([name, value]) => [percentDecode(name), percentDecode(value)]));
}

/** The segments of the recorded request's path, decoded. */
export function segments({ golden }: View): string[] {
  return (golden?.request.target.split("?")[0] ?? "").split("/").slice(1).map(percentDecode);
}

/** The recorded JSON body. */
export function body({ golden }: View): Json | undefined {
  return golden?.request.json as Json | undefined;
}

/**
 * A text that people and models read, without white space and what is not seen: mcpgen may leave that out, or put a space
 * in its place.
 */
export function prose(text: unknown): string {
  return String(text).replaceAll(/[\s\p{C}\p{Z}\ufe00-\ufe0f]/gu, "");
}
