/** Arguments to try a tool with: from the document's examples, defaults and enums where it has them, always the same. */
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { generateSync } from "json-schema-faker";
import { sample } from "openapi-sampler";
import { compile } from "../../templates/runtime/ajv.js";
import type { ToolListing } from "../../templates/runtime/protocol.js";
import { pointerSteps } from "../diagnostics/pointer.js";
import type { JsonSchemaObject } from "../json/json-schema.js";
import { exemplary, isExcessive, isModest } from "./exemplary.js";
import { fits } from "./fits.js";

/** How deep optional parts of an argument are filled; a golden request is read by people. */
const maxDepth = 5;

/** How often values that the schema refuses are made anew; each time may uncover the next. */
const maxRepairs = 4;

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Arguments that a tool's input schema accepts; `undefined` when none were found. A schema that the runtime's validator
 * cannot compile, or that sends it round in circles, has none.
 */
export function sampleArguments({ inputSchema }: Pick<ToolListing, "inputSchema">): Arguments | undefined {
  try {
    const args = sampledArguments(inputSchema, false);
    if (fits(inputSchema, args)) return args;
    const accepts = compile(inputSchema);
    return (
      repaired(accepts, inputSchema, args) ??
      repaired(accepts, inputSchema, sampledArguments(inputSchema, true))
    );
  } catch {
    return undefined;
  }
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
  const value = faked(leafSchema(type, parentSchema ?? {}), instancePath);
  if (last === undefined || value === undefined || !isRecord(parent)) return;
  Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
}

const leafKeywords = [
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "maximum",
  "minLength",
  "minimum",
  "multipleOf",
  "pattern",
];

/** Only what constrains one string or number, and never a long one: nothing here may take long. */
function leafSchema(type: "string" | "number", schema: JsonSchemaObject): FakedSchema {
  const kept = Object.fromEntries(
    leafKeywords.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]]),
  );
  const { minLength = 0, maxLength = 64 } = schema as { minLength?: number; maxLength?: number };
  if (minLength > 1000 || isExcessive(schema.pattern ?? "")) return {};
  return type === "number"
    ? { ...kept, type: schema.type === "integer" ? "integer" : "number" }
    : { ...kept, type, maxLength: Math.min(maxLength, Math.max(minLength, 24)) };
}

type FakedSchema = Parameters<typeof generateSync>[0];

function faked(schema: FakedSchema, seed: string): unknown {
  try {
    return generateSync(schema, { seed: seedOf(seed) });
  } catch {
    return undefined;
  }
}

function seedOf(text: string): number {
  return [...text].reduce(
    (hash, character) => (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0,
    7,
  );
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
