/** `src/generated/schemas.ts`: the schemas that tools share. */
import { asObject } from "../json/json-schema.js";
import type { Project, SharedSchema } from "../project/project.js";
import { code, identifier, type Code } from "./code.js";
import { print, valueOf } from "./layout.js";
import { fillTemplate, type TemplateData } from "./template.js";

/** The text of `schemas.ts`. */
export function emitSchemas({ schemas }: Project): Promise<Code> {
  return fillTemplate("schemas.ts", { schemas: schemas.map(declaration) });
}

function declaration({ name, schema }: SharedSchema): TemplateData {
  const constant = identifier(name);
  const { length: column } = code`export const ${constant}: JsonSchema = `;
  return { name: constant, schema: print(valueOf(asObject(schema)), 0, column, 1) };
}
