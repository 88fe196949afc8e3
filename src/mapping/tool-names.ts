/** What tools are called (DESIGN.md section 5): config, then lock, then operationId, then summary, then method and path. */
import type { Config } from "../config/config.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Lock } from "../lock/lock.js";
import type { Operation } from "../openapi/api.js";
import { withoutFastApiSuffix } from "./operation-id.js";
import { isDeviceName } from "./device-names.js";
import { operationKey } from "./operation-key.js";
import { uniqueNames, type Candidate } from "./unique-names.js";
import { longHash, shortHash, wordsOf } from "./words.js";

/** Cursor shows server and tool name in 60 characters; this leaves room for the server's. */
const maxLength = 50;

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
    const { operationId, place, operationIdPlace = place } = operation;
    if (operationId === undefined) continue;
    const earlier = first.get(operationId);
    first.set(operationId, earlier ?? operation);
    if (earlier === undefined) continue;
    repeated.add(operationId);
    const related = [{ place: earlier.operationIdPlace ?? earlier.place, label: "first used here" }];
    diagnostics.report("repeated-operation-id", { operationId }, { place: operationIdPlace, related });
  }
  return repeated;
}

function reportClashes(fixed: ReadonlyMap<Operation, string>, diagnostics: Diagnostics): void {
  const first = new Map<string, readonly [Operation, string]>();
  for (const [operation, name] of fixed) {
    const earlier = first.get(name.toLowerCase());
    first.set(name.toLowerCase(), earlier ?? [operation, name]);
    if (earlier === undefined) continue;
    const [other, otherName] = earlier;
    const clash = { name, operation: operationKey(operation), otherName, other: operationKey(other) };
    diagnostics.report("name-clash", clash, { place: operation.place });
  }
}

function candidate(operation: Operation, ambiguous: ReadonlySet<string>): Candidate<Operation> {
  const { operationId, summary, tags } = operation;
  const route = routeWords(operation);
  const id =
    operationId === undefined || ambiguous.has(operationId)
      ? ""
      : legalId(withoutFastApiSuffix(operation, operationId), operation);
  const base = [id, ambiguous.has(operationId ?? "") ? "" : legal(wordsOf(summary ?? "").join("_").toLowerCase()), route]
    .find((name) => name !== "") ?? "call"; // prettier-ignore
  const nice = [
    base,
    ...tags.slice(0, 1).map((tag) => legal(`${wordsOf(tag).join("_")}_${base}`)),
    `${base}_${route}`,
  ];
  const unique = [shortHash, longHash].map((hash) => {
    const suffix = `_${hash(operationKey(operation))}`;
    return shortened(base, maxLength - suffix.length) + suffix;
  });
  return { item: operation, names: [...nice.filter((name) => name !== "").map(fileSafe), ...unique] };
}

/** The characters that every client accepts in a tool's name; it starts with a letter. */
function legal(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]+/g, "_").replace(/^[^A-Za-z]+|[_-]+$/g, "");
}

/** An id that starts with a digit keeps it, behind the method. */
function legalId(operationId: string, { method }: Operation): string {
  return legal(/^\d/.test(operationId) ? `${method.toLowerCase()}_${operationId}` : operationId);
}

function fileSafe(name: string): string {
  const short = shortened(name, maxLength);
  return isDeviceName(short) ? `${short}_tool` : short;
}

/** `GET /owners/{ownerId}/pets` → `get_owners_by_ownerId_pets`. */
function routeWords({ method, path }: Operation): string {
  const words = path
    .split("/")
    .flatMap((segment) => segment.replace(/\{([^{}]*)\}/g, " by $1 ").split(/\s+/));
  return legal([method.toLowerCase(), ...words].join("_").replace(/_+/g, "_"));
}

/** Words that a name is understood without. */
const fillers = /([_-])(a|an|and|by|for|from|in|of|on|or|the|to|with)(?=[_-])/gi;

/** Leaves out fillers, then takes the last letter off the longest word until it fits; cuts only when that is not enough. */
function shortened(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const parts = name.replace(fillers, "").match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[_-]+/g) ?? [];
  for (let excess = parts.join("").length - limit; excess > 0; excess -= 1) {
    const longest = Math.max(...parts.map((part) => part.length));
    if (longest <= 3) return `${name.slice(0, limit - 7)}_${shortHash(name)}`;
    const at = parts.findLastIndex((part) => part.length === longest);
    parts[at] = (parts[at] ?? "").slice(0, -1);
  }
  return parts.join("");
}
