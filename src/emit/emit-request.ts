/** The call of a tool or resource: the request, each value from its argument, the config or the environment. */
import type { Component, ConfiguredValue, SentValue, Tool } from "../project/project.js";
import { access, code, identifier, literal, propertyKey, stringLiteral, type Code } from "./code.js";
import {
  arrowCall,
  callOf,
  callWith,
  objectOf,
  property,
  valueOf,
  type Layout,
  type Property,
} from "./layout.js";

/** What is printed alike of tools and resources. */
type Printed = Component & Pick<Tool, "body">;

/** The function that sends the request. */
export function call(tool: Printed): Layout {
  const types = tool.body === undefined ? code`Operation` : code`Operation, Body`;
  const args = tool.arguments.length === 0 ? code`_args` : code`args`;
  return arrowCall(code`(api, ${args}, context) =>`, code`api.request<${types}>`, [
    valueOf(tool.method),
    valueOf(tool.path),
    request(tool),
    code`context`,
  ]);
}

function request(tool: Printed): Layout {
  const places = (["path", "query", "header", "cookie", "querystring"] as const).flatMap((place) => {
    const values = tool.sent.filter((value) => value.place === place).map(assignment);
    return values.length === 0 ? [] : [property(identifier(place), objectOf(values))];
  });
  return objectOf([
    ...places,
    ...(tool.body === undefined ? [] : [property(code`body`, bodyValue(tool))]),
    ...(tool.wire === undefined ? [] : [property(code`wire`, wireOf(tool.wire))]),
    ...(tool.security === undefined ? [] : [property(code`security`, valueOf(tool.security))]),
    ...(tool.server === undefined ? [] : [property(code`server`, valueOf(tool.server))]),
    ...(tool.policy === undefined ? [] : [property(code`policy`, valueOf(tool.policy))]),
  ]);
}

function assignment(value: SentValue): Property {
  return [propertyKey(value.wireName), expression(value)];
}

/** What gives a value, its default included. */
function expression({ source, required }: SentValue): Layout {
  switch (source.kind) {
    case "constant":
      return configured(source);
    case "variable":
      return callWith(required ? code`api.variable` : code`api.optionalVariable`, [
        stringLiteral(source.variable),
        stringLiteral(source.type),
      ]);
    case "argument": {
      const { name, fallback } = source;
      const given = access(code`args`, name);
      if (fallback === undefined) return given;
      const value = inline(fallback);
      // A null that the model gives is what it means.
      return fallback.acceptsNull
        ? code`${given} === undefined ? ${value} : ${given}`
        : code`${given} ?? ${value}`;
    }
  }
}

/** The helper that gives a value the type of the place where it is used; the values that need it are few. */
const helper = code`configured`;

/** Whether a value of the config has more than the document's types name. */
export function hasUndeclared({ sent }: Component): boolean {
  return sent.some(({ source }) => configuredBy(source)?.undeclared === true);
}

function configuredBy(source: SentValue["source"]): ConfiguredValue | undefined {
  switch (source.kind) {
    case "constant":
      return source;
    case "argument":
      return source.fallback;
    case "variable":
      return undefined;
  }
}

function configured({ value, undeclared }: ConfiguredValue): Layout {
  return undeclared === true ? callWith(helper, [valueOf(value)]) : valueOf(value);
}

/** The same on one line, behind an operator. */
function inline({ value, undeclared }: ConfiguredValue): Code {
  const written = typeof value === "string" ? stringLiteral(value) : literal(value);
  return undeclared === true ? code`${helper}(${written})` : written;
}

function bodyValue(tool: Printed): Layout {
  const whole = tool.sent.find(({ place }) => place === "body");
  if (whole !== undefined) return expression(whole);
  const fields = tool.sent.filter(({ place }) => place === "field");
  return isOptionalObject(tool) ? optionalObject(fields) : objectOf(fields.map(assignment));
}

/** Whether the body is an object that is sent only where something asks for it. */
export function isOptionalObject({ body, sent }: Printed): boolean {
  if (body?.optional !== true || sent.some(({ place }) => place === "body")) return false;
  const fields = sent.filter(({ place }) => place === "field");
  return fields.some(isGiven) || !fields.some(({ source }) => source.kind === "constant");
}

/**
 * Arguments ask for a body that can be left out; constants, variables and defaults go along. Where no field is an
 * argument any more, what the config gives is all that could ever ask for it.
 */
function optionalObject(fields: readonly SentValue[]): Layout {
  const given = fields.filter(isGiven);
  if (given.length === 0) return callOf(code`whenGiven<Body>`, objectOf(fields.map(assignment)));
  const asking = given.map(({ wireName, source }): Property => [
    propertyKey(wireName),
    source.kind === "argument" ? access(code`args`, source.name) : code`undefined`,
  ]);
  const along = fields.flatMap((field) => goingAlong(field) ?? []);
  const parts = [asking, ...(along.length === 0 ? [] : [along])].map(objectOf);
  return callWith(code`whenGiven<Body>`, parts);
}

function isGiven({ source }: SentValue): boolean {
  return source.kind === "argument";
}

/** What a field has in a body that another one asks for. */
function goingAlong(field: SentValue): Property[] | undefined {
  const { source, wireName } = field;
  if (source.kind !== "argument") return [assignment(field)];
  return source.fallback && [[propertyKey(wireName), configured(source.fallback)]];
}

/**
 * How values are serialised. TypeScript takes what stands behind a name that every object inherits, such as `toString`, for
 * any text, so there its literal types are said.
 */
function wireOf(value: unknown, isBelowInherited = false): Layout {
  if (typeof value === "string" && isBelowInherited) return code`${stringLiteral(value)} as const`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return valueOf(value);
  const entries = Object.entries(value).map(([key, each]) =>
    property(propertyKey(key), wireOf(each, isBelowInherited || key in Object.prototype)),
  );
  return objectOf(entries);
}
