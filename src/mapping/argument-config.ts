/** What the config says about the arguments of an operation: found, checked and put on its parameters and body. */
import { at, type ArgumentConfig, type Config } from "../config/config.js";
import { suggestionFor } from "../diagnostics/did-you-mean.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { ArgumentChange, ArgumentSource, Operation } from "../openapi/api.js";
import type { ArgumentPlace } from "../project/project.js";
import { argumentNames } from "./argument-names.js";
import { completed, inexactInteger, problemsOf } from "./argument-values.js";
import { inputsOf, type Input } from "./inputs.js";
import { mapBody } from "./map-body.js";
import { operationKey } from "./operation-key.js";
import type { Schemas } from "./schemas.js";

/** An entry of `arguments`. */
export interface ArgumentEntry {
  readonly name: string;
  readonly written: ArgumentConfig;
  /** Where it stands in the config. */
  readonly steps: readonly string[];
  /** It is about every operation: what does not apply to one of them is no mistake. */
  readonly isGeneral: boolean;
}

/** What is needed to check entries. */
export interface Checking {
  readonly config: Config;
  readonly schemas: Schemas;
  readonly diagnostics: Diagnostics;
  /** General entries of which a problem is known: it is the same in every operation. */
  readonly reported: Set<ArgumentEntry>;
}

/** An input under the name of its argument, with the entries about it, the one that wins last. */
interface Target {
  readonly input: Input;
  readonly name: string;
  readonly entries: readonly ArgumentEntry[];
}

/** Whether a parameter has the name that a general entry is about; headers are named in any case (RFC 9110 section 5.1). */
export function isNamed(
  { name, in: place }: { readonly name: string; readonly in: ArgumentPlace },
  wanted: string,
): boolean {
  return name === wanted || (place === "header" && name.toLowerCase() === wanted.toLowerCase());
}

/**
 * The operation as the entries change it.
 * @param entries later ones win, key by key
 */
export function withArguments(
  operation: Operation,
  entries: readonly ArgumentEntry[],
  checking: Checking,
): Operation {
  const inputs = inputsOf(operation, mapBody(operation.requestBody, checking.schemas), checking.schemas);
  const names = argumentNames(inputs);
  const named = inputs.map((input, index) => ({ input, name: names[index] ?? input.wireName }));
  const meant = new Map(entries.map((entry) => [entry, inputsMeant(entry, named, operation, checking)]));
  const targets = named
    .map((each) => ({ ...each, entries: entries.filter((entry) => meant.get(entry)?.includes(each.input)) }))
    .filter((target) => target.entries.length > 0);
  const changes = new Map<string, ArgumentChange>();
  for (const target of targets) {
    check(target, operation, checking);
    changes.set(keyOf(target.input), changeOf(target));
  }
  const reserved = new Map(targets.map((target) => [keyOf(target.input), allowReservedOf(target)]));
  return applied(operation, changes, reserved);
}

type NamedInput = Omit<Target, "entries">;

/** The inputs that an entry is about: the argument of that name, else what the document calls so. */
function inputsMeant(
  entry: ArgumentEntry,
  named: readonly NamedInput[],
  operation: Operation,
  { config, diagnostics }: Checking,
): Input[] {
  const { name } = entry;
  const wanted = named.filter(({ input }) => isNamed({ name: input.wireName, in: input.place }, name));
  if (entry.isGeneral) return wanted.filter(({ input }) => isParameter(input)).map(({ input }) => input);
  const exact = named.filter((each) => each.name === name);
  const [only, ...others] = exact.length > 0 ? exact : wanted;
  const place = at(config, ...entry.steps);
  if (only !== undefined && others.length === 0) return [only.input];
  const key = operationKey(operation);
  if (only === undefined) {
    const known = named.map((each) => each.name);
    const values = { operation: key, name, known, ...suggestionFor(name, known) };
    diagnostics.report("argument-of-nothing", values, place);
  } else {
    const names = wanted.map((each) => each.name);
    diagnostics.report("argument-of-several", { operation: key, name, names }, place);
  }
  return [];
}

function isParameter({ place }: Input): boolean {
  return place !== "field" && place !== "body";
}

