/** Handlebars templates of `templates/scaffold`, for files of a fixed shape. Their holes take `Code` only. */
import { readFile } from "node:fs/promises";
import Handlebars from "handlebars";
import type { Code } from "./code.js";
import { templatesFolder } from "./templates-folder.js";

/** What a template may be filled with. */
export interface TemplateData {
  readonly [key: string]: Code | boolean | TemplateData | readonly (Code | TemplateData)[];
}

/**
 * Reads a template and gives back what fills it. A hole that the data does not name is an error; nothing is escaped,
 * because `Code` already is.
 * @param name the file below `templates/scaffold`, without `.hbs`
 */
export async function loadTemplate(name: string): Promise<(data: TemplateData) => Code> {
  const source = await readFile(new URL(`scaffold/${name}.hbs`, templatesFolder), "utf8");
  const template = Handlebars.compile<TemplateData>(source, {
    strict: true,
    noEscape: true,
    knownHelpersOnly: true,
  });
  return (data) => template(data) as Code;
}

/** Fills a template once. */
export async function fillTemplate(name: string, data: TemplateData): Promise<Code> {
  return (await loadTemplate(name))(data);
}
