/** Values made up for the environment of the contract test. */
import { readValue } from "../../templates/runtime/variable.js";
import type { JsonSchemaObject } from "../json/json-schema.js";
import type { Component, Credential, Project, VariableValue } from "../project/project.js";
import { fits } from "./fits.js";
import type { Budget } from "./readings.js";
import { sampleArguments } from "./sample.js";

/** What an environment is made up for. */
type Configured = Pick<Project, "baseUrls" | "credentials" | "tools" | "resources">;

/** A value for each variable that a credential or an argument is read from; the name of a variable, where that fits. */
export function exampleEnvironment(project: Configured, budget: Budget): Record<string, string> {
  const ofCredentials = project.credentials
    .flatMap(variablesOf)
    .map((variable) => [variable, nameAsValue(variable)] as const);
  const known = new Map(ofCredentials);
  // The test gives base URLs itself, and nobody knows them before.
  const baseUrls = new Set(project.baseUrls.map(({ variable }) => variable));
  for (const value of [...project.tools, ...project.resources].flatMap(variableValues)) {
    if (!known.has(value.variable) && !baseUrls.has(value.variable))
      known.set(value.variable, exampleOf(value, budget));
  }
  return Object.fromEntries(known);
}

function variablesOf(credential: Credential): string[] {
  return credential.kind === "basic" ? [credential.username, credential.password] : [credential.variable];
}

function variableValues({ sent }: Component): VariableValue[] {
  return sent.flatMap(({ source }) => (source.kind === "variable" ? [source] : []));
}

function nameAsValue(variable: string): string {
  return variable.toLowerCase().replaceAll("_", "-");
}

/** A text that is read as a value of the schema; the variable's name is what a test then fails with if there is none. */
function exampleOf(value: VariableValue, budget: Budget): string {
  const name = nameAsValue(value.variable);
  if (isRead(name, value)) return name;
  const inputSchema = { ...wrapped(value.schema) };
  const sampled = sampleArguments({ inputSchema }, budget);
  if ("cause" in sampled) return name;
  const { value: found } = sampled.args;
  const text = typeof found === "string" && value.type === "string" ? found : JSON.stringify(found);
  return isRead(text, value) ? text : name;
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