/** A parameter is one by its place and name. */
function keyOf({ place, wireName }: Pick<Input, "place" | "wireName">): string {
  return `${place === "body" ? "field" : place} ${wireName}`;
}

/** The last entry that says where the value comes from. */
function deciding({ entries }: Target): ArgumentEntry | undefined {
  return entries.findLast(({ written }) => "hidden" in written || sourceOf(written) !== undefined);
}

function sourceOf({ value, env, hidden, default: fallback }: ArgumentConfig): ArgumentSource | undefined {
  if (value !== undefined) return { kind: "constant", value };
  if (env !== undefined) return { kind: "variable", variable: env };
  if (fallback !== undefined) return { kind: "default", value: fallback };
  return hidden === true ? { kind: "hidden" } : undefined;
}

function changeOf(target: Target): ArgumentChange {
  const source = sourceOf(deciding(target)?.written ?? {});
  const described = target.entries.findLast(({ written }) => written.description !== undefined);
  const description = described?.written.description;
  return {
    ...(description === undefined ? {} : { description }),
    ...(source === undefined ? {} : { source }),
  };
}

function allowReservedOf({ entries }: Target): boolean | undefined {
  return entries.findLast(({ written }) => written.allowReserved !== undefined)?.written.allowReserved;
}

/** Reports what the document does not let an entry say. */
function check(target: Target, operation: Operation, checking: Checking): void {
  const { config, schemas, diagnostics, reported } = checking;
  const { input, name, entries } = target;
  const values = { operation: operationKey(operation), name };
  if (input.place !== "path" && input.place !== "query") {
    const wrong = entries.filter(
      ({ isGeneral, written }) => !isGeneral && written.allowReserved !== undefined,
    );
    for (const { steps } of wrong)
      diagnostics.report("argument-not-reserved", values, at(config, ...steps, "allowReserved"));
  }
  const entry = deciding(target);
  const source = sourceOf(entry?.written ?? {});
  if (entry === undefined || source === undefined || reported.has(entry)) return;
  const before = diagnostics.all.length;
  if (source.kind === "hidden" && isNeeded(input, operation, schemas))
    diagnostics.report("argument-hidden-but-required", values, at(config, ...entry.steps, "hidden"));
  if (source.kind === "constant" || source.kind === "default") {
    const problems = problemsOf(source.value, completed(input.schema, schemas));
    const place = at(config, ...entry.steps, source.kind === "constant" ? "value" : "default");
    if (problems.length > 0) diagnostics.report("argument-value-unfit", { ...values, problems }, place);
    const inexact = inexactInteger(source.value);
    if (inexact !== undefined)
      diagnostics.report("argument-value-inexact", { ...values, read: BigInt(inexact).toString() }, place);
  }
  if (entry.isGeneral && diagnostics.all.length > before) reported.add(entry);
}

/** A field that a body requires is needed whether or not the operation requires the body. */
function isNeeded(
  { place, wireName, required }: Input,
  { requestBody }: Operation,
  schemas: Schemas,
): boolean {
  if (required || place !== "field") return required;
  return mapBody(requestBody, schemas)?.fields?.required.has(wireName) === true;
}

function applied(
  operation: Operation,
  changes: ReadonlyMap<string, ArgumentChange>,
  reserved: ReadonlyMap<string, boolean | undefined>,
): Operation {
  const { requestBody } = operation;
  const ofBody = [...changes].flatMap(([key, change]) =>
    key.startsWith("field ") ? [[key.slice("field ".length), change] as const] : [],
  );
  return {
    ...operation,
    parameters: operation.parameters.map((parameter) => {
      const key = keyOf({ place: parameter.in, wireName: parameter.name });
      const change = changes.get(key);
      const allowReserved = reserved.get(key);
      return {
        ...parameter,
        ...(allowReserved === undefined ? {} : { allowReserved }),
        ...(change === undefined ? {} : { change }),
      };
    }),
    ...(requestBody === undefined || ofBody.length === 0
      ? {}
      : { requestBody: { ...requestBody, changes: new Map(ofBody) } }),
  };
}
