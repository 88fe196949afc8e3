/** What tools are called (DESIGN.md section 5): config, then lock, then operationId, then summary, then method and path. */
import type { Config } from "../config/config.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Lock } from "../lock/lock.js";
import type { Operation } from "../openapi/api.js";
import { operationKey } from "./operation-key.js";
import { uniqueNames, type Candidate } from "./unique-names.js";
import { shortHash, wordsOf } from "./words.js";

/** Cursor shows server and tool name in 60 characters; this leaves room for the server's. */
const maxLength = 50;

/** Device names that Windows refuses as files, with any extension. */
const deviceNames = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A name for every operation; no two are alike, in any case. */
export function toolNames(
  operations: readonly Operation[],
  config: Config,
  lock: Lock | undefined,
  diagnostics: Diagnostics,
): Map<Operation, string> {
  const ambiguous = repeatedIds(operations, diagnostics);
  const fixed = new Map<Operation, string>();
  const open: Operation[] = [];
  for (const operation of operations) {
    const name = configured(operation, config) ?? lock?.operations.get(operationKey(operation));
    if (name === undefined) open.push(operation);
    else fixed.set(operation, name);
  }
  reportClashes(fixed, diagnostics);
  const candidates = open.map((operation) => candidate(operation, ambiguous));
  return new Map([...fixed, ...uniqueNames(candidates, fixed.values())]);
}

function configured(operation: Operation, { names }: Config): string | undefined {
  const byId = operation.operationId === undefined ? undefined : names.get(operation.operationId);
  return names.get(operationKey(operation)) ?? byId;
}

/** operationIds that stand more than once say nothing about which operation is meant. */
function repeatedIds(operations: readonly Operation[], diagnostics: Diagnostics): Set<string> {
  const first = new Map<string, Operation>();
  const repeated = new Set<string>();
  for (const operation of operations) {
    const { operationId, place } = operation;
    if (operationId === undefined) continue;
    const earlier = first.get(operationId);
    first.set(operationId, earlier ?? operation);
    if (earlier === undefined) continue;
    repeated.add(operationId);
    const related = [{ place: pointInto(earlier.place, "operationId"), label: "first used here" }];
    diagnostics.report(
      "repeated-operation-id",
      { operationId },
      { place: pointInto(place, "operationId"), related },
    );
  }
  return repeated;
}

function pointInto(place: Operation["place"], key: string): Operation["place"] {
  return { ...place, pointer: `${place.pointer ?? ""}/${key}` };
}

function reportClashes(fixed: ReadonlyMap<Operation, string>, diagnostics: Diagnostics): void {
  const first = new Map<string, Operation>();
  for (const [operation, name] of fixed) {
    const earlier = first.get(name.toLowerCase());
    first.set(name.toLowerCase(), earlier ?? operation);
    if (earlier === undefined) continue;
    const clash = { name, operation: operationKey(operation), other: operationKey(earlier) };
    diagnostics.report("name-clash", clash, { place: operation.place });
  }
}

function candidate(operation: Operation, ambiguous: ReadonlySet<string>): Candidate<Operation> {
  const { operationId, summary, tags } = operation;
  const route = routeWords(operation);
  const id =
    operationId === undefined || ambiguous.has(operationId)
      ? ""
      : legal(withoutFastApiSuffix(operation, operationId));
  const base = [id, ambiguous.has(operationId ?? "") ? "" : legal(wordsOf(summary ?? "").join("_").toLowerCase()), route]
    .find((name) => name !== "") ?? "call"; // prettier-ignore
  const nice = [
    base,
    ...tags.slice(0, 1).map((tag) => legal(`${wordsOf(tag).join("_")}_${base}`)),
    `${base}_${route}`,
  ];
  const unique = `${shortened(base, maxLength - 7)}_${shortHash(operationKey(operation))}`;
  return { item: operation, names: [...nice.filter((name) => name !== "").map(fileSafe), unique] };
}

/** The characters that every client accepts in a tool's name; it starts with a letter. */
function legal(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]+/g, "_").replace(/^[^A-Za-z]+|[_-]+$/g, "");
}

function fileSafe(name: string): string {
  const short = shortened(name, maxLength);
  return deviceNames.test(short) ? `${short}_tool` : short;
}

/** FastAPI ends its ids with the path and the method: `read_item_items__item_id__get` → `read_item`. */
function withoutFastApiSuffix({ method, path }: Operation, operationId: string): string {
  const suffix = `${path.replace(/\W/g, "_")}_${method.toLowerCase()}`;
  const rest = operationId.endsWith(suffix) ? operationId.slice(0, -suffix.length) : "";
  return rest === "" ? operationId : rest;
}

/** `GET /owners/{ownerId}/pets` → `get_owners_by_ownerId_pets`. */
function routeWords({ method, path }: Operation): string {
  const words = path
    .split("/")
    .flatMap((segment) => segment.replace(/\{([^{}]*)\}/g, " by $1 ").split(/\s+/));
  return legal([method.toLowerCase(), ...words].join("_").replace(/_+/g, "_"));
}

/** Abbreviates word by word, all to the same length, and keeps the separators; cuts only when that is not enough. */
function shortened(name: string, limit: number): string {
  if (name.length <= limit) return name;
  for (let letters = 12; letters >= 3; letters -= 1) {
    const short = name.replace(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g, (word) => word.slice(0, letters));
    if (short.length <= limit) return short;
  }
  return `${name.slice(0, limit - 7)}_${shortHash(name)}`;
}
