/** What differs of the requests of a component: where they go, with which credentials, and what they say. */
import { isDeepStrictEqual } from "node:util";
import { isObject, own, type Json, type JsonObject } from "../json/json.js";
import { changed, transition, type Finding, type Word } from "./change.js";
import { differentLeaves, type LeafDifference } from "./leaves.js";
import type { ComponentRecord, GoldenRecord, SentRecord } from "./surface.js";

/**
 * The changes. The recorded request shows what nothing else explains.
 * @param sameCredentials those of the server, which the recorded requests have with them
 */
export function compareRequests(
  one: ComponentRecord,
  other: ComponentRecord,
  sameCredentials: boolean,
): Finding[] {
  const explained = [...differentOperation(one, other), ...differentSending(one, other)];
  const isExplained = explained.some(({ kind }) => kind === "request" || kind === "credential");
  return isExplained || !sameCredentials
    ? explained
    : [...explained, ...differentGolden(one.golden, other.golden)];
}

function differentOperation(
  { operation: before }: ComponentRecord,
  { operation: after }: ComponentRecord,
): Finding[] {
  if (before === undefined || after === undefined || before === after) return [];
  return [changed("risky", "request", ["operation"], { before, after })];
}

function differentSending(one: ComponentRecord, other: ComponentRecord): Finding[] {
  const [before, after] = [one.sent, other.sent];
  if (before === undefined || after === undefined) return [];
  return [
    ...(before.server === after.server
      ? []
      : [changed("risky", "base-url", ["base URL"], transition(before.server, after.server))]),
    ...(isDeepStrictEqual(before.security, after.security)
      ? []
      : [
          changed(
            "risky",
            "credential",
            ["credentials"],
            transition(securityInWords(before.security), securityInWords(after.security)),
          ),
        ]),
    ...differentValues(before, after, argumentsOf(one), argumentsOf(other)),
    ...differentWire(before, after),
    ...differentLeaves(before.policy, after.policy).map((each) =>
      changed("risky", "policy", ["upstream policy", { name: each.path.join(".") }], each),
    ),
  ];
}

/** `key and tenant, or login`. */
function securityInWords(security: Json): string {
  const sets = Array.isArray(security) ? (security as readonly Json[]) : [];
  const words = sets.map((set) => (Array.isArray(set) && set.length > 0 ? set.join(" and ") : "none"));
  return words.length === 0 ? "none" : words.join(", or ");
}

function argumentsOf({ listed }: ComponentRecord): ReadonlySet<string> {
  const schema = own(listed, "inputSchema");
  const properties = schema !== undefined && isObject(schema) ? own(schema, "properties") : undefined;
  return new Set(properties !== undefined && isObject(properties) ? Object.keys(properties) : []);
}

/** What is sent under a name; arguments that have come or gone are told of as such. */
function differentValues(
  { sends: before }: SentRecord,
  { sends: after }: SentRecord,
  known: ReadonlySet<string>,
  current: ReadonlySet<string>,
): Finding[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    if (isDeepStrictEqual(one, other)) return [];
    const isTold =
      (one === undefined || !current.has(argumentIn(one))) &&
      (other === undefined || !known.has(argumentIn(other)));
    const isOfArguments = [one, other].every((each) => each === undefined || argumentIn(each) !== "");
    if (isTold && isOfArguments) return [];
    const [place = "", ...name] = key.split(" ");
    const words: Word[] = [places.get(place) ?? { name: place }, { name: name.join(" ") }];
    return [
      {
        ...changed("risky", "request", words, transition(inWords(one), inWords(other))),
        ...transition(one, other),
      },
    ];
  });
}

const places: ReadonlyMap<string, string> = new Map([
  ["field", "body field"],
  ["path", "path parameter"],
  ["query", "query parameter"],
]);

/** The argument that a value comes from; empty where it comes from none. */
function argumentIn(source: Json): string {
  if (typeof source === "string") return source;
  const name = isObject(source) ? own(source, "argument") : undefined;
  return typeof name === "string" ? name : "";
}

function inWords(source: Json | undefined): Json | undefined {
  if (source === undefined) return undefined;
  if (typeof source === "string") return `argument ${source}`;
  if (!isObject(source)) return source;
  const variable = own(source, "variable");
  if (typeof variable === "string") return `variable ${variable}`;
  const fallback = own(source, "fallback");
  if (fallback !== undefined) return `argument ${argumentIn(source)}, else ${JSON.stringify(fallback)}`;
  return own(source, "value");
}

/** How values are written, of those that were sent before. */
function differentWire(before: SentRecord, after: SentRecord): Finding[] {
  const isSent = (key: string): boolean => before.sends.has(key) && after.sends.has(key);
  const keys = new Set([...before.sends.keys(), ...after.sends.keys()]);
  const ofValues = [...keys].filter(isSent).flatMap((key) => {
    const [place = "", ...words] = key.split(" ");
    const path = [place, words.join(" ")];
    return differentLeaves(at(before.wire, ...path) ?? {}, at(after.wire, ...path) ?? {}, path);
  });
  return [...ofValues, ...differentBody(at(before.wire, "body"), at(after.wire, "body"))].map((each) =>
    changed("risky", "request", ["encoding of", { name: each.path.join(".") }], each),
  );
}

/** A body is JSON where nothing is said of it, and has its media type alone where that is all. */
function differentBody(before: Json | undefined, after: Json | undefined): LeafDifference[] {
  const whole = (body: Json = "application/json"): Json => (isObject(body) ? body : { mediaType: body });
  return differentLeaves(whole(before), whole(after), ["body"]);
}

function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (each, key) => (each !== undefined && isObject(each) ? own(each, key) : undefined),
    value,
  );
}

/** The requests for the same arguments; those for others cannot be compared. */
function differentGolden(before: GoldenRecord | undefined, after: GoldenRecord | undefined): Finding[] {
  if (before === undefined || after === undefined || !isDeepStrictEqual(before.given, after.given)) return [];
  return differentLeaves(visible(before.request), visible(after.request)).map((each) =>
    changed("risky", "request", ["recorded request", { name: each.path.join(".") }], each),
  );
}

/** A request without the server's name, which is told once. */
function visible(request: JsonObject): JsonObject {
  const headers = own(request, "headers");
  if (headers === undefined || !isObject(headers)) return request;
  const { "user-agent": _userAgent, ...others } = headers;
  return { ...request, headers: others };
}
