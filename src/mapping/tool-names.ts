/** What tools are called (DESIGN.md section 5): config, then lock, then operationId, then summary, then method and path. */
import { at, type Config } from "../config/config.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { lockFile, type Lock } from "../lock/lock.js";
import type { Operation } from "../openapi/api.js";
import type { DecidedName } from "./decisions.js";
import { documentSource } from "./describe.js";
import { withoutFastApiSuffix } from "./operation-id.js";
import { isDeviceName } from "./device-names.js";
import { operationKey } from "./operation-key.js";
import { uniqueNames } from "./unique-names.js";
import { longHash, shortHash, wordsOf } from "./words.js";

/** Cursor shows server and tool name in 60 characters; this leaves room for the server's. */
const maxLength = 50;

/** A name for every operation; no two are alike, in any case. */
export function toolNames(
  operations: readonly Operation[],
  config: Config,
  lock: Pick<Lock, "operations"> | undefined,
  diagnostics: Diagnostics,
): Map<Operation, DecidedName> {
  const ambiguous = repeatedIds(operations, diagnostics);
  const fixed = new Map<Operation, DecidedName>();
  const open: NameCandidate[] = [];
  for (const operation of operations) {
    const name = configured(operation, config) ?? stated(operation) ?? kept(operation, lock);
    if (name === undefined) open.push(candidate(operation, ambiguous));
    else fixed.set(operation, name);
  }
  reportClashes(fixed, diagnostics);
  const taken = [...fixed.values()].map(({ value }) => value);
  const chosen = uniqueNames(
    open.map((each) => ({ item: each, names: each.choices.map(({ value }) => value) })),
    taken,
  );
  return new Map([
    ...fixed,
    ...open.map((each) => [each.operation, choiceOf(each, chosen.get(each))] as const),
  ]);
}

/** A name that may be had, and one that cannot clash last. */
interface NameCandidate {
  readonly operation: Operation;
  readonly choices: readonly DecidedName[];
}

function choiceOf({ choices }: NameCandidate, value: string | undefined): DecidedName {
  const choice = choices.find((each) => each.value === value);
  if (choice === undefined) throw new Error("a name that was not offered");
  return choice;
}

function configured({ operationId, ...operation }: Operation, config: Config): DecidedName | undefined {
  const keys = [operationKey(operation), ...(operationId === undefined ? [] : [operationId])];
  const key = keys.find((each) => config.names.has(each));
  const value = config.names.get(key ?? "");
  if (key === undefined || value === undefined) return undefined;
  return { value, source: { by: "config", what: `names["${key}"]`, ...at(config, "names", key) } };
}

function stated({ mcp }: Operation): DecidedName | undefined {
  if (mcp?.name === undefined) return undefined;
  const { value, what, place } = mcp.name;
  return { value, source: { by: "extension", what, place } };
}

function kept(operation: Operation, lock: Pick<Lock, "operations"> | undefined): DecidedName | undefined {
  const value = lock?.operations.get(operationKey(operation));
  return value === undefined ? undefined : { value, source: { by: "lock", what: lockFile } };
}

/** operationIds that stand more than once say nothing about which operation is meant. */
function repeatedIds(operations: readonly Operation[], diagnostics: Diagnostics): Set<string> {
  const first = new Map<string, Operation>();
  const repeated = new Set<string>();
  for (const operation of operations) {
    const { operationId, place, places } = operation;
    if (operationId === undefined) continue;
    const earlier = first.get(operationId);
    first.set(operationId, earlier ?? operation);
    if (earlier === undefined) continue;
    repeated.add(operationId);
    const related = [{ place: earlier.places.operationId ?? earlier.place, label: "first used here" }];
    diagnostics.report(
      "repeated-operation-id",
      { operationId },
      { place: places.operationId ?? place, related },
    );
  }
  return repeated;
}

/** Two names that are alike where files are, without regard to case. */
export function reportClashes(fixed: ReadonlyMap<Operation, DecidedName>, diagnostics: Diagnostics): void {
  const first = new Map<string, readonly [Operation, DecidedName]>();
  for (const [operation, decided] of fixed) {
    const name = decided.value;
    const earlier = first.get(name.toLowerCase());
    first.set(name.toLowerCase(), earlier ?? [operation, decided]);
    if (earlier === undefined) continue;
    const [other, { value: otherName, before }] = earlier;
    const isByFunction = (before ?? decided.before) !== undefined;
    const keys = { operation: operationKey(operation), other: operationKey(other) };
    diagnostics.report("name-clash", { name, otherName, isByFunction, ...keys }, { place: operation.place });
  }
}

function candidate(operation: Operation, ambiguous: ReadonlySet<string>): NameCandidate {
  const { tags } = operation;
  const route = routeWords(operation);
  const { value: base, source } = baseName(operation, ambiguous, route);
  const nice = [
    base,
    ...tags.slice(0, 1).map((tag) => legal(`${wordsOf(tag).join("_")}_${base}`)),
    `${base}_${route}`,
  ];
  const unique = [shortHash, longHash].map((hash): DecidedName => {
    const suffix = `_${hash(operationKey(operation))}`;
    const value = shortened(base, maxLength - suffix.length) + suffix;
    return { value, source, ...(base.length > maxLength ? { shortFor: base } : {}) };
  });
  const choices = nice
    .filter((name) => name !== "")
    .map((name): DecidedName => ({
      value: fileSafe(name),
      source,
      ...(name.length > maxLength ? { shortFor: name } : {}),
    }));
  return { operation, choices: [...choices, ...unique] };
}

/** The name that an operation has by itself, and what of it that is. */
function baseName(operation: Operation, ambiguous: ReadonlySet<string>, route: string): DecidedName {
  const { operationId, summary, places } = operation;
  const isAmbiguous = ambiguous.has(operationId ?? "");
  const id =
    operationId === undefined || isAmbiguous
      ? ""
      : legalId(withoutFastApiSuffix(operation, operationId), operation);
  if (id !== "") return { value: id, source: documentSource("operationId", places.operationId) };
  const words = isAmbiguous
    ? ""
    : legal(
        wordsOf(summary ?? "")
          .join("_")
          .toLowerCase(),
      );
  if (words !== "") return { value: words, source: documentSource("summary", places.summary) };
  return { value: route === "" ? "call" : route, source: { by: "mcpgen", what: "method and path" } };
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
