/** Checks a config against its schema and says in words what is wrong with it. */
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { suggestionFor } from "../diagnostics/did-you-mean.js";
import type { Diagnostics, Place } from "../diagnostics/diagnostic.js";
import { escapeStep, pointerSteps } from "../diagnostics/pointer.js";
import { isObject, own, type Json } from "../json/json.js";
import type { ArgumentConfig, BodyStyle, OperationConfig, Store } from "./config.js";
import type { CredentialConfig } from "./credentials.js";
import { functionKeys, type ConfigFunctions } from "./functions.js";
import type { McpType } from "./mcp.js";
import { configSchema } from "./schema.js";
import type { WrittenBatch } from "./batch.js";
import type { WrittenBudget } from "./budget.js";
import type { WrittenSurface } from "./surface.js";
import type { ApiUpstream, OperationUpstream } from "./upstream.js";

/** A config as it is written, after it was checked: what `configSchema` says, as a type. */
export interface WrittenConfig {
  readonly spec?: string;
  readonly output?: string;
  readonly refRoot?: string;
  readonly allowRefs?: readonly string[];
  readonly overlays?: readonly string[];
  readonly server?: {
    readonly name?: string;
    readonly baseUrl?: string;
    readonly variables?: Readonly<Record<string, string>>;
  };
  readonly http?: { readonly forwardHeaders?: readonly string[] | Readonly<Record<string, string>> };
  readonly upstream?: ApiUpstream & {
    readonly credentials?: Readonly<Record<string, CredentialConfig>>;
    readonly credentialOrigins?: readonly string[];
  };
  readonly store?: Store;
  readonly routeMaps?: readonly WrittenRouteMap[];
  readonly mcpTags?: readonly string[];
  readonly mirrorResources?: boolean;
  readonly batch?: WrittenBatch;
  readonly budget?: WrittenBudget;
  readonly surface?: WrittenSurface;
  readonly names?: Readonly<Record<string, string>>;
  readonly arguments?: Readonly<Record<string, ArgumentConfig>>;
  readonly operations?: Readonly<Record<string, WrittenOperation>>;
}

/** A config as a program writes it: `export default { … } satisfies UserConfig`. */
export type UserConfig = WrittenConfig & ConfigFunctions;

/** What is written about an operation. */
export interface WrittenOperation {
  readonly mcpType?: McpType;
  readonly title?: string;
  readonly description?: string;
  readonly annotations?: NonNullable<OperationConfig["annotations"]>;
  readonly mcpTags?: readonly string[];
  readonly mediaType?: string;
  readonly bodyStyle?: BodyStyle;
  readonly arguments?: Readonly<Record<string, ArgumentConfig>>;
  readonly upstream?: OperationUpstream;
}

/** A route map as it is written. */
export interface WrittenRouteMap {
  readonly methods?: string | readonly string[];
  readonly pattern?: string;
  readonly tags?: readonly string[];
  readonly operationIds?: readonly string[];
  readonly deprecated?: boolean;
  readonly mcpType: McpType;
  readonly mcpTags?: readonly string[];
  readonly upstream?: OperationUpstream;
}

/** The place of a pointer of the config file. A program that exports a config has no pointers, so it ignores them. */
export type PlaceOf = (pointer: string) => Place;

/** Compiled once: for a program that generates many projects it takes longer than a small document. */
let compiled: ValidateFunction<WrittenConfig> | undefined;

/**
 * Checks a config.
 * @param value what the file says, methods and MCP types in any case
 * @returns the config, or undefined after every problem was reported
 */
export function validateConfig(
  value: Json,
  placeOf: PlaceOf,
  diagnostics: Diagnostics,
): WrittenConfig | undefined {
  compiled ??= ajv().compile<WrittenConfig>(configSchema);
  const validate = compiled;
  const checked: unknown = anyCase(value);
  if (validate(checked)) return checked;
  for (const error of firstOfEachValue(validate.errors ?? [])) report(error, placeOf, diagnostics);
  return undefined;
}

/** A value that breaks several rules breaks them all for one reason. */
function firstOfEachValue(errors: readonly ErrorObject[]): ErrorObject[] {
  const ofObjects = ["additionalProperties", "required", "dependencies"];
  const reported = new Set<string>();
  return errors.filter(({ keyword, instancePath }) => {
    if (ofObjects.includes(keyword)) return true;
    const isFirst = !reported.has(instancePath);
    reported.add(instancePath);
    return isFirst;
  });
}

function ajv(): Ajv {
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
  ajv.addFormat("regex", (pattern: string) => patternProblem(pattern) === undefined);
  ajv.addFormat("header-forwarded", (name: string) => isHeader(name) && !kept.has(name.toLowerCase()));
  ajv.addFormat("header-sent", (name: string) => isHeader(name) && !notSent.has(name.toLowerCase()));
  ajv.addFormat("origin", isOrigin);
  return ajv.addFormat("uri", (uri: string) => URL.canParse(uri));
}

