/** Arguments to try a tool with: from the document's examples, defaults and enums where it has them, always the same. */
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { sample } from "openapi-sampler";
import { compile } from "../../templates/runtime/ajv.js";
import type { ToolListing } from "../../templates/runtime/protocol.js";
import { pointerSteps } from "../diagnostics/pointer.js";
import type { JsonSchemaObject } from "../json/json-schema.js";
import { exemplary, isModest } from "./exemplary.js";
import { fits } from "./fits.js";
import { fakedLeaf } from "./leaf.js";
import type { Budget, Definitions } from "./readings.js";
import { Search } from "./search.js";

/** How deep optional parts of an argument are filled; a golden request is read by people. */
const maxDepth = 5;

/** How often values that the schema refuses are made anew; each time may uncover the next. */
const maxRepairs = 4;

type Arguments = Readonly<Record<string, unknown>>;

/** What the searches for the tools of one project may take, all together; that of one tool takes a few hundred. */
export function searchBudget(): Budget {
  return { steps: 20_000 };
}

/** What the search for one tool may take. */
const maxSteps = 2000;

/** Arguments, or why there are none. */
export type Sampled = { readonly args: Arguments } | { readonly cause: string };

/**
 * Arguments that a tool's input schema accepts. A schema that the runtime's validator cannot compile, or that sends it round
 * in circles, has none.
 */
export function sampleArguments({ inputSchema }: Pick<ToolListing, "inputSchema">, budget: Budget): Sampled {
  try {
    const args = sampledArguments(inputSchema, false);
    if (fits(inputSchema, args)) return { args };
    const accepts = compile(inputSchema);
    const found =
      repaired(accepts, inputSchema, args) ??
      repaired(accepts, inputSchema, sampledArguments(inputSchema, true));
    return found === undefined ? searched(accepts, inputSchema, args, budget) : { args: found };
  } catch {
    return { cause: "its input schema cannot be compiled" };
  }
}

function searched(
  accepts: ValidateFunction,
  schema: JsonSchemaObject,
  args: Arguments,
  whole: Budget,
): Sampled {
  const granted = Math.min(maxSteps, whole.steps);
  const budget = { steps: granted };
  const search = new Search((schema["$defs"] ?? {}) as Definitions, budget);
  accepts(args);
  const sampled = replaced(args, wrongArguments(accepts), schema, search);
  whole.steps -= granted - budget.steps;
  const isWrong = "args" in sampled && !accepts(sampled.args);
  return isWrong ? { cause: "nothing was found that its arguments accept together" } : sampled;
}

/** The arguments, with others in place of those that are wrong or missing; optional ones may go. */
function replaced(
  args: Arguments,
  wrong: ReadonlySet<string>,
  schema: JsonSchemaObject,
  search: Search,
): Sampled {
  const required = new Set(schema.required);
  const found: [string, unknown][] = [];
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const isGiven = Object.hasOwn(args, name);
    if (!isGiven && !required.has(name)) continue;
    const value = isGiven && !wrong.has(name) ? args[name] : search.value(property);
    if (value !== undefined) found.push([name, value]);
    else if (required.has(name)) return { cause: `nothing was found that its argument "${name}" accepts` };
  }
  return { args: Object.fromEntries(found) };
}

function repaired(
  accepts: ValidateFunction,
  schema: JsonSchemaObject,
  args: Arguments,
): Arguments | undefined {
  for (let repairs = 0; !accepts(args) && repairs < maxRepairs; repairs += 1) {
    for (const error of accepts.errors ?? []) repair(args, error);
  }
  if (accepts(args)) return args;
  const needed = withoutOptional(args, schema, wrongArguments(accepts));
  return accepts(needed) ? needed : undefined;
}

function sampledArguments(schema: JsonSchemaObject, skipNonRequired: boolean): Arguments {
  const example = exemplary(schema);
  if (!isModest(example, maxDepth, skipNonRequired)) return {};
  const options = {
    skipNonRequired,
    skipReadOnly: true,
    quiet: true,
    maxSampleDepth: maxDepth,
    enablePatterns: true,
  };
  try {
    return sample(example as object, options, example) as Arguments;
  } catch {
    return {};
  }
}

/** openapi-sampler knows few patterns and no `multipleOf`; json-schema-faker makes such a string or number anew. */
function repair(args: Arguments, { instancePath, parentSchema, data }: ErrorObject): void {
  if (typeof data !== "string" && typeof data !== "number") return;
  const keys = pointerSteps(instancePath);
  const last = keys.pop();
  const parent = keys.reduce<unknown>(
    (value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    args,
  );
  const type = typeof data === "string" ? "string" : "number";
  const value = fakedLeaf(type, parentSchema ?? {}, instancePath);
  if (last === undefined || value === undefined || !isRecord(parent)) return;
  Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
}

/** The names of the arguments that the last validation found wrong. */
function wrongArguments({ errors }: ValidateFunction): Set<string> {
  return new Set((errors ?? []).map(({ instancePath }) => pointerSteps(instancePath)[0] ?? ""));
}

function withoutOptional(
  args: Arguments,
  { required }: JsonSchemaObject,
  wrong: ReadonlySet<string>,
): Arguments {
  return Object.fromEntries(
    Object.entries(args).filter(([name]) => !wrong.has(name) || required?.includes(name) === true),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
