import { emptyConfig, type Config } from "../../src/config/config.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { Lock } from "../../src/lock/lock.js";
import type { Decision } from "../../src/mapping/decisions.js";
import { map } from "../../src/mapping/map.js";
import { parse } from "../../src/openapi/parse.js";
import type { Project, Tool } from "../../src/project/project.js";
import { documentOf, type Written } from "../openapi/support.js";

/** What mapping gives. */
export interface Mapped {
  readonly project: Project;
  readonly decisions: readonly Decision[];
  /** `code: title` of each diagnostic, of parsing too. */
  readonly messages: readonly string[];
}

/** A document as a project. */
export function mapped(
  written: Written,
  options: { config?: Partial<Config>; lock?: Readonly<Record<string, string>>; url?: string } = {},
): Mapped {
  const diagnostics = new Diagnostics();
  const document = documentOf(written, options.url === undefined ? {} : { url: options.url });
  const lock = options.lock && lockOf(options.lock);
  const { project, decisions } = map(
    parse(document, diagnostics),
    { ...emptyConfig, ...options.config },
    lock,
    diagnostics,
  );
  return { project, decisions, messages: diagnostics.all.map(({ code, title }) => `${code}: ${title}`) };
}

function lockOf(operations: Readonly<Record<string, string>>): Lock {
  return { mcpgen: "0.0.0", operations: new Map(Object.entries(operations)), files: new Map() };
}

/** The only tool of a document. */
export function onlyTool({ project }: Mapped): Tool {
  const [tool, ...others] = project.tools;
  if (tool === undefined || others.length > 0) throw new Error(`${project.tools.length} tools`);
  return tool;
}
