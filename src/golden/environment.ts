/** Values made up for the environment of the contract test. */
import { upstreamVariables } from "../../templates/runtime/upstream-variables.js";
import { readValue } from "../../templates/runtime/variable.js";
import type { JsonSchemaObject } from "../json/json-schema.js";
import type { Component, Project, VariableValue } from "../project/project.js";
import { variablesOf } from "./credentials.js";
import { fits } from "./fits.js";
import type { Budget } from "./readings.js";
import { sampleArguments } from "./sample.js";

/** What an environment is made up for. */
type Configured = Pick<Project, "baseUrls" | "credentials" | "prefix" | "upstream" | "tools" | "resources">;

/** A value for each variable that a credential or an argument is read from; and no rate limit holds the test up. */
export function exampleEnvironment(project: Configured, budget: Budget): Record<string, string> {
  const ofCredentials = project.credentials.flatMap(variablesOf);
  // The test gives base URLs itself, and nobody knows them before.
  const ofOthers = new Set([...ofCredentials, ...project.baseUrls.map(({ variable }) => variable)]);
  const ofArguments = [...usesByVariable(project)].filter(([variable]) => !ofOthers.has(variable));
  return Object.fromEntries([
    ...ofCredentials.map((variable) => [variable, nameAsValue(variable)] as const),
    ...ofArguments.map(([variable, uses]) => [variable, exampleOf(variable, uses, budget)] as const),
    ...(isRateLimited(project) ? [[upstreamVariables(project.prefix).rateLimit, "off"] as const] : []),
  ]);
}

function isRateLimited({ upstream, tools, resources }: Configured): boolean {
  const limits = [upstream, ...[...tools, ...resources].map(({ policy }) => policy)];
  return limits.some((each) => each?.rateLimit && each.rateLimit.maxRequests !== undefined);
}

/** The different things that each variable is read as. */
function usesByVariable(project: Configured): Map<string, VariableValue[]> {
  const uses = new Map<string, Map<string, VariableValue>>();
  for (const value of [...project.tools, ...project.resources].flatMap(variableValues)) {
    const known = uses.get(value.variable) ?? new Map<string, VariableValue>();
    uses.set(value.variable, known.set(JSON.stringify(value), value));
  }
  return new Map([...uses].map(([variable, different]) => [variable, [...different.values()]]));
}

function variableValues({ sent }: Component): VariableValue[] {
  return sent.flatMap(({ source }) => (source.kind === "variable" ? [source] : []));
}

function nameAsValue(variable: string): string {
  return variable.toLowerCase().replaceAll("_", "-");
}

/** A text that fits wherever the variable is read, its own name if that does; the name too where nothing was found. */
function exampleOf(variable: string, uses: readonly VariableValue[], budget: Budget): string {
  const name = nameAsValue(variable);
  const fitsAll = (text: string): boolean => uses.every((use) => isRead(text, use));
  if (fitsAll(name)) return name;
  return uses.flatMap((use) => sampled(use, budget) ?? []).find(fitsAll) ?? name;
}

function sampled({ type, schema }: VariableValue, budget: Budget): string | undefined {
  const found = sampleArguments({ inputSchema: { ...wrapped(schema) } }, budget);
  if ("cause" in found) return undefined;
  const { value } = found.args;
  return typeof value === "string" && type === "string" ? value : JSON.stringify(value);
}

function isRead(text: string, { variable, type, schema }: VariableValue): boolean {
  try {
    const value = readValue({ [variable]: text }, variable, type);
    return value !== undefined && fits(wrapped(schema), { value });
  } catch {
    return false;
  }
}

/** The schema of arguments of which it is the only one. */
function wrapped({ $defs, ...schema }: JsonSchemaObject): JsonSchemaObject & { type: string } {
  return {
    type: "object",
    properties: { value: schema },
    required: ["value"],
    additionalProperties: false,
    ...($defs === undefined ? {} : { $defs }),
  };
}