/** Headers that belong to a connection (RFC 9110 section 7.6.1) or to the message on it. */
const framing: ReadonlySet<string> = new Set([
  "connection", "content-encoding", "content-length", "content-type", "expect", "host", "keep-alive", "te", "trailer",
  "transfer-encoding", "upgrade",
]); // prettier-ignore

/** Several cookies share one header, so a client's would come beside the server's. */
const notSent: ReadonlySet<string> = new Set([...framing, "cookie"]);

/** A client's token for this server must never reach another one (MCP 2025-11-25, Token Passthrough). */
const kept: ReadonlySet<string> = new Set([...framing, "authorization", "cookie", "proxy-authorization"]);

/** An http(s) URL with nothing behind its host and port. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, href, origin } = new URL(text);
  return /^https?:$/.test(protocol) && href === `${origin}/`;
}

/** A token (RFC 9110 section 5.6.2). */
function isHeader(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name);
}

/** Why a text is not a regular expression; undefined if it is one. */
function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.replace(`Invalid regular expression: /${pattern}/: `, "");
  }
}

/** The config with the words whose case does not matter in the schema's. */
function anyCase(config: Json): Json {
  if (!isObject(config)) return config;
  const routeMaps = own(config, "routeMaps");
  const operations = own(config, "operations");
  return {
    ...config,
    ...(Array.isArray(routeMaps) ? { routeMaps: routeMaps.map(lowerCase) } : {}),
    ...(operations !== undefined && isObject(operations)
      ? {
          operations: Object.fromEntries(
            Object.entries(operations).map(([key, each]) => [key, lowerCase(each)]),
          ),
        }
      : {}),
  };
}

function lowerCase(object: Json): Json {
  if (!isObject(object)) return object;
  const lower = (value: Json): Json =>
    typeof value === "string" ? value.toLowerCase() : Array.isArray(value) ? value.map(lower) : value;
  const entries = Object.entries(object);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, caseless.has(key) ? lower(value) : value] as const),
  );
}

const caseless = new Set(["methods", "mcpType"]);

/** What ajv adds to an error in verbose mode of the schema around the keyword that failed. */
interface FailedSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
}

function report(error: ErrorObject, placeOf: PlaceOf, diagnostics: Diagnostics): void {
  const schema = (error.parentSchema ?? {}) as FailedSchema;
  const at = { place: placeOf(error.instancePath) };
  const path = pathInWords(error.instancePath);
  const isFunction = functionKeys.some((key) => key === error.params.additionalProperty);
  if (isFunction && error.instancePath === "") {
    const key = String(error.params.additionalProperty);
    diagnostics.report("config-no-function", { key }, { place: placeOf(`/${key}`) });
  } else if (error.keyword === "additionalProperties") {
    const key = String(error.params.additionalProperty);
    const place = placeOf(`${error.instancePath}/${escapeStep(key)}`);
    const known = Object.keys(schema.properties ?? {}).filter((name) => !name.startsWith("$"));
    diagnostics.report(
      "config-unknown-key",
      { key, where: path, known, ...suggestionFor(key, known) },
      { place },
    );
  } else if (error.keyword === "required" || error.keyword === "dependencies")
    diagnostics.report("config-missing-key", { key: String(error.params.missingProperty), where: path }, at);
  else if (error.params.format === "regex") {
    const reason = patternProblem(String(error.data)) ?? "unknown";
    diagnostics.report("config-bad-pattern", { path, reason }, at);
  } else diagnostics.report("config-invalid-value", { path, ...describe(error, schema) }, at);
}

function describe({ keyword, data }: ErrorObject, schema: FailedSchema): InvalidValue {
  const fix = schema.description ?? "Correct the value.";
  if (keyword === "type") return { problem: `must be ${[schema.type].flat().map(nouns).join(" or ")}`, fix };
  if (keyword === "minLength") return { problem: "is empty", fix: "Fill it in or remove the key." };
  const word = String(data);
  return { problem: `cannot be "${word}"`, fix, ...suggestionFor(word.toLowerCase(), schema.enum ?? []) };
}

interface InvalidValue {
  readonly problem: string;
  readonly fix: string;
  readonly suggestion?: string;
}

function nouns(type: string | undefined): string {
  if (type === "array") return "a list";
  if (type === "boolean") return "true or false";
  if (type === "number") return "a number";
  if (type === "integer") return "a whole number";
  return type === "object" ? "a mapping" : "a text";
}

/** `/routeMaps/0/mcpType` as people write it: `routeMaps[0].mcpType`. */
function pathInWords(pointer: string): string {
  if (pointer === "") return "The config";
  return pointerSteps(pointer).reduce((path, step) =>
    /^\d+$/.test(step) ? `${path}[${step}]` : `${path}.${step}`,
  );
}
