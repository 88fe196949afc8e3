/** Calls the functions of a config that is a program, and checks what they return. */
import { at, type Config } from "../config/config.js";
import type { ComponentChange, ComponentInfo, OperationInfo } from "../config/functions.js";
import { hints, legalName, legalNameInWords, mcpTypes, type McpType } from "../config/mcp.js";
import { messageOf } from "../config/thrown.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { isObject } from "../json/json.js";
import type { Operation } from "../openapi/api.js";
import { operationKey } from "./operation-key.js";

/** What `routeMapFn` says, `undefined` where it says nothing. */
export function askForType(
  config: Config,
  operation: Operation,
  mcpType: McpType,
  diagnostics: Diagnostics,
): McpType | undefined {
  const { routeMapFn } = config;
  if (routeMapFn === undefined) return undefined;
  return ask("routeMapFn", config, operation, diagnostics, (info) => {
    const given: unknown = routeMapFn(info, mcpType) ?? undefined;
    if (isPromise(given)) throw new Error("it returned a promise, which is not waited for");
    if (given === undefined) return undefined;
    const known = mcpTypes.find((type) => typeof given === "string" && given.toLowerCase() === type);
    if (known === undefined)
      throw new Error(`it returned ${inWords(given)}, which is none of ${mcpTypes.join(", ")}`);
    return known;
  });
}

/** What `componentFn` changes; nothing where it says nothing. */
export function askForChange(
  config: Config,
  operation: Operation,
  component: ComponentInfo,
  diagnostics: Diagnostics,
): ComponentChange {
  const { componentFn } = config;
  if (componentFn === undefined) return {};
  const change = ask("componentFn", config, operation, diagnostics, (info) => {
    const given: unknown = componentFn(info, deepFrozen(component)) ?? {};
    if (isPromise(given)) throw new Error("it returned a promise, which is not waited for");
    // A copy: what is checked is what is used.
    const change: unknown = structuredClone(given);
    const problem = problemOf(change, component);
    if (problem !== undefined) throw new Error(problem);
    return change as ComponentChange;
  });
  return change ?? {};
}

/** What a function throws is about an operation, which its own message does not name. */
function ask<T>(
  name: string,
  config: Config,
  operation: Operation,
  diagnostics: Diagnostics,
  call: (info: OperationInfo) => T,
): T | undefined {
  try {
    return call(deepFrozen(infoOf(operation)));
  } catch (error) {
    const message = messageOf(error);
    const isFrozen = error instanceof TypeError && /read only|not extensible|Cannot delete/.test(message);
    const hint = isFrozen ? "; return what changes instead" : "";
    const reason = message + hint;
    diagnostics.report(
      "config-function-failed",
      { name, operation: operationKey(operation), reason },
      at(config),
    );
    return undefined;
  }
}

/** Whether it is a promise; one that is rejected would end the run with a stack trace, if nobody had asked for it. */
function isPromise(given: unknown): boolean {
  if (!(given instanceof Promise)) return false;
  given.catch(() => undefined);
  return true;
}

function infoOf(operation: Operation): OperationInfo {
  const { method, path, operationId, summary, description, tags, deprecated, parameters } = operation;
  return {
    method,
    path,
    ...(operationId === undefined ? {} : { operationId }),
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    tags: [...tags],
    deprecated,
    parameters: parameters.map(({ name, in: place, required }) => ({ name, in: place, required })),
    extensions: structuredClone(Object.fromEntries(operation.extensions ?? [])),
  };
}

function deepFrozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const each of Object.values(value)) deepFrozen(each);
  return Object.freeze(value);
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string" && value.trim() !== "";

/** What `componentFn` may return, by key, and how the value is called. */
const checks: ReadonlyMap<string, readonly [Check, wanted: string]> = new Map([
  ["name", [(value: unknown) => typeof value === "string" && legalName.test(value), legalNameInWords]],
  ["title", [isText, "a text"]],
  ["description", [isText, "a text"]],
  ["tags", [(value: unknown) => Array.isArray(value) && value.every(isText), "a list of texts"]],
  ["annotations", [isAnnotations, `an object of ${hints.join(", ")}, each true or false`]],
]);

function isAnnotations(value: unknown): boolean {
  const known: readonly string[] = hints;
  return (
    isObject(value) &&
    Object.entries(value).every(([hint, each]) => known.includes(hint) && typeof each === "boolean")
  );
}

function problemOf(change: unknown, { type }: ComponentInfo): string | undefined {
  if (!isObject(change)) return `it returned ${inWords(change)} instead of an object`;
  for (const [key, value] of Object.entries<unknown>(change)) {
    // Who gives the component back with changes gives this back too.
    const isSame = value === undefined || (key === "type" && value === type);
    if (isSame) continue;
    const [check, wanted = ""] = checks.get(key) ?? [];
    if (check === undefined)
      return `it returned the key "${key}", and can change ${[...checks.keys()].join(", ")}`;
    if (!check(value)) return `the ${key} that it returned is not ${wanted}`;
  }
  return undefined;
}

function inWords(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : `a ${typeof value}`;
}
