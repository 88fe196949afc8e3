/** The environment variables that the config has arguments read from. */
import type { EnvironmentVariable, Project, SentValue, VariableValue } from "./project.js";

/** A value that comes from a variable, and the tool or resource that sends it. */
interface Use {
  readonly component: string;
  readonly value: SentValue;
  readonly source: VariableValue;
}

/** The variables, each with what it fills, in the order of the document. */
export function variablesOfArguments(project: Pick<Project, "tools" | "resources">): EnvironmentVariable[] {
  const uses = new Map<string, Use[]>();
  for (const { name: component, sent } of [...project.tools, ...project.resources]) {
    for (const value of sent) {
      const { source } = value;
      if (source.kind !== "variable") continue;
      const known = uses.get(source.variable) ?? [];
      uses.set(source.variable, [...known, { component, value, source }]);
    }
  }
  return [...uses].map(([name, all]) => ({ name, comment: commentOf(all), optional: all.every(isOptional) }));
}

function isOptional({ value }: Use): boolean {
  return !value.required;
}

function commentOf(uses: readonly Use[]): string {
  const filled = [...new Set(uses.map(({ value }) => placeOf(value)))].join(" and ");
  const users = someOf(uses.map(({ component }) => component));
  const types = [...new Set(uses.flatMap(({ source }) => (source.type === "string" ? [] : [source.type])))];
  const form = types.length === 0 ? "" : ` (${types.map((type) => forms[type]).join(" or ")})`;
  return `Fills ${filled}${form} of ${users}.${uses.every(isOptional) ? " Optional." : ""}`;
}

const forms = { integer: "an integer", number: "a number", boolean: "true or false", json: "JSON" } as const;

function placeOf({ place, wireName }: SentValue): string {
  switch (place) {
    case "body":
      return "the body";
    case "querystring":
      return "the query string";
    case "field":
      return `the field "${wireName}"`;
    case "path":
    case "query":
      return `the ${place} parameter "${wireName}"`;
    case "header":
    case "cookie":
      return `the ${place} "${wireName}"`;
  }
}

/** The first few of different names. */
function someOf(names: readonly string[]): string {
  const different = [...new Set(names)];
  const more = different.length - 3;
  return more > 1 ? `${different.slice(0, 3).join(", ")} and ${more} more` : different.join(", ");
}
