/** Examples for `names` and `operations` that hold for the document at hand: taking their `# ` away is enough. */
import { operationKey } from "../mapping/operation-key.js";
import { camelCase, upperSnakeCase } from "../mapping/words.js";
import type { Operation } from "../openapi/api.js";
import { flow, scalar } from "./yaml-text.js";

/** An operation with a key that stands for it alone. */
interface Keyed {
  readonly operation: Operation;
  readonly key: string;
}

/** A YAML key of more than 1024 characters cannot stand before a colon, and nobody reads one of 200. */
const longestKey = 200;
/** What reads well; others are examples only where there is no such. */
const plain = /^[A-Za-z][\w.-]{0,39}$/;

/** The lines of `names` and of `operations`; none where the document has nothing to show. */
export function exampleBlocks(
  operations: readonly Operation[],
  all: readonly Operation[],
): { readonly names: readonly string[]; readonly operations: readonly string[] } {
  const keyed = plainFirst(keysOf(operations, all), ({ key }) => key);
  const [first] = keyed;
  const names = first === undefined ? [] : ["names:", `  ${scalar(first.key)}: ${otherName(first, all)}`];
  const changes = changesOf(keyed);
  return { names, operations: changes.length === 0 ? [] : ["operations:", ...changes] };
}

function keysOf(operations: readonly Operation[], all: readonly Operation[]): Keyed[] {
  const counts = new Map<string, number>();
  for (const { operationId = "" } of all) counts.set(operationId, (counts.get(operationId) ?? 0) + 1);
  const routes = new Set(all.map(operationKey));
  return operations
    .map((operation): Keyed => {
      const { operationId = "" } = operation;
      const isUnique = operationId !== "" && counts.get(operationId) === 1 && !routes.has(operationId);
      return { operation, key: isUnique ? operationId : operationKey(operation) };
    })
    .filter(
      ({ operation, key }) => key.length <= longestKey && (key === operation.operationId || !counts.has(key)),
    );
}

function plainFirst<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  const isPlain = (item: T): boolean => plain.test(nameOf(item));
  return [...items.filter(isPlain), ...items.filter((item) => !isPlain(item))];
}

/** A name that no operation has yet: the same words, written otherwise. */
function otherName({ operation, key }: Keyed, all: readonly Operation[]): string {
  const taken = new Set(all.map(({ operationId = "" }) => operationId.toLowerCase()));
  const words = operation.operationId ?? key;
  const candidates = [upperSnakeCase(words).toLowerCase(), camelCase(words)];
  const isFree = (name: string): boolean =>
    /^[a-z][\w-]{0,49}$/i.test(name) && !taken.has(name.toLowerCase());
  return candidates.find(isFree) ?? "my_tool";
}

/** One operation with an argument, and one with a choice of media types. */
function changesOf(keyed: readonly Keyed[]): string[] {
  const argument = firstOf(keyed, argumentOf);
  const mediaType = firstOf(keyed, mediaTypeOf);
  const changes = [argument, mediaType].flatMap((each) => each ?? []);
  const byKey = new Map<string, object>();
  for (const { key, change } of changes) byKey.set(key, { ...change, ...byKey.get(key) });
  return [...byKey].map(([key, change]) => `  ${scalar(key)}: ${flow(change)}`);
}

function firstOf(
  keyed: readonly Keyed[],
  changeOf: (operation: Operation) => object | undefined,
): { key: string; change: object } | undefined {
  for (const { key, operation } of keyed) {
    const change = changeOf(operation);
    if (change !== undefined) return { key, change };
  }
  return undefined;
}

function argumentOf({ parameters }: Operation): object | undefined {
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  const name = inPath.map((parameter) => parameter.name).find((each) => plain.test(each));
  return name === undefined ? undefined : { arguments: { [name]: { allowReserved: true } } };
}

function mediaTypeOf({ requestBody }: Operation): object | undefined {
  const offered = requestBody?.content.map(({ name }) => name) ?? [];
  const name = offered.slice(1).find((each) => /^[\w./+*-]{1,80}$/.test(each));
  return name === undefined ? undefined : { mediaType: name };
}
